"""What learners find of their doings when a new version of a course takes the place of the old one.

Two versions are built, and the second one is given in the strict LMS what the first one left there.
"""

from __future__ import annotations

import html
import json
import re
import subprocess
import zipfile
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from scorm_builder import build, locking

pytestmark = pytest.mark.node

COURSE = "title: Fire\nid: fire\nlanguage: en\n"
RULES = "---\ntype: quiz\npassing_score: 60\nattempts: 3\n{more}---\n# Check\n\n"
TRUE = "Answer: true\n\n"
OUT_OR_UP = "- [x] Out\n- [ ] Up\n- [ ] Nowhere\n\n"

V1 = (
    f"## Kept? {{#kept}}\n\n{TRUE}"
    f"## Gone? {{#gone}}\n\n{TRUE}"
    f"## Old name?\n\n{TRUE}"
    f"## Spelt rong? {{#spelt}}\n\n{TRUE}"
    f"## Reworded? {{#reworded}}\n\n{OUT_OR_UP}"
    f"## By key? {{#by-key}}\n\n- [x] Out {{#o}}\n- [ ] Up {{#u}}\n\n"
    f"## By letter? {{#by-letter}}\n\n- [x] Out\n- [ ] Up\n\n"
)
V2 = (
    f"## Added? {{#added}}\n\n{TRUE}"
    f"## Kept? {{#kept}}\n\n{TRUE}"
    f"## New name? {{was=old-name}}\n\n{TRUE}"
    f"## Spelt right? {{#spelt}}\n\n{TRUE}"
    f"## Reworded? {{#reworded}}\n\n{OUT_OR_UP.replace('Nowhere', 'Home')}"
    f"## By key? {{#by-key}}\n\n- [ ] Up {{#u}}\n- [x] Out {{#o}}\n\n"
    f"## By letter? {{#by-letter}}\n\n- [ ] Up\n- [x] Out\n\n"
)
RIGHT = {
    "kept": "t",
    "gone": "t",
    "old-name": "t",
    "spelt": "t",
    "reworded": "a",
    "by-key": "o",
    "by-letter": "a",
}
Visit = Callable[..., Any]
SUBMIT = ["submit"]


def page_data(folder: Path, files: Mapping[str, str]) -> dict[str, Any]:
    """What the page of the one unit of a course says to its script."""
    for name, text in {"course.yaml": COURSE, **files}.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    result = build(folder, folder / "out")
    assert not result.report.fails(), result.report.text()
    with zipfile.ZipFile(folder / "out/fire.zip") as archive:
        [page] = [name for name in archive.namelist() if name.endswith("/index.html")]
        text = archive.read(page).decode()
    found = re.search(
        r'<script type="application/json" id="unit-data">(.*?)</script>', text, re.DOTALL
    )
    assert found
    data: dict[str, Any] = json.loads(html.unescape(found[1]))
    return data


