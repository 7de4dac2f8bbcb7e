"""Where bars, tails and marks stand."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from grantlab.timeline.drawing import LETTER, MOST_BARS, RIGHT, draw
from grantlab.timeline.history import Event, History, Span, SpanKind

NOON = datetime(2026, 3, 12, 12, tzinfo=UTC)
HUNDRED_DAYS = timedelta(days=100)
moments = st.timedeltas(min_value=timedelta(), max_value=timedelta(days=900))


def refresh(label: str, at: datetime) -> Span:
    return Span(
        label=label, kind=SpanKind.REFRESH, starts_at=at, ends_at=at + HUNDRED_DAYS
    )


def superseded(label: str, at: datetime, *, by: datetime) -> Span:
    return Span(
        label=label,
        kind=SpanKind.REFRESH,
        starts_at=at,
        ends_at=at + HUNDRED_DAYS,
        stale_from=by,
        stale_until=by + timedelta(days=1),
    )


def history(*spans: Span, events: tuple[Event, ...] = ()) -> History:
    return History(
        spans=spans,
        events=events,
        now=NOON + timedelta(hours=1),
        hard_limit=NOON + timedelta(days=5 * 365),
    )


def test_a_superseded_token_grows_a_tail_where_its_successor_starts() -> None:
    later = NOON + timedelta(minutes=5)
    first, second = draw(
        history(superseded("R1", NOON, by=later), refresh("R2", later))
    ).bars

    assert first.tail_x == second.x
    assert first.tail_width > 0
    assert second.tail_width == 0


def test_a_bar_is_pale_once_its_token_is_honoured_no_more() -> None:
    replaced = NOON + timedelta(minutes=5)
    life = history(superseded("R1", NOON, by=replaced), refresh("R2", replaced))
    at_the_end = replace(life, now=replaced + timedelta(days=1))

    assert [bar.is_over for bar in draw(life).bars] == [False, False]
    assert [bar.is_over for bar in draw(at_the_end).bars] == [True, False]


def test_a_token_that_was_ended_stops_there_and_says_so() -> None:
    revoked = Span(
        label="R1",
        kind=SpanKind.REFRESH,
        starts_at=NOON,
        ends_at=NOON + HUNDRED_DAYS,
        ended_at=NOON + timedelta(minutes=30),
        ended_word="revoked",
    )

    (bar,) = draw(history(revoked)).bars

    assert bar.label == "R1 revoked"
    assert bar.right < draw(history(refresh("R1", NOON))).bars[0].right


@given(st.lists(moments, max_size=12), st.lists(moments, max_size=12))
def test_nothing_that_shares_a_lane_touches(
    starts: list[timedelta], times: list[timedelta]
) -> None:
    spans = [refresh(f"R{n}", NOON + start) for n, start in enumerate(starts)]
    events = tuple(Event("refresh", NOON + time) for time in times)

    drawing = draw(history(*spans, events=events))

    for one, other in combinations(drawing.bars, 2):
        assert one.y != other.y or one.right < other.left or other.right < one.left
    labels = [mark for mark in drawing.marks if mark.label]
    for one_mark, other_mark in combinations(labels, 2):
        apart = abs(one_mark.label_x - other_mark.label_x)
        assert one_mark.y != other_mark.y or apart > LETTER


@given(moments)
def test_no_label_leaves_the_picture(start: timedelta) -> None:
    drawing = draw(history(refresh("R1", NOON), refresh("R2", NOON + start)))

    assert all(bar.right <= RIGHT + 1 for bar in drawing.bars)


def test_of_many_bars_the_newest_are_drawn() -> None:
    spans = [refresh(f"R{n}", NOON + timedelta(days=n)) for n in range(MOST_BARS + 3)]

    drawing = draw(history(*spans))

    assert drawing.left_out == 3
    assert drawing.bars[-1].label == f"R{MOST_BARS + 2}"


def test_an_empty_history_is_a_picture_too() -> None:
    drawing = draw(History(spans=(), events=(), now=NOON))

    assert drawing.bars == ()
    assert drawing.hard_limit_x is None
