"""An instance to try: three associations, some sixty people, two years of their hours."""
