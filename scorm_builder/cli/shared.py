"""What the verbs share: kinds of arguments, exit codes, how output ends."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

FINE, ERRORS, USAGE, BUG, INTERRUPTED = 0, 1, 2, 3, 130


text_or_json = click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="How it is printed.",
)


class Named(click.Path):
    """Something by its name; an empty one would mean the present folder without saying so.

    Whether it can be read is found out by reading, so that it hinders nothing that it stands among.
    """

    def __init__(self, file_okay: bool = True) -> None:
        super().__init__(path_type=Path, file_okay=file_okay, readable=False)

    def convert(
        self,
        value: str | os.PathLike[str],
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> str | bytes | os.PathLike[str]:
        if not os.fspath(value):
            self.fail(
                f"the name of the {'file' if self.file_okay else 'folder'} is empty", param, ctx
            )
        return super().convert(value, param, ctx)


class Folder(Named):
    """A folder by its name."""

    def __init__(self) -> None:
        super().__init__(file_okay=False)


class Source(Folder):
    """A folder of sources, which has to be there."""

    def convert(
        self,
        value: str | os.PathLike[str],
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> str | bytes | os.PathLike[str]:
        folder = super().convert(value, param, ctx)
        if not Path(os.fsdecode(folder)).is_dir():
            raise click.UsageError(f"there is no folder {str(value)!r}", ctx)
        return folder


def silence() -> None:
    """Lets the interpreter end without a word on a pipe that nobody reads any more."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
