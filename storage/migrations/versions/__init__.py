"""The steps, in the order of ``storage.migrate.REVISIONS``."""
