"""The area's blueprint, apart from its views so that each of them can be a module."""

from typing import Any, Final

from flask import Blueprint, request

playground = Blueprint("playground", __name__, url_prefix="/playground")

LARGEST_FORM: Final = 8 << 20
"""Octets; a paste of 1 MiB is refused in words at its field, not cut off before."""


@playground.url_value_preprocessor
def take_large_forms(_endpoint: str | None, _values: dict[str, Any] | None) -> None:
    """Let a large paste come as far as the field that explains what is wrong with it.

    This runs before the form is first read, which is when its guard looks for its token.
    """
    request.max_form_memory_size = LARGEST_FORM
    request.max_content_length = LARGEST_FORM
