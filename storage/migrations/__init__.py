"""Alembic's scripts. Add one per change at the end; change none that was released."""
