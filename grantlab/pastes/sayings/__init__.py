"""What services, libraries and people say, and what it means: one table for each subject.

Every phrase is looked for as it stands, in small letters. A phrase is in one table only,
and it belongs here only if it means the same wherever it is said.
"""
