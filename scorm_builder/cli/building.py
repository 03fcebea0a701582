"""The verbs that make something of a course: ``build`` and ``lock``."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from scorm_builder.cli.shared import ERRORS, FINE, Folder, Source, silence, text_or_json
from scorm_builder.diagnostics import as_json

if TYPE_CHECKING:
    from scorm_builder.pipeline import BuildResult


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


@click.command()
@click.argument("source", metavar="[DIR]", default="course_src", type=Source())
@click.option(
    "-o",
    "--out",
    default="dist",
    type=Folder(),
    show_default=True,
    help="Folder for the packages: OUT/<course id>.zip, and -LANGUAGE for further ones.",
)
@click.option(
    "--packaging",
    type=click.Choice(["units", "packages"]),
    help="Every unit a SCO of one package, or each in a package of its own. "
    "[default: what course.yaml says, else units]",
)
@click.option(
    "--jobs",
    default=1,
    type=click.IntRange(min=1),
    show_default=True,
    help="Workers for rendering (accepted, but one is used in this version).",
)
@click.option("--strict", is_flag=True, help="Let warnings forbid publishing, like errors.")
@text_or_json
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
        silence()
    sys.exit(ERRORS if result.report.fails(strict) else FINE)


@click.command()
@click.argument("source", metavar="[DIR]", default="course_src", type=Source())
@click.option("--pin", is_flag=True, help="First write each question's id where it stands.")
@click.option("--drop", is_flag=True, help="Let identifiers go that were released.")
def lock(source: Path, pin: bool, drop: bool) -> None:
    """Write down what learners' records hang on, before you release a course.

    The ids of units, modules and questions go into course.lock beside course.yaml; keep it in git.
    From then on `build --locked` says when a change would lose one of them, and learners' progress
    with it.
    """
    from scorm_builder.locking import lock as run

    made = run(source, pin=pin, drop=drop)
    click.echo(made.report.text(), nl=False, err=True)
    for path in made.paths:
        click.echo(path)
    sys.exit(ERRORS if made.report.fails() else FINE)


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
    return as_json(shown)


def _human(size: int) -> str:
    return f"{size / 1_000_000:.1f} MB" if size >= 1_000_000 else f"{max(size // 1000, 1)} kB"
