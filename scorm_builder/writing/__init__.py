"""A plan becomes a zip or a folder: whether it fits, its bytes, and its place on the disk."""
