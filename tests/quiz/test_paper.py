"""What a page carries of a quiz: everything to take it, nothing that gives the answers away."""

from __future__ import annotations

import base64
import json
from dataclasses import replace
from typing import Any

import pytest

from scorm_builder.quiz import Feedback, Question, Quiz, Rules, paper
from scorm_builder.quiz.seal import hash32, seal
from tests.quiz import specimens


def unsealed(text: str, key: str) -> Any:
    """Undoes ``seal``, by its definition."""
    mixed = base64.b64decode(text)
    clear = bytes(
        byte ^ hash32(f"{key}:{at // 4}") >> 8 * (at % 4) & 255 for at, byte in enumerate(mixed)
    )
    return json.loads(clear)


def told(*questions: Question, rules: Rules | None = None) -> tuple[dict[str, Any], Any]:
    data = paper.data(Quiz(questions, rules), "abc", specimens.page())
    return data, unsealed(data["sealed"], "abc")


def test_the_hash_is_that_of_its_definition() -> None:
    """Vectors of FNV-1a (32 bits) from its authors, put through the finaliser of MurmurHash3."""

    def stirred(value: int) -> int:
        for shift, factor in ((16, 0x85EBCA6B), (13, 0xC2B2AE35), (16, 1)):
            value ^= value >> shift
            value = value * factor % 2**32
        return value

    for text, fnv in {"": 0x811C9DC5, "a": 0xE40C292C, "foobar": 0xBF9CF968}.items():
        assert hash32(text) == stirred(fnv)


def test_what_is_sealed_comes_back_and_cannot_be_read() -> None:
    facts = {"abc": {"right": ["a"], "feedback": {"always": "<p>Größe</p>"}}}
    text = seal(facts, "key")
    assert unsealed(text, "key") == facts
    for word in ("right", "feedback", "Größe"):
        assert word not in text
        assert word.encode() not in base64.b64decode(text)
    assert seal(facts, "other") != text


@pytest.mark.parametrize("one", specimens.every(), ids=lambda one: one.kind)
def test_nothing_but_the_sealed_part_depends_on_what_is_right(one: Question) -> None:
    """Each right answer is exchanged for another one: what lies open must not change."""
    exchanged: dict[str, dict[str, Any]] = {
        "choice": {"options": _flipped(one)},
        "multiple": {"options": _flipped(one)},
        "true-false": {"options": _flipped(one)},
        "fill-in": {"accepted": ()},
        "numeric": {"number": one.number and replace(one.number, low=1, high=2, value=None)},
        "matching": {"pairs": {"a": "b", "b": "c", "c": "a"}},
    }
    # A sequence has a test of its own; a scale has no right answer.
    other = replace(one, feedback=Feedback(), **exchanged.get(one.kind, {}))
    open_parts = [
        (paper.parts([each], specimens.page()), {**told(each)[0], "sealed": ""})
        for each in (one, other)
    ]
    assert open_parts[0] == open_parts[1]


def _flipped(one: Question) -> tuple[Any, ...]:
    return tuple(replace(each, right=not each.right, feedback=None) for each in one.options)


def test_a_sequence_is_not_given_away_by_its_keys() -> None:
    one = specimens.sequencing()
    [shown] = paper.parts([one], specimens.page())
    texts = {each["key"]: each["text"] for each in shown["options"]}
    assert sorted(texts) == sorted(option.key for option in one.options), "keys of the standard"
    assert [each["key"] for each in shown["options"]] == sorted(texts)
    asked = [option.text for option in one.options]
    assert [each["text"] for each in shown["options"]] != asked
    data, sealed = told(one)
    assert data["questions"][0]["options"] == sorted(texts)
    answers = sealed[one.key]
    assert [texts[key] for key in answers["right"]] == asked
    by_key = {option.key: option.text for option in one.options}
    named = {texts[alias]: by_key[key] for alias, key in answers["names"].items()}
    assert named == {text: text for text in asked}


def test_pairs_are_not_given_away_by_their_keys() -> None:
    one = specimens.matching()
    [shown] = paper.parts([one], specimens.page())
    texts = {each["key"]: each["text"] for each in shown["targets"]}
    assert sorted(texts) == ["a", "b", "c", "d"]
    _, sealed = told(one)
    lefts = {option.key: option.text for option in one.options}
    pairs = {lefts[left]: texts[right] for left, right in sealed[one.key]["pairs"].items()}
    assert pairs == {
        "Warden": "Counts",
        "Fire brigade": "Fights the fire",
        "Doctor": "Heals",
    }


def test_feedback_is_sealed() -> None:
    data, sealed = told(specimens.choice())
    shown = json.dumps([data, paper.parts([specimens.choice()], specimens.page())])
    for words in ("It stops without power.", "Well done.", "Look again."):
        assert words not in shown
    assert sealed["kch"]["feedback"] == {
        "right": "Well done.",
        "wrong": "Look again.",
        "options": {"a": "It stops without power."},
    }


def test_practice_has_no_rules() -> None:
    data, _ = told(specimens.choice())
    assert data["practice"] is True
    assert data["rules"] == {}
    data, _ = told(specimens.choice(), rules=Rules(passing_score=80.0, time_limit=600))
    assert data["practice"] is False
    assert data["rules"]["passing"] == 80
    assert data["rules"]["seconds"] == 600


def bound(*questions: Question, **rules: Any) -> int:
    return paper.entries_bound(Quiz(questions, Rules(**rules)))


def test_the_bound_counts_what_can_be_drawn() -> None:
    """An entry is a point, 3 of the key, 2 of the signature, a mark, and the answer."""
    short = specimens.question("choice", pool="easy")
    long = specimens.question("fill-in", pool="hard", max_length=10)
    longer = specimens.question("fill-in", pool="hard", max_length=20)
    assert bound(short) == 8
    assert bound(long) == 7 + 40
    assert bound(short, long, longer) == 8 + 47 + 87
    assert bound(short, long, longer, draw={"": 2}) == 87 + 47
    assert bound(short, long, longer, draw={"hard": 1}) == 8 + 87, "what is in no pool is asked"
    assert bound(short, long, longer, draw={"easy": 1, "hard": 1}) == 8 + 87


def test_a_heading_is_found_by_its_anchor() -> None:
    shown = paper.parts(
        [replace(specimens.choice(), anchor="where"), specimens.choice()], specimens.page()
    )
    assert [each["anchor"] for each in shown] == ["where", "a-choice"]


def test_only_what_has_something_to_tell_can_be_checked() -> None:
    scale = specimens.likert()
    thanks = replace(scale, feedback=Feedback(always=specimens.document("Thank you.")))
    survey = replace(specimens.choice(), survey=True)
    silent = replace(specimens.multiple(), survey=True)
    shown = paper.parts([specimens.truth(), scale, thanks, survey, silent], specimens.page())
    assert [each["told"] for each in shown] == [True, False, True, True, False]


@pytest.mark.parametrize("name", ["unit", "unit-end"])
def test_a_heading_does_not_meet_what_the_page_calls_so_itself(name: str) -> None:
    [shown] = paper.parts([replace(specimens.truth(), anchor=name)], specimens.page())
    assert shown["anchor"] == f"text:{name}"
