"""Located YAML: types, places, and what nobody asked for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scorm_builder import fields
from scorm_builder.diagnostics import Diagnostic, Severity, Span
from scorm_builder.fields import Fields, yamltext


def parse(text: str) -> tuple[Fields, list[Diagnostic]]:
    found: list[Diagnostic] = []
    return fields.parse(text, lambda line, col: Span("x.yaml", line, col), found), found


def places(found: list[Diagnostic]) -> list[str]:
    return [f"{one.span.line}:{one.span.col} {one.code}" for one in found]


def test_values_in_the_type_that_is_asked_for() -> None:
    read, found = parse(
        "title: >-\n  Two\n  lines\nversion: 1.10\ndate: 2026-11-24\ndraft: yes\n"
        "one: x\nmany: [a, 2]\nrule: {watched: 90%}\nempty:\n"
    )
    assert read.text("title") == "Two lines"
    assert read.text("version") == "1.10", "numbers stay as they were written"
    assert read.text("date") == "2026-11-24"
    assert read.boolean("draft") is True
    assert (read.strings("one"), read.strings("many")) == (("x",), ("a", "2"))
    assert read.pair("rule") == ("watched", "90%")
    assert read.text("empty", "default") == "default"
    assert read.boolean("absent", default=True) is True
    assert found == []


def test_places_count_characters_not_bytes() -> None:
    read, _ = parse("größe: 1\nünï: [ä, b, {c: d}]\n")
    assert read.key_span("ünï") == Span("x.yaml", 2, 1)
    assert read.span("größe") == Span("x.yaml", 1, 8)
    assert [str(span) for _, span in read.items("ünï")] == ["x.yaml:2:7", "x.yaml:2:10"]


def test_a_wrong_type_is_told_once_at_the_value() -> None:
    read, found = parse("title: [x]\ndraft: maybe\nwhen: {a: b}\nlist: [a, {b: c}, null]\n")
    assert read.text("title", "default") == "default"
    assert read.boolean("draft") is False
    assert read.choice("when", ("now", "later"), "now") == "now"
    assert read.strings("list") == ("a",)
    assert places(found) == ["1:8 S013", "2:8 S013", "3:7 S013", "4:11 S013", "4:19 S013"]


def test_keys_that_nobody_asked_for() -> None:
    read, found = parse("title: a\ntitel: b\ntheme: c\nquestions: d\nposter: e\nextra: f\n")
    read.text("title")
    later = {"theme": Severity.WARNING, "questions": Severity.ERROR}
    read.finish("a page", (), later, ("poster",))
    assert [(one.span.line, one.severity.value, one.message) for one in found] == [
        (2, "error", "unknown key 'titel' (did you mean 'title'?)"),
        (3, "warning", "'theme' is not supported by this version: it changes nothing"),
        (4, "error", "'questions' is not supported by this version: take it out to build"),
        (5, "error", "'poster' means nothing for a page: take it out"),
        (6, "error", "unknown key 'extra'"),
    ]


def test_a_key_given_twice_keeps_its_first_value() -> None:
    read, found = parse("id: a\nid: b\n")
    assert read.text("id") == "a"
    assert places(found) == ["2:1 S011"]


def test_one_mapping_over_another_keeps_every_place() -> None:
    found: list[Diagnostic] = []
    below = fields.parse("title: a\nid: b\n", lambda *at: Span("below", *at), found)
    above = fields.parse("title: c\n", lambda *at: Span("above", *at), found)
    both = above.over(below)
    assert (both.text("title"), both.text("id")) == ("c", "b")
    assert (str(both.span("title")), str(both.span("id"))) == ("above:1:8", "below:2:5")


@pytest.mark.parametrize("depth", [60, 5000, 200_000])
def test_deep_nesting_is_a_finding_not_a_crash(depth: int) -> None:
    _, found = parse("a: " + "[" * depth)
    assert [one.code for one in found] == ["S010"]


def test_aliases_are_fine_but_not_in_circles() -> None:
    read, found = parse("a: &x [b, c]\nd: *x\n")
    assert read.strings("d") == ("b", "c")
    assert found == []
    assert places(parse("a: &x\n- *x\n")[1]) == ["1:4 S010"]


def test_many_aliases_cost_little() -> None:
    lines = ["a0: &a0 [x, x]"] + [f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, 40)]
    assert parse("\n".join(lines))[1] == []


@pytest.mark.parametrize("end", ["\x85", "\u2028", "\u2029"])
def test_lines_are_what_editors_call_lines(end: str) -> None:
    read, found = parse(f"title: a{end}b\nid: c: d\n")
    assert places(found) == ["2:6 S010"]
    read, found = parse(f"title: a{end}b\nid: c\n")
    assert (read.text("title"), str(read.span("id"))) == ("a b", "x.yaml:2:5")


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=60))
def test_whatever_is_written_the_reading_ends_with_a_place(text: str) -> None:
    read, found = parse(text)
    for key in read:
        read.text(key)
        read.entries(key)
        read.pair(key)
    read.finish("a page")
    lines = text.count("\n") + 1
    for one in found:
        assert 1 <= one.span.line <= lines
        assert one.span.col >= 1


def test_one_value_from_outside() -> None:
    assert yamltext.value(" true ").tag.endswith("bool")
    assert yamltext.value("a: b").value == "a: b"
    assert yamltext.value("").tag.endswith("null")
    assert yamltext.value("[a]").tag.endswith("seq")


@pytest.mark.parametrize("tag", ["!!python/object:os.system", "!x", "!!binary"])
def test_a_tag_of_another_program_is_told(tag: str) -> None:
    with pytest.raises(yamltext.UnreadableError, match="the tag") as told:
        yamltext.compose(f"a: 1\ntitle: {tag} x\n")
    assert (told.value.line, told.value.col) == (2, 8)


def test_a_tag_that_yaml_itself_has_is_fine() -> None:
    assert yamltext.compose("version: !!str 1.10\n") is not None
