"""What was read from a paste, as ``understood`` of the JSON has it."""

from collections.abc import Iterable

from grantlab.pastes.understood import Named, Unanswered, Understood, Value


def understood_members(understood: Understood) -> dict[str, object]:
    """Return what was read from a paste."""
    return {
        "length": understood.length,
        "refusal": understood.refusal,
        "libraries": _texts(understood.libraries),
        "statuses": _texts(understood.statuses),
        "fault_codes": _texts(understood.fault_codes),
        "intuit_tids": _texts(understood.intuit_tids),
        "client_ids": _texts(understood.client_ids),
        "realm_ids": _texts(understood.realm_ids),
        "hosts": _texts(understood.hosts),
        "values": [_value_members(value) for value in understood.values],
        "redirect_uris": [
            {"uri": one.uri, "where": one.where.value, "has_query": one.has_query}
            for one in understood.redirect_uris
        ],
        "events": [
            {
                "at": event.moment.at.isoformat() if event.moment.at else None,
                "has_zone": event.moment.has_zone,
                "happened": event.happened.value,
                "place": [event.span.start, event.span.end],
            }
            for event in understood.events
        ],
        "unanswered": None
        if understood.unanswered is None
        else _unanswered_members(understood.unanswered),
        "signs": [
            {"sign": one.sign.value, "place": [one.span.start, one.span.end]}
            for one in understood.sightings
        ],
    }


def _value_members(value: Value) -> dict[str, object]:
    return {
        "number": value.number,
        "field": value.field.value,
        "look": value.look.value,
        "length": value.length,
        "fingerprint": value.fingerprint,
        "expires_at": value.expires_at.isoformat() if value.expires_at else None,
        "place": [value.span.start, value.span.end],
    }


def _unanswered_members(unanswered: Unanswered) -> dict[str, object]:
    return {
        "asked": unanswered.asked,
        "why": unanswered.why,
        "may_have_been_carried_out": unanswered.may_have_been_carried_out,
        "place": [unanswered.span.start, unanswered.span.end],
    }


def _texts(named: Iterable[Named]) -> list[str]:
    return [one.text for one in named]
