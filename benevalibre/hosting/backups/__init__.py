"""The whole instance in one file, and back: see docs/heberger/sauvegarder.md."""
