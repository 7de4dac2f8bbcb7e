"""Words of a message as a sentence: messages are in lower case and without a full stop."""


def as_sentence(words: str) -> str:
    """Return words with a capital and a full stop."""
    return f"{with_capital(words)}."


def with_capital(words: str) -> str:
    """Return words with a capital; a name such as ``realmId`` keeps its letters."""
    first = words.partition(" ")[0]
    is_plain = first.isalpha() and first.islower()
    return f"{words[:1].upper() if is_plain else words[:1]}{words[1:]}"
