"""The service put back between checks, whatever the one before has left."""

from grantlab.wire.bench_control import BenchControl


class Broom:
    """Remembers how an app was registered, and puts that, policy and faults back."""

    def __init__(self, control: BenchControl, preset: str | None) -> None:
        self._control = control
        self._preset = preset
        control.set_policy(preset)
        self._app = control.fetch_state().app

    def sweep(self) -> None:
        control = self._control
        state = control.fetch_state()
        if state.faults.armed:
            control.disarm()
        if state.policy.preset != self._preset or any(
            knob.turned for knob in state.policy.knobs
        ):
            control.set_policy(self._preset)
        for scope, enabled in self._app.scopes.items():
            if state.app.scopes[scope] != enabled:
                (control.enable_scope if enabled else control.disable_scope)(scope)
        for name, keys in self._app.keys.items():
            had, has = set(keys.redirect_uris), set(state.app.keys[name].redirect_uris)
            for uri in sorted(had - has):
                control.add_redirect_uri(name, uri)
            for uri in sorted(has - had):
                control.remove_redirect_uri(name, uri)
