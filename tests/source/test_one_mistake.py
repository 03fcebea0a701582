"""One mistake is one finding: nothing is said twice, and nothing that only follows from it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from scorm_builder import load, source

Write = Callable[..., Path]
HERE = Path(__file__).parent
FILM = (HERE / "good-silent-film" / "course" / "01-film.mp4").read_bytes()
PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj\ntrailer<</Root 1 0 R>>\n"
)
CUES = "WEBVTT\n\n00:01.000 --> 00:04.000\nHello.\n"

COURSE: dict[str, str | bytes] = {
    "course.yaml": "title: Safety\nid: safety\nlanguage: en\ndate: 2026-11-24\nduration: 2 h\n"
    "resources: [files/extra.txt]\ncompletion: {watched: 80%}\nbudget: 9 MB\n"
    "objectives: [Leave]\n",
    "index.md": "# Welcome\n\n[first](01-first.md#ways-out), [film](02-media/01-film.mp4)\n",
    "01-first.md": "---\nid: first\nwas: [one, start]\ncompletion: {end: 10s}\n---\n# First\n\n"
    "## Ways out\n\n![plan](files/plan.svg) [notes](files/notes.txt) [there](02-media/index.md)\n",
    "02-media/module.yaml": "title: Media\nid: media\nwas: films\n",
    "02-media/index.md": "# All media\n",
    "02-media/01-film.mp4": FILM,
    "02-media/01-film.yaml": "title: Film\nduration: 25 s\n",
    "02-media/01-film.en.vtt": CUES,
    "02-media/02-paper.pdf": PDF,
    "02-media/02-paper.yaml": "title: Paper\n",
    "02-media/03-deck.md": "---\ntype: slides\nsource: ../files/deck.pdf\n---\n# Deck\n",
    "03-more/module.yaml": "title: More\ncontents:\n- b.md\n- {path: a.md, title: Last}\n",
    "03-more/a.md": "# A\n\n[b](b.md) [first](../01-first.md)\n",
    "03-more/b.md": "---\noptional: true\n---\n# B\n\n[use](only-here.txt)\n",
    "03-more/only-here.txt": "x",
    "files/plan.svg": "<svg xmlns='http://www.w3.org/2000/svg' width='1' height='1'/>",
    "files/notes.txt": "x",
    "files/extra.txt": "x",
    "files/deck.pdf": PDF,
}


def findings(folder: Path) -> list[str]:
    tree, found = source.scan(folder, "course")
    _, more = load.editions(tree, {})
    # The deck has no text on its only page, which is told in every case.
    return sorted({str(one) for one in [*found, *more] if one.code != "S214"})


def test_the_course_is_good(write: Write) -> None:
    assert findings(write(COURSE)) == []


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        ("course.yaml", "title: Safety", "titel: Safety"),
        ("course.yaml", "title: Safety", "title:Safety"),
        ("course.yaml", "title: Safety", "title: Safety: first"),
        ("course.yaml", "title: Safety", "title:"),
        ("course.yaml", "title: Safety\n", ""),
        ("course.yaml", "title: Safety", "title: [Safety]"),
        ("course.yaml", "title: Safety", "title: 'Safety"),
        ("course.yaml", "language: en", "language: English"),
        ("course.yaml", "language: en", "languages: [deutsch]"),
        ("course.yaml", "id: safety", "id: Safety!"),
        ("course.yaml", "2026-11-24", "24.11."),
        ("course.yaml", "2 h", "2"),
        ("course.yaml", "files/extra.txt", "files/Extra.txt"),
        ("course.yaml", "files/extra.txt", "files/extr.txt"),
        ("course.yaml", "files/extra.txt", "extra.txt"),
        ("course.yaml", "{watched: 80%}", "{watched: 0.8}"),
        ("course.yaml", "{watched: 80%}", "watched 80%"),
        ("course.yaml", "files/extra.txt", "files/*.xtt"),
        ("course.yaml", "9 MB", "9"),
        ("course.yaml", "9 MB", "9 megs"),
        ("course.yaml", "9 MB", "[9 MB]"),
        ("course.yaml", "[Leave]", "{leave: now}"),
        ("course.yaml", "completion:", "shared: [../nowhere]\ncompletion:"),
        ("course.yaml", "completion:", "shared: [files]\ncompletion:"),
        ("course.yaml", "completion:", "shared: {files: x}\ncompletion:"),
        ("course.yaml", "completion:", "root: text\ncompletion:"),
        ("course.yaml", "completion:", "contents: index.md\ncompletion:"),
        ("01-first.md", "---\nid", "--\nid"),
        ("01-first.md", "\n---\n# First", "\n# First"),
        ("01-first.md", "# First\n\n## Ways out", "# First\n\n## Ways"),
        ("01-first.md", "id: first", "id:first"),
        ("01-first.md", "id: first", "id: media"),
        ("01-first.md", "id: first", "id: First"),
        ("01-first.md", "[one, start]", "[one, media]"),
        ("01-first.md", "[one, start]", "[one, films]"),
        ("01-first.md", "{end: 10s}", "{end: 0}"),
        ("01-first.md", "{end: 10s}", "end: 10s"),
        ("01-first.md", "{end: 10s}", "all-slides"),
        ("01-first.md", "completion", "competion"),
        ("01-first.md", "files/plan.svg", "files/Plan.svg"),
        ("01-first.md", "files/plan.svg", "plan.svg"),
        ("01-first.md", "files/plan.svg", "../files/plan.svg"),
        ("01-first.md", "files/plan.svg", "files\\plan.svg"),
        ("01-first.md", "files/notes.txt", "files/note.txt"),
        ("01-first.md", "02-media/index.md", "02-media/"),
        ("02-media/module.yaml", "title: Media", "\ttitle: Media"),
        ("02-media/module.yaml", "title: Media", "title: Media\ntype: slides"),
        ("02-media/module.yaml", "was: films", "was: Films and more"),
        ("02-media/01-film.yaml", "title: Film", "title: Film\nsource: 01-film.mp4"),
        ("02-media/01-film.yaml", "title: Film", "title: Film\ntype: audio"),
        ("02-media/01-film.yaml", "title: Film", "title: Film\ncaptions: 01-film.vtt"),
        ("02-media/01-film.yaml", "title: Film", "titel: Film"),
        ("02-media/01-film.yaml", "25 s", "25 parsecs"),
        ("02-media/03-deck.md", "slides", "slide"),
        ("02-media/03-deck.md", "slides", "page"),
        ("02-media/03-deck.md", "../files/deck.pdf", "../files/dekc.pdf"),
        ("02-media/03-deck.md", "../files/deck.pdf", "https://example.org/deck.pdf"),
        ("02-media/03-deck.md", "source", "sorce"),
        ("03-more/module.yaml", "- b.md", "- B.md"),
        ("03-more/module.yaml", "- b.md", "- b"),
        ("03-more/module.yaml", "- b.md", "- b.md\n- b.md"),
        ("03-more/module.yaml", "- b.md", "-b.md"),
        ("03-more/module.yaml", "contents:\n- b.md\n- {path: a.md, title: Last}", "contents: b.md"),
        ("03-more/module.yaml", "{path: a.md, title: Last}", "{path: a.md, titel: Last}"),
        ("03-more/module.yaml", "{path: a.md, title: Last}", "{pat: a.md, title: Last}"),
        ("03-more/a.md", "(b.md)", "(c.md)"),
        ("03-more/b.md", "optional: true", "optional: maybe"),
        ("03-more/b.md", "only-here.txt", "only_here.txt"),
    ],
)
def test_one_mistake_is_one_finding(write: Write, path: str, old: str, new: str) -> None:
    # Two places contradict each other: the later one is named.
    elsewhere = {"id: media": "02-media/module.yaml", "[one, films]": "02-media/module.yaml"}
    elsewhere["# First\n\n## Ways"] = "index.md"
    content = COURSE[path]
    assert isinstance(content, str)
    assert content.count(old) == 1
    found = findings(write({**COURSE, path: content.replace(old, new)}))
    assert len(found) == 1, "\n".join(found)
    assert found[0].startswith(f"course/{elsewhere.get(new, path)}:")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("01-first.md", "01-first.markdown"),
        ("02-media/01-film.mp4", "02-media/01-film.mov"),
        ("02-media/01-film.mp4", "02-media/01-film.mp3"),
        ("02-media/01-film.yaml", "02-media/01-film.yml"),
        ("02-media/module.yaml", "02-media/module.yml"),
        ("02-media/01-film.en.vtt", "02-media/01-flim.en.vtt"),
    ],
)
def test_one_file_of_a_wrong_name_is_one_finding_more(write: Write, old: str, new: str) -> None:
    """Links to it break as well: they are other places to mend."""
    files = dict(COURSE)
    files[new] = files.pop(old)
    files["index.md"] = "# Welcome\n"
    for path in ("03-more/a.md", "01-first.md"):
        text = files.get(path, "")
        assert isinstance(text, str)
        if path in files:
            files[path] = text.replace(" [first](../01-first.md)", "")
    folder = write(files)
    found = [line for line in findings(folder) if "warning" not in line and "info" not in line]
    assert len(found) == 1, "\n".join(found)
