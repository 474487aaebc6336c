"""The configuration file: read with positions, checked as a whole, handed out frozen."""
