"""The command ``scorm-builder``: parse, call, print, exit code. Nothing else is decided here.

Exit codes: 0 fine (warnings allowed), 1 errors found, 2 wrong usage or a folder that cannot be
read or written, 3 a bug of ours, 130 interrupted.
"""

from __future__ import annotations

import itertools
import json
import os
import platform
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from scorm_builder import __version__

if TYPE_CHECKING:
    from scorm_builder.pipeline import BuildResult

FINE, ERRORS, USAGE, BUG, INTERRUPTED = 0, 1, 2, 3, 130


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="scorm-builder")
def cli() -> None:
    """Courses as code: a folder of Markdown and media becomes a SCORM 1.2 package.

    Start with `scorm-builder build`; the zip it leaves in dist/ is what you upload to Moodle or any
    other LMS.
    """


class _Folder(click.Path):
    """A folder by its name; an empty one would mean the present folder without saying so."""

    def __init__(self) -> None:
        super().__init__(path_type=Path, file_okay=False)

    def convert(
        self,
        value: str | os.PathLike[str],
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> str | bytes | os.PathLike[str]:
        if not os.fspath(value):
            self.fail("the name of the folder is empty", param, ctx)
        return super().convert(value, param, ctx)


def _settings(_context: click.Context, _option: click.Parameter, pairs: Iterable[str]) -> object:
    settings = {}
    for pair in pairs:
        key, equals, value = pair.partition("=")
        if not equals or not key.strip():
            raise click.BadParameter(f"{pair!r} is not of the form key=value")
        if key.strip() in settings:
            raise click.BadParameter(f"{key.strip()!r} is given twice")
        settings[key.strip()] = value
    return settings


@cli.command()
@click.argument("source", metavar="[DIR]", default="course_src", type=_Folder())
@click.option(
    "-o",
    "--out",
    default="dist",
    type=_Folder(),
    show_default=True,
    help="Folder for the packages: OUT/<course id>.zip, and -LANGUAGE for further ones.",
)
@click.option(
    "--packaging",
    type=click.Choice(["units"]),
    help="What becomes a SCO: every unit. [default: what course.yaml says, else units]",
)
@click.option(
    "--jobs",
    default=1,
    type=click.IntRange(min=1),
    show_default=True,
    help="Workers for rendering (accepted, but one is used in this version).",
)
@click.option("--strict", is_flag=True, help="Let warnings forbid publishing, like errors.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="How findings and results are printed.",
)
@click.option("--unpacked", is_flag=True, help="Write a folder instead of a zip.")
@click.option("--drafts", is_flag=True, help="Take in what says 'draft: true'.")
@click.option("--locked", is_flag=True, help="Refuse to lose an identifier in course.lock.")
@click.option(
    "--set",
    "settings",
    multiple=True,
    metavar="KEY=VALUE",
    callback=_settings,
    help="Override a key of course.yaml, as in --set version=1.2. May be repeated.",
)
@click.option("-q", "--quiet", is_flag=True, help="Print findings only.")
def build(
    source: Path,
    out: Path,
    packaging: str | None,
    jobs: int,
    strict: bool,
    form: str,
    unpacked: bool,
    drafts: bool,
    locked: bool,
    settings: dict[str, str],
    quiet: bool,
) -> None:
    """Build a course, or every course in a folder, into SCORM 1.2 zips.

    DIR is a folder with a course.yaml, or a folder of such folders [default: course_src].
    A course with errors is not published, and the zip it had before stays as it was.
    """
    from scorm_builder.pipeline import build as run

    if not source.is_dir():
        raise click.UsageError(f"there is no folder {str(source)!r}")
    result = run(
        source,
        out,
        packaging=packaging,
        jobs=jobs,
        strict=strict,
        unpacked=unpacked,
        drafts=drafts,
        locked=locked,
        settings=settings,
    )
    try:
        if form == "json":
            click.echo(_json(result, strict))
        else:
            _print(result, quiet)
    except BrokenPipeError:
        # Whoever was reading has seen enough; what was built is built.
        _silence()
    sys.exit(ERRORS if result.report.fails(strict) else FINE)


@cli.command()
@click.argument("source", metavar="[DIR]", default="course_src", type=_Folder())
@click.option("--pin", is_flag=True, help="Write each question's id behind its heading first.")
@click.option("--drop", is_flag=True, help="Let identifiers go that were released.")
def lock(source: Path, pin: bool, drop: bool) -> None:
    """Write down what learners' records hang on, before you release a course.

    The ids of units, modules and questions go into course.lock beside course.yaml; keep it in git.
    From then on `build --locked` says when a change would lose one of them, and learners' progress
    with it.
    """
    from scorm_builder.locking import lock as run

    if not source.is_dir():
        raise click.UsageError(f"there is no folder {str(source)!r}")
    made = run(source, pin=pin, drop=drop)
    click.echo(made.report.text(), nl=False, err=True)
    for path in made.paths:
        click.echo(path)
    sys.exit(ERRORS if made.report.fails() else FINE)


@cli.command()
@click.argument("package", metavar="ZIP", type=click.Path(path_type=Path))
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="How it is printed.",
)
def inspect(package: Path, form: str) -> None:
    """Show what a SCORM package holds: menu, units, sizes, what it can report to an LMS.

    ZIP is any SCORM package, zipped or unpacked; of ours the build record is shown too. Nothing is
    changed, and nothing is judged.
    """
    from scorm_builder.inspection import looking, telling

    seen = looking.inspect(package)
    try:
        click.echo(telling.as_json(seen) if form == "json" else telling.as_text(seen))
    except BrokenPipeError:
        _silence()
    sys.exit(ERRORS if seen.problem else FINE)


