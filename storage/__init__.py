"""What Wirewatch remembers. Knows SQL; knows no rule and no network."""
