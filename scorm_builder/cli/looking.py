"""The verbs that look and explain: ``inspect``, ``schema`` and ``explain``."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from scorm_builder.cli.shared import ERRORS, FINE, Named, silence, text_or_json


@click.command()
@click.argument("package", metavar="ZIP", type=Named())
@text_or_json
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
        silence()
    sys.exit(ERRORS if seen.problem else FINE)


@click.command()
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


@click.command()
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
