"""Refusals and their checklists."""