@pytest.fixture
def visit(node: str, root: Path) -> Visit:
    """One visit: page data, what the LMS has kept, what is done; gives what is found and left."""

    def run(
        data: object,
        acts: Sequence[Sequence[str]] = (),
        before: Any = None,
        seed: float = 0.3,
        lesson: Mapping[str, str] | None = None,
    ) -> Any:
        given = {"data": data, "acts": acts, "seed": seed, "record": before and before["record"]}
        given["lesson"] = lesson or {}
        done = subprocess.run(
            [node, "tests/js/quiz/visit.mjs"],
            cwd=root,
            input=json.dumps(given),
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode == 0, done.stderr
        told = json.loads(done.stdout)
        assert told["faults"] == []
        return told

    return run


def answers(given: Mapping[str, str]) -> list[list[str]]:
    return [["answer", name, value] for name, value in given.items()]


@pytest.fixture
def versions(tmp_path: Path) -> tuple[dict[str, Any], dict[str, Any]]:
    """The quiz of V1, and that of V2, which was moved to another folder and has another name."""
    old = RULES.format(more="") + V1
    new = RULES.format(more="was: check\n") + V2
    return (
        page_data(tmp_path / "v1", {"01-check.md": old}),
        page_data(tmp_path / "v2", {"01-later/07-test.md": new}),
    )


def test_the_lms_knows_the_unit_by_its_oldest_name(
    versions: tuple[dict[str, Any], dict[str, Any]], tmp_path: Path
) -> None:
    assert versions[0]["key"] == versions[1]["key"]
    for version in ("v1", "v2"):
        with zipfile.ZipFile(tmp_path / version / "out/fire.zip") as archive:
            manifest = archive.read("imsmanifest.xml").decode()
        assert '<item identifier="check" identifierref="check_r"' in manifest


def test_an_unfinished_attempt_keeps_what_is_still_asked(
    visit: Visit, versions: tuple[dict[str, Any], dict[str, Any]]
) -> None:
    old, new = versions
    before = visit(old, answers(RIGHT))
    assert before["left"]["open"] == []
    found = visit(new, before=before)["found"]
    assert found["phase"] == "open"
    # New, another text in an option, and letters that mean another option now.
    assert sorted(found["open"]) == ["added", "by-letter", "reworded"]
    assert {name: value for name, value in found["answers"].items() if value} == {
        "kept": "t",
        "old-name": "t",
        "spelt": "t",
        "by-key": "o",
    }
    assert "gone" not in found["shown"]


def test_it_is_finished_in_the_new_version(
    visit: Visit, versions: tuple[dict[str, Any], dict[str, Any]]
) -> None:
    old, new = versions
    before = visit(old, answers(RIGHT))
    after = visit(
        new, [*answers({"added": "t", "reworded": "b", "by-letter": "b"}), ["submit"]], before
    )
    assert after["left"]["score"] == 85.71, "six of seven"
    assert (after["left"]["status"], after["left"]["raw"]) == ("passed", "85.71")
    names = {
        value
        for name, value in after["record"]["values"].items()
        if re.fullmatch(r"cmi\.interactions\.\d+\.id", name)
    }
    assert "check_old-name" in names, "reports go on under the names that the LMS knows"
    assert len(names) == 7


def test_what_was_handed_in_keeps_score_and_count_and_passed_stays_passed(
    visit: Visit, versions: tuple[dict[str, Any], dict[str, Any]]
) -> None:
    old, new = versions
    before = visit(old, [*answers({**RIGHT, "kept": "f"}), ["submit"]])
    assert (before["left"]["score"], before["left"]["status"]) == (85.71, "passed")
    after = visit(new, before=before)
    found = after["found"]
    assert (found["phase"], found["score"], found["attempt"], found["attemptsLeft"]) == (
        "done",
        85.71,
        1,
        2,
    )
    assert (found["status"], found["raw"], found["passed"]) == ("passed", "85.71", True)
    assert "added" not in found["shown"], "the result is of what was asked"
    assert after["record"]["values"]["cmi.core.lesson_status"] == "passed"
    again = visit(new, [["retry"]], before)["left"]
    assert len(again["shown"]) == 7
    assert "added" in again["open"]
    assert again["status"] == "passed"


def test_a_failed_attempt_stays_counted(
    visit: Visit, versions: tuple[dict[str, Any], dict[str, Any]]
) -> None:
    old, new = versions
    before = visit(old, [*answers({"kept": "t"}), ["submit"]])
    assert before["left"]["status"] == "incomplete"
    found = visit(new, before=before)["found"]
    assert (found["score"], found["attemptsLeft"], found["status"]) == (14.29, 2, "incomplete")


def test_the_result_of_an_attempt_is_as_it_was_while_its_questions_are(
    visit: Visit, tmp_path: Path
) -> None:
    old = RULES.format(more="") + V1
    before = visit(
        page_data(tmp_path / "v1", {"01-check.md": old}),
        [*answers({**RIGHT, "kept": "f"}), ["submit"]],
    )
    more = old.replace("## Kept?", f"## Added? {{#added}}\n\n{TRUE}## Kept it?")
    found = visit(page_data(tmp_path / "v2", {"01-check.md": more}), before=before)["found"]
    for name in ("marks", "score", "passed", "changed", "recorded"):
        assert found[name] == before["left"][name], name
    assert found["changed"] is False
    assert found["marks"]["kept"] == 0


def test_a_question_that_comes_later_does_not_take_the_record_of_one_that_was_there(
    visit: Visit, tmp_path: Path
) -> None:
    """The hashes of both ids begin with the same 18 bits; the later one stands first."""
    was, later = (f"## {name}? {{#{name}}}\n\n{TRUE}" for name in ("q83", "q332"))
    old = page_data(tmp_path / "v1", {"01-check.md": RULES.format(more="") + was})
    assert locking.lock(tmp_path / "v1").paths
    lock = (tmp_path / "v1/course.lock").read_text("utf-8")
    files = {"01-check.md": RULES.format(more="") + later + was, "course.lock": lock}
    new = page_data(tmp_path / "v2", files)
    before = visit(old, answers({"q83": "t"}))
    found = visit(new, answers({"q332": "f"}), before=before)
    assert found["found"]["answers"] == {"q332": None, "q83": "t"}
    assert visit(new, before=found)["found"]["answers"] == {"q332": "f", "q83": "t"}
    # And back again.
    assert visit(old, before=found)["found"]["answers"] == {"q83": "t"}


def test_the_result_of_an_attempt_is_not_marked_by_the_key_of_a_later_version(
    visit: Visit, tmp_path: Path
) -> None:
    old = RULES.format(more="") + V1
    before = visit(
        page_data(tmp_path / "v1", {"01-check.md": old}),
        [*answers({**RIGHT, "kept": "f"}), ["submit"]],
    )
    # By this key what was right is wrong, and what was wrong is right: the score would be the same.
    turned = old.replace("{#kept}\n\nAnswer: true", "{#kept}\n\nAnswer: false")
    turned = turned.replace("{#gone}\n\nAnswer: true", "{#gone}\n\nAnswer: false")
    v2 = page_data(tmp_path / "v2", {"01-check.md": turned})
    after = visit(v2, before=before)
    found = after["found"]
    assert (found["changed"], found["score"], found["passed"]) == (True, 85.71, True)
    assert (found["raw"], found["recorded"], found["status"]) == ("85.71", 85.71, "passed")
    assert [found["marks"][name] for name in ("kept", "gone", "old-name")] == [None, None, 1]
    assert visit(v2, before=after)["found"]["changed"] is True
    again = visit(v2, [["retry"], *answers({**RIGHT, "gone": "f"}), ["submit"]], before)["left"]
    assert (again["changed"], again["score"], again["recorded"]) == (False, 85.71, 85.71)


def test_a_result_says_that_questions_are_gone(
    visit: Visit, versions: tuple[dict[str, Any], dict[str, Any]]
) -> None:
    old, new = versions
    before = visit(old, [*answers(RIGHT), ["submit"]])
    after = visit(new, [["show", "kept", ""]], before)
    assert after["found"]["changed"] is True
    assert after["found"]["score"] == 100
    assert visit(new, before=after)["found"]["changed"] is True


# Half of it was right. Rules then and what the LMS has; rules now, and what it has once the page of
# the new version was opened, without anything done there.
RULES_CHANGED = {
    "mark lowered": (
        ("passing_score: 80", "incomplete"),
        ("passing_score: 40", "passed"),
    ),
    "mark lowered, no attempt left": (
        ("passing_score: 80\nattempts: 1", "failed"),
        ("passing_score: 40\nattempts: 1", "passed"),
    ),
    "mark lowered, and not far enough": (
        ("passing_score: 80\nattempts: 1", "failed"),
        ("passing_score: 51\nattempts: 1", "failed"),
    ),
    "mark lowered, each failed attempt told": (
        ("passing_score: 80\nreport: passed-failed", "failed"),
        ("passing_score: 40\nreport: passed-failed", "passed"),
    ),
    "fewer attempts": (
        ("passing_score: 80\nattempts: 3", "incomplete"),
        ("passing_score: 80\nattempts: 1", "failed"),
    ),
    "fewer attempts, and the mark lowered": (
        ("passing_score: 80\nattempts: 3", "incomplete"),
        ("passing_score: 30\nattempts: 1", "passed"),
    ),
    "more attempts: nothing falls": (
        ("passing_score: 80\nattempts: 1", "failed"),
        ("passing_score: 80\nattempts: 3", "failed"),
    ),
    "handing in is enough, and each failed attempt is told": (
        ("passing_score: 80", "incomplete"),
        ("passing_score: 80\ncompletion: submitted\nreport: passed-failed", "failed"),
    ),
    "no mark any more": (
        ("passing_score: 80\nattempts: 1", "failed"),
        ("attempts: 1", "completed"),
    ),
    "handing in is enough, passed or not": (
        ("passing_score: 80", "incomplete"),
        ("passing_score: 80\ncompletion: submitted", "completed"),
    ),
    "handing in is enough, and the mark is reached": (
        ("passing_score: 80\nattempts: 1", "failed"),
        ("passing_score: 40\nattempts: 1\ncompletion: submitted", "completed"),
    ),
    "handing in is enough, of a status without a score": (
        ("passing_score: 80\nreport: completed", "incomplete"),
        ("passing_score: 80\nreport: completed\ncompletion: submitted", "completed"),
    ),
    "mark raised: nothing falls": (
        ("passing_score: 40", "passed"),
        ("passing_score: 80\nattempts: 1", "passed"),
    ),
}


@pytest.fixture(scope="module")
def halves(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], dict[str, Any]]:
    """A quiz of two questions under any rules."""

    @cache
    def built(rules: str) -> dict[str, Any]:
        asked = f"## One? {{#one}}\n\n{TRUE}## Two? {{#two}}\n\n{TRUE}"
        text = f"---\ntype: quiz\n{rules}\n---\n# Check\n\n{asked}"
        return page_data(tmp_path_factory.mktemp("halves"), {"01-check.md": text})

    return built


