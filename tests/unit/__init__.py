"""One room at a time: no Flask, no disk."""
