"""What the way to a token is made of, in the words that stand for it."""

import re

SUBJECT = re.compile(
    r"(?P<redirect>(?=[rc])(?:redirect(?:ion)?|call-?back|reply|return)[ _-]?(?:ur[il]s?|address(?:es)?)\b|\bredirect(?=:))"
    r"|\b(?=[acefghilmnopstvy])(?:(?P<verifier>\bcode[ _-]?(?:verifier|challenge)(?:_method)?\b|\bpkce(?: code)?(?: verifier)?\b|\bproof key\b)"
    r"|(?P<form>\bgrant[ _-]?type\b|\bcontent[ -]?type\b|\bmedia type\b|\bform-?urlencoded\b)"
    r"|(?P<client>\bclient[ _-]?(?:id|secret|key|credential|identifier)s?\b|\bapp(?:lication)?[ _-]?(?:id|secret)\b"
    r"|\bconsumer[ _-]?(?:key|secret)\b|\boauth2? (?:client|app)\b|\bclient(?= (?:not|was not|is not|does not|is unknown|auth)\b))"
    r"|(?P<code>\b(?:authori[sz]ation|auth|oauth2?|grant|access|verification|exchange|the|this|your|given|provided)[ _-]code\b"
    r"|\bauthcode\b|(?<!error )(?<!status )(?<!exit )(?<!fault )(?<!response )\bcode\b(?= [\"'`]?(?:is|was|has|had|not|expired|already|invalid|mis|does)\b)|(?<=[\"'`])code(?=[\"'`]))"
    r"|(?P<time>\b(?:iat|nbf|issued[- ]at|clocks?|(?:system|server|local|machine|host|container) time)\b)"
    r"|(?P<state>\bstates?(?:_(?:tok(?:en)?|param)| token)?\b|\bnonce\b|\bcsrf(?: token| state| check)?\b)"
    r"|(?P<session>\bsessions?\b|\bcookies?\b)"
    r"|(?P<scope>\bscopes?\b))",
    re.ASCII,
)
OTHER = re.compile(SUBJECT.pattern + r"|(?P<token>\btokens?\b)", re.ASCII)
