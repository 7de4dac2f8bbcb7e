"""What people paste, read: logs, exchanges, rows and code, mixed and in any order."""
