"""What breaks the grammar of questions is told where it stands; nothing else is said."""

from __future__ import annotations

import pytest

from scorm_builder import markdown
from scorm_builder.diagnostics import Span
from scorm_builder.quiz import grammar
from tests.quiz.reading import asked, read

TWO = "- [x] Yes\n- [ ] No\n"

# The answers of a question, from line 3 on; what is told; words that the message has.
WRONG = {
    "no answers": ("Just text.\n", ["1:1 S401"], "{.text}"),
    "nothing at all": ("", ["1:1 S401"], "no answers"),
    "misspelt label": ("Anwser: true\n", ["3:1 S401"], "'answer'"),
    "all of it bold": ("**Answer: true**\n", ["3:1 S401"], "colon"),
    "label behind text": ("Text.\nAnswer: true\n", ["4:1 S401"], "empty line"),
    "text behind label": ("Answer: true\nbecause\n", ["3:1 S401"], "alone"),
    "no list": ("[x] Yes\n[ ] No\n", ["3:1 S401"], "- [ ]"),
    "no blanks": ("-[x] Yes\n-[ ] No\n", ["3:1 S401"], "- [ ]"),
    "list and list": (f"{TWO}* [ ] Maybe\n", ["5:1 S402"], "same sign"),
    "list cut by a comment": (f"{TWO}<!-- a -->\n- [ ] Maybe\n", ["6:1 S402"], "comments"),
    "two answers": (f"{TWO}\nAnswer: true\n", ["6:1 S402"], "Answer\\:"),
    "label and boxes": (f"Number: 60\n\n{TWO}", ["5:1 S402"], "one block"),
    "quote in the list": ("- [x] Yes\n> Right.\n- [ ] No\n", ["4:1 S403"], "indent"),
    "quote with one blank": ("- [x] Yes\n > Right.\n- [ ] No\n", ["4:2 S403"], "indent"),
    "text behind": (f"{TWO}\nMore.\n", ["6:1 S403"], "above"),
    "heading behind": (f"{TWO}\n### More\n", ["6:1 S403"], "above"),
    "two quotes": (f"{TWO}\n> One.\n\n<!-- -->\n\n> Two.\n", ["10:1 S403"], "one feedback"),
    "line and text": (f"{TWO}\n---\n\nText.\n", ["6:1 S403"], "above"),
    "none right": ("- [ ] Yes\n- [ ] No\n", ["3:1 S404"], "[x]"),
    "not all are options": ("- [x] Yes\n- No\n- [ ] Maybe\n", ["4:1 S405"], "[ ]"),
    "options with numbers": ("1. [x] Yes\n2. [ ] No\n", ["3:1 S405"], "- [x]"),
    "link": ("- [x](a.md)\n- [ ] No\n", ["3:1 S406"], "link"),
    "code on the next line": ("- [x]\n      code\n- [ ] No\n", ["3:1 S406"], "this one:"),
    "empty option": ("- [x] Yes\n- [ ]\n", ["4:1 S406"], "this one:"),
    "box without a blank": ("- [x]Yes\n- [ ] No\n", ["3:1 S406"], "- [x] Yes"),
    "narrow box": ("- [x] Yes\n- [] No\n", ["4:1 S406"], "- [ ] No"),
    "wide box": ("- [ x ] Yes\n- [ ] No\n", ["3:1 S406"], "- [x] Yes"),
    "one option": ("- [x] Yes\n", ["3:1 S407"], "another"),
    "answer of nothing": ("Answer:\n", ["3:1 S407"], "list of answers"),
    "answer and numbers": ("Answer:\n\n1. a\n2. b\n", ["3:1 S407"], "list of answers"),
    "answer and boxes": (f"Answer:\n\n{TWO}", ["5:1 S407"], "label"),
    "answer of blocks": ("Answer:\n\n- a\n\n  b\n", ["5:1 S407"], "one line"),
    "answer without words": ("Answer:\n\n- a\n-\n", ["6:1 S407"], "one line"),
    "answer too long": (f"Answer: {'a' * 81}\n", ["3:1 S407"], "max_length"),
    "order of nothing": ("Order:\n\nText.\n", ["3:1 S407"], "1. 2. 3."),
    "order without numbers": ("Order:\n\n- a\n- b\n", ["5:1 S407"], "1. 2. 3."),
    "order of one": ("Order:\n\n1. a\n", ["5:1 S407"], "another"),
    "order from two": ("Order:\n\n2. a\n3. b\n", ["5:1 S407"], "begins with 1."),
    "match of nothing": ("Match:\n\n- a\n- b\n", ["3:1 S407"], "table"),
    "match of three": ("Match:\n\n|a|b|c|\n|-|-|-|\n|1|2|3|\n", ["5:1 S407"], "two columns"),
    "match without heads": ("Match:\n\n|a||\n|-|-|\n|1|2|\n|3|4|\n", ["5:1 S407"], "first row"),
    "match of one": ("Match:\n\n|a|b|\n|-|-|\n|1|2|\n", ["5:1 S407"], "two pairs"),
    "match with a gap": (
        "Match:\n\n|a|b|\n|-|-|\n|1|2|\n|3||\n",
        ["8:1 S407"],
        "nothing stands in the right cell",
    ),
    "scale of nothing": ("Scale:\n\nText.\n", ["3:1 S407"], "from low to high"),
    "scale of one": ("Scale:\n\n- a\n", ["5:1 S407"], "2 to 11"),
    "scale of twelve": (
        "Scale:\n\n" + "".join(f"- {n}\n" for n in range(12)),
        ["5:1 S407"],
        "2 to 11",
    ),
    "number with a comma": ("Number: 3,14\n", ["3:9 S408"], "comma"),
    "number of nothing": ("Number:\n", ["3:1 S408"], "begin with a number"),
    "range with a line": ("Number: 20-25\n", ["3:9 S408"], "20 to 25"),
    "range upside down": ("Number: 25 to 20\n", ["3:9 S408"], "smaller"),
    "expression that looks back": ("Answer: `/(a)\\1/`\n", ["3:9 S409"], "refers back"),
    "expression that hangs": ("Answer:\n\n- a\n- `/(a+)+/`\n", ["6:3 S409"], "stand still"),
    "expression with flags of others": ("Answer: `/a/g`\n", ["3:9 S409"], "any case"),
    "expression with a flag too many": ("Answer:\n\n- a\n- `/a/gi`\n", ["6:3 S409"], "any case"),
    "option with a mark": ("- [x] Yes {.lsat}\n- [ ] No\n", ["3:12 S411"], "'.last'"),
    "option without a point": ("- [x] Yes\n- [ ] No {last}\n", ["4:11 S411"], "'.last'"),
    "key of two signs": ("- [x] Yes {#no}\n- [ ] No\n", ["3:12 S411"], "a-z"),
    "key in capitals": ("- [x] Yes {#A}\n- [ ] No\n", ["3:12 S411"], "a-z"),
    "two keys": ("- [x] Yes {#a #b}\n- [ ] No\n", ["3:15 S411"], "one key"),
    "touching an image": ("- [x] Yes\n- [ ] ![No](n.png){.last}\n", ["4:20 S411"], "blank"),
    "key that touches an image": (
        "- [x] Yes\n- [ ] ![No](n.png){#k}\n",
        ["4:20 S411"],
        "blank",
    ),
    "last in a sequence": ("Order:\n\n1. a\n2. b {.last}\n", ["6:7 S411"], "choose"),
    "mark in the question": (f"- text {{#k}}\n\nMore.\n\n{TWO}", ["3:9 S411"], "options"),
    "one key twice": ("- [x] Yes {#a}\n- [ ] No {#a}\n", ["4:11 S413"], "key 'a'"),
    "one text twice": ("- [x] Yes\n- [ ] *Yes*\n", ["4:1 S413"], "apart"),
    "left cell twice": ("Match:\n\n|a|b|\n|-|-|\n|1|2|\n|1|4|\n", ["8:1 S413"], "apart"),
    "distractor that fits": (
        "Match:\n\n|a|b|\n|-|-|\n|1|2|\n|3|4|\n||2|\n",
        ["9:1 S413"],
        "another row",
    ),
    "feedback twice": (
        "- [x] Yes\n  > a\n\n  <!-- -->\n  > b\n- [ ] No\n",
        ["7:3 S416"],
        "one feedback",
    ),
    "feedback in one paragraph": (
        f"{TWO}\n> Correct: Good.\n> Wrong: Bad.\n",
        ["7:3 S416"],
        "> alone",
    ),
    "feedback of nothing": (f"{TWO}\n>\n", ["6:1 S416"], "says nothing"),
    "label of nothing": (f"{TWO}\n> Correct:\n>\n> Good.\n", ["6:3 S416"], "same paragraph"),
    "image without words": (
        "- [x] Yes\n- [ ] ![](a.png)\n",
        ["4:1 S419", "4:11 S202"],
        "what it shows",
    ),
    "element in an option": (
        "- [x] Yes <b>\n- [ ] No </b>\n",
        ["3:1 S420"],
        "<b>",
    ),
    "element around answers": (
        f"<div>\n\nText.\n\n{TWO}\n</div>\n",
        ["1:1 S420", "10:1 S403"],
        "<div>",
    ),
}

