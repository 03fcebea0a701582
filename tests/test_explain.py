"""Every finding is explained: on the page of findings, and by ``scorm-builder explain``."""

from __future__ import annotations

import re

import pytest
from click.testing import CliRunner

from scorm_builder import rules
from scorm_builder.cli import cli
from scorm_builder.diagnostics import Code
from scorm_builder.explain import UnknownCodeError, explain, head, sections, source_codes

CODES = sorted(source_codes().values(), key=lambda code: code.id)
SECTIONS = sorted(sections().items())


@pytest.mark.parametrize("code", CODES, ids=[code.id for code in CODES])
def test_a_code_has_a_section_that_says_what_the_program_says(code: Code) -> None:
    assert code.id in sections(), f"write a section '### {code.id}' into docs/findings.md"
    assert sections()[code.id][0] == head(code)


@pytest.mark.parametrize(("code", "section"), SECTIONS, ids=[code for code, _ in SECTIONS])
def test_a_section_is_of_a_code_and_has_every_part(code: str, section: tuple[str, str]) -> None:
    assert code in source_codes(), "no code of a source has this id: take the section out"
    why, *parts = re.split(r"^(Mend|Wrong|Right):", section[1], flags=re.MULTILINE)
    assert why.strip(), "it begins with why it matters"
    assert parts[::2] == ["Mend", "Wrong", "Right"]
    assert all(part.strip() for part in parts)


def test_sections_stand_in_the_order_of_their_codes() -> None:
    assert list(sections()) == sorted(sections())


@pytest.mark.parametrize("rule", rules.all_rules(), ids=lambda rule: rule.id)
def test_a_rule_is_explained_by_its_docstring(rule: rules.Rule) -> None:
    shown = explain(rule.id)
    assert shown.startswith(f"{rule.id} {rule.name} ({rule.severity.value}): ")
    assert "Mend:" in shown


def run(*arguments: str) -> tuple[int, str]:
    done = CliRunner().invoke(cli, ["explain", *arguments])
    return done.exit_code, done.output


def test_a_code_is_explained_on_the_terminal() -> None:
    exit_code, output = run("S012")
    assert exit_code == 0
    first, *rest = output.splitlines()
    assert first == "S012 unknown-key (error): A key is not known"
    assert "Right: `language: en`" in rest


@pytest.mark.parametrize("written", ["s012", " S012 ", "unknown-key", "Unknown-Key"])
def test_it_may_be_written_as_it_comes_to_mind(written: str) -> None:
    assert explain(written) == explain("S012")


def test_what_is_no_code_is_wrong_usage_and_the_nearest_is_named() -> None:
    exit_code, output = run("S2711")
    assert exit_code == 2
    assert "there is no finding 'S2711' (did you mean 'S271'?)" in output


def test_a_misspelt_name_is_known_too() -> None:
    with pytest.raises(UnknownCodeError, match=r"did you mean 'unknown-key'\?"):
        explain("unknwon-key")
