"""Whatever is written, it is read to its end; what comes of it can be kept apart."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from scorm_builder.quiz import KEYS, Question
from scorm_builder.quiz.signature import option_keys, signature
from tests.quiz.reading import asked, read, shown

PIECES = (
    "## Which?",
    "## Which? {#a .partial points=2}",
    "### Which? {.question}",
    "# Title",
    "Text",
    "Which?\n---",
    "---",
    "- [x] Yes",
    "- [ ] No",
    "- [ ] No {#a} {.last}",
    "* [ ] Maybe",
    "1. [x] One",
    "- [x](a.md)",
    "- [x]",
    "  > Feedback",
    "> Correct: Good.",
    "> Wrong: Bad.",
    "> [!NOTE]\n> Alert",
    "Answer: true",
    "Answer:",
    "Answer: `/a+/i`",
    "- oxygen",
    "Number: 60 ± 1 m",
    "Number: x",
    "Order:",
    "1. first",
    "2. second",
    "Match:",
    "| A | B |",
    "| --- | --- |",
    "| 1 | 2 |",
    "| | 3 |",
    "Scale:",
    "<!-- note -->",
    "<!--",
    "<div>",
    "</div>",
    "    code",
    "```",
    "[^1]",
    "[^1]: note",
    "$x$",
    "\t- [x] tab",
    "## {.text}",
    "{#a}",
    "{.last}",
    "term\n: definition",
    "![](a.png)",
    "- - [x] deep",
    "",
    "  more",
)
any_text = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=12)), max_size=14).map(
    "\n".join
)
written = any_text | st.lists(st.sampled_from(PIECES), max_size=14).map("\n\n".join)


@settings(max_examples=400, deadline=None)
@given(written, st.booleans())
def test_any_text_is_read(text: str, in_page: bool) -> None:
    done = read(text, in_page=in_page)
    told = any(one.endswith("S412") for one in done.said)
    questions = done.questions
    names = [one.id for one in questions]
    assert told or len(set(names)) == len(names)
    for one in questions:
        _is_complete(one)


def _is_complete(one: Question) -> None:
    for options in (one.options, one.targets):
        keys = [option.key for option in options]
        assert len(set(keys)) == len(keys)
        assert one.kind == "true-false" or set(keys) <= set(KEYS)
        assert all(option.text for option in options)
    assert set(one.pairs) == {option.key for option in one.options if one.kind == "matching"}
    assert set(one.pairs.values()) <= {option.key for option in one.targets}
    assert bool(one.accepted) is (one.kind == "fill-in")
    assert (one.number is not None) is (one.kind == "numeric")
    if one.kind in ("choice", "multiple") and not one.survey:
        assert any(option.right for option in one.options)
    shown(one.heading), shown(one.stem)
    assert len(one.signature) == 2
    assert len(one.key) == 3


own_keys = st.lists(st.sampled_from(["", *KEYS]), max_size=len(KEYS)).filter(
    lambda own: len({key for key in own if key}) == len([key for key in own if key])
)


@given(own_keys)
def test_keys_of_options_are_their_own_or_of_their_place_and_never_meet(own: list[str]) -> None:
    keys = option_keys(own)
    assert len(set(keys)) == len(keys) == len(own)
    for at, (key, given_key) in enumerate(zip(keys, own, strict=True)):
        assert set(key) <= set(KEYS) and key
        assert key == given_key if given_key else key == KEYS[at] or KEYS[at] in own


@given(st.permutations(["- [x] Yes {#a}", "- [ ] No {#b}", "- [ ] Maybe {#c}"]))
def test_pinned_options_change_places_without_a_new_signature(items: list[str]) -> None:
    before = asked("- [x] Yes\n- [ ] No\n- [ ] Maybe\n").one
    assert asked("\n".join(items)).one.signature == before.signature


def test_a_signature_changes_with_what_an_answer_means() -> None:
    """Two characters tell these apart; of all possible questions they cannot."""
    made = [
        asked(text, heading).one
        for text, heading in (
            ("- [x] Yes\n- [ ] No\n", "Which?"),
            ("- [x] No\n- [ ] Yes\n", "Which?"),
            ("- [x] Yes\n- [ ] No way\n", "Which?"),
            ("- [x] Yes\n- [ ] No\n- [ ] Maybe\n", "Which?"),
            ("- [x] Yes\n- [ ] No\n", "Which? {.multiple}"),
            ("Answer: true\n", "Which?"),
            ("Number: 1\n", "Which?"),
            ("Answer: 1\n", "Which?"),
            ("Order:\n\n1. Yes\n2. No\n", "Which?"),
        )
    ]
    assert len({one.signature for one in made}) == len(made)
    first = made[0]
    for text in ("- [ ] *Yes*\n- [x] No\n", "Text.\n\n- [x] `Yes`\n  > So.\n- [ ] No {.last}\n"):
        assert asked(text, "Other? {points=3}").one.signature == first.signature
    assert signature("choice", first.options) == first.signature


def test_the_key_of_a_question_stays_when_its_id_changes() -> None:
    old = asked("Answer: true\n", "Doors? {#doors}").one
    new = asked("Answer: true\n", "Gates? {#gates was=ports,doors}").one
    assert new.key == old.key != asked("Answer: true\n", "Gates? {#gates}").one.key