# The heading of a question; what is told; words that the message has.
MARKS = {
    "Which? {.partail}": (["1:12 S410"], "'.partial'"),
    "Which? {partial}": (["1:12 S410"], "'.partial'"),
    "Which? {.points=2}": (["1:12 S410"], "'points='"),
    "Which? {point=2}": (["1:12 S410"], "'points='"),
    "Which? {.wide}": (["1:12 S410"], "no mark"),
    "Which? {points=two}": (["1:12 S410"], "points=2"),
    "Which? {points=0}": (["1:12 S410"], "above 0"),
    "Which? {points=1 points=2}": (["1:21 S410"], "twice"),
    "Which? {max_length=5000}": (["1:12 S410"], "900"),
    "Which? {pool=a,b}": (["1:12 S410"], "pool=hard"),
    "Which? {was=Old}": (["1:12 S410"], "id"),
    "Which? {objective=A_b}": (["1:12 S410"], "objective"),
    "Which? {#Door}": (["1:12 S410"], "{#door}"),
    "Which `one`{#a points=2}": (["1:16 S410", "1:19 S210"], "blank"),
    "Which? {#a} one": (["1:11 S410"], "end a heading"),
    "Which? {#a points=2} *one*": (["1:11 S410"], "end a heading"),
    "[x] Which? {#q}": (["1:4 S410"], "a list"),
    "[ ] Which?": (["1:4 S410"], "a list"),
    "Which? {}": (["1:11 S410"], "say nothing"),
    "Which? {#a": (["1:11 S410"], "do not end"),
    "Which? {#a #b}": (["1:15 S410"], "one id"),
    "Which? {.case}": (["1:12 S418"], "choice"),
    "Which? {.partial}": (["1:12 S418"], "choice"),
    "Which? {max_length=9}": (["1:12 S418"], "choice"),
    "Which? {.survey points=2}": (["1:20 S418"], "scored"),
    "{#a}": (["1:1 S419"], "heading"),
}


