"""Every rule finds exactly what its folder says, and nothing in what only looks like the fault.

``tests/rules/<ID>-<name>/`` holds overlays on the good package in ``_good/``: ``bad`` (and further
ones, ``bad-...``) with the findings in ``expected.txt`` (``expected-...txt``), and ``good``, which
looks like the fault and is not, with none. Faults of the archive itself are made by ``archives.py``
and ``damaged.py``.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from scorm_builder import package, rules
from scorm_builder.diagnostics import Report, Severity
from scorm_builder.spec.schema import control_documents
from tests.rules import archives
from tests.rules.archives import zipped
from tests.rules.damaged import DAMAGED, LABELS
from tests.rules.strangers import STRANGERS
from tests.rules.twofaced import TWOFACED

HERE = Path(__file__).parent
FAMILIES = ("K", "Z", "M", "D", "F", "H")


def tree(folder: Path) -> dict[str, bytes]:
    """The files of a folder by their names in a package."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


ARCHIVES = {**archives.ARCHIVES, **DAMAGED, **STRANGERS, **TWOFACED}
GOOD = {**tree(HERE / "_good"), **control_documents()}
OVERLAYS = sorted(
    path.relative_to(HERE).as_posix()
    for path in HERE.glob("*/*")
    if path.is_dir() and path.parent.name[0] in FAMILIES
)
CASES = sorted([*OVERLAYS, *ARCHIVES])


def archive(case: str) -> bytes:
    """The zip of one case."""
    if case in ARCHIVES:
        return ARCHIVES[case](GOOD)
    return zipped({**GOOD, **tree(HERE / case)})


def found(path: Path, case: str = "", label: str = "package") -> str:
    """What is found; the rule of the case is run even if it is quiet."""
    with package.open(path, label) as opened:
        loud = case.partition("-")[0]
        return "".join(f"{one}\n" for one in rules.check(opened, loud=[loud]))


def expected(case: str) -> str:
    folder, _, kind = case.partition("/")
    if kind.startswith("good"):
        return ""
    name = f"expected{kind.removeprefix('bad')}.txt"
    return (HERE / folder / name).read_text("utf-8")


@pytest.mark.parametrize("case", CASES)
def test_the_findings_are_exactly_those_expected(case: str, tmp_path: Path) -> None:
    zip_path = tmp_path / "package.zip"
    zip_path.write_bytes(archive(case))
    lines = found(zip_path, case, LABELS.get(case, "package"))
    assert lines == expected(case)
    assert "/good" in case or f"[{case.partition('-')[0]}]" in lines


@pytest.mark.parametrize("case", OVERLAYS)
def test_a_folder_is_judged_like_the_zip_of_it(case: str, tmp_path: Path) -> None:
    for name, data in {**GOOD, **tree(HERE / case)}.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    assert found(tmp_path, case) == expected(case).replace("package!", "package/")


def test_the_good_package_is_good(tmp_path: Path) -> None:
    path = tmp_path / "package.zip"
    path.write_bytes(zipped(GOOD))
    assert found(path) == ""


def all_rules() -> list[rules.Rule]:
    return [rule for rule in rules.all_rules() if rule.id[0] in FAMILIES]


@pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: rule.id)
def test_a_rule_has_a_case_and_says_what_why_who_and_how(rule: rules.Rule) -> None:
    for kind in ("bad", "good"):
        assert any(case.startswith(f"{rule.id}-{rule.name}/{kind}") for case in CASES), kind
    first, _, rest = rule.documentation.partition("\n")
    assert first.endswith(".")
    assert rest.startswith("\n"), "the first line stands alone"
    for part in ("Mend: ", "Breaks: ", "Source: "):
        assert part in rule.documentation.replace("\n", " ") + " "


def test_there_is_no_case_without_a_rule() -> None:
    names = {f"{rule.id}-{rule.name}" for rule in rules.all_rules()}
    assert {case.partition("/")[0] for case in CASES} <= names


def test_the_builder_has_the_rules_that_it_must_not_break() -> None:
    wanted = ["K01"] + [f"Z{n:02}" for n in range(1, 31)]
    wanted += [f"D{n:02}" for n in range(1, 11)]
    wanted += [f"M{n:02}" for n in range(1, 49)] + [f"F{n:02}" for n in range(1, 12)]
    wanted += [f"H{n:02}" for n in range(1, 30)]
    assert set(wanted) <= {rule.id for rule in all_rules()}


def test_rules_run_from_the_archive_to_the_manifest_to_the_files(tmp_path: Path) -> None:
    bad = tree(HERE / "F05-unlisted/bad") | tree(HERE / "M31-xml-base/bad") | {"a b": b""}
    (tmp_path / "p.zip").write_bytes(zipped(GOOD | bad))
    with package.open(tmp_path / "p.zip") as opened:
        codes = [one.code for one in rules.check(opened)]
    assert codes == ["Z17", "M31", "F05"]


def test_a_package_that_cannot_be_read_is_not_judged_further(tmp_path: Path) -> None:
    (tmp_path / "p.zip").write_bytes(ARCHIVES["Z03-wrapper-folder/bad"](GOOD))
    with package.open(tmp_path / "p.zip") as opened:
        assert {one.code for one in rules.check(opened)} == {"Z03", "Z21"}
        # Even where the rule that stops is not among those asked for.
        assert rules.check(opened, ["M", "F"]) == []


def test_rules_are_chosen_by_the_beginning_of_their_ids(tmp_path: Path) -> None:
    (tmp_path / "p.zip").write_bytes(archive("M25-scormtype/bad"))
    with package.open(tmp_path / "p.zip") as opened:
        assert {one.code for one in rules.check(opened, ["M25"])} == {"M25"}
        assert rules.check(opened, ["Z", "F"]) == []


def test_many_findings_of_a_rule_are_counted_not_listed(tmp_path: Path) -> None:
    files = "".join(f'<file href="gone-{n}.txt"/>' for n in range(1000))
    manifest = GOOD["imsmanifest.xml"].replace(b'<file href="shared/style.css"/>', files.encode())
    (tmp_path / "p.zip").write_bytes(zipped(GOOD | {"imsmanifest.xml": manifest}))
    with package.open(tmp_path / "p.zip") as opened:
        lines = rules.check(opened, ["F01"])
    assert len(lines) == rules.MOST_FINDINGS + 1
    assert lines[-1].message == f"and {1000 - rules.MOST_FINDINGS} more of F01, file-missing"
    places = [*(line.span for line in lines[:-1]), *lines[-1].places]
    assert len(set(places)) == rules.MOST_FINDINGS + rules.MOST_PLACES
    assert Report.of(lines).diagnostics[-1] == lines[-1], "it is read after what it is more of"
    assert all(line.severity is Severity.ERROR for line in lines)


@pytest.mark.parametrize("case", ["H01-ref-missing/bad", "H03-abs-path/bad", "H07-escape/bad"])
def test_what_is_told_once_of_many_places_has_them_all(case: str, tmp_path: Path) -> None:
    page = GOOD["alarm.html"].replace(b"</body>", b"<img alt='' src='/a/b.png'>" * 3 + b"</body>")
    (tmp_path / "p.zip").write_bytes(zipped({**GOOD, **tree(HERE / case), "alarm.html": page}))
    with package.open(tmp_path / "p.zip") as opened:
        lines = rules.check(opened, [case[:3]])
    counted = [(one, re.search(r"(\d+) more place", one.message)) for one in lines]
    assert [one for one, more in counted if more and len(one.places) != int(more[1])] == []
    assert any(one.places for one in lines)
