"""The world: feeds, channels, files, clocks and people; composes rules and storage."""

__version__ = "0.1.0"
