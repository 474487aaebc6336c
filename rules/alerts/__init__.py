"""What to tell, to whom and when: verdicts, routing, windows of time."""
