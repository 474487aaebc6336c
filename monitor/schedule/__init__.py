"""When things happen: APScheduler ticks that only hand over."""
