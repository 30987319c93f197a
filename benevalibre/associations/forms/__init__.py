"""What people send to the pages of an association."""
