"""From a paste to a verdict: rules over what was understood, and one question."""
