"""What a course source becomes: the tree of the menu, ids, titles, inherited keys, links."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Mapping
from pathlib import Path

from scorm_builder import load, source
from scorm_builder.model import Completion, Course, Module, Unit

Write = Callable[..., Path]
PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj\ntrailer<</Root 1 0 R>>\n"
)


def read(folder: Path, settings: Mapping[str, str] | None = None) -> tuple[Course, list[str]]:
    tree, found = source.scan(folder, "course")
    course, more = load.load(tree, settings or {})
    assert course is not None
    return course, [str(one) for one in [*found, *more] if "info[" not in str(one)]


def menu(children: tuple[Module | Unit, ...]) -> list[object]:
    """Titles of units; of modules a pair of title and menu."""
    return [
        child.title if isinstance(child, Unit) else (child.title, menu(child.children))
        for child in children
    ]


def test_numbers_make_the_order(write: Write) -> None:
    folder = write(
        {
            "10-last.md": "# Last\n",
            "2-second.md": "# Second\n",
            "001-first.md": "# First\n",
            "3 third/02_b.md": "# B\n",
            "3 third/01-a.md": "# A\n",
            "3 third/index.md": "# The third\n",
            "index.md": "# Welcome\n",
        }
    )
    course, found = read(folder)
    assert found == []
    third = ("The third", ["The third", "A", "B"])
    assert menu(course.children) == ["Welcome", "First", "Second", third, "Last"]
    ids = [unit.id for unit in course.units()]
    assert ids == ["intro", "first", "second", "third-intro", "third-a", "third-b", "last"]


def test_contents_alone_make_the_order(write: Write) -> None:
    folder = write(
        {
            "z.md": "# Z\n",
            "m/b.md": "# B\n",
            "m/a.md": "# A\n",
            "m/module.yaml": "title: M\ncontents: [b.md, a.md]\n",
            "n/01-c.md": "# C\n",
        },
        "title: Safety\ncontents:\n- m\n- {title: Rest, contents: [z.md, {path: n, title: N}]}\n",
    )
    course, found = read(folder)
    assert found == []
    assert menu(course.children) == [("M", ["B", "A"]), ("Rest", ["Z", ("N", ["C"])])]
    modules = [child for child in course.children if isinstance(child, Module)]
    assert [module.id for module in modules] == ["m", "rest"]


def test_titles_come_from_keys_then_headings_then_names(write: Write) -> None:
    folder = write(
        {
            "01-a.md": "---\ntitle: By key\n---\n# By heading\n",
            "02-b.md": "# By *heading*\n",
            "03-план-дня.md": "text\n",
            "04-part-two/module.yaml": "title: By module key\n",
            "04-part-two/01-x.md": "# X\n",
            "05-part-THREE/01-y.md": "# Y\n",
        }
    )
    course, _ = read(folder)
    expected = ["By key", "By heading", "План дня", ("By module key", ["X"]), ("Part THREE", ["Y"])]
    assert menu(course.children) == expected


def test_was_keeps_the_oldest_identifier(write: Write) -> None:
    folder = write(
        {
            "01-a.md": "---\nid: new\nwas: [newer, oldest]\n---\n# A\n",
            "02-m/module.yaml": "title: M\nwas: chapter\n",
            "02-m/01-b.md": "# B\n",
        }
    )
    course, found = read(folder)
    assert found == []
    unit, module = course.children
    assert (unit.id, unit.identifier) == ("new", "oldest")
    assert (module.id, module.identifier) == ("m", "chapter")


def test_the_nearest_setting_counts_and_what_does_not_fit_gives_way(write: Write) -> None:
    folder = write(
        {
            "01-a.md": "# A\n",
            "02-b.md": "---\ncompletion: manual\nlanguage: fr\n---\n# B\n",
            "03-m/module.yaml": "title: M\ncompletion: {watched: 50%}\n",
            "03-m/01-c.md": "# C\n",
            "03-m/02-n/module.yaml": "title: N\nlanguage: pt-BR\ncompletion: {end: 1m}\n",
            "03-m/02-n/01-d.md": "# D\n",
        },
        "title: Safety\nlanguage: de\ncompletion: {time: 90s}\n",
    )
    course, found = read(folder)
    assert found == []
    assert [(unit.language, unit.completion) for unit in course.units()] == [
        ("de", Completion("time", 90)),
        ("fr", Completion("manual")),
        ("de", Completion("end", 5)),
        ("pt-BR", Completion("end", 60)),
    ]


def test_drafts_are_left_out(write: Write) -> None:
    folder = write(
        {
            "01-a.md": "# A\n",
            "02-b.md": "---\ndraft: true\n---\n# B\n",
            "03-m/module.yaml": "title: M\ndraft: yes\n",
            "03-m/01-c.md": "# C\n",
            "04-n/01-d.md": "---\ndraft: true\n---\n# D\n",
        }
    )
    course, found = read(folder)
    assert (found, menu(course.children)) == ([], ["A"])


def test_settings_override_the_course(write: Write) -> None:
    folder = write({"01-a.md": "# A\n"}, "title: Safety\nid: old\nkeywords: [a]\nreport: passed\n")
    settings = {"id": "new", "keywords": "[b, c]", "version": "2", "report": "completed"}
    course, found = read(folder, settings)
    assert found == []
    assert (course.info.id, course.info.keywords) == ("new", ("b", "c"))
    assert (course.info.version, course.info.title) == ("2", "Safety")


def test_a_wrong_setting_is_told_as_what_it_is(write: Write) -> None:
    folder = write({"01-a.md": "# A\n"})
    _, found = read(folder, {"langage": "de", "date": "today", "title": ""})
    assert sorted(found) == [
        "--set date: error[S014] the date 'today' must be year, month and day, as in 2026-11-24",
        "--set langage: error[S012] unknown key 'langage' (did you mean 'language'?)",
        "--set title: error[S016] the course needs a title, as in 'title: Fire safety'",
    ]


def test_a_setting_is_text_unless_it_looks_like_a_list(write: Write) -> None:
    folder = write({"01-a.md": "# A\n"})
    course, found = read(folder, {"title": "Fire: what now? #1", "rights": "[not closed"})
    assert found == []
    assert course.info.title == "Fire: what now? #1"
    assert course.info.rights == "[not closed"


def test_another_content_root(write: Write) -> None:
    folder = write(
        {
            "text/01-a.md": "# A\n\n[b](02-m/01-b.md) [x](x.txt)\n",
            "text/02-m/01-b.md": "# B\n",
            "text/x.txt": "x",
            "01-not-this.md": "no title\n",
        },
        "title: Safety\nroot: text\n",
    )
    course, found = read(folder)
    assert found == []
    units = list(course.units())
    assert [unit.id for unit in units] == ["a", "m-b"], "the root is no part of an id"
    assert str(units[0].span) == "course/text/01-a.md"


def test_the_course_folder_may_be_named_as_root(write: Write) -> None:
    folder = write({"01-a.md": "# A\n", "x.txt": "x"}, "title: S\nroot: ./\nresources: x.txt\n")
    course, found = read(folder)
    assert found == []
    assert [file.path for file in course.resources] == ["x.txt"]


def test_what_links_mean(write: Write) -> None:
    text = (
        "# A\n\n## Here\n\n[1](02-b.md#there) [2](files/a%20b.pdf#page=2) [3](#here)"
        " [4](01-a.md#here) [5](https://x.org/?a=b#c) [6](03-clip.pdf) ![7](plan.svg)\n"
    )
    folder = write(
        {
            "01-a.md": text,
            "02-b.md": "# B\n\n## There\n",
            "03-clip.pdf": PDF,
            "files/a b.pdf": PDF,
            "plan.svg": "<svg xmlns='http://www.w3.org/2000/svg' width='30' height='20'/>",
        }
    )
    course, found = read(folder)
    assert found == []
    links = next(course.units()).links
    meant = {
        target: (link.kind, link.unit or (link.file.path if link.file else link.url), link.fragment)
        for (_, target), link in links.items()
    }
    assert meant == {
        "02-b.md#there": ("unit", "b", "there"),
        "files/a%20b.pdf#page=2": ("asset", "files/a b.pdf", "page=2"),
        "#here": ("anchor", "", "here"),
        "01-a.md#here": ("anchor", "", "here"),
        "https://x.org/?a=b#c": ("external", "https://x.org/?a=b#c", ""),
        "03-clip.pdf": ("asset", "03-clip.pdf", ""),
        "plan.svg": ("asset", "plan.svg", ""),
    }
    assert (links["01-a.md", "plan.svg"].width, links["01-a.md", "plan.svg"].height) == (30, 20)


def test_a_link_finds_a_file_however_its_accents_are_kept(write: Write) -> None:
    folder = write({"01-a.md": "# A\n\n[x](Gro\u0308\u00dfe.txt)\n", "Gr\u00f6\u00dfe.txt": "x"})
    _, found = read(folder)
    assert found == []


def test_a_course_is_a_value(write: Write) -> None:
    folder = write({"01-a.md": "# A\n\n[b](02-m/01-b.md)\n", "02-m/01-b.md": "# B\n"})
    one, two = read(folder)[0], read(folder)[0]
    assert pickle.loads(pickle.dumps(one)).info == two.info
    assert [unit.links for unit in one.units()] == [unit.links for unit in two.units()]
