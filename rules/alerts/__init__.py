"""What becomes of a match: whether it is told, where, and when."""