@pytest.mark.parametrize(("then", "now"), RULES_CHANGED.values(), ids=RULES_CHANGED)
def test_what_the_result_says_under_new_rules_the_lms_has_at_once(
    then: tuple[str, str],
    now: tuple[str, str],
    visit: Visit,
    halves: Callable[[str], dict[str, Any]],
) -> None:
    before = visit(halves(then[0]), [*answers({"one": "t", "two": "f"}), SUBMIT])
    assert (before["left"]["score"], before["left"]["status"]) == (50, then[1])
    v2 = halves(now[0])
    after = visit(v2, before=before)
    assert after["found"]["status"] == now[1]
    assert after["kept"]["cmi.core.lesson_status"] == now[1], "committed, before anything is done"
    assert after["record"]["values"].get("cmi.core.score.raw") == before["left"]["raw"]
    again = visit(v2, before=after)
    assert again["found"]["status"] == now[1]
    assert again["launched"] == [f"cmi.core.lesson_status={now[1]}"] * (now[1] == "failed")
    back = visit(halves(then[0]), before=after)["found"]
    assert back["status"] == now[1], "and the old rules take nothing back"


@pytest.mark.parametrize(
    "lesson", [{"mode": "review"}, {"mode": "browse"}, {"credit": "no-credit"}]
)
def test_where_nothing_counts_new_rules_change_nothing_in_the_lms(
    lesson: dict[str, str], visit: Visit, halves: Callable[[str], dict[str, Any]]
) -> None:
    rules = "passing_score: 80\nattempts: 1"
    before = visit(halves(rules), [*answers({"one": "t", "two": "f"}), SUBMIT])
    after = visit(halves("passing_score: 40"), before=before, lesson=lesson)
    assert after["found"]["passed"] is True
    assert after["launched"] == []
    for element in ("cmi.core.lesson_status", "cmi.core.score.raw", "cmi.suspend_data"):
        assert after["record"]["values"][element] == before["record"]["values"][element]


