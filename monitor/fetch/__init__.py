"""Getting the bytes of a feed: conditional, bounded, guarded, polite. The response stays here."""
