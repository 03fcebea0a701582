"""The language of prerequisites, after the grammar of the Content Aggregation Model 2.3.2.5.1."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scorm_builder.spec.aicc_script import MOST_DEPTH, ScriptError, parse


@pytest.mark.parametrize(
    ("script", "ids"),
    [
        ("A", ["A"]),
        (" A ", ["A"]),
        ("A&B&A", ["A", "B"]),
        ("A|B", ["A", "B"]),
        ("~A", ["A"]),
        ("~~(A)", ["A"]),
        ("(A&B)|~C", ["A", "B", "C"]),
        ("2*{A,B,C}", ["A", "B", "C"]),
        ("2*{A,B}&D", ["A", "B", "D"]),
        ("S-1.2_x=passed", ["S-1.2_x"]),
        ('S2<>"c"', ["S2"]),
        ("S2<>c", ["S2"]),
        ('S="not attempted"', ["S"]),
        ("S=not attempted", ["S"]),
        ("S=n", ["S"]),
        ("passed=passed", ["passed"]),
        ("7", ["7"]),
    ],
)
def test_what_the_grammar_allows(script: str, ids: list[str]) -> None:
    assert list(parse(script).ids) == ids


@pytest.mark.parametrize(
    ("script", "why"),
    [
        ("", "identifier is expected before 'the end'"),
        ("A&", "identifier is expected before 'the end'"),
        ("A&&B", "identifier is expected before '&'"),
        ("&A", "identifier is expected before '&'"),
        ("A B", "'B' is not expected there"),
        ("A)", "')' is not expected there"),
        ("(A", "')' is expected before 'the end'"),
        ("()", "identifier is expected before ')'"),
        ("{A,B}", "identifier is expected before '{'"),
        ("2*A", "'{' is expected before 'A'"),
        ("two*{A}", "before '*' a number is expected, not 'two'"),
        ("2*{}", "identifier is expected before '}'"),
        ("2*{A,}", "identifier is expected before '}'"),
        ("2*{A&B}", "'}' is expected before '&'"),
        ("A=done", "'done' is no status"),
        ("A=Passed", "'Passed' is no status"),
        ("A=", "a status is expected"),
        ("A>passed", "'>' is not expected there"),
        ('"A"', "identifier is expected before 'A'"),
        ('A="passed', "'\"' is not expected there"),
        ("A and B", "'and' is not expected there"),
    ],
)
def test_what_it_does_not(script: str, why: str) -> None:
    with pytest.raises(ScriptError) as failed:
        parse(script)
    assert why in str(failed.value)


@pytest.mark.parametrize(
    ("script", "mixes"),
    [
        ("A&B", False),
        ("A|B|C", False),
        ("A&B|C", True),
        ("A|B&C", True),
        ("(A&B)|C", False),
        ("(A&B|C)&D", True),
        ("A|(B&C)", False),
    ],
)
def test_a_mix_of_and_and_or_wants_brackets(script: str, mixes: bool) -> None:
    assert parse(script).mixes is mixes


@pytest.mark.parametrize(
    ("script", "needs_all"),
    [
        ("A", True),
        ("A&(B&C)", True),
        ("A|B", False),
        ("~A", False),
        ("1*{A,B}", False),
        ("A=failed", False),
        ("A<>passed", False),
    ],
)
def test_whether_every_item_named_has_to_be_done(script: str, needs_all: bool) -> None:
    assert parse(script).needs_all is needs_all


def test_a_blank_in_a_set_is_told() -> None:
    assert parse("1*{A, B}").blank_in_set
    assert not parse("1 * {A,B} & C").blank_in_set


def test_depth_has_an_end() -> None:
    parse("(" * MOST_DEPTH + "A" + ")" * MOST_DEPTH)
    with pytest.raises(ScriptError, match="nested too deeply"):
        parse("~" * 100_000 + "A")


@given(st.text(st.sampled_from('AB&|~(){},=*<>"1 \n'), max_size=40))
def test_any_script_is_read_or_refused(script: str) -> None:
    try:
        assert parse(script).ids
    except ScriptError as error:
        assert str(error)
