"""Captions: what W3C WebVTT calls a cue, what it does not, and the speech as text to read."""

from __future__ import annotations

import pytest

from scorm_builder.media.webvtt import Cue, paragraphs, parse


def test_cues() -> None:
    text = (
        "WEBVTT - made by hand\nKind: captions\n\nNOTE\nnot shown --\n\n"
        "STYLE\n::cue { color: red }\n\n"
        "1\n00:01.000 --> 00:02.500 align:start\nHello <i>all</i>,\n<00:01.700>good &amp; well.\n\n"
        "NOTEBOOK\n01:00:00.000 --> 100:00:01.000\nLate\n"
    )
    assert parse(text) == (
        (
            Cue(1.0, 2.5, "Hello all, good & well."),
            Cue(3600.0, 360001.0, "Late"),
        ),
        (),
    )


@pytest.mark.parametrize("first", ["WEBVTT", "WEBVTT ", "WEBVTT\tx", "WEBVTT x"])
def test_the_first_line(first: str) -> None:
    assert parse(f"{first}\n\n00:01.000 --> 00:02.000\na")[1] == ()


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("", 1),
        ("webvtt\n\n00:01.000 --> 00:02.000\na", 1),
        ("WEBVTTX\n\n00:01.000 --> 00:02.000\na", 1),
        ("1\n00:00:01,000 --> 00:00:02,000\nSubRip", 1),
        ("WEBVTT\n", 1),
        ("WEBVTT\n\n00:00:01,000 --> 00:00:02,000\na", 3),
        ("WEBVTT\n\n1\n00:01.00 --> 00:02.000\na", 4),
        ("WEBVTT\n\n00:61.000 --> 01:02.000\na", 3),
        ("WEBVTT\n\n00:02.000 --> 00:01.000\na", 3),
        ("WEBVTT\n\n00:02.000-->00:03.000\na", 3),
        ("WEBVTT\n\njust text\nand more", 3),
    ],
)
def test_what_is_no_webvtt(text: str, line: int) -> None:
    assert [problem.line for problem in parse(text)[1]] == [line]


def test_markup_of_a_cue_is_text_where_it_is_escaped() -> None:
    cues, _ = parse("WEBVTT\n\n00:01.000 --> 00:02.000\n&lt;b&gt; 1 &lt; 2")
    assert cues[0].text == "<b> 1 < 2"


def test_sentences_run_on_until_a_pause() -> None:
    cues = (
        Cue(0, 2, "We begin"),
        Cue(2, 4, "here."),
        Cue(4.1, 6, "And go on."),
        Cue(8, 9, "Then"),
        Cue(11, 12, "we end."),
        Cue(20, 21, "Bye."),
    )
    assert paragraphs(cues) == ("We begin here. And go on.", "Then we end.", "Bye.")


def test_a_long_paragraph_ends_with_its_sentence() -> None:
    cues = tuple(Cue(i, i + 1, "word " * 20 + "end.") for i in range(10))
    assert max(len(p) for p in paragraphs(cues)) < 600
    assert all(p.endswith("end.") for p in paragraphs(cues))


def test_voices_are_named_where_they_begin() -> None:
    text = (
        "WEBVTT\n\n00:00.000 --> 00:01.000\n<v Ann>Good morning.\n\n"
        "00:01.000 --> 00:02.000\n<v.loud Ann>Sit down.\n\n"
        "00:02.000 --> 00:03.000\n<v Bob &amp; Co>Thanks.</v>\n"
    )
    assert paragraphs(parse(text)[0]) == ("Ann: Good morning. Sit down.", "Bob & Co: Thanks.")


def test_a_line_that_stays_for_the_next_cue_is_read_once() -> None:
    assert paragraphs((Cue(0, 1, "Look."), Cue(1, 2, "Look."))) == ("Look.",)


def test_silent_cues_are_no_paragraphs() -> None:
    assert paragraphs((Cue(0, 1, ""),)) == ()


def test_every_fault_is_told_and_cues_stand_in_order() -> None:
    text = (
        "WEBVTT\n\n00:05.000 --> 00:06.000\nb\n\n00:01.000 --> 00:02.000\na\n\n"
        "0:1 --> 0:2\nx\n\n00:09.000 --> 00:08.000\ny\n"
    )
    cues, problems = parse(text)
    assert [problem.line for problem in problems] == [6, 9, 12]
    assert [cue.text for cue in cues] == ["b"]
    assert cues[0].line == 3
