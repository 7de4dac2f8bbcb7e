"""Taking the preset that an address was made under."""

from flask import redirect, request
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response as BaseResponse

from blueprints.services import services
from blueprints.walkthrough.stage import read_stage
from blueprints.walkthrough.steps import StepId
from blueprints.walkthrough.views import walkthrough
from grantlab.protocol.environment import Environment
from grantlab.wire.bench_offset import UNKNOWN


@walkthrough.post("/preset")
def take_preset() -> BaseResponse:
    """Let the embedded service act under another preset, and show the same step."""
    step = request.form.get("step", "")
    if step not in set(StepId):
        raise NotFound
    stage = read_stage(StepId(step), request.form)
    if stage.preset is None or stage.environment is not Environment.EMBEDDED:
        raise NotFound
    address = stage.url()
    try:
        services().bench.set_policy(stage.preset)
    except UNKNOWN:
        address = f"{address}&problem=preset-not-taken"
    return redirect(address, code=303)
