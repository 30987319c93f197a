"""Spreadsheets of actions and of people that come in: read, shown line by line, then recorded."""
