"""The provider over HTTP: its endpoints, its pages and its commands."""
