"""Questions in Markdown, by the rules of the source format: each form, and its look-alikes."""

from __future__ import annotations

import pytest

from scorm_builder.markdown import Document
from scorm_builder.quiz import Accepted, Question
from tests.quiz.reading import asked, read, shown

TWO = "- [x] Yes\n- [ ] No\n"


def keys(question: Question) -> str:
    return "".join(option.key for option in question.options)


def texts(question: Question) -> list[str]:
    return [option.text for option in question.options]


def right(question: Question) -> str:
    return "".join(option.key for option in question.options if option.right)


# Where questions begin and end


def test_blocks_before_the_first_question_are_the_introduction() -> None:
    done = read(f"# Title\n\nTake your time.\n\n### A part\n\nMore.\n\n## Which?\n\n{TWO}")
    introduction, question = done.parts
    assert isinstance(introduction, Document)
    assert "Take your time." in shown(introduction) and "More." in shown(introduction)
    assert "Title" not in shown(introduction), "the page shows its title itself"
    assert isinstance(question, Question) and question.text == "Which?"


def test_what_lies_deeper_than_a_question_belongs_to_it() -> None:
    question = asked(f"The door.\n\n### The picture\n\n![Door](door.png)\n\n{TWO}").one
    assert [word in shown(question.stem) for word in ("The door.", "<h3", "<img")] == [True] * 3


def test_the_heading_alone_is_a_question() -> None:
    question = asked(TWO).one
    assert shown(question.heading) == "Which?"
    assert question.stem.tokens == ()


def test_a_heading_with_a_line_below_is_a_question() -> None:
    question = read(f"Which?\n---\n\n{TWO}").one
    assert (question.text, question.level) == ("Which?", 2)


def test_a_heading_of_level_1_ends_a_question_and_begins_none() -> None:
    done = read(f"# A\n\n## Which?\n\n{TWO}\n# B\n\nText.\n\n## What?\n\n{TWO}")
    assert [type(part) for part in done.parts] == [Question, Document, Question]
    assert done.said == ["8:1 S201"]


def test_text_between_questions() -> None:
    done = read(
        f"## One? {{#a}}\n\n{TWO}\n## Now read {{.text}}\n\n- [ ] a list\n\n## Two?\n\n{TWO}"
    )
    assert done.said == []
    text = done.parts[1]
    assert isinstance(text, Document)
    assert "<h2" in shown(text) and "Now read</h2>" in shown(text) and "a list" in shown(text)


def test_lines_between_questions_are_no_part_of_them() -> None:
    assert [one.text for one in read(f"## A?\n\n{TWO}\n---\n\n## B?\n\n{TWO}").questions] == [
        "A?",
        "B?",
    ]


def test_a_question_in_a_page_ends_behind_its_answers() -> None:
    done = read(
        f"## Doors\n\n- [x] a task\n\n### Which? {{.question #button}}\n\nLook.\n\n{TWO}\n"
        "> Well.\n\n"
        "The text goes on.\n\n> A quote.\n\n- [ ] another task\n",
        in_page=True,
    )
    before, question, after = done.parts
    assert done.said == []
    assert isinstance(before, Document) and isinstance(after, Document)
    assert isinstance(question, Question)
    assert (question.id, question.level, question.pinned) == ("button", 3, True)
    assert shown(question.feedback.always) == "<p>Well.</p>"
    assert "a task" in shown(before)
    assert all(words in shown(after) for words in ("goes on", "A quote", "another task"))


def test_a_question_in_a_page_ends_at_a_heading() -> None:
    done = read(f"### A? {{.question}}\n\n{TWO}\n## More\n\nText.\n", in_page=True)
    assert [type(part) for part in done.parts] == [Question, Document]


def test_a_question_right_behind_another_in_a_page() -> None:
    done = read(f"### A? {{.question}}\n\n{TWO}\n#### B? {{.question}}\n\n{TWO}", in_page=True)
    assert [one.level for one in done.questions] == [3, 4]


def test_headings_of_pages_are_no_questions() -> None:
    done = read(f"## Which?\n\n{TWO}", in_page=True)
    assert done.questions == [] and done.said == []


# Choices


@pytest.mark.parametrize("box", ["[x]", "[X]"])
def test_one_right_option_is_a_choice(box: str) -> None:
    question = asked(f"- [ ] A\n- {box} B\n- [ ] C\n").one
    assert (question.kind, keys(question), right(question)) == ("choice", "abc", "b")
    assert texts(question) == ["A", "B", "C"]
    assert shown(question.options[0].content) == "A"


