"""Which reports tell of one event, and which figures that event has had."""
