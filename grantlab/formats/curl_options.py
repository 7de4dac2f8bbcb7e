"""What curl's options mean for a request.

Source: the manual page of curl 8, in which an option has the same meaning as in 7.88.
"""

from enum import Enum, auto
from typing import Final


class Effect(Enum):
    """What an option does to the request."""

    URL = auto()
    METHOD = auto()
    HEADER = auto()
    DATA = auto()
    RAW_DATA = auto()
    ENCODED_DATA = auto()
    JSON = auto()
    USER = auto()
    BEARER = auto()
    GET = auto()
    HEAD = auto()
    USER_AGENT = auto()
    REFERER = auto()
    COOKIE = auto()
    GLOB_OFF = auto()
    NOTHING = auto()
    """It changes how the request is sent, or what is printed, and not the request."""

    NOTHING_WITH_VALUE = auto()
    REFUSED = auto()


WITHOUT_VALUE: Final = frozenset(
    {Effect.GET, Effect.HEAD, Effect.GLOB_OFF, Effect.NOTHING, Effect.REFUSED}
)

LONG: Final = {
    "url": Effect.URL,
    "request": Effect.METHOD,
    "header": Effect.HEADER,
    "data": Effect.DATA,
    "data-ascii": Effect.DATA,
    "data-binary": Effect.DATA,
    "data-raw": Effect.RAW_DATA,
    "data-urlencode": Effect.ENCODED_DATA,
    "json": Effect.JSON,
    "user": Effect.USER,
    "oauth2-bearer": Effect.BEARER,
    "get": Effect.GET,
    "head": Effect.HEAD,
    "user-agent": Effect.USER_AGENT,
    "referer": Effect.REFERER,
    "cookie": Effect.COOKIE,
    "globoff": Effect.GLOB_OFF,
    **dict.fromkeys(
        (
            *("basic", "compressed", "fail", "fail-with-body", "http1.0", "http1.1"),
            *("http2", "http2-prior-knowledge", "http3", "include", "insecure", "ipv4"),
            *("ipv6", "location", "location-trusted", "no-buffer", "no-progress-meter"),
            *(
                "no-keepalive",
                "path-as-is",
                "progress-bar",
                "remote-name",
                "show-error",
            ),
            *("silent", "ssl-no-revoke", "tcp-nodelay", "tlsv1", "tlsv1.2", "tlsv1.3"),
            *("verbose", "compressed-ssh", "remote-header-name", "no-sessionid"),
        ),
        Effect.NOTHING,
    ),
    **dict.fromkeys(
        (
            *("cacert", "capath", "connect-timeout", "cookie-jar", "dump-header"),
            *("interface", "keepalive-time", "limit-rate", "max-redirs", "max-time"),
            *("noproxy", "output", "proxy", "resolve", "retry", "retry-delay"),
            *("retry-max-time", "stderr", "tls-max", "trace", "trace-ascii"),
            *("write-out", "ciphers", "connect-to", "output-dir"),
        ),
        Effect.NOTHING_WITH_VALUE,
    ),
    **dict.fromkeys(
        (
            *("anyauth", "cert", "config", "digest", "form", "form-string", "key"),
            *("negotiate", "netrc", "next", "ntlm", "request-target", "upload-file"),
            *("aws-sigv4", "url-query", "parallel"),
        ),
        Effect.REFUSED,
    ),
}

SHORT: Final = {
    "X": "request",
    "H": "header",
    "d": "data",
    "u": "user",
    "G": "get",
    "I": "head",
    "A": "user-agent",
    "e": "referer",
    "b": "cookie",
    "g": "globoff",
    "f": "fail",
    "0": "http1.0",
    "i": "include",
    "k": "insecure",
    "4": "ipv4",
    "6": "ipv6",
    "L": "location",
    "N": "no-buffer",
    "#": "progress-bar",
    "O": "remote-name",
    "S": "show-error",
    "s": "silent",
    "1": "tlsv1",
    "v": "verbose",
    "J": "remote-header-name",
    "c": "cookie-jar",
    "D": "dump-header",
    "m": "max-time",
    "o": "output",
    "x": "proxy",
    "w": "write-out",
    "E": "cert",
    "K": "config",
    "F": "form",
    "n": "netrc",
    "T": "upload-file",
    ":": "next",
    "Z": "parallel",
}
"""Letters by the long name that they stand for."""

REASONS: Final = {
    "form": "a multipart form (-F) is not sent from here; send its fields with -d",
    "form-string": "a multipart form is not sent from here; send its fields with -d",
    "upload-file": "a file cannot be read from here; put its text behind --data-binary",
    "config": "a file of options cannot be read from here",
    "netrc": "a file of passwords cannot be read from here",
    "cert": "a certificate of your own is not used here",
    "key": "a certificate of your own is not used here",
    "next": "this is more than one request; paste them one at a time",
    "parallel": "this is more than one request; paste them one at a time",
}
"""Why an option is refused; for the others its name says enough."""