def test_several_right_options() -> None:
    question = asked("- [x] A\n- [x] B\n- [ ] C\n", "Which? {.partial}").one
    assert (question.kind, right(question), question.partial) == ("multiple", "ab", True)


def test_check_boxes_although_one_is_right() -> None:
    assert asked(TWO, "Which? {.multiple}").one.kind == "multiple"


def test_a_question_for_an_opinion_needs_no_right_option() -> None:
    question = asked("- [ ] A\n- [ ] B\n", "Which? {.survey}").one
    assert (question.kind, question.is_scored) == ("choice", False)


@pytest.mark.parametrize(
    "written",
    [
        "- [x] A\n\n- [ ] B\n\n- [ ] C\n",
        "-\t[x] A\n-\t[ ] B\n-\t[ ]\tC\n",
        "-   [x]   A\n-   [ ]  B\n-   [ ] C\n",
        "* [x] A\n* [ ] B\n* [ ] C\n",
        "+ [x] A\n+ [ ] B\n+ [ ] C\n",
        "  - [x] A\n  - [ ] B\n  - [ ] C\n",
        "- [x] A <!-- the right one -->\n- [ ] B\n- [ ] C<!---->\n",
        "<!-- note -->\n- [x] A\n- [ ] B\n- [ ] C\n\n<!-- the end -->\n",
    ],
    ids=["loose", "tabs", "blanks", "stars", "pluses", "indented", "comments", "comments-around"],
)
def test_the_same_list_written_otherwise(written: str) -> None:
    plain = asked("- [x] A\n- [ ] B\n- [ ] C\n").one
    question = asked(written).one
    assert (texts(question), right(question)) == (["A", "B", "C"], "a")
    assert question.signature == plain.signature
    assert shown(question.options[0].content).strip() == "A"


def test_what_options_may_hold() -> None:
    question = asked(
        "- [x] $5 to $10\n- [ ] **bold** and `code`\n- [ ] ![A lift](lift.png)\n"
        "- [ ] this one:\n\n  ```\n  x = 1\n  ```\n- [ ] a list\n  - [ ] inside\n  - more\n"
        '- [ ] <img src="a.png" alt="A stair">\n- [ ] the set {1, 2}\n- [ ] braces \\{.last\\}\n'
    ).one
    assert texts(question) == [
        "$5 to $10",
        "bold and code",
        "A lift",
        "this one: x = 1",
        "a list inside more",
        "A stair",
        "the set {1, 2}",
        "braces {.last}",
    ]
    assert "<strong>bold</strong>" in shown(question.options[1].content)
    assert "<pre" in shown(question.options[3].content)


def test_feedback_of_options() -> None:
    question = asked(
        "- [x] A\n  > Right: *there*.\n- [ ] B\n\n  > [!NOTE]\n  > Think.\n- [ ] C\n"
    ).one
    first, second, third = question.options
    assert shown(first.feedback) == "<p>Right: <em>there</em>.</p>"
    assert "alert-note" in shown(second.feedback)
    assert third.feedback is None
    assert shown(second.content).strip().removeprefix("<p>").removesuffix("</p>") == "B"


def test_keys_and_last() -> None:
    question = asked(
        "- [x] A\n- [ ] B {#a}\n- [ ] C {#z} {.last}\n- [ ] D {#1 .last}\n- [ ] E\n"
    ).one
    assert keys(question) == "baz1e"
    assert [option.last for option in question.options] == [False, False, True, True, False]
    assert texts(question) == ["A", "B", "C", "D", "E"]


def test_thirty_six_options_and_no_more() -> None:
    items = "".join(f"- [ ] {number}\n" for number in range(35))
    assert keys(asked(f"- [x] right\n{items}").one) == "abcdefghijklmnopqrstuvwxyz0123456789"
    assert asked(f"- [x] right\n{items}- [ ] more\n").said == ["39:1 S414"]


# Labels


