"""One association of Bénévalibre 2.0.x, in the JSON file that it moves with, both ways."""
