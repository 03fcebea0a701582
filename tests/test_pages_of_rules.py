"""The pages on rules and profiles: every link leads somewhere, every example is what is printed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from scorm_builder import cli, rules
from scorm_builder.checking.profiles import PROFILES
from tests.checking.packages import wrong_version

DOCS = Path(__file__).parent.parent / "docs"
README = DOCS.parent / "README.md"
PAGES = ("check.md", "profiles.md", "rules.md")
_HEADING = re.compile(r"^#{1,4} (.+)$", re.MULTILINE)
_LINK = re.compile(r"\]\(([\w./-]*)#([\w-]+)\)")
# A tag outside a stretch of code would vanish from the page.
_CODE = re.compile(r"(`+)(?!`).*?(?<!`)\1(?!`)", re.DOTALL)


def anchors(page: Path) -> set[str]:
    headings = _HEADING.findall(page.read_text("utf-8"))
    return {re.sub(r"[^a-z0-9_ -]", "", one.lower()).replace(" ", "-") for one in headings}


@pytest.mark.parametrize("name", PAGES)
def test_links_lead_somewhere(name: str) -> None:
    page = DOCS / name
    found = _LINK.findall(page.read_text("utf-8"))
    assert all(anchor in anchors(DOCS / (target or name)) for target, anchor in found)


def test_every_rule_has_its_section_and_every_profile_its_own() -> None:
    sections = _HEADING.findall((DOCS / "rules.md").read_text("utf-8"))
    assert {f"{rule.id} {rule.name}" for rule in rules.all_rules()} <= {*sections}
    sections = _HEADING.findall((DOCS / "profiles.md").read_text("utf-8"))
    assert sections[1:] == [name for name, one in PROFILES.items() if one.shifts]


def test_no_text_of_a_rule_is_taken_for_a_tag() -> None:
    text = _CODE.sub("", (DOCS / "rules.md").read_text("utf-8"))
    assert re.findall(r"<(?!!-- (?:generated: |end))", text) == []


@pytest.mark.parametrize("page", [README, DOCS / "check.md"], ids=lambda page: page.name)
def test_what_check_is_said_to_print_it_prints(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (shown,) = re.findall(
        r"^\$ scorm-builder (check course\.zip.*)\n((?:(?!```).*\n)*)",
        page.read_text("utf-8"),
        re.MULTILINE,
    )
    monkeypatch.chdir(tmp_path)
    wrong_version(Path("course.zip"))
    assert CliRunner().invoke(cli.cli, shown[0].split()).stdout == shown[1]
