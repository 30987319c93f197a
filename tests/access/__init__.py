"""The access table, a file for each room; see tests/test_access.py."""
