"""A header as it is sent: its token in quotes, or emptied by a proxy on the way."""

from grantlab.pastes.programs.structure import structure
from grantlab.pastes.signs import Sign

BARE_HEADERS = (
    structure(
        Sign.HEADER_MALFORMED,
        ("authorization: bearer",),
        r"\bauthorization: bearer (?:[\"'](?:‹|eyj)|%22|\\\"|<(?!your|token|access))",
    ),
    structure(
        Sign.HEADER_MALFORMED,
        ("authorization", "proxy_set_header|requestheader|header_up|proxy_hide|request-header|removerequestheader|del-header"),
        r"\bproxy_set_header authorization (?:\"\"|''|\$http_x)|\brequestheader (?:unset|edit) authorization\b|\bheader_up -authorization\b"
        r"|\b(?:http-request )?del-header authorization\b|\bremoverequestheader=authorization\b",
    ),
)  # fmt: skip
