"""An instance to try: four associations, some sixty people, two years of their hours."""
