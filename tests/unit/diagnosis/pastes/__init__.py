"""The rules over pastes."""