def pool(names: str) -> str:
    asked = (f"## {name}? {{#{name} pool=p}}\n\n{TRUE}" for name in names)
    rules = RULES.format(more="draw: {p: 3}\nshuffle: questions\n")
    return f"{rules}## First? {{#first}}\n\n{TRUE}{''.join(asked)}"


@pytest.mark.parametrize("seed", [0.01, 0.3, 0.62, 0.99])
def test_a_draw_outlasts_a_pool_that_changed(seed: float, visit: Visit, tmp_path: Path) -> None:
    before = visit(page_data(tmp_path / "v1", {"01-check.md": pool("abcde")}), seed=seed)
    drawn = [name for name in before["left"]["shown"] if name != "first"]
    assert len(drawn) == 3
    acts = answers(dict.fromkeys([drawn[0], drawn[1]], "t"))
    v1 = page_data(tmp_path / "v1", {"01-check.md": pool("abcde")})
    before = visit(v1, acts, seed=seed)
    left = "".join(name for name in "abcde" if name != drawn[1])
    v2 = page_data(tmp_path / "v2", {"01-check.md": pool(f"{left}xyz")})
    after = visit(v2, before=before, seed=0.5)
    now = [name for name in after["found"]["shown"] if name != "first"]
    assert len(now) == 3
    assert {drawn[0], drawn[2]} <= set(now)
    assert drawn[1] not in now
    assert after["found"]["answers"][drawn[0]] == "t"
    assert after["found"]["answers"][drawn[2]] is None
    # The same in every further visit, whatever chance says.
    assert visit(v2, before=after, seed=0.9)["found"]["shown"] == after["found"]["shown"]
