"""What a course source becomes: the tree of the menu, ids, titles, inherited keys, links."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from scorm_builder import load, source
from scorm_builder.course.identity import package_name
from scorm_builder.model import Completion, Course, Module, Unit

Write = Callable[..., Path]
PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj\ntrailer<</Root 1 0 R>>\n"
)


def read(
    folder: Path, settings: Mapping[str, str] | None = None, *, drafts: bool = False
) -> tuple[Course, list[str]]:
    tree, found = source.scan(folder, "course")
    (course, *_), more = load.editions(tree, settings or {}, drafts=drafts)
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


def test_defaults_lie_beside_the_course_and_count_last(write: Write) -> None:
    folder = write(
        {
            "01-a.md": "# A\n",
            "02-m/module.yaml": "title: M\nlanguage: pt\n",
            "02-m/01-b.md": "# B\n",
            "02-m/02-c.md": "---\nlanguage: nl\ncompletion: manual\n---\n# C\n",
        },
        "title: Safety\ncompletion: {end: 1m}\n",
    )
    defaults = "language: de\ncompletion: {time: 90s}\n"
    (folder.parent / "defaults.yaml").write_text(defaults, "utf-8")
    course, found = read(folder)
    assert (found, course.info.language) == ([], "de")
    assert [(unit.language, unit.completion) for unit in course.units()] == [
        ("de", Completion("end", 60)),
        ("pt", Completion("end", 60)),
        ("nl", Completion("manual")),
    ]
    (folder / "course.yaml").write_text("title: Safety\n", "utf-8")
    course, found = read(folder, {"language": "fr"})
    assert (found, course.info.language) == ([], "fr")
    assert next(course.units()).completion == Completion("time", 90)


def test_defaults_are_found_from_within_the_course(
    write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = write({"01-a.md": "# A\n"})
    (folder.parent / "defaults.yaml").write_text("language: de\nlanguge: en\n", "utf-8")
    monkeypatch.chdir(folder)
    tree, _ = source.scan(Path(), ".")
    (course,), found = load.editions(tree, {})
    assert course.info.language == "de"
    assert str(found[0].span) == "../defaults.yaml:2:1"


DRAFTS = {
    "01-a.md": "# A\n",
    "02-b.md": "---\ndraft: true\n---\n# B\n\n[c](03-m/01-c.md)\n",
    "03-m/module.yaml": "title: M\ndraft: yes\n",
    "03-m/01-c.md": "# C\n",
    "04-n/01-d.md": "---\ndraft: true\n---\n# D\n",
    "05-w/index.html": "<p>w</p>",
    "05-w.yaml": "title: W\ndraft: true\n",
}


def test_drafts_are_left_out(write: Write) -> None:
    course, found = read(write(DRAFTS))
    assert (found, menu(course.children)) == ([], ["A"])


def test_drafts_are_taken_in_when_asked_for(write: Write) -> None:
    course, found = read(write(DRAFTS), drafts=True)
    assert (found, menu(course.children)) == ([], ["A", "B", ("M", ["C"]), ("N", ["D"]), "W"])


def test_a_draft_that_is_taken_in_is_told(write: Write) -> None:
    tree, _ = source.scan(write(DRAFTS), "course")
    _, found = load.editions(tree, {}, drafts=True)
    told = [str(one.span) for one in found if one.code == "S259"]
    places = ["02-b.md:2:8", "03-m/module.yaml:2:8", "04-n/01-d.md:2:8", "05-w.yaml:2:8"]
    assert told == [f"course/{place}" for place in places]


def test_what_an_entry_calls_a_draft_is_one(write: Write) -> None:
    contents = "contents:\n- a.md\n- {path: b.md, draft: true}\n- {path: m, draft: true}\n"
    contents += "- {title: N, draft: true, contents: [c.md]}\n"
    files = {"a.md": "# A\n", "b.md": "# B\n", "c.md": "# C\n", "m/01-d.md": "# D\n"}
    folder = write(files, f"title: Safety\n{contents}")
    course, found = read(folder)
    assert (found, menu(course.children)) == ([], ["A"])
    course, found = read(folder, drafts=True)
    assert (found, menu(course.children)) == ([], ["A", "B", ("M", ["D"]), ("N", ["C"])])


def test_a_module_has_the_title_of_its_introduction_wherever_that_is_listed(write: Write) -> None:
    files = {"01-m/index.md": "# Of M\n", "01-m/b.md": "# B\n"}
    folder = write({**files, "01-m/module.yaml": "contents: [b.md, index.md]\n"})
    course, found = read(folder)
    assert (found, menu(course.children)) == ([], [("Of M", ["B", "Of M"])])


def test_what_is_read_at_all_is_not_set_from_outside(write: Write) -> None:
    folder = write({"text/x.txt": "x", "01-b.md": "# B\n"})
    for key, value in {"root": "text", "shared": "[../x]"}.items():
        _, found = read(folder, {key: value})
        assert found == [
            f"--set {key}: error[S014] {key!r} says what is read at all: write it into course.yaml"
        ]


def test_shared_files_are_assets_of_their_own_names(write: Write) -> None:
    text = "# A\n\n[1](../shared/x.txt) [2](shared/x.txt)\n"
    folder = write({"01-a.md": text, "shared/x.txt": "own"}, "title: S\nshared: ../shared\n")
    (folder.parent / "shared").mkdir()
    (folder.parent / "shared" / "x.txt").write_text("of all", "utf-8")
    course, found = read(folder)
    assert found == []
    links = next(course.units()).links
    files = [link.file for link in links.values() if link.file]
    assert [file.disk.read_text("utf-8") for file in files] == ["of all", "own"]
    assert len({package_name(file.path) for file in files}) == 2, "both can be packed"


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
    settings = {"title": "Fire: what now? #1", "rights": "(not closed", "version": "[new] one"}
    course, found = read(folder, settings)
    assert found == []
    assert course.info.title == "Fire: what now? #1"
    assert (course.info.rights, course.info.version) == ("(not closed", "[new] one")


def test_a_setting_that_was_meant_as_a_list_or_mapping_and_is_none(write: Write) -> None:
    folder = write({"01-a.md": "# A\n"})
    settings = {"title": "{en: Doors", "keywords": " [fire, doors ", "rights": "{en: x, de: y]"}
    course, found = read(folder, settings)
    told = "error[S010] this is not valid YAML:"
    braces = f"{told} these braces are never closed"
    assert sorted(found) == [
        f"--set keywords: {told} this list in [ ] is never closed ('[fire, doors')",
        f"--set rights: {braces} ('{{en: x, de: y]')",
        f"--set title: {braces} ('{{en: Doors')",
    ]
    assert course.info.title == "Safety", "what cannot be read overrides nothing"


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