@cli.command()
@click.argument("what", metavar="[WHAT]", default="course")
def schema(what: str) -> None:
    """Print a JSON Schema, by which editors check and complete YAML while you write it.

    WHAT is course (course.yaml, the default), module (module.yaml), unit (front matter and
    sidecars) or defaults (defaults.yaml).
    """
    from scorm_builder import registry
    from scorm_builder.fields import jsonschema

    if what not in jsonschema.FILES:
        raise click.UsageError(f"there is no schema {what!r}: {', '.join(jsonschema.FILES)}")
    made = jsonschema.schema(what, registry.units())
    click.echo(json.dumps(made, ensure_ascii=False, indent=2))


@cli.command()
@click.argument("code")
def explain(code: str) -> None:
    """Say what a finding means, why it matters and how to mend it.

    CODE is what stands in brackets behind a finding, as in S012, or its name.
    """
    from scorm_builder.explain import UnknownCodeError
    from scorm_builder.explain import explain as page

    try:
        click.echo(page(code))
    except UnknownCodeError as unknown:
        raise click.UsageError(str(unknown)) from unknown


def _print(result: BuildResult, quiet: bool) -> None:
    click.echo(result.report.text(), nl=False, err=True)
    if quiet:
        return
    for made in result.packages:
        units = "1 unit" if made.units == 1 else f"{made.units} units"
        size = f", {_human(made.size)}" if made.size else ""
        click.echo(f"{made.path}: {units}{size}")
    if summary := result.report.summary():
        click.echo(summary, err=True)


def _json(result: BuildResult, strict: bool) -> str:
    shown = {
        "ok": not result.report.fails(strict),
        "packages": [
            {
                "course": made.course,
                "path": made.path.as_posix(),
                "units": made.units,
                "bytes": made.size,
            }
            for made in result.packages
        ],
        "findings": [found.as_dict() for found in result.report.diagnostics],
    }
    return json.dumps(shown, ensure_ascii=False, indent=2)


def _human(size: int) -> str:
    return f"{size / 1_000_000:.1f} MB" if size >= 1_000_000 else f"{max(size // 1000, 1)} kB"


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


def _silence() -> None:
    """Lets the interpreter end without a word on a pipe that nobody reads any more."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


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
