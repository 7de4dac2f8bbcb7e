"""What the way to a token is made of, in the words that stand for it."""

import re

SUBJECT = re.compile(
    r"(?P<redirect>(?=[rc])(?:redirect(?:ion)?|call-?back|reply|return)[ _-]?(?:ur[il]s?|address(?:es)?)\b|\bredirect(?=:))"
    r"|\b(?=[acefghilmnopstvy])(?:(?P<verifier>code[ _-]?(?:verifier|challenge)(?:_method)?\b|pkce(?: code)?(?: verifier)?\b|proof key\b)"
    r"|(?P<form>grant[ _-]?type\b|content[ -]?type\b|media type\b|form-?urlencoded\b)"
    r"|(?P<client>client[ _-]?(?:id|secret|key|credential|identifier)s?\b|app(?:lication)?[ _-]?(?:id|secret)\b"
    r"|consumer[ _-]?(?:key|secret)\b|oauth2? (?:client|app)\b|client(?= (?:not|was not|is not|does not|is unknown|auth)\b))"
    r"|(?P<code>(?:authori[sz]ation|auth|oauth2?|grant|access|verification|exchange|the|this|your|given|provided)[ _-]code\b"
    r"|authcode\b|(?<!error )(?<!status )(?<!exit )(?<!fault )(?<!response )code\b(?= [\"'`]?(?:is|was|has|had|not|expired|already|invalid|mis|does|(?:is|was|has|does|did|could|ca)n['\u2019]t|can ?not|could not|could|no longer)\b)|(?<=[\"'`])code(?=[\"'`])"
    r"|(?:(?<=\bexpired )|(?<=\bunknown )|(?<=\balready used ))code\b)"
    r"|(?P<time>(?:iat|nbf|issued[- ]at|clocks?|(?:system|server|local|machine|host|container) time)\b)"
    r"|(?P<state>states?(?:_(?:tok(?:en)?|param)| token)?\b|nonce\b|csrf(?: token| state| check)?\b)"
    r"|(?P<session>sessions?\b|cookies?\b)"
    r"|(?P<scope>scopes?\b))",
    re.ASCII,
)
OTHER = re.compile(SUBJECT.pattern + r"|(?P<token>\btokens?\b)", re.ASCII)
