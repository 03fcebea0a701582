"""Objectives of a course have ids, which questions name, and which an LMS is told."""

from __future__ import annotations

from pathlib import Path

from tests.units.making import Made, make

QUIZ = "---\ntype: quiz\n---\n# Check\n\n## Where to? {#where objective=leave}\n\nAnswer: out\n"


def course(folder: Path, objectives: str) -> Made:
    return make(folder, {"course.yaml": f"title: T\n{objectives}", "01-q.md": QUIZ})


def test_ids_of_objectives_reach_the_page(tmp_path: Path) -> None:
    made = course(tmp_path, "objectives:\n- leave: Leave by the nearest door\n- Count everybody\n")
    assert made.findings == ()
    info = made.jobs["q"].info
    assert info.objectives == ("Leave by the nearest door", "Count everybody")
    assert info.objective_ids == ("leave",)
    assert made.data("q")["body"]["quiz"]["questions"][0]["objective"] == "leave"


def test_one_text_is_a_list_of_one(tmp_path: Path) -> None:
    made = make(tmp_path, {"course.yaml": "title: T\nobjectives: Leave\n", "01-a.md": "# A\n\nB\n"})
    assert made.jobs["a"].info.objectives == ("Leave",)


def test_objectives_in_several_languages_have_the_same_ids(tmp_path: Path) -> None:
    words = "{en: [{leave: Leave}], de: [{leave: Hinausgehen}]}"
    made = course(tmp_path, f"language: en\nlanguages: [de]\nobjectives: {words}\n")
    assert not any("S445" in one or "S013" in one for one in made.findings)


def test_a_question_about_an_objective_that_is_none(tmp_path: Path) -> None:
    for objectives in ("", "objectives: [Leave]\n", "objectives: [{leaf: Leave}]\n"):
        assert "01-q.md:6:1 S445" in course(tmp_path, objectives).findings


def test_a_practice_question_names_one_too(tmp_path: Path) -> None:
    page = "# A\n\n## Where? {.question #where objective=leaf}\n\nAnswer: out\n"
    assert make(tmp_path, {"01-a.md": page}).findings == ("01-a.md:3:1 S445",)
