"""Questions for practice in a page: shown where they stand, answered without being graded."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.units.making import make

QUESTION = """### Which button? {{.question #{id}}}

- [x] The red one
  > Yes, that one.
- [ ] The blue one

> Always look twice.
"""
BEFORE = "# Doors\n\n## Before\n\nText.\n\n"
PAGE = f"{BEFORE}{QUESTION.format(id='button')}\nIt goes on.\n\n- [ ] a task\n"


def body(page: str) -> str:
    """What is read on the page, markup aside."""
    return " ".join(re.sub(r"<[^>]+>", " ", page.partition('id="unit-body"')[2]).split())


def test_a_question_stands_where_it_was_written(tmp_path: Path) -> None:
    made = make(tmp_path, {"01-a.md": PAGE})
    assert made.findings == ()
    words = body(made.page("a"))
    order = ("Before", "Which button?", "The red one", "The blue one", "It goes on.", "a task")
    assert sorted(order, key=words.index) == list(order)
    assert "question" not in words.lower().replace("which", ""), "no attribute is shown"
    for hidden in ("Yes, that one.", "Always look twice."):
        assert hidden not in made.page("a")


def test_the_page_stays_one_that_is_read(tmp_path: Path) -> None:
    made = make(tmp_path, {"01-a.md": PAGE})
    unit, data = made.unit("a"), made.data("a")
    assert (unit.completion.rule, unit.report, unit.passing) == ("end", "completed", None)
    assert data["type"] == "practice"
    assert data["body"]["quiz"]["practice"] is True
    assert [one["id"] for one in data["body"]["quiz"]["questions"]] == ["button"]
    assert made.render("a").script == "scorm-builder/practice.js"


def test_a_page_without_questions_loads_nothing_for_them(tmp_path: Path) -> None:
    made = make(tmp_path, {"01-a.md": "# A\n\nText.\n\n- [ ] a task\n"})
    assert made.render("a").script == "scorm-builder/runtime.js"
    assert made.data("a")["type"] == "page"
    assert "quiz" not in json.dumps(made.data("a"))


def test_questions_on_screens(tmp_path: Path) -> None:
    page = (
        f"---\npaging: screens\n---\n# Doors\n\n## Before\n\nText.\n\n{QUESTION.format(id='one')}"
    )
    page += f"\n---\n\n## Behind\n\n{QUESTION.format(id='two')}"
    made = make(tmp_path, {"01-a.md": page})
    assert made.findings == ()
    first, second = made.page("a").split("data-screen")[1:]
    assert 'id="one"' in first
    assert 'id="two"' in second
    data = made.data("a")["body"]
    assert len(data["screens"]) == 2
    assert [one["id"] for one in data["quiz"]["questions"]] == ["one", "two"]


def test_a_mistake_on_a_screen_is_told_once(tmp_path: Path) -> None:
    wrong = QUESTION.format(id="one").replace("[x]", "[ ]")
    page = f"---\npaging: screens\n---\n# Doors\n\n## Before\n\n{wrong}\n---\n\nEnd.\n"
    assert make(tmp_path, {"01-a.md": page}).findings == ("01-a.md:10:1 S404",)


def test_graded_questions_make_a_quiz_of_the_page(tmp_path: Path) -> None:
    made = make(tmp_path, {"01-a.md": f"---\ngraded: true\npassing_score: 50\n---\n{PAGE}"})
    assert made.findings == ()
    unit, data = made.unit("a"), made.data("a")
    assert (unit.type, unit.completion.rule, unit.report) == ("quiz", "passed", "passed")
    assert data["body"]["quiz"]["practice"] is False
    words = body(made.page("a"))
    assert words.index("Before") < words.index("Which button?") < words.index("It goes on.")


@pytest.mark.node
@pytest.mark.parametrize("screens", [False, True])
def test_the_bound_is_what_the_runtime_writes_at_worst(
    screens: bool, node: str, root: Path, tmp_path: Path
) -> None:
    front = "---\npaging: screens\n---\n" if screens else ""
    questions = "\n---\n\n".join(
        QUESTION.format(id=f"q{n}").replace("Which", f"Which {n}") for n in range(70)
    )
    typed = "\n### How many? {.question #n}\n\nAnswer: x\n"
    made = make(tmp_path, {"01-a.md": f"{front}# A\n\n## B\n\nText.\n\n{questions}{typed}"})
    assert made.findings == ()
    script = f"""
      const at = {json.dumps((root / "templates/runtime").as_uri())};
      const practice = await import(`${{at}}/units/practice.js`);
      const {{ formatRecord, formatState, MOST_SECONDS }} = await import(`${{at}}/state.js`);
      const {{ body, key }} = {json.dumps(made.data("a"))};
      const core = practice.createCore({{ body, key, now: () => 0 }});
      core.restore({{ place: 0, fields: [] }});
      for (const one of body.quiz.questions) {{
        core.practice.answer(one.key, one.kind === "fill-in" ? "\\uffff".repeat(one.max) : "a");
      }}
      for (let n = 1; n <= (body.screens || []).length; n += 1) {{
        core.turn(n);
        core.end();
      }}
      if (!body.screens) core.show(1e9, 1e9);
      core.end();
      const payload = formatRecord({{ status: "incomplete", letter: core.letter,
        seconds: MOST_SECONDS, place: core.place(), fields: core.fields() }});
      console.log(formatState(new Map([["abc", payload]]), new Map()).length - 1);
    """
    done = subprocess.run(
        [node, "--input-type=module", "-e", script], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    unit: Any = made.unit("a")
    assert made.render("a").state == int(done.stdout), unit.body
