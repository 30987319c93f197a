"""Is it fast with a million actions? An instance of that size, and the time of each page."""