@pytest.mark.parametrize("name", WRONG)
def test_an_answer_block_that_is_none(name: str) -> None:
    written, expected, words = WRONG[name]
    done = asked(written, "Which? {#q}")
    assert sorted(done.said) == sorted(expected), done.messages
    assert any(words in message for message in done.messages), done.messages


@pytest.mark.parametrize("heading", MARKS)
def test_a_mark_that_is_none(heading: str) -> None:
    expected, words = MARKS[heading]
    done = asked(TWO, heading)
    assert done.said == expected, done.messages
    assert any(words in message for message in done.messages), done.messages


@pytest.mark.parametrize(
    ("heading", "told", "words"),
    [
        ("Which? {#a} one {.question #q}", "3:11 S410", "end a heading"),
        ("Which? {.question} one", "3:11 S410", "end a heading"),
        ("Which? {.question #q", "3:11 S410", "do not end"),
        ("Which `one`{.question #q}", "3:26 S410", "blank"),
        ("Which `one`{#q} {.question}", "3:16 S410", "blank"),
        ("[x] Which? {.question #q}", "3:4 S410", "a list"),
    ],
)
def test_a_mark_that_is_none_in_a_page(heading: str, told: str, words: str) -> None:
    done = read(f"# T\n\n## {heading}\n\n{TWO}", in_page=True)
    assert told in done.said, done.messages
    assert any(words in message for message in done.messages), done.messages


