"""The text of a slide: paragraphs as they were meant, not lines as they were wrapped."""

from __future__ import annotations

from pathlib import Path

import pypdfium2

from scorm_builder.media.pdftext import Line, joined, paragraphs
from tests.units.making import pdf


def line(text: str, y: float, right: float, *, size: float = 10, left: float = 0) -> Line:
    word = (right - left) * len(text.split()[0]) / len(text)
    return Line(text, y, size, left, right, word)


def test_a_wrapped_paragraph_is_one() -> None:
    lines = [
        line("The session was held by Ann", 100, 130),
        line("Baker, on a Monday, in", 89, 110),
        line("Vienna.", 78, 35),
    ]
    assert joined(lines) == ("The session was held by Ann Baker, on a Monday, in Vienna.",)


def test_a_sentence_goes_on_with_a_small_letter() -> None:
    assert joined([line("All that", 100, 40), line("matters", 60, 35)]) == ("All that matters",)


def test_a_word_that_would_have_fitted_above_begins_something_new() -> None:
    lines = [line("A list of things to do", 100, 110), line("Ears", 89, 20), line("Eyes", 78, 20)]
    assert joined(lines)[-1] == "Eyes"


def test_items_stand_further_apart_than_lines_of_a_paragraph() -> None:
    lines = [line("Tell the neighbours", 100, 95), line("Unlock", 86.5, 30)]
    assert joined(lines) == ("Tell the neighbours", "Unlock")


def test_other_letters_are_another_paragraph() -> None:
    lines = [line("A title that is long", 100, 200, size=20), line("small print", 89, 55)]
    assert joined(lines) == ("A title that is long", "small print")


def test_a_bullet_begins_a_paragraph() -> None:
    lines = [line("• Tell everybody", 100, 80), line("• Unlock", 89, 45)]
    assert joined(lines) == ("• Tell everybody", "• Unlock")


def test_a_sentence_that_ended_ended() -> None:
    assert joined([line("Stop.", 100, 30), line("then go", 89, 35)]) == ("Stop.", "then go")


def test_a_word_broken_at_the_end_of_a_line_is_whole_again() -> None:
    assert joined([line("safe\ufffe", 100, 25), line("guard", 89, 25)]) == ("safeguard",)
    assert joined([line("safe\u0002", 100, 25), line("guard", 89, 25)]) == ("safeguard",)


def test_a_word_with_a_hyphen_keeps_it() -> None:
    assert joined([line("a self-", 100, 35), line("test", 89, 20)]) == ("a self-test",)


def test_a_page(tmp_path: Path) -> None:
    file = tmp_path / "a.pdf"
    file.write_bytes(pdf([["Before the alarm", "rings", "", "- tell all."], ""]))
    document = pypdfium2.PdfDocument(file)
    try:
        assert paragraphs(document[0]) == ("Before the alarm rings", "- tell all.")
        assert paragraphs(document[1]) == ()
    finally:
        document.close()
