"""The table of the data model: complete, and read alike by Python and by all JavaScript."""

from __future__ import annotations

import json
import random
import re
import string
import subprocess
from pathlib import Path

import pytest

from scorm_builder.spec import cmi

HERE = Path(__file__).parent

# RTE 3.4, as a reader of the standard would count them: elements by access.
COUNTED = {"r": 12, "w": 11, "rw": 16}
MANDATORY = {
    "cmi.core.student_id",
    "cmi.core.student_name",
    "cmi.core.lesson_location",
    "cmi.core.credit",
    "cmi.core.lesson_status",
    "cmi.core.entry",
    "cmi.core.score.raw",
    "cmi.core.total_time",
    "cmi.core.exit",
    "cmi.core.session_time",
    "cmi.suspend_data",
    "cmi.launch_data",
}

# By hand, from RTE 3.4: element, value, may a SCO set it?
BY_HAND = [
    ("cmi.core.lesson_status", "completed", True),
    ("cmi.core.lesson_status", "not attempted", False),
    ("cmi.core.lesson_status", "", False),
    ("cmi.core.score.raw", "", True),
    ("cmi.core.score.raw", "100", True),
    ("cmi.core.score.raw", "100.5", False),
    ("cmi.core.score.raw", "80\n", False),
    ("cmi.core.score.raw", "٨٠", False),
    ("cmi.core.student_id", "x", False),
    ("cmi._version", "3.4", False),
    ("cmi.core._children", "x", False),
    ("cmi.suspend_data", "x" * 4096, True),
    ("cmi.suspend_data", "x" * 4097, False),
    ("cmi.suspend_data", "\U0001f600" * 2048, True),
    ("cmi.suspend_data", "\U0001f600" * 2048 + "x", False),
    ("cmi.core.lesson_location", "\ud800" * 255, True),
    ("cmi.core.session_time", "0000:00:05.00", True),
    ("cmi.core.session_time", "PT5S", False),
    ("cmi.objectives.0.id", "o1", True),
    ("cmi.objectives.12.id", "o1", True),
    ("cmi.objectives.01.id", "o1", False),
    ("cmi.objectives.n.id", "o1", False),
    ("cmi.objectives.0.id", "o 1", False),
    ("cmi.interactions.0.objectives.3.id", "o1", True),
    ("cmi.interactions.0.objectives.m.id", "o1", False),
    ("cmi.interactions.0.result", "wrong", True),
    ("cmi.interactions.0.result", "incorrect", False),
    ("cmi.interactions.0.result", "-0.5", True),
    ("cmi.none", "x", False),
    ("", "x", False),
]


@pytest.mark.parametrize(("element", "value", "verdict"), BY_HAND)
def test_what_a_sco_may_set(element: str, value: str, verdict: bool) -> None:
    assert cmi.valid(element, value) is verdict


@pytest.mark.parametrize(
    ("interaction", "value", "verdict"),
    [
        ("choice", "a,c", True),
        ("choice", "The second one", False),
        ("fill-in", "The second one", True),
        ("likert", "", True),
        ("numeric", "", False),
        ("", "The second one", True),
        ("", "x" * 256, False),
    ],
)
def test_an_answer_is_of_its_interaction_s_form(
    interaction: str, value: str, verdict: bool
) -> None:
    assert cmi.valid("cmi.interactions.0.student_response", value, interaction) is verdict


def test_the_table_is_whole() -> None:
    elements = cmi.elements()
    counted = dict.fromkeys(COUNTED, 0)
    for element in elements.values():
        counted[element.access] += 1
    assert counted == COUNTED
    assert {name for name, element in elements.items() if element.mandatory} == MANDATORY
    assert {name for name, element in elements.items() if element.appends} == {"cmi.comments"}
    assert {name for name, element in elements.items() if element.keyword} == {"cmi._version"}
    assert {name.rsplit(".", 1)[0] for name, e in elements.items() if e.blank} == {
        "cmi.core.score",
        "cmi.objectives.n.score",
    }


