"""Bringing alerts to people: messages are rendered, sent through channels, results written down."""
