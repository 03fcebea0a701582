"""``course.lock``: what was released cannot be lost by accident, and can be let go on purpose."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from scorm_builder import cli
from scorm_builder.course import lockfile, pinning
from scorm_builder.course.lockfile import Identifiers
from scorm_builder.diagnostics import Span

COURSE = "title: Fire safety\nlanguage: en\nid: fire-safety\n"
QUIZ = """---
type: quiz
---
# Check

## Where to? {#where}

- [x] Out
- [ ] Up

## How fast?

- [x] Walk
- [ ] Run
"""
LOCK = """\
course: fire-safety
units:
  check:
    - how-fast
    - where
  doors-open: []
modules:
  - doors
"""


@pytest.fixture
def course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "course"
    (folder / "02-doors").mkdir(parents=True)
    (folder / "course.yaml").write_text(COURSE, "utf-8")
    (folder / "01-check.md").write_text(QUIZ, "utf-8")
    (folder / "02-doors/01-open.md").write_text("# Open\n\nText.\n", "utf-8")
    return folder


def run(*arguments: str, code: int = 0) -> str:
    """What the command says, on both channels."""
    done = CliRunner().invoke(cli.cli, [*arguments])
    assert done.exit_code == code, done.output
    return done.output


def body(course: Path) -> str:
    """The lock without its comments."""
    lines = (course / "course.lock").read_text("utf-8").splitlines(keepends=True)
    assert lines[0].startswith("#")
    return "".join(line for line in lines if not line.startswith("#"))


def test_a_lock_names_what_records_hang_on(course: Path) -> None:
    assert "course/course.lock" in run("lock", "course")
    assert body(course) == LOCK
    again = (course / "course.lock").read_bytes()
    run("lock", "course")
    assert (course / "course.lock").read_bytes() == again


def test_a_lock_is_no_part_of_the_course(course: Path) -> None:
    run("lock", "course")
    assert "course.lock" not in run("build", "course", "-o", "out")
    assert "course.lock" not in run("build", "course", "-o", "out", "--unpacked")
    assert not list(course.parent.glob("out/**/course.lock"))


def test_what_was_renamed_by_was_is_not_lost(course: Path) -> None:
    run("lock", "course")
    page = course / "01-check.md"
    text = page.read_text("utf-8").replace("type: quiz", "type: quiz\nwas: check")
    text = text.replace("## How fast?", "## At what speed? {#speed was=how-fast}")
    page.unlink()
    (course / "01-test.md").write_text(text, "utf-8")
    run("build", "--locked", "course", "-o", "out")


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (
            ("01-check.md", "01-check.md", "## How fast?", "## At what speed?"),
            (
                "course/course.lock:6:7: error[S501] the question 'how-fast' of 'check' is gone: if"
                " it is 'at-what-speed' now, write {was=how-fast} behind its heading"
            ),
        ),
        (
            ("01-check.md", "01-test.md", "", ""),
            (
                "course/course.lock:5:3: error[S501] the unit 'check' is gone, and with it what"
                " learners did in it: if it is 'test' now, give that the line was: check"
            ),
        ),
        (
            ("02-doors/01-open.md", "02-gates/01-open.md", "", ""),
            "course/course.lock:10:5: error[S501] the module 'doors' is gone: if it is 'gates' now",
        ),
        (
            ("course.yaml", "course.yaml", "id: fire-safety", "id: fire"),
            "course/course.lock:3:9: error[S501] the course was 'fire-safety' and is 'fire'",
        ),
    ],
)
def test_what_would_be_lost_is_told_and_nothing_is_built(
    change: tuple[str, str, str, str], told: str, course: Path
) -> None:
    run("lock", "course")
    run("build", "--locked", "course", "-o", "out")
    before = (course.parent / "out/fire-safety.zip").read_bytes()
    old, new, word, other = change
    text = (course / old).read_text("utf-8").replace(word, other)
    (course / old).unlink()
    (course / new).parent.mkdir(exist_ok=True)
    (course / new).write_text(text, "utf-8")
    if not list((course / old).parent.iterdir()):
        (course / old).parent.rmdir()
    assert told in run("build", "--locked", "course", "-o", "out", code=1)
    assert [p.name for p in (course.parent / "out").iterdir()] == ["fire-safety.zip"]
    assert (course.parent / "out/fire-safety.zip").read_bytes() == before

    # The lock does not let go of it by itself, and does on request.
    lock = (course / "course.lock").read_bytes()
    assert told in run("lock", "course", code=1)
    assert (course / "course.lock").read_bytes() == lock
    dropped = run("lock", "--drop", "course")
    assert told.replace("error", "info").partition(":")[0] in dropped
    assert "--drop" not in dropped
    assert ": dropped from the lock" in dropped
    run("build", "--locked", "course", "-o", "out")


def test_what_is_new_is_said_until_it_is_locked(course: Path) -> None:
    run("lock", "course")
    (course / "03-end.md").write_text("# End\n\nText.\n", "utf-8")
    told = run("build", "--locked", "course", "-o", "out")
    assert "course/course.lock: warning[S504] the lock does not know the unit 'end'" in told
    run("lock", "course")
    assert "S504" not in run("build", "--locked", "course", "-o", "out")


def test_without_a_lock_there_is_nothing_to_hold_on_to(course: Path) -> None:
    assert "error[S502] there is no course.lock" in run("build", "--locked", "course", code=1)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("", ":1:1"),
        ("course: x\n", ":1:1"),
        ("course: x\nunits: {}\nunit: {}\n", ":1:1"),
        ("course: x\nunits: []\n", ":2:8"),
        ("course: x\nunits:\n  check: [a b]\n", ":3:11"),
        ("course: x\nunits:\n  check: []\n  check: []\n", ":4:3"),
        ("course: x\n<<<<<<< HEAD\nunits: {}\n", ":2:1"),
        ("course: X\nunits: {}\n", ":1:9"),
        ("course: x\nunits: {}\nmodules: doors\n", ":3:10"),
    ],
)
def test_a_lock_that_cannot_be_read_forbids_the_release(
    text: str, place: str, course: Path
) -> None:
    (course / "course.lock").write_text(text, "utf-8")
    told = run("build", "--locked", "course", "-o", "out", code=1)
    assert f"course/course.lock{place}: error[S503]" in told
    assert "S503" in run("lock", "course", code=1)
    # The way out that is named is one.
    assert "or make it anew with scorm-builder lock --drop" in told
    assert (course / "course.lock").read_text("utf-8") == text
    run("lock", "--drop", "course")
    assert body(course) == LOCK


def test_a_lock_that_is_no_text(course: Path) -> None:
    (course / "course.lock").write_bytes(b"\xff\xfe")
    assert "error[S503]" in run("build", "--locked", "course", code=1)


def test_a_course_with_errors_is_not_locked(course: Path) -> None:
    (course / "03-bad.md").write_text("# Bad\n\n[x](missing.md)\n", "utf-8")
    assert "S1" in run("lock", "course", code=1)
    assert not (course / "course.lock").exists()


def test_pinned_ids_outlast_their_headings(course: Path) -> None:
    run("lock", "course", "--pin")
    text = (course / "01-check.md").read_text("utf-8")
    assert text == QUIZ.replace("## How fast?", "## How fast? {#how-fast}")
    assert body(course) == LOCK
    (course / "01-check.md").write_text(text.replace("How fast?", "At what speed?"), "utf-8")
    run("build", "--locked", "course", "-o", "out")


@pytest.mark.parametrize(
    ("line", "pinned"),
    [
        ("## Why?\n", "## Why? {#why}\n"),
        ("## Why?\r\n", "## Why? {#why}\r\n"),
        ("## Why?  \n", "## Why? {#why}\n"),
        ("## Why? ##\n", "## Why? {#why}\n"),
        ("##\tWhy?\n", "##\tWhy? {#why}\n"),
        ("## Why? {points=2 .partial}\n", "## Why? {#why points=2 .partial}\n"),
        ("### Why? {.question}", "### Why? {#why .question}"),
        ("Why?\n", "Why? {#why}\n"),
        ("## Why \\{not}?\n", "## Why \\{not}? {#why}\n"),
        ("## Why \\{not}\n", "## Why \\{not} {#why}\n"),
        ("## sizeof{int}\n", "## sizeof{int}\n"),
        ("## Why {.partial} ##\n", "## Why {.partial} {#why}\n"),
        ("Why\nso?\n---\n", "Why\nso? {#why}\n---\n"),
        ("Why so? {.partial}\r\n===\r\n", "Why so? {#why .partial}\r\n===\r\n"),
    ],
)
def test_an_id_goes_behind_the_words_of_the_heading(line: str, pinned: str) -> None:
    text = f"\ufeff# Check\n{line}"
    assert pinning.pin(text, {(2, 1): "why"}) == f"\ufeff# Check\n{pinned}"


def test_lines_are_those_that_editors_count() -> None:
    text = "# A\u2028B\x0cC\x85D\n## Why?\n"
    assert pinning.pin(text, {(2, 1): "why"}) == text.replace("Why?", "Why? {#why}")


@pytest.mark.parametrize(
    ("entry", "pinned"),
    [
        ("  - text: Why?\r\n", "  - id: why\r\n    text: Why?\r\n"),
        ("  - {text: Why?}\n", "  - {id: why, text: Why?}\n"),
        ("  - *other\n", "  - *other\n"),
    ],
)
def test_an_id_stands_first_in_a_list_of_questions(entry: str, pinned: str) -> None:
    text = f"---\nquestions:\n{entry}---\n## How? ##\n"
    made = f"---\nquestions:\n{pinned}---\n## How? {{#how}}\n"
    assert pinning.pin(text, {(3, 5): "why", (5, 1): "how"}, first=5) == made


ODD = """---
type: quiz
---
# Odd

