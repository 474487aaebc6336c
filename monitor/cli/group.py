"""A group of commands that says what was meant by one that it does not have."""

from __future__ import annotations

import click


class Group(click.Group):
    """As click's, with the nearest name for a misspelt one."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            # Imported here: only who misspells a command needs it.
            from monitor.config.problems import nearest

            hint = nearest(args[0], self.list_commands(ctx))
            if not hint:
                raise
            raise click.UsageError(f"{error.message.rstrip('.')}: {hint}", ctx) from None
