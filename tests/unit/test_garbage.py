"""How often garbage is looked for while much is in flight."""

import gc

import pytest

from grantlab.runtime.garbage import NEW_OBJECTS, seldom_collected


def test_it_is_collected_seldom_meanwhile_and_as_before_afterwards() -> None:
    before = gc.get_threshold()

    with seldom_collected():
        assert gc.get_threshold() == (NEW_OBJECTS, *before[1:])
        assert gc.isenabled()

    assert gc.get_threshold() == before


def test_it_is_collected_as_before_when_something_goes_wrong() -> None:
    before = gc.get_threshold()

    with pytest.raises(LookupError), seldom_collected():
        raise LookupError

    assert gc.get_threshold() == before
