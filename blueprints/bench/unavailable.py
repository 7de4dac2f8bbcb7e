"""The bench of a provider that runs elsewhere, when it cannot be used from here."""

from werkzeug.wrappers import Response as BaseResponse

from blueprints.bench.blueprint import bench
from blueprints.bench.pages import UnavailablePage
from blueprints.rendering import render_page
from blueprints.services import services
from grantlab.protocol.errors import MalformedResponseError
from grantlab.wire.bench_control import BenchClosedError
from grantlab.wire.errors import ForbiddenAddressError, UnreachableError


@bench.errorhandler(BenchClosedError)
def explain_closed(_error: BenchClosedError) -> BaseResponse:
    """Say how the token gets here."""
    control = services().bench
    happened = (
        "Its token was not accepted: it belongs to another provider."
        if control.is_open
        else "Grantlab was started without its token."
    )
    page = UnavailablePage(
        title="The bench is locked",
        happened=happened,
        provider_url=control.base_url,
        needs_token=True,
    )
    return render_page(page, status=409)


@bench.errorhandler(UnreachableError)
@bench.errorhandler(ForbiddenAddressError)
def explain_silence(_error: UnreachableError | ForbiddenAddressError) -> BaseResponse:
    """Say which provider does not answer."""
    return _no_bench("No answer came.", status=504)


@bench.errorhandler(MalformedResponseError)
def explain_stranger(_error: MalformedResponseError) -> BaseResponse:
    """Say that what answers there is no bench of ours."""
    return _no_bench("What answers there is no provider of this version.", status=502)


def _no_bench(happened: str, *, status: int) -> BaseResponse:
    page = UnavailablePage(
        title="The bench does not answer",
        happened=happened,
        provider_url=services().bench.base_url,
        needs_token=False,
    )
    return render_page(page, status=status)
