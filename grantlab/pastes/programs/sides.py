"""The sandbox's host in a setting, and a company that is told to be a real one."""

from grantlab.pastes.programs.structure import structure
from grantlab.pastes.signs import Sign

_REAL = r"\b(?:compan(?:y|ies)|realm|keys)\b[^.\n]{0,40}\b(?:is|are)\b[^.\n]{0,16}\b(?:live|real|production)\b"

SIDES_OF_SETTINGS = (
    structure(
        Sign.HOST_OF_OTHER_ENVIRONMENT,
        ("sandbox-quickbooks.", "live|real|production", "compan|realm|keys"),
        rf"\bsandbox-quickbooks\.[^\n]{{0,200}}(?:\n[^\n]{{0,200}}){{0,3}}?{_REAL}|{_REAL}[^\n]{{0,200}}(?:\n[^\n]{{0,200}}){{0,3}}?\bsandbox-quickbooks\.",
    ),
)  # fmt: skip
