"""The way of an entry: due feed, fetch, parse, match, group, decide, one transaction."""
