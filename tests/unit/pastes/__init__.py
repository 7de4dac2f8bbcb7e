"""The reading of pastes."""
