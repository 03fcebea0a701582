"""The command ``scorm-builder``: parse, call, print, exit code. Nothing else is decided here.

Exit codes: 0 fine (warnings allowed), 1 errors found, 2 wrong usage or a folder that cannot be
read or written, 3 a bug of ours, 130 interrupted. Each module of this room has verbs of one topic.
"""

from __future__ import annotations

import itertools
import os
import platform
import sys
from pathlib import Path
from typing import Any, NoReturn

import click

from scorm_builder import __version__
from scorm_builder.cli import building, checking, looking
from scorm_builder.cli.shared import BUG, FINE, INTERRUPTED, USAGE, silence
from scorm_builder.diagnostics import as_json, shown_path


class _Verbs(click.Group):
    """Verbs that end well where nobody reads on, as in ``rules | head``; help among them."""

    def make_context(self, *args: Any, **more: Any) -> click.Context:
        try:
            return super().make_context(*args, **more)
        except BrokenPipeError:
            silence()
            raise click.exceptions.Exit(FINE) from None

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            silence()
            return FINE


@click.group(
    cls=_Verbs, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
@click.version_option(__version__, prog_name="scorm-builder")
def cli() -> None:
    """Courses as code: a folder of Markdown and media becomes a SCORM 1.2 package.

    Start with `scorm-builder build`; the zip it leaves in dist/ is what you upload to Moodle or any
    other LMS.
    """


for _verb in (
    building.build,
    building.lock,
    checking.check,
    checking.rules,
    looking.inspect,
    looking.schema,
    looking.explain,
):
    cli.add_command(_verb)


def main() -> NoReturn:
    """The entry point: whatever happens, the exit code says which kind of thing it was."""
    try:
        code = cli(standalone_mode=False)
    except click.ClickException as wrong:
        wrong.show()
        code = _ended(USAGE, wrong.format_message())
    except (click.Abort, KeyboardInterrupt):
        message = "interrupted: nothing was left half done"
        click.echo(message, err=True)
        code = _ended(INTERRUPTED, message)
    except OSError as failed:
        where = f"{shown_path(str(failed.filename))}: " if failed.filename else ""
        message = f"{where}{failed.strerror or failed}"
        click.echo(f"scorm-builder: {message}", err=True)
        code = _ended(USAGE, message)
    except Exception as bug:  # noqa: BLE001 - the last place where a bug can still be told well
        click.echo(_bug(bug), err=True)
        code = _ended(BUG, f"{type(bug).__name__}: {bug}")
    sys.exit(code if isinstance(code, int) else FINE)


def _ended(code: int, message: str) -> int:
    """Says why it ended to whoever asked for a document, so that stdout is one in any case."""
    arguments = sys.argv[1:]
    pairs = {"=".join(pair) for pair in itertools.pairwise(arguments)} | set(arguments)
    form = next((one for one in checking.DOCUMENTS if f"--format={one}" in pairs), "")
    try:
        if form and arguments[0] == "check":
            checking.failed(form, message)
        elif form == "json":
            click.echo(as_json({"ok": False, "error": message, "packages": [], "findings": []}))
        sys.stdout.flush()
    except OSError:
        # That nothing can be printed may be why it ended, and has been told beside stdout.
        silence()
    return code


def _bug(bug: Exception) -> str:
    """A short report to paste into an issue: what was run, on what, and where it broke."""
    import traceback

    trace = traceback.extract_tb(bug.__traceback__)
    lines = [f"  {Path(f.filename).name}:{f.lineno} in {f.name}" for f in trace[-6:]]
    return "\n".join(
        [
            "scorm-builder: this is a bug, not your mistake. Nothing was left half done.",
            "Please report it with these lines:",
            "",
            f"  scorm-builder {__version__}, Python {platform.python_version()}, {os.name}",
            f"  {type(bug).__name__}: {bug}",
            *lines,
        ]
    )
