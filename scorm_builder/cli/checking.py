"""The verbs that judge packages: ``check``, and ``rules``, which says by what."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from scorm_builder.cli.shared import ERRORS, FINE, USAGE, Folder, silence

# Written down and not asked for: help has to be printed without loading what judges.
PROFILES = (
    "generic, adl, moodle, openedx, ilias, chamilo, openolat, cloud, canvas, docebo, "
    "successfactors, cornerstone, latitude, wagtail, scormhost"
)


@click.command()
@click.argument(
    "paths", metavar="FILE|FOLDER...", nargs=-1, required=True, type=click.Path(path_type=Path)
)
@click.option("--profile", default="", metavar="LMS", help=f"Weigh findings for: {PROFILES}.")
@click.option("--select", multiple=True, metavar="ID", help="Judge by these only, as in M or Z1.")
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
    type=click.Choice(["text", "json", "sarif", "junit", "github"]),
    default="text",
    show_default=True,
    help="How findings are printed.",
)
@click.option("--jobs", type=click.IntRange(min=1), help="Packages judged at once. [default: all]")
@click.option("-q", "--quiet", is_flag=True, help="Print findings only.")
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

    FILE is any zip; FOLDER an unpacked package, a folder of zips, or the source of a course.
    Nothing is unpacked or changed; --fix writes what it mends as NAME.fixed.zip, says what was done
    and judges the result. IDs are the beginnings of those that `rules` lists. A project
    keeps its choices in .scormcheck.toml or in pyproject.toml.
    """
    from scorm_builder import reports
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
    shown = text.findings(judgement) if quietly else reports.render(form, judgement)
    try:
        click.echo(shown, nl=False)
    except BrokenPipeError:
        silence()
    unread = [one for one in judgement.verdicts if one.problem]
    for one in unread if quietly else ():
        click.echo(f"{one.label}: {one.problem}", err=True)
    for one in judgement.verdicts if quietly else ():
        if one.fixed is not None and one.fixed.problem:
            click.echo(f"{one.label}: not mended: {one.fixed.problem}", err=True)
    sys.exit(USAGE if unread else FINE if judgement.ok else ERRORS)


@click.command()
@click.argument("rule", metavar="[ID]", default="")
@click.option("--profile", metavar="LMS", help="List what weighs otherwise there, and why.")
def rules(rule: str, profile: str | None) -> None:
    """List the rules that packages are judged by, or print the page of one.

    ID is that of a rule, as in M12; the beginning of ids, as in M, lists these.
    """
    from scorm_builder import explain
    from scorm_builder.checking import profiles
    from scorm_builder.rules import all_rules

    if profile is not None and profile not in profiles.PROFILES:
        raise click.UsageError(f"there is no profile {profile!r}: {PROFILES}")
    wanted = rule.strip().upper()
    listed = [one for one in all_rules() if one.id.startswith(wanted)]
    if not listed:
        raise click.UsageError(f"there is no rule {rule!r}")
    if profile is not None:
        for line in profiles.told(profile, listed):
            click.echo(line)
    elif [one.id for one in listed] == [wanted]:
        click.echo(explain.explain(wanted))
        for name, shift in profiles.shifts_of(wanted).items():
            click.echo(f"\n{name}: {shift.severity.value}. {shift.why} ({shift.source}).")
    else:
        for one in listed:
            summary = one.documentation.partition("\n")[0].replace("``", "`")
            click.echo(f"{one.id}  {one.severity.value:7}  {one.name}: {summary}")
