"""A text between questions keeps its place: who mixes or draws questions is told what it loses."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.units.making import make

MARKS = ("", "", "", "")


def made(folder: Path, front: str, marks: tuple[str, ...] = MARKS) -> tuple[str, ...]:
    """The findings of a quiz of four questions, two of them below a text in line 17."""

    def question(name: str, mark: str) -> str:
        return f"## {name}? {{#{name.lower()} {mark}}}\n\nAnswer: {name}\n\n"

    one, two, three, four = map(question, ("One", "Two", "Three", "Four"), marks)
    text = (
        f"---\ntype: quiz\n{front}\n---\n# Check\n\nAbout all.\n\n{one}{two}"
        f"## Doors {{.text}}\n\nTwo on each floor.\n\n{three}{four}## Thanks {{.text}}\n\nBye.\n"
    )
    return make(folder, {"01-q.md": text}).findings


TOLD = ("01-q.md:17:1 S435",)
FIXED = (".fixed",) * 2


@pytest.mark.parametrize("front", ["shuffle: questions", "shuffle: both", "draw: 2"])
def test_the_questions_of_a_text_may_be_elsewhere(front: str, tmp_path: Path) -> None:
    assert made(tmp_path, front) == TOLD


@pytest.mark.parametrize("front", ["shuffle: options", "shuffle: none", "draw: 3"])
def test_one_of_them_stays(front: str, tmp_path: Path) -> None:
    assert made(tmp_path, front) == ()


@pytest.mark.parametrize("marks", [("", "", *FIXED), (*FIXED, "", "")])
def test_fixed_questions_do_not_leave_their_text(marks: tuple[str, ...], tmp_path: Path) -> None:
    assert made(tmp_path, "shuffle: both", marks) == ()


def test_a_pool_may_leave_a_text_alone(tmp_path: Path) -> None:
    pools = ("pool=a", "", "pool=a", "pool=a")
    assert made(tmp_path, "draw: {a: 1}", pools) == TOLD


@pytest.mark.parametrize("pools", [("pool=a", "", "pool=a", ""), ("", "", "pool=a", "pool=a")])
def test_a_pool_leaves_something_below_a_text(pools: tuple[str, ...], tmp_path: Path) -> None:
    assert made(tmp_path, "draw: {a: 1}", pools) == ()
