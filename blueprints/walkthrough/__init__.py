"""The walk: one connection from scopes to revoke, step by step."""
