"""The vocabulary and the rules of OAuth 2.0 as Intuit speaks it; pure functions and values."""
