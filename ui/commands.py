"""A group of commands that ends every expected failure, and Ctrl-C, in one calm sentence."""

import errno
import io
import sys
from collections.abc import Mapping

import click

from index.errors import FootnoteError

INTERRUPTED = 130
"""Exit code after Ctrl-C, as shells count it: 128 and the signal's number."""


class Commands(click.Group):
    """Lists commands in the order in which they are met, and knows what Ctrl-C leaves behind."""

    stopped: Mapping[str, str] = {}
    """What to say after Ctrl-C, by the name of the command; the others just say "Stopped."."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Make sure that everything can be printed, help included, then read the options."""
        # a console or pipe that cannot show a character gets its number, not a crash
        if isinstance(sys.stdout, io.TextIOWrapper):
            sys.stdout.reconfigure(errors="backslashreplace")
        return super().parse_args(ctx, args)

    def invoke(self, ctx: click.Context) -> object:
        """Run the command that was asked for."""
        try:
            return super().invoke(ctx)
        except FootnoteError as error:
            raise _Failure(str(error), error.exit_code) from error
        except KeyboardInterrupt:
            # a terminal has just written ^C into the line
            click.echo("\n" if sys.stderr.isatty() else "", err=True, nl=False)
            click.echo(self.stopped.get(ctx.invoked_subcommand or "", "Stopped."), err=True)
            ctx.exit(INTERRUPTED)
        except OSError as error:
            if error.errno == errno.EPIPE:  # '| head' has seen enough: click ends in silence
                raise
            where = f" with {error.filename}" if error.filename else ""
            words = f"The system refused something{where} ({error.strerror or error}): "
            raise _Failure(words + "mend that and run the same command again.", 1) from error

    def list_commands(self, ctx: click.Context) -> list[str]:
        """List commands in the order in which they were added, not by the alphabet."""
        del ctx
        return list(self.commands)


class _Failure(click.ClickException):
    def __init__(self, message: str, exit_code: int) -> None:
        super().__init__(message)
        self.exit_code = exit_code  # type: ignore[misc]  # click reads it there
