"""What people read about the lifecycle."""