@pytest.mark.parametrize(
    "heading",
    [
        "Which? \\{#a} one {.question #q}",
        "What does `{.question}` say?",
        "What is \\{.question} one?",
        "What does [x] mean? {.question #q}",
        "\\[x] Which? {.question #q}",
        "`[x]` Which? {.question #q}",
        "A set {a, b}",
    ],
)
def test_what_is_no_mark_in_a_page(heading: str) -> None:
    assert read(f"# T\n\n## {heading}\n\n{TWO}", in_page=True).said == []


def test_a_page_whose_only_question_is_not_read_is_looked_at() -> None:
    for written, means in (("{.question} one", True), ("\\{.question} one", False)):
        text = f"# T\n\n## Which? {written}\n"
        document, _ = markdown.parse(text, "q.md", 1, lambda line, col: Span("q.md", line, col))
        assert grammar.has_questions(document) == means


@pytest.mark.parametrize(
    ("first", "second", "words"),
    [
        ("A? {#a}", "B? {#a}", "line 1"),
        ("A?", "A?", "'a'"),
        ("A? {#a}", "B? {#b was=a}", "had"),
    ],
)
def test_questions_that_would_be_one(first: str, second: str, words: str) -> None:
    done = read(f"## {first}\n\n{TWO}\n## {second}\n\n{TWO}")
    told = [one for one in done.said if one.endswith("S412")]
    assert len(told) == 1, done.said
    assert any(words in message for message in done.messages), done.messages


def test_a_question_inside_an_element() -> None:
    done = read(f"<div>\n\n## A? {{#a}}\n\n{TWO}\n> B\n\n## Text {{.text}}\n\n</div>\n")
    assert done.said == ["1:1 S420"]


def test_in_a_page_a_list_that_is_cut_in_two_is_told() -> None:
    done = read(f"## A? {{.question #a}}\n\n{TWO}* [ ] Maybe\n", in_page=True)
    assert done.said == ["5:1 S402"]
    quoted = "- [x] Yes\n> Right.\n- [ ] No\n\nText.\n"
    done = read(f"## A? {{.question #a}}\n\n{quoted}", in_page=True)
    assert done.said == ["4:1 S403"]


def test_in_a_page_a_question_without_answers_is_told_without_the_way_of_quizzes() -> None:
    done = read("## A? {.question #a}\n\nText.\n", in_page=True)
    assert done.said == ["1:1 S401"]
    assert ".text" not in done.messages[0]


@pytest.mark.parametrize(
    ("text", "in_page", "expected"),
    [
        (f"# Which? {{.question}}\n\n{TWO}", True, ["1:11 S410"]),
        (f"## A? {{#a}}\n\n### Which? {{.question}}\n\n{TWO}", False, ["3:13 S410"]),
        ("## Read {.text #a points=2}\n\nText.\n", False, ["1:19 S410"]),
        (f"## A? {{#a .question}}\n\n{TWO}", False, []),
        (f"## Read {{.text #b}}\n\nText.\n\n## A? {{#a}}\n\n{TWO}", False, []),
    ],
)
def test_marks_of_questions_at_headings_that_are_none(
    text: str, in_page: bool, expected: list[str]
) -> None:
    assert read(text, in_page=in_page).said == expected


@pytest.mark.parametrize(
    ("text", "told", "words"),
    [
        ("- ## Which? {.question}\n\n  - [x] a\n  - [ ] b\n", "3:14 S410", "out of the list"),
        ("- Text\n\n  ## Which? {.question #x}\n\n  Answer: true\n", "5:14 S410", "of the list"),
        ("1. > ## Which? {.question}\n", "3:17 S410", "out of the quote"),
        ("> ## Which? {.question}\n>\n> Answer: true\n", "3:14 S410", "out of the quote"),
        ("> ## Text {.text}\n", "3:12 S410", "out of the quote"),
    ],
)
def test_a_question_inside_a_list_or_a_quote(text: str, told: str, words: str) -> None:
    done = read(f"# T\n\n{text}\n## Another? {{.question #q}}\n\n{TWO}", in_page=True)
    assert done.said == [told], done.messages
    assert any(words in message for message in done.messages), done.messages


def test_a_heading_inside_a_list_may_have_an_anchor() -> None:
    done = read(
        f"# T\n\n- ## Doors {{#doors}}\n\n## Which? {{.question #q}}\n\n{TWO}", in_page=True
    )
    assert done.said == []