## A set \\{a}

Answer: true

A title that
goes over two lines
---

Answer: true

## Code `{x}`

Answer: true

## Größe {.partial}

- [x] a
- [x] b
- [ ] c

## Space $x^{2}$

Answer: true

## Note <!-- to {#me} -->

Answer: true

## [Link](https://example.org) {points=2}

Answer: true
"""


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_whatever_the_heading_its_id_stays_when_it_is_pinned(end: str, course: Path) -> None:
    (course / "01-check.md").write_bytes(b"\xef\xbb\xbf" + ODD.replace("\n", end).encode())
    run("lock", "course")
    before = body(course)
    told = run("lock", "--pin", "course")
    assert "S415" not in told
    assert body(course) == before
    run("lock", "--pin", "course")
    assert "S415" not in run("build", "--locked", "course", "-o", "out")


def test_a_link_to_a_file_stays_one(course: Path) -> None:
    (course / "kept").mkdir()
    (course / "01-check.md").rename(course / "kept/check.txt")
    (course / "01-check.md").symlink_to("kept/check.txt")
    run("lock", "--pin", "course")
    assert (course / "01-check.md").is_symlink()
    assert "{#how-fast}" in (course / "kept/check.txt").read_text("utf-8")


@pytest.mark.parametrize("way", ["absolute", "link", "from inside", "content root"])
def test_files_are_found_from_wherever_the_course_is_named(
    way: str, course: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = course / "01-check.md"
    name = {"absolute": course.as_posix(), "link": "linked", "from inside": "../.."}.get(
        way, "course"
    )
    (course.parent / "linked").symlink_to("course")
    if way == "from inside":
        monkeypatch.chdir(course / "02-doors")
        name = ".."
    if way == "content root":
        (course / "content").mkdir()
        page = page.rename(course / "content/01-check.md")
        (course / "02-doors").rename(course / "content/02-doors")
        (course / "course.yaml").write_text(f"{COURSE}root: content\n", "utf-8")
    run("lock", "--pin", name)
    assert "{#how-fast}" in page.read_text("utf-8")
    assert body(course) == LOCK


def test_nothing_is_pinned_where_something_would_be_lost(course: Path) -> None:
    run("lock", "course")
    page = course / "01-check.md"
    changed = QUIZ.replace("How fast?", "At what speed?")
    page.write_text(changed, "utf-8")
    assert "S501" in run("lock", "--pin", "course", code=1)
    assert page.read_text("utf-8") == changed


GERMAN = QUIZ.replace("Where to?", "Wohin?").replace("How fast?", "Wie schnell?")


def test_translated_questions_have_the_ids_of_the_original(course: Path) -> None:
    (course / "course.yaml").write_text(f"{COURSE}languages: [de]\n", "utf-8")
    (course / "01-check.de.md").write_text(GERMAN, "utf-8")
    told = run("build", "course", "-o", "out")
    assert "course/01-check.de.md:11:1: warning[S505] the question 'wie-schnell'" in told
    assert "{#how-fast}" in told
    assert "S505" not in run("lock", "--pin", "course")
    pinned = (course / "01-check.de.md").read_text("utf-8")
    assert pinned == GERMAN.replace("## Wie schnell?", "## Wie schnell? {#how-fast}")
    assert "S505" not in run("build", "course", "-o", "out")


def test_a_translation_that_asks_by_the_same_ids(course: Path) -> None:
    (course / "course.yaml").write_text(f"{COURSE}languages: [de, fr]\n", "utf-8")
    pinned = QUIZ.replace("How fast?", "How fast? {#speed}")
    (course / "01-check.md").write_text(pinned, "utf-8")
    (course / "01-check.de.md").write_text(pinned.replace("How fast", "Wie schnell"), "utf-8")
    assert "S505" not in run("build", "course", "-o", "out")


def test_a_translation_that_asks_something_else(course: Path) -> None:
    (course / "course.yaml").write_text(f"{COURSE}languages: [de]\n", "utf-8")
    more = f"{GERMAN}\n## Wie noch? {{#how}}\n\nAnswer: true\n"
    (course / "01-check.de.md").write_text(more, "utf-8")
    assert "warning[S505]" in run("lock", "--pin", "course")
    pinned = (course / "01-check.de.md").read_text("utf-8")
    assert "{#wie-schnell}" in pinned
    assert "a translation asks what the original asks" in run("build", "course", "-o", "out")


def test_a_lock_from_windows(course: Path) -> None:
    run("lock", "course")
    lock = (course / "course.lock").read_bytes()
    (course / "course.lock").write_bytes(b"\xef\xbb\xbf" + lock.replace(b"\n", b"\r\n"))
    told = run("build", "--locked", "course", "-o", "out")
    assert "S50" not in told


def test_a_draft_is_no_part_of_what_was_released(course: Path) -> None:
    (course / "03-new.md").write_text("---\ndraft: true\n---\n# New\n\nText.\n", "utf-8")
    run("lock", "course")
    assert body(course) == LOCK
    run("build", "--locked", "course", "-o", "out")
    page = course / "01-check.md"
    page.write_text(QUIZ.replace("type: quiz", "type: quiz\ndraft: true"), "utf-8")
    assert "the unit 'check' is gone" in run("build", "--locked", "course", code=1)


def test_of_several_courses_those_are_locked_that_can_be(course: Path) -> None:
    other = course.parent / "all/other"
    other.mkdir(parents=True)
    course.rename(course.parent / "all/course")
    (other / "course.yaml").write_text("title: Other\n", "utf-8")
    (other / "01-bad.md").write_text("# Bad\n\n[x](missing.md)\n", "utf-8")
    assert "all/course/course.lock" in run("lock", "all", code=1)
    assert not (other / "course.lock").exists()


def test_a_folder_that_cannot_be_written_is_said(
    course: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (course / "course.lock").mkdir()
    monkeypatch.setattr("sys.argv", ["scorm-builder", "lock", "course"])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    assert ended.value.code == 2
    assert "course/course.lock: Is a directory" in capsys.readouterr().err


def test_a_lock_is_read_as_it_was_written() -> None:
    keys = {("b", "q2"): "-_aZ"}
    made = Identifiers("c", {"b": ("q2", "q1"), "a": ()}, ("m",), keys)
    read, found = lockfile.read(lockfile.write(made), lambda line, col: Span("l", line, col))
    assert not found
    assert read is not None
    assert read == Identifiers("c", {"a": (), "b": ("q1", "q2")}, ("m",), keys)
    assert lockfile.write(read) == lockfile.write(made)


BANK = """// question: 1  name: Doors
What closes a door? {=a hand ~nothing}

