"""The command ``scorm-builder``: parse, call, print, exit code. Nothing else is decided here.

Exit codes: 0 fine (warnings allowed), 1 errors found, 2 wrong usage or a folder that cannot be
read or written, 3 a bug of ours, 130 interrupted. Each module of this room has verbs of one topic.
"""

from __future__ import annotations

import itertools
import json
import os
import platform
import sys
from pathlib import Path
from typing import NoReturn

import click

from scorm_builder import __version__
from scorm_builder.cli import building, checking, looking
from scorm_builder.cli.shared import BUG, FINE, INTERRUPTED, USAGE


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
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
        message = "interrupted: nothing was published half"
        click.echo(message, err=True)
        code = _ended(INTERRUPTED, message)
    except OSError as failed:
        where = f"{failed.filename}: " if failed.filename else ""
        message = f"{where}{failed.strerror or failed}"
        click.echo(f"scorm-builder: {message}", err=True)
        code = _ended(USAGE, message)
    except Exception as bug:  # noqa: BLE001 - the last place where a bug can still be told well
        click.echo(_bug(bug), err=True)
        code = _ended(BUG, f"{type(bug).__name__}: {bug}")
    sys.exit(code if isinstance(code, int) else FINE)


def _ended(code: int, message: str) -> int:
    """Says why it ended to whoever asked for JSON, so that stdout is one document in any case."""
    arguments = sys.argv[1:]
    pairs = itertools.pairwise(arguments)
    if "--format=json" in arguments or ("--format", "json") in pairs:
        shown = {"ok": False, "error": message, "packages": [], "findings": []}
        click.echo(json.dumps(shown, ensure_ascii=False, indent=2))
    return code


def _bug(bug: Exception) -> str:
    """A short report to paste into an issue: what was run, on what, and where it broke."""
    import traceback

    trace = traceback.extract_tb(bug.__traceback__)
    lines = [f"  {Path(f.filename).name}:{f.lineno} in {f.name}" for f in trace[-6:]]
    return "\n".join(
        [
            "scorm-builder: this is a bug, not your mistake. Its package was not published.",
            "Please report it with these lines:",
            "",
            f"  scorm-builder {__version__}, Python {platform.python_version()}, {os.name}",
            f"  {type(bug).__name__}: {bug}",
            *lines,
        ]
    )
