"""What pictures, recordings, captions and PDFs say of themselves."""
