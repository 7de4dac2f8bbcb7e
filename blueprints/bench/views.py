"""The bench, as it is set now."""

from werkzeug.wrappers import Response as BaseResponse

from blueprints.bench.blueprint import bench
from blueprints.bench.pages import BenchPage
from blueprints.framing import frame_of
from blueprints.rendering import render_page
from blueprints.services import services
from grantlab.protocol.environment import Environment

__all__ = ["bench"]


@bench.get("")
def index() -> BaseResponse:
    """Show how the provider is set."""
    parts = services()
    frame = frame_of(Environment.EMBEDDED, parts)
    return render_page(BenchPage(parts.bench.fetch_state(), frame=frame))