@pytest.mark.parametrize(
    "label",
    ["Answer: true", "answer: True", "**Answer:** TRUE", "__Answer__: true", "Answer : true"],
)
def test_true_or_false(label: str) -> None:
    question = asked(label + "\n").one
    assert (question.kind, keys(question), right(question)) == ("true-false", "tf", "t")
    assert right(asked("Answer: false <!-- no -->\n").one) == "f"


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Answer: oxygen", Accepted("oxygen")),
        ("Answer: `true`", Accepted("true")),
        ("Answer: `/o ?2/`", Accepted("o ?2", expression=True, any_case=False)),
        ("Answer: `/o ?2/i`", Accepted("o ?2", expression=True)),
        ("Answer: `/gro\u0308ße/`", Accepted("gr\u00f6ße", expression=True, any_case=False)),
        ("Answer: /usr/", Accepted("/usr/")),
        ("Answer: *Homo* sapiens", Accepted("Homo sapiens")),
        ("**Answer:** two words", Accepted("two words")),
        ("Answer: see: this", Accepted("see: this")),
        ("Answer: $5", Accepted("$5")),
    ],
)
def test_fill_in(written: str, expected: Accepted) -> None:
    question = asked(written + "\n").one
    assert (question.kind, question.accepted) == ("fill-in", (expected,))


@pytest.mark.parametrize("between", ["\n", "\n\n", "\n\n<!-- note -->\n\n"])
def test_several_accepted_answers(between: str) -> None:
    question = asked(f"Answer:{between}- oxygen\n- `/o ?2/i`\n- true\n").one
    assert [one.text for one in question.accepted] == ["oxygen", "o ?2", "true"]


def test_case_counts_where_it_is_said() -> None:
    question = asked("Answer: NaCl\n", "Salt? {.case max_length=20}").one
    assert question.accepted == (Accepted("NaCl", any_case=False),)
    assert question.max_length == 20


def test_numbers() -> None:
    question = asked("Number: 60 ± 1 m\n").one
    assert question.kind == "numeric" and question.number is not None
    assert (question.number.low, question.number.high, question.number.unit) == (59, 61, "m")


def test_order() -> None:
    question = asked("Order:\n\n1. Raise the alarm\n2. Leave\n3. Be counted\n").one
    assert (question.kind, keys(question)) == ("sequencing", "abc")
    assert texts(question) == ["Raise the alarm", "Leave", "Be counted"]


TABLES = {
    "piped": (
        "| Role | Task |\n| --- | --- |\n| Warden | Counts |\n| Fire brigade | Fights |\n"
        "|  | Waits |\n"
    ),
    "bare": "Role | Task\n---|---\nWarden | Counts\nFire brigade | Fights\n| | Waits\n",
}


@pytest.mark.parametrize("table", TABLES.values(), ids=list(TABLES))
@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_matching(table: str, gap: str) -> None:
    question = asked(f"Match:{gap}{table}").one
    assert question.kind == "matching"
    assert question.columns == ("Role", "Task")
    assert texts(question) == ["Warden", "Fire brigade"]
    assert [one.text for one in question.targets] == ["Counts", "Fights", "Waits"]
    assert question.pairs == {"a": "a", "b": "b"}


def test_cells_of_a_match_hold_what_cells_hold() -> None:
    question = asked(
        "Match:\n\n| Sign | Means |\n|---|---|\n| `a \\| b` | **or** |\n| c \\| d {#x} | $x$ |\n"
        "| ![Lift](l.png) | a lift {#z} |\n"
    ).one
    assert texts(question) == ["a | b", "c | d", "Lift"]
    assert [one.text for one in question.targets] == ["or", "x", "a lift"]
    assert question.pairs == {"a": "a", "x": "b", "c": "z"}


def test_what_belongs_to_several_stands_in_the_right_column_once() -> None:
    question = asked("Match:\n\n| A | B |\n|---|---|\n| 1 | odd |\n| 2 | even |\n| 3 | odd |\n").one
    assert [one.text for one in question.targets] == ["odd", "even"]
    assert question.pairs == {"a": "a", "b": "b", "c": "a"}


def test_a_scale_is_never_scored() -> None:
    question = asked("Scale:\n\n- Not at all\n- Somewhat\n- Fully\n", "I know. {.survey}").one
    assert (question.kind, keys(question), question.is_scored) == ("likert", "abc", False)
    assert asked("Scale:\n\n1. Low\n2. High\n").one.is_scored is False


def test_a_label_as_prose() -> None:
    question = asked(f"Answer\\: below.\n\nOrder: as you like\n\n{TWO}").one
    assert "Answer: below." in shown(question.stem)
    assert question.kind == "choice"


# Feedback


