"""What the buttons of the bench do; what was typed wrongly comes back with the page."""

from collections.abc import Callable

from flask import redirect, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from blueprints.bench.arming import FIELD_BY_REFUSAL, Arming, read_arming, values_of
from blueprints.bench.blueprint import bench
from blueprints.bench.build_page import build_page
from blueprints.bench.clock_panel import CLOCK, SKEW, SKEW_FAULT
from blueprints.bench.fault_panel import fault_form
from blueprints.bench.notices import NOTICES
from blueprints.bench.policy_panel import knob_form
from blueprints.bench.typed import Typed, TypedError, read_length, read_step
from blueprints.rendering import render_page
from blueprints.sentences import as_sentence
from blueprints.services import services
from grantlab.protocol.durations import format_duration
from grantlab.wire.bench_control import BenchRefusedError

Change = Callable[[], object]


@bench.post("/clock")
def advance() -> BaseResponse:
    """Let time pass, on both sides of the wire."""
    by = request.form.get("by", "")
    try:
        length = read_step(by)
        seen = read_length(request.form.get("seen", ""))
    except TypedError as exc:
        return _come_back(CLOCK, {"by": by}, {"by": str(exc)})
    control = services().bench
    return _carry_out(
        lambda: control.advance(length, seen=seen),
        done=_done("moved", format_duration(length)),
    )


@bench.post("/clock/moment")
def advance_to() -> BaseResponse:
    """Let time pass until a moment with a name."""
    moment = request.form.get("moment", "")
    control = services().bench
    return _carry_out(
        lambda: control.advance_to(moment), done=_done("moved-to", moment)
    )


@bench.post("/clock/service")
def make_wrong() -> BaseResponse:
    """Let the service's clock alone be wrong, for some requests or some time."""
    return _arm(SKEW_FAULT, form=SKEW, done=_done("skewed"))


@bench.post("/policy")
def follow() -> BaseResponse:
    """Follow a preset, and turn back every knob."""
    preset = request.form.get("preset", "")
    control = services().bench
    return _carry_out(
        lambda: control.set_policy(preset), done=_done("followed", preset)
    )


@bench.post("/policy/<knob>")
def turn(knob: str) -> BaseResponse:
    """Turn one knob of the preset in force."""
    value = request.form.get("value", "").strip()
    try:
        services().bench.set_policy(knobs={knob: value})
    except BenchRefusedError as exc:
        if exc.error != "knob-value":
            raise
        return _come_back(
            knob_form(knob), {"value": value}, {"value": as_sentence(str(exc))}
        )
    return redirect(_done("turned", knob), code=303)


@bench.post("/faults/<name>")
def arm(name: str) -> BaseResponse:
    """Let the next requests meet a fault."""
    return _arm(name, form=fault_form(name), done=_done("armed", name))


@bench.post("/faults/<name>/disarm")
def disarm(name: str) -> BaseResponse:
    """Take one fault away."""
    control = services().bench
    return _carry_out(lambda: control.disarm(name), done=_done("disarmed", name))


@bench.post("/faults")
def disarm_all() -> BaseResponse:
    """Take every fault away."""
    return _carry_out(services().bench.disarm, done=_done("all-disarmed"))


@bench.post("/reset")
def reset() -> BaseResponse:
    """Begin a new world, if that is meant."""
    if not request.form.get("sure"):
        return redirect(_done("not-sure"), code=303)
    return _carry_out(services().bench.reset, done=_done("reset"))


def _arm(name: str, *, form: str, done: str) -> BaseResponse:
    arming = read_arming(form, request.form)
    if isinstance(arming, Typed):
        return _page(arming)
    try:
        _send_arming(name, arming)
    except BenchRefusedError as exc:
        field = FIELD_BY_REFUSAL.get(exc.error)
        if field is None:
            raise
        return _come_back(form, values_of(request.form), {field: as_sentence(str(exc))})
    return redirect(done, code=303)


def _send_arming(name: str, arming: Arming) -> None:
    services().bench.arm(
        name, times=arming.times, span=arming.span, amount=arming.amount
    )


def _carry_out(change: Change, *, done: str) -> BaseResponse:
    """Make a change and tell it; a refusal that has a notice is told as well."""
    try:
        change()
    except BenchRefusedError as exc:
        if exc.error not in NOTICES:
            raise
        done = _done(exc.error)
    return redirect(done, code=303)


def _done(slug: str, about: str | None = None) -> str:
    """Return the address at which a notice is told, where it is told."""
    place = NOTICES[slug].place
    return url_for(".index", notice=slug, about=about, _anchor=place)


def _come_back(
    form: str, values: dict[str, str], problems: dict[str, str]
) -> BaseResponse:
    return _page(Typed(form=form, values=values, problems=problems))


def _page(typed: Typed) -> BaseResponse:
    return render_page(build_page(services(), typed=typed), status=422)
