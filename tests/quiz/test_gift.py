"""Banks of questions in GIFT (MoodleDocs, "GIFT format"): what becomes of each form."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from scorm_builder.markdown import Document
from scorm_builder.quiz import Accepted, Feedback, Number, Question, Quiz, gifttext
from tests.quiz import telling
from tests.quiz.reading import shown
from tests.units.making import Made, make


def bank(folder: Path, text: str, front: str = "") -> Made:
    head = f"type: quiz\ntitle: Check\nsource: fire.gift\n{front}"
    return make(folder, {"01-q.yaml": head, "fire.gift": text})


def questions(made: Made) -> tuple[Question, ...]:
    body = made.unit("q").body
    assert isinstance(body, Quiz)
    return body.questions()


def one(folder: Path, text: str) -> Question:
    """The question that a bank of one holds; its title pins its id."""
    made = bank(folder, f"::q::{text}\n")
    assert made.findings == ()
    (only,) = questions(made)
    return only


def options(question: Question) -> list[tuple[str, bool]]:
    return [(option.text, option.right) for option in question.options]


def test_multiple_choice(tmp_path: Path) -> None:
    asked = one(
        tmp_path,
        "Who was in the tomb?{\n=no one # Right.\n~Grant # He was in a sarcophagus.\n~Jefferson\n"
        "####Grant lies above ground.}",
    )
    assert (asked.kind, asked.text) == ("choice", "Who was in the tomb?")
    assert options(asked) == [("no one", True), ("Grant", False), ("Jefferson", False)]
    assert shown(asked.options[1].feedback) == "<p>He was in a sarcophagus.</p>"
    assert asked.options[2].feedback is None
    assert shown(asked.feedback.always) == "<p>Grant lies above ground.</p>"


def test_several_right_answers_by_their_weights(tmp_path: Path) -> None:
    asked = one(tmp_path, "What burns? {~%50%Paper ~%50%Oil ~%-50%Sand ~%-50%Water}")
    assert (asked.kind, asked.partial) == ("multiple", True)
    assert [text for text, right in options(asked) if right] == ["Paper", "Oil"]
    alone = one(tmp_path, "What burns? {~%100%Paper ~%-100%Sand}")
    assert alone.kind == "multiple"
    thirds = "~%33.33333%Paper ~%33.33333%Oil ~%33.33333%Wood ~%-33.33333%Sand"
    assert one(tmp_path, f"What burns? {{{thirds}}}").partial
    assert one(tmp_path, f"What burns? {{{thirds.replace('.33333', '')}}}").partial


@pytest.mark.parametrize(
    ("answers", "told"),
    [
        ("~%50%a ~%50%b ~%-100%c ~%-50%d", "1:27 S441"),
        ("~%50%a ~%50%b ~%-50%c ~d", "1:35 S441"),
        ("~%50%a ~%50%b ~%0%c", "1:27 S441"),
        ("~%100%a ~b", "1:21 S441"),
        ("~%50%a ~%50%b ~%-100%c ~d ~e", "1:27 S441"),
        ("=a ~%-50%b", "1:16 S441"),
    ],
)
def test_weights_of_wrong_answers_that_are_not_ours_are_told(
    answers: str, told: str, tmp_path: Path
) -> None:
    """Here a wrong choice takes off what a right one gives; Moodle takes off what is written."""
    made = bank(tmp_path, f"::q::Why? {{{answers}}}\n")
    assert made.findings == (f"fire.gift:{told}",)
    assert len(questions(made)) == 1


@pytest.mark.parametrize(
    ("answers", "told"),
    [
        ("~%30%a ~%30%b ~%-50%c", ("1:14 S448",)),
        ("~%50%a ~%50%b ~%50%c", ("1:14 S448",)),
        ("~%50%a ~%-100%b", ("1:14 S448",)),
        ("~%33.3%a ~%33.3%b ~%33.3%c", ()),
        ("~%16.66%a ~%16.66%b ~%16.66%c ~%16.66%d ~%16.66%e ~%16.66%f", ()),
        ("~%50%a ~%50%b ~%-50%c", ()),
        ("~%60%a ~%40%b", ("1:14 S441",)),
    ],
)
def test_right_answers_that_do_not_make_100_percent_are_told(
    answers: str, told: tuple[str, ...], tmp_path: Path
) -> None:
    """In Moodle all of them together would give other points than all there are."""
    made = bank(tmp_path, f"::q::Why? {{ {answers} }}\n")
    assert made.findings == tuple(f"fire.gift:{one}" for one in told)
    assert len(questions(made)) == 1


@pytest.mark.parametrize(
    ("word", "right"), [("T", "t"), ("TRUE", "t"), ("true", "t"), ("F", "f"), ("FALSE", "f")]
)
def test_true_or_false(word: str, right: str, tmp_path: Path) -> None:
    asked = one(tmp_path, f"Doors close.{{{word}#No.#Yes.}}")
    assert asked.kind == "true-false"
    assert [option.key for option in asked.options if option.right] == [right]
    assert shown(asked.feedback.wrong) == "<p>No.</p>"
    assert shown(asked.feedback.right) == "<p>Yes.</p>"


def test_short_answers(tmp_path: Path) -> None:
    asked = one(tmp_path, "Two plus two is {=four =4 =%100%<b>vier</b>}")
    assert asked.kind == "fill-in"
    assert asked.accepted == (Accepted("four"), Accepted("4"), Accepted("vier"))
    assert one(tmp_path, "Two? {=two}").accepted == (Accepted("two"),)


@pytest.mark.parametrize(
    ("answer", "number"),
    [
        ("#3", Number(3, 3, 3)),
        ("#3.141:0.0005", Number(3.1405, 3.1415, 3.141)),
        ("#-2\\:0.5", Number(-2.5, -1.5, -2)),
        ("#1..5", Number(1, 5)),
        ("# =1822:2", Number(1820, 1824, 1822)),
    ],
)
def test_numbers(answer: str, number: Number, tmp_path: Path) -> None:
    asked = one(tmp_path, f"How many? {{{answer}}}")
    assert (asked.kind, asked.number) == ("numeric", number)


def test_what_is_said_to_numbers(tmp_path: Path) -> None:
    asked = one(tmp_path, "When? {#\n=1822:0#Yes.\n~#No.\n####Look it up.}")
    said = asked.feedback
    assert [shown(one) for one in (said.always, said.right, said.wrong)] == [
        "<p>Look it up.</p>",
        "<p>Yes.</p>",
        "<p>No.</p>",
    ]


def test_pairs(tmp_path: Path) -> None:
    asked = one(tmp_path, "Match. {=cat -> cat food\n=dog -> dog food\n= -> hay}")
    assert (asked.kind, asked.columns) == ("matching", ("", ""))
    left = {option.key: option.text for option in asked.options}
    right = {option.key: option.text for option in asked.targets}
    pairs = {left[one]: right[other] for one, other in asked.pairs.items()}
    assert pairs == {"cat": "cat food", "dog": "dog food"}
    assert "hay" in right.values()


def test_a_missing_word(tmp_path: Path) -> None:
    asked = one(tmp_path, "Doors {=close ~open} by themselves.")
    assert asked.text == "Doors _____ by themselves."
    assert shown(asked.heading) == "Doors _____ by themselves."


@pytest.mark.parametrize(
    ("text", "heading"),
    [
        ("The capital is {=Paris ~Lyon}.", "The capital is _____."),
        ("The capital ({=Paris ~Lyon}) is big.", "The capital (_____) is big."),
        ("[html]<p>The capital is {=Paris ~Lyon}.</p>", "The capital is _____."),
        ("[markdown]The *capital* is {=Paris ~Lyon}.", "The <em>capital</em> is _____."),
        ("[plain]The capital is\n{=Paris\n~Lyon}, is it?", "The capital is\n_____, is it?"),
    ],
)
def test_a_missing_word_has_the_blanks_that_are_written(
    text: str, heading: str, tmp_path: Path
) -> None:
    assert shown(one(tmp_path, text).heading) == heading


def test_text_without_answers_stays_text(tmp_path: Path) -> None:
    made = bank(tmp_path, "You may use *your* notes.\n\n::q::Is it? {T}\n")
    assert made.findings == ()
    body = made.unit("q").body
    assert isinstance(body, Quiz)
    first = body.parts[-2]
    assert isinstance(first, Document)
    assert shown(first) == "<p>You may use *your* notes.</p>"


def test_comments_names_and_categories(tmp_path: Path) -> None:
    made = bank(
        tmp_path,
        "// A bank of questions\n$CATEGORY: $course$/top/Fire safety/Doors\n\n"
        "// question: 12 [id:door-1] [tag:x]\n::Some title::Is it open? {T}\n\n"
        "::The second:: Is it\n// not seen\nclosed? {F}\n\n$CATEGORY: Other\n\n::c::C? {T}\n",
    )
    assert made.findings == ()
    first, second, third = questions(made)
    assert (first.id, first.pinned, first.pool) == ("door-1", True, "fire-safety-doors")
    assert (second.id, second.text) == ("the-second", "Is it closed?")
    assert third.pool == "other"


def test_an_id_is_made_of_the_text_and_that_is_said(tmp_path: Path) -> None:
    made = bank(tmp_path, "Is it open? {T}\n")
    assert made.findings == ("fire.gift:1:1 S415",)
    assert questions(made)[0].id == "is-it-open"


def test_escapes(tmp_path: Path) -> None:
    asked = one(tmp_path, "Is a \\= b \\{ c \\} \\# d \\~ e \\: f? {=a \\= b ~c\\: d}")
    assert asked.text == "Is a = b { c } # d ~ e : f?"
    assert options(asked) == [("a = b", True), ("c: d", False)]
    two = one(tmp_path, "What is it?\\n\\nLook at it. {T}")
    assert (two.text, shown(two.stem)) == ("What is it?", "<p>Look at it.</p>")


@pytest.mark.parametrize(
    ("text", "heading"),
    [
        ("[plain]A *b* <i>c</i> &amp;", "A *b* &lt;i&gt;c&lt;/i&gt; &amp;amp;"),
        ("[markdown]A *b*", "A <em>b</em>"),
        ("[html]<p>A *b* <i>c</i> 1 &lt; 2</p>", "A *b* <i>c</i> 1 &lt; 2"),
        ("[moodle]A <b>b</b>_c_", "A <b>b</b>_c_"),
        ("1. A - b", "1. A - b"),
    ],
)
def test_formats(text: str, heading: str, tmp_path: Path) -> None:
    assert shown(one(tmp_path, f"{text} {{T}}").heading) == heading


@pytest.mark.parametrize(
    ("text", "heading", "stem"),
    [
        ("<p>Capital\\: of France?<br></p>", "Capital: of France?", ""),
        ("<p>What is it?<br />\n<br></p>\n<p>&nbsp;</p><p></p>", "What is it?", ""),
        ("<p><br></p><p>What is it?&nbsp;</p>", "What is it?", ""),
        ("<p>What<br>is it?</p>", "What<br>\nis it?", ""),
        ("What is it?<br><p>It is red.<br></p>", "What is it?", "<p>It is red.</p>"),
        ("<p>Is it 10&nbsp;km?</p>", "Is it 10\u00a0km?", ""),
        ("<p>A?</p><ul><li>a - b<br>c</li></ul>", "A?", "<ul><li>a &#45; b<br>\nc</li></ul>"),
    ],
)
def test_lines_that_end_without_words_vanish(
    text: str, heading: str, stem: str, tmp_path: Path
) -> None:
    asked = one(tmp_path, f"[html]{text} {{=<p>Paris<br></p> ~<p>Lyon</p>}}")
    assert (shown(asked.heading), shown(asked.stem).strip()) == (heading, stem)
    assert options(asked) == [("Paris", True), ("Lyon", False)]
    assert "\\" not in asked.text


@pytest.mark.parametrize(
    ("text", "heading", "stem"),
    [
        (
            '::Red <b> sign::[html]<p><img src="a.svg" alt="a red sign"></p><p>What is it?</p>',
            "Red &lt;b&gt; sign",
            '<img src="a.svg" alt="a red sign" loading="lazy"> <p>What is it?</p>',
        ),
        (
            '// [id:sign]\n[html]<img src="a.svg" alt="a red sign"><p>What is it?</p>Say it.',
            "What is it?",
            '<img src="a.svg" alt="a red sign" loading="lazy"> <p>Say it.</p>',
        ),
        ("::L::[html]<ul><li>a</li></ul><p>Which?</p>", "L", "<ul><li>a</li></ul> <p>Which?</p>"),
        ("::P::[html]<pre>a*b</pre>", "P", "<pre>a&#42;b</pre>"),
        ("::M::[markdown]- a\n- b", "M", "<ul> <li>a</li> <li>b</li> </ul>"),
        ("::Alone::", "Alone", ""),
    ],
)
def test_a_question_that_does_not_begin_with_words_has_its_title(
    text: str, heading: str, stem: str, tmp_path: Path
) -> None:
    picture = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 3"/>'
    head = "type: quiz\ntitle: Check\nsource: fire.gift\n"
    shows = {"a.svg": picture} if "a.svg" in text else {}
    made = make(tmp_path, {"01-q.yaml": head, "fire.gift": f"{text} {{=a ~b}}\n", **shows})
    assert made.findings == ()
    (asked,) = questions(made)
    assert shown(asked.heading) == heading
    assert " ".join(shown(asked.stem).split()) == stem


@pytest.mark.parametrize(
    ("text", "heading", "stem", "own"),
    [
        ("[html]<ul><li>Sand</li><li>oil</li></ul>", "Sand oil", "<ul><li>Sand</li>", "sand-oil"),
        (
            "[markdown]- Sand\n- oil",
            "Sand oil",
            "<ul> <li>Sand</li> <li>oil</li> </ul>",
            "sand-oil",
        ),
        ("[html]<pre>sum(a)</pre>", "sum(a)", "<pre>sum(a)</pre>", "sum-a"),
        ("[markdown]```\nsum(a)\n```", "sum(a)", "<pre", "sum-a"),
        ('[html]<img src="a.svg" alt="A red sign">', "A red sign", "<img", "a-red-sign"),
        ("[html]<h3>What <em>burns</em>?</h3>", "What <em>burns</em>?", "", "what-burns"),
        ("<h3>What burns?</h3>Say it.", "What burns?", "<p>Say it.</p>", "what-burns"),
        ("[markdown]### What burns?\nSay it.", "What burns?", "<p>Say it.</p>", "what-burns"),
        ("::a::[html]<h4>What burns?</h4>", "What burns?", "", "a"),
    ],
)
def test_a_question_without_a_title_is_called_by_the_words_that_it_has(
    text: str, heading: str, stem: str, own: str, tmp_path: Path
) -> None:
    picture = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 3"/>'
    head = "type: quiz\ntitle: Check\nsource: fire.gift\n"
    shows = {"a.svg": picture} if "a.svg" in text else {}
    made = make(tmp_path, {"01-q.yaml": head, "fire.gift": f"{text} {{=a ~b}}\n", **shows})
    assert [found for found in made.findings if "S415" not in found] == []
    (asked,) = questions(made)
    assert (asked.id, shown(asked.heading)) == (own, heading)
    seen = " ".join(shown(asked.stem).split())
    assert seen.startswith(stem) if stem else not seen


def test_what_stands_below_a_heading_is_told_at_its_line(tmp_path: Path) -> None:
    made = bank(tmp_path, "::q::[markdown]### What?\nIn short.\n[x](none.md) {T}\n")
    assert [found.split(" ")[0].split(":")[1] for found in made.findings] == ["3"]


def test_pairs_need_no_words_but_a_title(tmp_path: Path) -> None:
    assert shown(one(tmp_path, "{=a -> b =c -> d}").heading) == "q"


def test_formulas_stay_formulas(tmp_path: Path) -> None:
    assert "<math" in shown(one(tmp_path, "[html]What is $$x^2$$? {T}").heading)
    assert "<math" in shown(one(tmp_path, "What is \\\\(x^2\\\\)? {T}").heading)


def test_html_is_cleaned_as_that_of_markdown(tmp_path: Path) -> None:
    made = bank(tmp_path, "::q::[html]<p>A<script>alert(1)</script> b</p> {T}\n")
    assert made.findings == ("fire.gift:1 S210",)
    assert "<script>alert" not in made.page("q")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("::q::Why? {}", "1:1 S441"),
        ("::q::Why? {####Because.}", "1:1 S441"),
        ("::q::Why? {=a =%50%b}", "1:16 S441"),
        ("::q::Why? {=a #Good. =b}", "1:16 S441"),
        ("::q::Why? {=a*}", "1:13 S441"),
        ("::q::Why? {=a ~%50%b ~c}", "1:16 S441"),
        ("::q::Why? {=a =b ~c}", "1:13 S441"),
        ("::q::Why? {~%70%a ~%30%b ~c}", "1:13 S441"),
        ("::q::When? {#=1:0 =%50%2:0}", "1:20 S441"),
        ("::q::Why? {=a ~b", "1:11 S440"),
        ("::q::Why? {=a ~b\n\n~c}", "1:11 S440"),
        ("::q::Why? =a ~b}", "1:16 S440"),
        ("::q::Why? {=a ~{b}}", "1:16 S440"),
        ("::q::Why? {T} and why {F}", "1:23 S440"),
        ("::q::Why? {a =b}", "1:12 S440"),
        ("::q::When? {#about 3}", "1:14 S440"),
        ("::q::When? {#5..1}", "1:14 S440"),
        ("::q::When? {#~1}", "1:14 S440"),
        ("::q::When? {#1e999}", "1:14 S440"),
        ("::q::When? {#1:-1}", "1:14 S440"),
        ("::q::When? {#1..1e999}", "1:14 S440"),
        ("::q::Which? {=a -> b =c}", "1:23 S440"),
        ("{T}", "1:1 S419"),
        ("::q::Why? {~a ~b}", "1:12 S404"),
        ("::q::Why? {=a ~a}", "1:16 S413"),
    ],
)
def test_what_cannot_be_carried_over_is_told_at_its_line(
    text: str, told: str, tmp_path: Path
) -> None:
    made = bank(tmp_path, f"::z::Fine? {{T}}\n\n{text}\n")
    line, rest = told.split(":", 1)
    assert f"fire.gift:{int(line) + 2}:{rest}" in made.findings


@pytest.mark.parametrize(
    ("share", "words"), [("50", "right in part"), ("0", "worth nothing"), ("-50", "worth nothing")]
)
def test_a_typed_answer_that_is_not_wholly_right_is_left_out(
    share: str, words: str, tmp_path: Path
) -> None:
    text = f"::q::Capital? {{=Paris =%{share}%London}}\n"
    files = {"01-q.yaml": "type: quiz\ntitle: Q\nsource: b.gift\n", "b.gift": text}
    message = f"an answer that is {words} is left out: it is wrong"
    assert f"b.gift:1:24 S441 {message}" in telling.told(tmp_path, files)


def test_a_bank_goes_behind_the_text_and_the_list(tmp_path: Path) -> None:
    front = "---\ntype: quiz\nsource: b.gift\nquestions: [{id: b, text: B, answers: b}]\n---\n"
    files = {"01-q.md": f"{front}# C\n\n## A {{#a}}\n\nAnswer: a\n", "b.gift": "::c::C? {T}\n"}
    made = make(tmp_path, files)
    assert made.findings == ()
    assert [question.id for question in questions(made)] == ["a", "b", "c"]
    same = make(tmp_path, {**files, "b.gift": "::a::C? {T}\n"})
    assert same.findings == ("b.gift:1:1 S412",)


def test_a_pool_of_a_bank_is_drawn_from(tmp_path: Path) -> None:
    text = "$CATEGORY: Doors\n\n::a::A? {T}\n\n::b::B? {F}\n"
    made = bank(tmp_path, text, "draw: {doors: 1}\n")
    assert made.findings == ()
    body = made.unit("q").body
    assert isinstance(body, Quiz)
    assert body.rules is not None
    assert body.rules.draw == {"doors": 1}


def test_a_source_that_is_no_bank(tmp_path: Path) -> None:
    made = make(tmp_path, {"01-q.yaml": "type: quiz\ntitle: C\nsource: a.txt\n", "a.txt": "x"})
    assert made.findings == ("01-q.yaml:3:1 S014",)
    empty = bank(tmp_path, "// Nothing yet\n")
    assert "01-q.yaml:3:9 S417" in empty.findings


def test_a_bank_is_of_the_unit_like_a_medium(tmp_path: Path) -> None:
    made = bank(tmp_path, "::q::Is it? {T}\n")
    assert "fire.gift" in {file.path for file in made.unit("q").files}
    assert questions(made)[0].feedback == Feedback()


def test_escapes_are_undone_once() -> None:
    assert gifttext.unescaped("a\\\\n \\= \\x") == "a\\n = \\x"


def test_pictures_lie_beside_the_bank(tmp_path: Path) -> None:
    picture = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 3"/>'
    files: dict[str, str | bytes] = {
        "01-m/01-q.yaml": "type: quiz\ntitle: Check\nsource: ../banks/fire.gift\n",
        "banks/fire.gift": '::q::[html]<p>Which?</p><img src="a.svg" alt="A sign"> {T}\n',
        "banks/a.svg": picture,
    }
    made = make(tmp_path, files)
    assert made.findings == ()
    packed = {output.path for output in made.render("m-q").outputs}
    assert any(path.endswith("a.svg") for path in packed)
    lost = {name: text for name, text in files.items() if name != "banks/a.svg"}
    assert make(tmp_path / "c", lost).findings == ("banks/fire.gift:1 S104",)


def test_any_text_is_read_or_told(tmp_path: Path) -> None:
    """Whatever signs a bank is made of, it is read to its end."""
    signs = "{ } ~ = # : :: -> %50% \\\\ \\n T #3:1 1..2 #### [html] <p> </p> $$ a b //".split()
    chance = random.Random(2026)
    text = "".join(
        chance.choice([*signs, *signs, " ", " ", "\n", "\n\n", "\n\n::q::"]) for _ in range(6000)
    )
    made = bank(tmp_path, text)
    assert {one.rpartition(" ")[2][:2] for one in made.findings} <= {"S2", "S4"}
    assert len(made.findings) > 50


def test_a_numbered_bank_is_told_what_it_can_be(tmp_path: Path) -> None:
    made = make(tmp_path, {"01-a.md": "# A\n\nB\n", "02-fire.gift": "::q::A? {T}\n"})
    assert made.findings == ("02-fire.gift S009",)
