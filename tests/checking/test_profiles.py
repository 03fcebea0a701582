"""What weighs otherwise in which LMS: every shift has its reason, its source and its effect."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from scorm_builder import cli, rules
from scorm_builder.checking import Choice, check, profiles
from scorm_builder.checking.profiles import GENERIC, PROFILES, Shift
from scorm_builder.cli import checking as verbs
from scorm_builder.diagnostics import Diagnostic, Severity
from scorm_builder.package import open as open_package
from tests.checking.packages import package
from tests.rules.archives import zipped
from tests.rules.test_rules import ARCHIVES, CASES, GOOD, archive, tree

RULES = {one.id: one for one in rules.all_rules()}
# A file of somebody's code, a version, an issue, an article, a document.
_SOURCE = re.compile(r"\.(?:php|py|java|js|html)\b|issue \d|KBA \d|documentation|Conformance")


def shifts() -> Iterator[tuple[str, str, Shift]]:
    for profile, about in PROFILES.items():
        for rule, shift in about.shifts.items():
            yield profile, rule, shift


@pytest.mark.parametrize("profile", PROFILES)
def test_shifts_say_why_and_who_says_so(profile: str) -> None:
    for rule, shift in PROFILES[profile].shifts.items():
        assert rule in RULES
        # A rule that is silent elsewhere is heard here, whatever it weighs.
        assert RULES[rule].quiet or shift.severity is not RULES[rule].severity, rule
        assert re.fullmatch(r"[A-Z].*[^.]", shift.why), rule
        assert _SOURCE.search(shift.source), rule


@pytest.fixture(scope="module")
def judge(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, str], set[Severity]]:
    """How heavy the findings of a rule are on its own bad packages, under a profile."""
    folder = tmp_path_factory.mktemp("cases")
    paths: dict[str, Path] = {}

    def weights(rule: str, profile: str) -> set[Severity]:
        found: set[Severity] = set()
        for case in CASES:
            if case.startswith(f"{rule}-") and "/bad" in case:
                if case not in paths:
                    name = "my course.zip" if rule == "Z29" else "package.zip"
                    paths[case] = folder / f"{len(paths)}" / name
                    paths[case].parent.mkdir()
                    paths[case].write_bytes(archive(case))
                verdict = check(paths[case], Choice(profile, select=(rule,)))
                found |= {one.severity for one in verdict.report.diagnostics}
        return found

    return weights


@pytest.mark.parametrize(("profile", "rule", "shift"), [*shifts()])
def test_a_shift_has_an_effect(
    profile: str, rule: str, shift: Shift, judge: Callable[[str, str], set[Severity]]
) -> None:
    usually, there = judge(rule, GENERIC), judge(rule, profile)
    assert usually != there
    assert shift.severity in there
    assert RULES[rule].severity not in there or RULES[rule].quiet


def test_what_has_another_weight_than_usual_keeps_it(tmp_path: Path) -> None:
    """Two organizations are fine in Moodle; none at all is no course, there as elsewhere."""
    manifest = GOOD["imsmanifest.xml"]
    none = re.sub(
        rb"<organizations.*</organizations>", b"<organizations/>", manifest, flags=re.DOTALL
    )
    path = package(tmp_path / "p.zip", imsmanifest__xml=none)
    found = check(path, Choice("moodle", select=("M17",))).report.diagnostics
    assert [one.severity for one in found] == [Severity.ERROR]


@pytest.mark.parametrize("profile", ["openedx", "chamilo", "openolat"])
def test_what_is_wrapped_is_borne_and_judged_all_the_same(profile: str, tmp_path: Path) -> None:
    path = tmp_path / "p.zip"
    path.write_bytes(zipped({f"course/{name}": data for name, data in GOOD.items()}))
    verdict = check(path, Choice(profile))
    found = {one.code: one.severity for one in verdict.report.diagnostics}
    assert found["Z03"] is Severity.WARNING
    assert not verdict.fails()
    assert check(path, Choice("moodle")).fails()
    files = GOOD | tree(Path(__file__).parent.parent / "rules" / "M18-title" / "bad")
    path.write_bytes(zipped({f"course/{name}": data for name, data in files.items()}))
    assert {"Z03", "M18"} <= {one.code for one in check(path, Choice(profile)).report.diagnostics}
    assert check(path, Choice(profile)).fails()


@pytest.mark.parametrize("profile", PROFILES)
def test_no_profile_bears_what_cannot_be_read(profile: str, tmp_path: Path) -> None:
    for case in ("Z01-not-zip/bad", "Z02-no-manifest/bad", "Z05-encrypted/bad", "Z18-bomb/bad"):
        path = tmp_path / "p.zip"
        path.write_bytes(ARCHIVES[case](GOOD))
        assert check(path, Choice(profile)).fails(), case


@pytest.fixture(scope="module")
def own(courses: Path) -> dict[str, list[Diagnostic]]:
    """What all rules, the quiet ones too, find in each of our own packages."""
    found = {}
    for path in sorted(courses.glob("*.zip")):
        with open_package(path) as opened:
            found[path.name] = rules.check(opened, loud=RULES)
    return found


@pytest.mark.parametrize("profile", PROFILES)
def test_our_own_packages_are_fine_everywhere(
    profile: str, own: dict[str, list[Diagnostic]]
) -> None:
    assert own
    for name, found in own.items():
        weighed = profiles.weighed(found, profile)
        assert [str(one) for one in weighed if one.severity is not Severity.INFO] == [], name


def test_help_names_the_profiles() -> None:
    assert verbs.PROFILES.split(", ") == [*PROFILES]


def test_rules_tells_what_weighs_otherwise() -> None:
    run = CliRunner().invoke
    done = run(cli.cli, ["rules", "--profile", "openedx", "M"])
    assert done.exit_code == 0
    lines = done.stdout.splitlines()
    assert len(lines) == sum(rule.startswith("M") for rule in PROFILES["openedx"].shifts)
    (first,) = [line for line in lines if line.startswith("M27")]
    shift = PROFILES["openedx"].shifts["M27"]
    assert first.split() == (
        f"M27 warning -> error first-resource: {shift.why} ({shift.source}).".split()
    )
    assert any(line.startswith("M48  silent -> info") for line in lines)
    assert run(cli.cli, ["rules", "--profile", "generic"]).stdout == ""
    assert run(cli.cli, ["rules", "--profile", "nonesuch"]).exit_code == 2


def test_the_page_of_a_rule_tells_it_too() -> None:
    said = CliRunner().invoke(cli.cli, ["rules", "z03"]).stdout
    assert {name for name in PROFILES if f"\n{name}: warning. " in said} == {
        "openedx",
        "chamilo",
        "openolat",
    }
    assert [*profiles.shifts_of("Z03")] == ["openedx", "chamilo", "openolat"]
