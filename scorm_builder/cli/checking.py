"""The verbs that judge packages: ``check``, and ``rules``, which says by what."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from scorm_builder.cli.shared import ERRORS, FINE, USAGE, Folder, Named, silence

if TYPE_CHECKING:
    from scorm_builder.checking.many import Judgement

# Written down and not asked for: help has to be printed without loading what judges.
PROFILES = (
    "generic, adl, moodle, openedx, ilias, chamilo, openolat, cloud, canvas, docebo, "
    "successfactors, cornerstone, latitude, wagtail, scormhost"
)

DOCUMENTS = ("json", "sarif", "junit", "github")
"""The forms that programs read."""


@click.command()
@click.argument("paths", metavar="FILE|FOLDER...", nargs=-1, required=True, type=Named())
@click.option("--profile", default="", metavar="LMS", help=f"Weigh findings for: {PROFILES}.")
@click.option(
    "--select",
    multiple=True,
    metavar="ID",
    help="Judge by these only, as in M or Z1. May be repeated.",
)
@click.option("--ignore", multiple=True, metavar="ID", help="Leave these out. May be repeated.")
@click.option("--fix", is_flag=True, help="Mend what is mechanical in a copy, and judge that.")
@click.option(
    "-o",
    "--out",
    type=Folder(),
    metavar="FOLDER",
    help="Where mended copies go. [default: beside the package]",
)
@click.option("--force", is_flag=True, help="Let a mended copy replace another file.")
@click.option("--strict", is_flag=True, help="Let warnings fail a package, like errors.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", *DOCUMENTS]),
    default="text",
    show_default=True,
    help="How findings are printed.",
)
@click.option(
    "--jobs",
    type=click.IntRange(min=1),
    help="Packages judged at once. [default: as many as there are processors]",
)
@click.option("-q", "--quiet", is_flag=True, help="Print findings only, where text is printed.")
def check(
    paths: tuple[Path, ...],
    profile: str,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    fix: bool,
    out: Path | None,
    force: bool,
    strict: bool,
    form: str,
    jobs: int | None,
    quiet: bool,
) -> None:
    """Judge SCORM 1.2 packages: what is wrong, where, which LMS breaks, how to mend it.

    FILE is any zip; FOLDER an unpacked package, the source of a course, or a folder in which such
    things lie, however deep. Nothing is unpacked or changed; --fix writes what it mends as
    NAME.fixed.zip, says what was done and judges the result. IDs are the beginnings of those that
    `rules` lists. A project keeps its choices in .scormcheck.toml or in pyproject.toml.
    """
    from scorm_builder.checking import many, settings
    from scorm_builder.checking.fixing import Fixing
    from scorm_builder.reports import text

    try:
        asked = settings.read(Path()).with_options(profile, select, ignore, strict)
    except settings.SettingsError as wrong:
        raise click.UsageError(str(wrong)) from wrong
    if not fix and (out or force):
        raise click.UsageError("--out and --force go with --fix")
    fixing = Fixing(out, force) if fix else None
    if fixing and (message := fixing.meeting(paths)):
        raise click.UsageError(message)
    judgement = many.judge(paths, asked, jobs, fixing)
    quietly = quiet and form == "text"
    try:
        if quietly:
            click.echo(text.findings(judgement), nl=False)
        else:
            _print(form, judgement)
    except BrokenPipeError:
        silence()
    for line in text.failures(judgement) if quietly else ():
        click.echo(line, err=True)
    unread = any(one.problem for one in judgement.verdicts)
    sys.exit(USAGE if unread else FINE if judgement.ok else ERRORS)


def failed(form: str, message: str) -> None:
    """Prints the document of a check that judged nothing."""
    from scorm_builder.checking.many import Judgement

    _print(form, Judgement(error=message))


def _print(form: str, judgement: Judgement) -> None:
    from scorm_builder import reports

    shown = reports.render(form, judgement)
    # Documents are UTF-8 wherever they are printed.
    click.echo(shown.encode() if form in DOCUMENTS else shown, nl=False)


@click.command()
@click.argument("rule", metavar="[ID]", default="")
@click.option("--profile", metavar="LMS", help="List what weighs otherwise there, and why.")
def rules(rule: str, profile: str | None) -> None:
    """List the rules that packages are judged by, or print the page of one.

    ID is that of a rule, as in M12; the beginning of ids, as in M, lists these.
    """
    from scorm_builder import explain
    from scorm_builder.checking import known_profile, profiles
    from scorm_builder.rules import all_rules

    wanted = rule.strip().upper()
    listed = [one for one in all_rules() if one.id.startswith(wanted)]
    if wanted in explain.source_codes():
        raise click.UsageError(f"no rule of packages: `scorm-builder explain {wanted}` tells of it")
    if not listed:
        raise click.UsageError(f"there is no rule {rule!r}")
    if profile is not None:
        try:
            lines = list(profiles.told(known_profile(profile), listed))
        except ValueError as wrong:
            raise click.UsageError(str(wrong)) from wrong
        for line in lines:
            click.echo(line)
        if not lines:
            click.echo(f"nothing of this weighs otherwise under {profile!r}", err=True)
    elif [one.id for one in listed] == [wanted]:
        click.echo(explain.explain(wanted))
        for name, shift in profiles.shifts_of(wanted).items():
            click.echo(f"\n{name}: {shift.severity.value}. {shift.why} ({shift.source}).")
    else:
        for one in listed:
            summary = one.documentation.partition("\n")[0].replace("``", "`")
            click.echo(f"{one.id}  {one.severity.value:7}  {one.name}: {summary}")