def test_feedback_for_right_and_wrong_answers() -> None:
    question = asked(
        f"{TWO}\n> Always.\n>\n> Correct: Well *done*.\n>\n> **Wrong:** Look again.\n>\n"
        "> - a list\n"
    ).one
    said = question.feedback
    assert shown(said.right) == "<p>Well <em>done</em>.</p>"
    assert shown(said.wrong) == "<p>Look again.</p>"
    assert "Always." in shown(said.always) and "a list" in shown(said.always)


def test_an_alert_as_feedback_stays_one() -> None:
    question = asked(f"{TWO}\n> [!TIP]\n> Doors close.\n").one
    assert "alert-tip" in shown(question.feedback.always)
    assert "Doors close." in shown(question.feedback.always)


def test_an_alert_may_be_for_right_answers() -> None:
    said = asked(f"{TWO}\n> [!TIP]\n> Correct: Doors close.\n>\n> Wrong: No.\n").one.feedback
    assert said.always is None
    assert "alert-tip" in shown(said.right) and "<p>Doors close.</p>" in shown(said.right)
    assert "alert-tip" in shown(said.wrong) and "<p>No.</p>" in shown(said.wrong)


# Marks


def test_marks_of_a_question() -> None:
    question = asked(TWO, "Which? {#door points=2.5 .fixed pool=hard objective=doors was=b,a}").one
    assert (question.id, question.text, question.anchor) == ("door", "Which?", "door")
    assert (question.points, question.fixed, question.pool) == (2.5, True, "hard")
    assert (question.objective, question.was, question.pinned) == ("doors", ("b", "a"), True)


def test_a_line_of_marks_above_a_heading() -> None:
    question = read(f"{{#door .fixed}}\n## Which?\n\n{TWO}").one
    assert (question.id, question.fixed) == ("door", True)


def test_braces_that_are_no_marks() -> None:
    assert asked(TWO, "Which set is \\{a, b\\}").one.text == "Which set is {a, b}"
    assert asked(TWO, "What does `{x}`").one.text == "What does {x}"
    assert asked(TWO, "Where is {x} used?").one.text == "Where is {x} used?"


def test_an_id_is_made_of_the_heading() -> None:
    question = asked(TWO, "Was heißt 1. Hilfe?").one
    assert question.id.startswith("was-hei-t-1-hilfe-u")
    assert question.pinned is False
    assert asked(TWO, "2 doors").one.id == "u-2-doors"


def test_unpinned_ids_are_told_once() -> None:
    done = read(f"## A?\n\n{TWO}\n## B? {{#b}}\n\n{TWO}\n## C?\n\n{TWO}")
    (message,) = done.messages
    assert message.startswith("2 questions have no id") and " write ## Heading {#a}, " in message


# What else is in a text


def test_notes_stand_below_the_question_that_refers_to_them() -> None:
    done = read(
        "Intro.[^i]\n\n## A[^a]?\n\n- [x] Yes[^b]\n- [ ] No\n\n> See.[^c]\n\n"
        f"## B?\n\n{TWO}\n[^a]: of the heading\n[^b]: of an option\n"
        "[^c]: of feedback\n[^i]: first\n"
    )
    assert done.said == []
    introduction, first, second = done.parts
    assert isinstance(introduction, Document)
    assert isinstance(first, Question) and isinstance(second, Question)
    assert "first" in shown(introduction)
    assert "of the heading" in shown(first.stem) and "of an option" in shown(first.stem)
    assert "of feedback" not in shown(first.stem)
    assert "of feedback" in shown(first.feedback.always)
    assert "footnotes" not in shown(first.options[0].content)
    assert second.stem.tokens == ()


def test_links_defined_at_the_end() -> None:
    assert "<a" in shown(asked(f"See [the plan][p].\n\n{TWO}\n[p]: https://example.org\n").one.stem)


@pytest.mark.parametrize("answer", [r"`/\/a\/m/`", "`/usr/bin/`", "`/usr/local`"])
def test_a_path_can_be_an_answer(answer: str) -> None:
    assert asked(f"Answer: {answer}\n").said == []


@pytest.mark.parametrize(
    "heading", [r"Is it \{#a\} one?", "Is it `{#a}` one?", "What is {{.Name}} here?"]
)
def test_a_heading_may_speak_of_braces(heading: str) -> None:
    assert asked("Answer: b\n", heading).said == []
