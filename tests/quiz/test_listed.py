"""Questions as a list in YAML say the same as questions in Markdown; nobody tells them apart."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path
from typing import Any

import pytest

from scorm_builder.markdown import Document
from scorm_builder.quiz import Accepted, Feedback, Question, Quiz
from tests.quiz.reading import shown
from tests.quiz.telling import told
from tests.units.making import Made, make

SOURCE = Path(__file__).parent.parent / "source"
# Where it stands, and what links to a heading call it: a list has no headings.
PLACES = {"span", "anchor"}


def quiz(made: Made, name: str = "q") -> Quiz:
    body = made.unit(name).body
    assert isinstance(body, Quiz)
    return body


def questions_of(made: Made) -> list[str]:
    """What is asked in the package that was made last."""
    return [question.text for question in quiz(made).questions()]


def said(value: Any) -> Any:
    """A value without its places, documents as the HTML that learners get."""
    if isinstance(value, Document):
        return shown(value).strip()
    if isinstance(value, tuple):
        return [said(one) for one in value]
    if dataclasses.is_dataclass(value):
        fields = {one.name for one in dataclasses.fields(value)} - PLACES
        return {name: said(getattr(value, name)) for name in sorted(fields)}
    return value


def listed(folder: Path, questions: str) -> Made:
    return make(folder, {"01-q.yaml": f"type: quiz\ntitle: Check\nquestions:\n{questions}"})


def one(folder: Path, question: str) -> Question:
    made = listed(folder, question)
    assert made.findings == ()
    (only,) = quiz(made).questions()
    return only


def test_both_forms_are_the_same_questions(tmp_path: Path) -> None:
    """Contract, 2.9, by the example of the contract."""
    plan = (SOURCE / "good-quiz/course/media/plan.svg").read_bytes()
    forms = []
    for name in ("good-quiz/course/01-check.md", "good-questions-listed/course/01-check.yaml"):
        text = (SOURCE / name).read_text("utf-8")
        folder = tmp_path / name.partition("/")[0]
        made = make(folder, {f"01-q{Path(name).suffix}": text, "media/plan.svg": plan})
        assert made.findings == ()
        forms.append(quiz(made))
    in_markdown, in_yaml = (said(form.questions()) for form in forms)
    assert len(in_yaml) == 8
    assert in_yaml == in_markdown
    assert forms[0].rules == forms[1].rules


def test_every_mark_of_a_heading_has_its_key(tmp_path: Path) -> None:
    heading = "Which? {#which points=0.5 .fixed pool=hard was=old,older"
    marks = "id: which, points: 0.5, fixed: true, pool: hard, was: [old, older]"
    for front, more, answers, below in (
        (" .case max_length=20}", "case: true, max_length: 20, answers: Fire", "Answer: Fire", ""),
        (
            " .multiple .partial}",
            "multiple: true, partial: true",
            "- [x] a {#z}\n- [ ] b",
            "key: z",
        ),
        (" .survey}", "survey: true", "- [ ] a\n- [ ] b", ""),
    ):
        options = ", right: true" if "[x]" in answers else ""
        options += f", {below}" if below else ""
        list_of = "" if "answers" in more else f", options: [{{text: a{options}}}, b]"
        heads = heading if ".survey" not in front else heading.replace("points=0.5 ", "")
        keys = marks if ".survey" not in front else marks.replace("points: 0.5, ", "")
        files = {
            "01-q.md": f"---\ntype: quiz\n---\n# Check\n\n## {heads}{front}\n\n{answers}\n",
            "02-y.yaml": "type: quiz\ntitle: C\nquestions:\n"
            f"  - {{text: 'Which?', {keys}, {more}{list_of}}}\n",
        }
        made = make(tmp_path / f"{len(front)}", files)
        assert made.findings == ()
        assert said(quiz(made, "y").questions()) == said(quiz(made, "q").questions())


def test_a_list_goes_behind_the_text(tmp_path: Path) -> None:
    text = "---\ntype: quiz\nquestions:\n  - {id: b, text: B, answers: b}\n---\n# Check\n\n"
    made = make(tmp_path, {"01-q.md": f"{text}## A {{#a}}\n\nAnswer: a\n"})
    assert made.findings == ()
    assert [question.id for question in quiz(made).questions()] == ["a", "b"]


def test_the_type_decides_where_answers_could_be_either(tmp_path: Path) -> None:
    assert one(tmp_path, "  - {id: a, text: A, answers: true}").kind == "true-false"
    word = one(tmp_path, "  - {id: a, text: A, type: fill-in, answers: true}")
    assert (word.kind, word.accepted) == ("fill-in", (Accepted("true"),))
    assert one(tmp_path, "  - {id: a, text: A, answers: 'true'}").kind == "fill-in"
    options = "options: [{text: a, right: true}, b]"
    assert one(tmp_path, f"  - {{id: a, text: A, {options}}}").kind == "choice"
    assert one(tmp_path, f"  - {{id: a, text: A, type: multiple, {options}}}").kind == "multiple"


def test_texts_are_markdown(tmp_path: Path) -> None:
    files = {
        "02-d.md": "# Doors\n\nText.\n",
        "01-q.yaml": "type: quiz\ntitle: C\nquestions:\n  - id: a\n    text: |\n"
        "      Is *this* a [door](02-d.md)?\n\n      So it looks.\n    options:\n"
        "      - text: |\n          Yes:\n\n          1. by its handle\n        right: true\n"
        "        feedback: '**Right**'\n      - No\n    feedback: It is.\n",
    }
    made = make(tmp_path, files)
    assert made.findings == ()
    (asked,) = quiz(made).questions()
    assert asked.text == "Is this a door?"
    assert shown(asked.stem) == "<p>So it looks.</p>"
    assert asked.options[0].text == "Yes: by its handle"
    assert "<ol>" in shown(asked.options[0].content)
    assert "<strong>Right</strong>" in shown(asked.options[0].feedback)
    assert asked.feedback == Feedback(always=asked.feedback.always)
    assert "See “Doors”" not in made.page("q")
    assert 'data-unit="d"' in made.page("q")


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("  - {id: a, text: '[x](no.md)', answers: b}", "4:24 S104"),
        ("  - id: a\n    text: [A]\n    answers: b", "5:11 S013"),
        ("  - id: a\n    text: |\n      A\n\n      [x](no.md)\n    answers: b", "8:1 S104"),
        ("  - {id: a, text: '', answers: b}", "4:19 S419"),
        ("  - {id: a, answers: b}", "4:5 S419"),
        ("  - {id: a, text: '# A', answers: b}", "4:19 S419"),
        ("  - {id: a, text: A}", "4:5 S401"),
        ("  - {id: a, text: A, answers: b, number: 1}", "4:34 S402"),
        ("  - {id: a, text: A, answer: b}", "4:22 S012"),
        ("  - just text", "4:5 S013"),
        ("  - {id: A!, text: A, answers: b}", "4:10 S101"),
        ("  - {id: a, text: A, answers: b, points: none}", "4:42 S410"),
        ("  - {id: a, text: A, answers: b, pool: 'a b'}", "4:40 S410"),
        ("  - {id: a, text: A, answers: b, was: B}", "4:39 S410"),
        ("  - {id: a, text: A, answers: b, max_length: 1000}", "4:46 S410"),
        ("  - {id: a, text: A, answers: b, partial: true}", "4:34 S418"),
        ("  - {id: a, text: A, answers: b, partial: maybe}", "4:43 S013"),
        ("  - {id: a, text: A, answers: b, type: numeric}", "4:40 S433"),
        ("  - {id: a, text: A, answers: b, type: number}", "4:40 S014"),
        ("  - {id: a, text: A, answers: []}", "4:31 S407"),
        ("  - {id: a, text: A, answers: [[b]]}", "4:32 S407"),
        ("  - {id: a, text: A, answers: '`/(/`'}", "4:31 S409"),
        ("  - {id: a, text: A, number: about 3}", "4:30 S408"),
        ("  - {id: a, text: A, number: [3]}", "4:30 S013"),
        ("  - {id: a, text: A, options: b}", "4:31 S013"),
        ("  - {id: a, text: A, options: [b, c]}", "4:31 S404"),
        ("  - {id: a, text: A, options: [{text: b, right: true}]}", "4:31 S407"),
        ("  - {id: a, text: A, options: [{text: b, right: true}, b]}", "4:56 S413"),
        ("  - {id: a, text: A, options: [{text: b, right: true}, '']}", "4:56 S419"),
        ("  - {id: a, text: A, options: [{text: b, right: true}, {last: true}]}", "4:56 S419"),
        ("  - {id: a, text: A, options: [{text: b, rigth: true}, c]}", "4:42 S012 4:31 S404"),
        ("  - {id: a, text: A, options: [{text: b, right: true, key: kk}, c]}", "4:60 S411"),
        ("  - {id: a, text: A, order: [b]}", "4:29 S407"),
        ("  - {id: a, text: A, order: [{text: b, right: true}, c]}", "4:40 S012"),
        ("  - {id: a, text: A, scale: [b]}", "4:29 S407"),
        ("  - {id: a, text: A, match: {b: c}}", "4:29 S013"),
        ("  - {id: a, text: A, match: [[B, C], [b, c, d]]}", "4:38 S407"),
        ("  - {id: a, text: A, match: [['', C], [b, c], [d, e]]}", "4:29 S407"),
        ("  - {id: a, text: A, match: [[B, C], [b, ''], [d, e]]}", "4:42 S407"),
        ("  - {id: a, text: A, match: []}", "4:29 S407"),
        ("  - {id: a, text: A, answers: b, feedback: {right: c}}", "4:45 S012"),
        ("  - {id: a, text: A, answers: b, feedback: [c]}", "4:44 S013"),
        ("  - {id: a, text: A, answers: b}\n  - {id: a, text: B, answers: b}", "5:5 S412"),
        ("  - {text: A, answers: b}", "4:5 S415"),
        ("  - id: a\n    text: |\n      A[^1]\n\n      [^1]: n\n    answers: b", "5:11 S434"),
    ],
)
def test_what_is_wrong_is_told_where_it_stands(question: str, told: str, tmp_path: Path) -> None:
    assert listed(tmp_path, question).findings == tuple(
        f"01-q.yaml:{one}" for one in re.findall(r"\S+ S\d+", told)
    )


@pytest.mark.parametrize(
    ("answers", "place", "cure"),
    [
        ("options: [{text: 'b {#k}', right: true}, c]", "4:42", "write key: k"),
        ("options: [{text: b, right: true}, 'c {.last}']", "4:59", "write {text: …, last: true}"),
        (
            "options: [{text: b, right: true}, 'c {.last #no}']",
            "4:59",
            "write {text: …, key: k, last: true}",
        ),
        ("order: ['b {#k}', c]", "4:33", "write {text: …, key: k}"),
        ("order: ['b {.last}', c]", "4:33", "take them out, which mean nothing here"),
        ("scale: ['b {#k}', c]", "4:33", "write {text: …, key: k}"),
        (
            "match: [[B, C], ['b {#k}', c], [d, e]]",
            "4:42",
            "take them out, which mean nothing here",
        ),
    ],
)
def test_marks_of_options_are_keys_in_a_list(
    answers: str, place: str, cure: str, tmp_path: Path
) -> None:
    head = "type: quiz\ntitle: C\nquestions:\n"
    found = told(tmp_path, {"01-q.yaml": f"{head}  - {{id: a, text: A, {answers}}}"})
    assert found == [f"01-q.yaml:{place} S411 marks in braces are keys in a list: {cure}"]


def test_braces_in_options_of_a_list_that_are_no_marks(tmp_path: Path) -> None:
    options = "[{text: 'b \\{#k}', right: true}, 'a set {c}', '`{#k}`', '{.x}']"
    made = listed(tmp_path, f"  - {{id: a, text: A, options: {options}}}")
    assert "S411" not in "".join(made.findings)


def test_a_list_that_is_none(tmp_path: Path) -> None:
    assert listed(tmp_path, "  a: b").findings == ("01-q.yaml:4:3 S013",)
    for nothing in ("", "questions: []\n", "questions: ~\n"):
        made = make(tmp_path, {"01-q.yaml": f"type: quiz\ntitle: C\n{nothing}"})
        assert made.findings == ("01-q.yaml:1:1 S417",)


def test_a_question_of_the_list_may_not_be_one_of_the_text(tmp_path: Path) -> None:
    text = "---\ntype: quiz\nquestions:\n  - {id: a, text: B, answers: b}\n---\n# Check\n\n"
    made = make(tmp_path, {"01-q.md": f"{text}## A {{#a}}\n\nAnswer: a\n"})
    assert made.findings == ("01-q.md:4:5 S412",)


def test_what_a_question_of_the_list_was_may_be_none_of_the_text(tmp_path: Path) -> None:
    was = "questions:\n  - {id: b, text: B, answers: b, was: a}\n"
    made = make(
        tmp_path,
        {"01-q.md": f"---\ntype: quiz\n{was}---\n# Check\n\n## A {{#a}}\n\nAnswer: a\n"},
    )
    assert made.findings == ("01-q.md:4:5 S412",)


def test_a_quiz_in_yaml_should_say_what_it_is_called(tmp_path: Path) -> None:
    made = make(tmp_path, {"01-q.yaml": "type: quiz\nquestions: [{id: a, text: A, answers: b}]\n"})
    assert made.findings == ("01-q.yaml S017",)


def test_a_list_is_translated_under_the_same_ids(tmp_path: Path) -> None:
    def text(words: str, name: str) -> str:
        return f"type: quiz\ntitle: C\nquestions:\n  - {{id: {name}, text: {words}, answers: b}}\n"

    course = "title: {en: T, de: T}\nlanguage: en\nlanguages: [de]\n"
    files = {"course.yaml": course, "01-q.yaml": text("Where?", "where")}
    same = make(tmp_path / "a", {**files, "01-q.de.yaml": text("Wohin?", "where")})
    assert same.findings == ()
    assert questions_of(same) == ["Wohin?"]
    other = make(tmp_path / "b", {**files, "01-q.de.yaml": text("Wohin?", "wohin")})
    assert other.findings == ("01-q.de.yaml:4:5 S505",)
    whole = make(tmp_path / "c", {**files, "01-q.de.yaml": "title: Test\n"})
    assert questions_of(whole) == ["Where?"], "what is not translated is shown as it is"


@pytest.mark.parametrize("number", ["1_000", "0x10", "0o17", "12:30", "3/4"])
def test_a_number_that_yaml_would_work_out_is_no_number_here(number: str, tmp_path: Path) -> None:
    made = listed(tmp_path, f"  - {{id: a, text: A, number: {number}}}\n")
    assert made.findings == ("01-q.yaml:4:30 S408",)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        (
            "{id: a, text: A, answers: b, points: two}",
            "4:42 S410 points: takes a number above 0, not 'two': write points: 2",
        ),
        (
            "{id: a, text: A, answers: b, feedback: {right: x}}",
            "4:45 S012 feedback has no key 'right': write correct: (there are",
        ),
        (
            '{text: "A {#x points=2 .case}", answers: b}',
            "4:15 S410 marks in braces are keys in a list: write id:, points:, case:",
        ),
        ("{id: a, text: A, answers: '`/a/g`'}", "4:31 S409"),
    ],
)
def test_what_is_written_as_in_markdown_is_told_in_keys(
    question: str, said: str, tmp_path: Path
) -> None:
    text = f"type: quiz\ntitle: Check\nquestions:\n  - {question}\n"
    (one,) = told(tmp_path, {"01-q.yaml": text})
    assert one.startswith(f"01-q.yaml:{said}")


def test_a_text_may_speak_of_braces(tmp_path: Path) -> None:
    assert one(tmp_path, '  - {id: a, text: "What is `{#a}`", answers: b}\n').text == "What is {#a}"
    assert one(tmp_path, '  - {id: a, text: "A \\\\{#a}", answers: b}\n').text == "A {#a}"


@pytest.mark.parametrize(
    ("files", "cure"),
    [
        (
            {
                "01-q.yaml": "type: quiz\ntitle: Check\ndraw: {zz: 1}\nquestions:\n"
                "  - {id: a, text: A, answers: b}\n"
            },
            "give some the line pool: zz",
        ),
        (
            {
                "01-q.md": "---\ntype: quiz\nsource: b.gift\ndraw: {zz: 1}\n---\n# Check\n",
                "b.gift": "::a:: A {=b}\n",
            },
            "$CATEGORY",
        ),
    ],
)
def test_a_pool_that_nobody_is_in_is_told_by_where_the_questions_stand(
    files: dict[str, str], cure: str, tmp_path: Path
) -> None:
    (said,) = [one for one in told(tmp_path, files) if "S432" in one]
    assert cure in said
    assert "{pool=" not in said
