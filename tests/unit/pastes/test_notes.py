"""What people note in passing: of a store that keeps nothing, of a restart, of two days."""

import pytest

from grantlab.diagnosis.pastes.diagnosing import diagnose_paste
from grantlab.pastes.reading import read_paste
from grantlab.pastes.signs import Sign


def signs_of(text: str) -> set[Sign]:
    return {one.sign for one in read_paste(text).sightings}


@pytest.mark.parametrize(
    ("note", "sign"),
    [
        ("token.json lies in the container, there is no volume", Sign.NOT_STORED),
        ("/app/data is not on a volume", Sign.NOT_STORED),
        ("the db.commit() was missing after the refresh", Sign.NOT_STORED),
        ("somebody forgot to flush", Sign.NOT_STORED),
        ("ok until noon, restart 12:10, invalid_grant", Sign.RESTART_BREAKS),
        ("redeploy -> first refresh 400", Sign.RESTART_BREAKS),
        ("last sync 9 Feb, opened again 20 July", Sign.INACTIVITY),
        ("last used: Nov 3, next login was in April", Sign.INACTIVITY),
    ],
)
def test_a_note_is_read(note: str, sign: Sign) -> None:
    assert sign in signs_of(note)


@pytest.mark.parametrize(
    ("note", "sign"),
    [
        ("is there no volume?", Sign.NOT_STORED),
        ("the volume is mounted", Sign.NOT_STORED),
        ("the commit is there", Sign.NOT_STORED),
        ("restart 12:10, works", Sign.RESTART_BREAKS),
        ("last sync 9 Feb, opened again 20 March", Sign.INACTIVITY),
        ("last error 9 Feb, the next one in July", Sign.INACTIVITY),
    ],
)
def test_what_is_another_note_is_not(note: str, sign: Sign) -> None:
    assert sign not in signs_of(note)


def test_two_states_stand_side_by_side() -> None:
    log = "session state: 4e7a  query state: 90bd\n403 CSRF"

    verdict = diagnose_paste(log).verdict

    assert verdict is not None
    assert verdict.id == "state_mismatch_csrf"
    assert diagnose_paste(log.replace("90bd", "4e7a")).verdict is None


@pytest.mark.parametrize(
    ("text", "sign", "is_seen"),
    [
        ("no saved token, going back to QBO_REFRESH_TOKEN", Sign.NOT_STORED, True),
        ("it falls back to the refresh token grant", Sign.NOT_STORED, False),
        ("open('/tmp/qbo-token.json', 'w')  # in a container", Sign.NOT_STORED, True),
        ("open('/srv/qbo-token.json', 'w')  # in a container", Sign.NOT_STORED, False),
        (
            "04:00:00 bin/sync --refresh (server 1)\n04:00:00 bin/sync --refresh (server 2)",
            Sign.TWO_AT_ONCE,
            True,
        ),
        (
            "04:00:00 bin/sync --refresh (server 1)\n05:00:00 bin/sync --refresh (server 2)",
            Sign.TWO_AT_ONCE,
            False,
        ),
    ],
)
def test_what_is_lost_or_done_twice_is_read(
    text: str, sign: Sign, *, is_seen: bool
) -> None:
    assert (sign in signs_of(text)) is is_seen
