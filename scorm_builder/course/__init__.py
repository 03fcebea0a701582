"""What the loader is made of: which files are content, what they are called, what they inherit."""
