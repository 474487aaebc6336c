"""Pure decisions: what a text says, which rules it meets, which story it belongs to.

Nothing here waits for the world: no I/O, no clock, no chance, no database, no logging.
"""
