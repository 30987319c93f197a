"""Our own archive of an association: see docs/formats/archive.md."""