::gas:: Which gas? {=oxygen}

// [id:oil]
Which oil? {=none}

  [html]<ul><li>Sand</li></ul><p>Is \\{it\\} so?</p>
  {T}"""
PINNED = """// question: 1  name: Doors
// [id:what-closes-a-door]
What closes a door? {=a hand ~nothing}

::gas:: Which gas? {=oxygen}

// [id:oil]
Which oil? {=none}

// [id:is-it-so]
  [html]<ul><li>Sand</li></ul><p>Is \\{it\\} so?</p>
  {T}"""
ASKING = "type: quiz\ntitle: More\nsource: {}\n"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_a_bank_is_pinned_above_its_questions(end: str, mark: str, course: Path) -> None:
    """By a comment: a title would take the place of what is asked, and change a name in Moodle."""
    bank = course / "fire.gift"
    bank.write_bytes((mark + BANK).replace("\n", end).encode())
    (course / "03-more.yaml").write_text(ASKING.format("fire.gift"), "utf-8")
    assert "fire.gift:2:1: info[S415] 2 questions" in run("lock", "course")
    before = body(course)
    assert "S415" not in run("lock", "--pin", "course")
    assert bank.read_bytes().decode() == (mark + PINNED).replace("\n", end)
    assert body(course) == before
    run("lock", "--pin", "course")
    assert bank.read_bytes().decode() == (mark + PINNED).replace("\n", end)


def test_the_first_line_of_a_bank_stays_behind_its_mark() -> None:
    assert pinning.pin_bank("\ufeffWhy? {T}", {(1, 1): "why"}) == "\ufeff// [id:why]\nWhy? {T}"


def test_a_bank_of_several_units_and_courses_is_pinned_once(course: Path) -> None:
    (course.parent / "shared").mkdir()
    bank = course.parent / "shared/fire.gift"
    bank.write_text(BANK, "utf-8")
    for folder in (course, course.parent / "other"):
        folder.mkdir(exist_ok=True)
        (folder / "course.yaml").write_text(f"title: {folder.name}\nshared: [../shared]\n", "utf-8")
        for unit in ("03-more.yaml", "04-again.yaml"):
            (folder / unit).write_text(ASKING.format("../shared/fire.gift"), "utf-8")
    run("lock", "--pin", ".")
    assert bank.read_text("utf-8") == PINNED
    assert "S415" not in run("build", "--locked", ".", "-o", "out")


def test_what_cannot_be_pinned_is_told_at_its_line(course: Path) -> None:
    listed = "- &a\n  text: Why?\n  answers: b\n- text: How?\n  answers: c\n"
    text = f"type: quiz\ntitle: List\nquestions:\n{listed}"
    (course / "03-list.yaml").write_text(text, "utf-8")
    told = run("lock", "--pin", "course")
    (left,) = [line for line in told.splitlines() if "S415" in line]
    assert left.startswith("course/03-list.yaml:4:3: info[S415] lock --pin finds no place")
    assert left.endswith("write id: why into it yourself")
    assert (course / "03-list.yaml").read_text("utf-8") == text.replace(
        "- text: How?", "- id: how\n  text: How?"
    )