def test_the_table_agrees_with_itself() -> None:
    """Children name what is there; every type is used; defaults are of their own form."""
    table = cmi.table()
    names = set(table["elements"]) | set(table["arrays"])
    for group, children in table["children"].items():
        inner = f"{group}.n." if group in table["arrays"] else f"{group}."
        for child in children.split(","):
            assert any(n == inner + child or n.startswith(f"{inner}{child}.") for n in names), child
        there = {n.removeprefix(inner).split(".")[0] for n in names if n.startswith(inner)}
        assert there == set(children.split(",")), group
    used = {row["type"] for row in table["elements"].values()} | set(table["feedback"].values())
    assert used == set(table["types"]), "no type is left over"
    assert set(table["feedback"]) == set(table["types"]["interaction"]["words"])
    for name, element in cmi.elements().items():
        if element.default and name != "cmi.core.lesson_status":
            assert cmi.fits(element.default, element.form), name
        owner = name.split(".n.")[0] + ".n"
        assert all(f"{owner}.{first}" in names for first in element.first), name


def test_patterns_mean_the_same_in_both_languages() -> None:
    """No class, anchor or wildcard that Python and JavaScript read differently."""
    for name, form in cmi.forms().items():
        if form.pattern:
            assert form.pattern.startswith("^"), name
            assert form.pattern.endswith("$"), name
            bare = re.sub(r"\[[^\]]*\]|\\\.", "", form.pattern)
            assert not re.search(r"\\|\.|\(\?", bare), name


def values() -> list[str]:
    """Strings near to every form: its words and examples, changed by a character or two."""
    source = random.Random(12)
    seeds = [word for form in cmi.forms().values() for word in form.words]
    seeds += ["0", "-1", "100", "99.99", "32768", "12:05:09", "0012:05:09.25", "a,b", "{a,b}"]
    seeds += ["1.c,2.b", "x", "q1_fire-exit", "t", "", "a" * 255, "a" * 4096]
    letters = string.printable + "\x00\x7f\x85\xa0üß٣\u2028\u3000\ufeff\U0001f600\ud800"
    made = list(seeds)
    for _ in range(1500):
        text = source.choice(seeds)
        for _ in range(source.randint(1, 2)):
            at = source.randint(0, len(text))
            new = source.choice(["", source.choice(letters), source.choice("0123456789.:-,az")])
            text = text[:at] + new + text[at + source.randint(0, 1) :]
        made.append(text)
    return sorted(set(made))


@pytest.mark.node
def test_python_and_javascript_agree(node: str) -> None:
    source = random.Random(12)
    tried = values()
    names = [*cmi.elements(), "cmi.none", "cmi.core", "cmi.objectives.n.id"]
    cases = [
        (
            element,
            value,
            source.choice(cmi.forms()["interaction"].words) if answers(element) else "",
        )
        for element in (name.replace(".n.", ".0.").replace(".m.", ".0.") for name in names)
        for value in source.sample(tried, 300)
    ]
    cases += [(element, value, "") for element, value, _ in BY_HAND]
    said = run(node, cases)
    python = [cmi.valid(*case) for case in cases]
    assert min(sum(python), len(cases) - sum(python)) > 1000, "both verdicts are tried"
    assert differing(cases, python, said["model"]) == []
    # A fresh session has no records: there an index can only be the first.
    fresh = [not re.search(r"\.(0\d|[1-9])", element) for element, _, _ in cases]
    assert differing(cases, python, said["lms"], fresh) == []
    # The runtime looks at no answer, never blanks a score, and writes its own indexes well.
    looks = [
        not answers(element)
        and not (value == "" and ".score." in element)
        and not re.search(r"\.(0\d|n|m)\.", element)
        for element, value, _ in cases
    ]
    assert differing(cases, python, said["runtime"], looks) == []


def answers(element: str) -> bool:
    return element.endswith((".student_response", ".pattern"))


def differing(
    cases: list[tuple[str, str, str]],
    one: list[bool],
    two: list[bool],
    compared: list[bool] | None = None,
) -> list[tuple[tuple[str, str, str], bool, bool]]:
    """The first cases on which two readers differ, of those that are to be compared."""
    every = zip(cases, one, two, compared or [True] * len(cases), strict=True)
    return [(case, a, b) for case, a, b, counts in every if counts and a is not b][:5]


def run(node: str, cases: list[tuple[str, str, str]]) -> dict[str, list[bool]]:
    done = subprocess.run(
        [node, HERE / "verdicts.mjs"],
        input=json.dumps({"table": cmi.table(), "cases": cases}),
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    answer: dict[str, list[bool]] = json.loads(done.stdout)
    return answer
