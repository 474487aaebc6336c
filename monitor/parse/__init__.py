"""From the bytes of a feed to clean entries, in processes that may be killed.

child process: split ─▶ quick | feed (feedparser) | json_feed ─▶ entries (html, identity) ─▶ ParsedFeed
               article (trafilatura) ─▶ text
"""
