"""The commands of a fleet, and what its workers do."""
