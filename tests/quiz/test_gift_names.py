"""Banks of Moodle often call several questions alike: each gets an id of its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from scorm_builder import locking
from tests.quiz.telling import told
from tests.quiz.test_gift import bank, questions


def ids(folder: Path, text: str) -> list[str]:
    return [question.id for question in questions(bank(folder, text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # The first keeps its name; another is known by what it asks.
        ("::Doors::Open? {T}\n\n::Doors::Shut? {T}", "doors shut"),
        ("::Doors::A? {T}\n\n::Doors::B? {T}\n\n::doors::C? {T}", "doors b c"),
        # By what it asks it may be like others, too.
        ("::Doors::Open? {T}\n\n::Doors::Open? {F}", "doors open"),
        ("::A::A {T}\n\n::A::A {F}\n\n::A::A {T}", "a a-2 a-3"),
        ("Open? {T}\n\nOpen? {F}", "open open-2"),
        ("::A::A? {T}\n\n::A::B? {T}\n\n::b::C? {T}", "a b-2 b"),
        ("Open? {T}\n\n::Open::Shut? {F}", "open-2 open"),
        # An id that was written is its own, wherever it stands.
        ("::Doors::Open? {T}\n\n// [id:doors]\nShut? {T}", "open doors"),
        ("::a::Open? {T}\n\n::b::Open? {T}", "a b"),
    ],
)
def test_what_each_is_known_by(text: str, expected: str, tmp_path: Path) -> None:
    assert ids(tmp_path, f"{text}\n") == expected.split()


def test_each_but_the_first_is_told_with_its_way_out(tmp_path: Path) -> None:
    text = "::Doors::Open? {T}\n\n::Doors::Shut? {T}\n\nWhy? {=a ~b}\n\nWhy? {=c ~d}\n"
    files = {"01-q.yaml": "type: quiz\ntitle: Q\nsource: b.gift\n", "b.gift": text}
    found = [one for one in told(tmp_path, files) if "S303" not in one]
    cure = "which may change with what stands above it: write // [id:{}] above it, or have it"
    cure += " written by scorm-builder lock --pin"
    called = "the question at line 1 is called so, too: this one is known by 'shut', "
    asks = "the question at line 5 asks the same: this one is known by 'why-2', "
    assert found == [
        f"b.gift:3:1 S450 {called}{cure.format('shut')}",
        f"b.gift:7:1 S450 {asks}{cure.format('why-2')}",
    ]


def test_ids_that_were_written_twice_are_still_wrong(tmp_path: Path) -> None:
    made = bank(tmp_path, "// [id:a]\nOpen? {T}\n\n// [id:a]\nShut? {T}\n")
    assert made.findings == ("fire.gift:5:1 S412",)


def test_pinned_they_last_when_the_first_goes(tmp_path: Path) -> None:
    text = "::Doors::Open? {T}\n\n::Doors::Doors {T}\n"
    assert ids(tmp_path, text) == ["doors", "doors-2"]
    assert locking.lock(tmp_path, pin=True).paths
    file = tmp_path / "fire.gift"
    pinned = file.read_text("utf-8")
    assert pinned == "::Doors::Open? {T}\n\n// [id:doors-2]\n::Doors::Doors {T}\n"
    assert bank(tmp_path, pinned).findings == ()
    assert ids(tmp_path, pinned.partition("\n\n")[2]) == ["doors-2"]
