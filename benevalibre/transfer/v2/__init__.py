"""Reading a Bénévalibre 2.0.x instance: its rows are hostile input like any other."""
