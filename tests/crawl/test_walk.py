"""From what the menu opens to all that is loaded and linked from there, and no further."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest

from scorm_builder import package, rules
from scorm_builder.crawl import MOST_PARTS, Site, walk
from scorm_builder.spec import namespaces as ns


def manifest(*launches: str, base: str = "") -> str:
    """A manifest with an item for each href; those that begin with ``-`` are assets."""
    hrefs = [one.lstrip("-") for one in launches]
    kinds = ["asset" if one.startswith("-") else "sco" for one in launches]
    items = "".join(
        f'<item identifier="i{n}" identifierref="r{n}"><title>Unit {n}</title></item>'
        for n, _ in enumerate(hrefs)
    )
    resources = "".join(
        f'<resource identifier="r{n}" type="webcontent" adlcp:scormtype="{kind}" href="{href}"/>'
        for n, (href, kind) in enumerate(zip(hrefs, kinds, strict=True))
    )
    return (
        f'<manifest identifier="m" xmlns="{ns.CP}" xmlns:adlcp="{ns.ADLCP}">'
        f'<organizations default="o"><organization identifier="o"><title>Course</title>{items}'
        f"</organization></organizations><resources{base}>{resources}</resources></manifest>"
    )


def zipped(path: Path, files: Mapping[str, str | bytes]) -> Path:
    with zipfile.ZipFile(path / "p.zip", "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path / "p.zip"


@contextmanager
def opened(folder: Path, files: Mapping[str, str | bytes]) -> Iterator[package.Package]:
    with package.open(zipped(folder, files), "p") as one:
        yield one


def read(folder: Path, files: Mapping[str, str | bytes], *launches: str) -> Site:
    with opened(folder, {"imsmanifest.xml": manifest(*launches or ("a.html",)), **files}) as one:
        return walk.site(one)


def test_pages_scripts_and_sheets_are_followed(tmp_path: Path) -> None:
    site = read(
        tmp_path,
        {
            "unit/a.html": "<link rel=stylesheet href=../look/a.css>"
            "<script src=../js/a.js></script><iframe src=frame.html></iframe>"
            "<a href='b.html?x#y'>B</a><img src=a.png>",
            "unit/frame.html": "<script type=module src=../js/m.js></script>",
            "unit/b.html": "<form action=c.html></form><meta http-equiv=refresh content='1;d.htm'>",
            "unit/c.html": "<object data=e.html></object>",
            "unit/d.htm": "",
            "unit/e.html": "",
            "unit/lonely.html": "",
            "look/a.css": "@import 'b.css'; p { background: url(../unit/a.png) }",
            "look/b.css": "",
            "js/a.js": "importScripts; new Worker('../js/w.js')",
            "js/m.js": "import './n.js'",
            "js/n.js": "",
            "js/w.js": "importScripts('x.js')",
            "js/x.js": "",
            "unit/a.png": "",
        },
        "unit/a.html",
    )
    (sco,) = site.scos
    assert sco.pages == tuple(
        f"unit/{name}" for name in ("a.html", "frame.html", "b.html", "c.html", "d.htm", "e.html")
    )
    assert set(sco.scripts) == {f"js/{name}.js" for name in "amnwx"}
    assert sco.sheets == ("look/a.css", "look/b.css")
    assert set(site.pages) == set(sco.pages)
    assert "unit/a.png" in site.reached
    assert "unit/lonely.html" not in site.reached
    assert site.partly is False
    assert all(one.target for one in site.references)


def test_units_are_told_apart_by_what_is_linked(tmp_path: Path) -> None:
    files = {
        "a.html": "<a href=b.html>B</a><a href=c.html>C</a>",
        "b.html": "<iframe src=a.html></iframe>",
        "c.html": "",
    }
    site = read(tmp_path, files, "a.html", "-b.html")
    # A link to another unit is not gone, a frame is part of the page.
    assert [sco.pages for sco in site.scos] == [
        ("a.html", "c.html"),
        ("b.html", "a.html", "c.html"),
    ]
    assert [(sco.title, sco.is_sco) for sco in site.scos] == [("Unit 0", True), ("Unit 1", False)]


def test_addresses_in_scripts_count_from_the_page_that_runs_them(tmp_path: Path) -> None:
    files = {
        "unit/a.html": "<script src=../js/a.js></script><script>fetch('inline.json')</script>",
        "js/a.js": "fetch('data.json'); import('./b.js'); fetch('gone.json')",
        "js/b.js": "",
        "unit/data.json": "{}",
        "unit/inline.json": "{}",
    }
    site = read(tmp_path, files, "unit/a.html")
    targets = {one.written: one.target for one in site.references if one.sure}
    assert targets == {
        "../js/a.js": "js/a.js",
        "inline.json": "unit/inline.json",
        "data.json": "unit/data.json",
        "./b.js": "js/b.js",
        "gone.json": "",
    }


def test_a_script_of_two_pages_finds_its_files_beside_either(tmp_path: Path) -> None:
    files = {
        "a.html": "<script src=js/a.js></script>",
        "unit/b.html": "<script src=../js/a.js></script>",
        "js/a.js": "fetch('data.json')",
        "unit/data.json": "{}",
    }
    site = read(tmp_path, files, "a.html", "unit/b.html")
    (fetched,) = (one for one in site.references if one.written == "data.json")
    assert fetched.target == "unit/data.json"


def test_texts_in_scripts_are_kept_only_if_there_is_such_a_file(tmp_path: Path) -> None:
    files = {
        "unit/a.html": "<script src=../js/a.js></script>",
        "js/a.js": "var a = 'b.png', c = 'img/c.png', d = 'gone.png', e = 'unit/e.png';",
        "unit/b.png": "",
        "js/img/c.png": "",
        "unit/e.png": "",
    }
    site = read(tmp_path, files, "unit/a.html")
    found = {one.written: one.target for one in site.references if not one.sure}
    assert found == {"b.png": "unit/b.png", "img/c.png": "js/img/c.png", "unit/e.png": "unit/e.png"}
    assert {"unit/b.png", "js/img/c.png", "unit/e.png"} <= site.reached


def test_what_is_miswritten_is_followed_all_the_same(tmp_path: Path) -> None:
    files = {
        "a.html": "<script src=/JS/a.js></script><base href=/><a href=Unit\\b.HTML>B</a>",
        "js/a.js": "",
        "unit/b.html": "",
    }
    (sco,) = read(tmp_path, files, "A.html").scos
    assert (sco.pages, sco.scripts) == (("a.html", "unit/b.html"), ("js/a.js",))


def test_a_frame_whose_name_says_nothing_is_a_page_if_it_begins_as_one(tmp_path: Path) -> None:
    files = {
        "a.html": "<iframe src=b></iframe><iframe src=c.pdf></iframe>",
        "b": "<!doctype html><img src=d.png>",
        "c.pdf": "%PDF-1.4",
        "d.png": "",
    }
    site = read(tmp_path, files)
    assert set(site.pages) == {"a.html", "b"}
    assert site.reached == {"a.html", "b", "c.pdf", "d.png"}


def test_drawings_are_read_but_are_no_pages(tmp_path: Path) -> None:
    files = {
        "a.html": "<object data=b.svg></object>",
        "b.svg": "<svg><image href='c.png'/></svg>",
        "c.png": "",
    }
    site = read(tmp_path, files)
    assert set(site.pages) == {"a.html"}
    assert "c.png" in site.reached


def test_xml_base_counts(tmp_path: Path) -> None:
    files = {
        "imsmanifest.xml": manifest("a.html", base=' xml:base="unit/"'),
        "unit/a.html": "",
    }
    with opened(tmp_path, files) as one:
        assert [sco.launch for sco in walk.site(one).scos] == ["unit/a.html"]


@pytest.mark.parametrize("launch", ["https://example.org/a.html", "gone.html", "", "../a.html"])
def test_what_is_not_in_the_package_is_not_followed(tmp_path: Path, launch: str) -> None:
    assert read(tmp_path, {"b.html": ""}, launch).scos == ()


def test_without_a_manifest_there_is_no_site(tmp_path: Path) -> None:
    with opened(tmp_path, {"a.html": ""}) as one:
        assert walk.site(one) == Site()


def test_a_package_is_read_once(tmp_path: Path) -> None:
    with opened(tmp_path, {"imsmanifest.xml": manifest("a.html"), "a.html": ""}) as one:
        assert walk.site(one) is walk.site(one)


def test_what_is_too_large_is_left_aside_and_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(walk, "MOST_BYTES", 100)
    files = {"a.html": "<a href=b.html><a href=c.html>", "b.html": "x" * 101, "c.html": "x" * 100}
    site = read(tmp_path, files)
    assert (set(site.pages), site.partly) == ({"a.html", "c.html"}, True)


@pytest.mark.parametrize("limit", ["MOST_MEMORY", "MOST_STEPS"])
def test_what_is_too_much_is_left_aside_and_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: str
) -> None:
    monkeypatch.setattr(walk, limit, 3)
    files = {f"{n}.html": f"<a href={n + 1}.html>" for n in range(9)}
    site = read(tmp_path, files, "0.html")
    assert site.partly is True
    assert len(site.pages) < 9


def test_a_style_sheet_of_more_than_anybody_wants_to_hear_of_is_read_in_part(
    tmp_path: Path,
) -> None:
    page = '<link rel="stylesheet" href="a.css">'
    files = {"a.html": page, "a.css": "a{b:url(x.png)}" * (MOST_PARTS + 9)}
    with opened(tmp_path, {"imsmanifest.xml": manifest("a.html"), **files}) as found:
        assert walk.site(found).partly is True
        (said,) = [one.message for one in rules.check(found, ["H01"])]
        assert said == f"'x.png' is not in the package (at least {MOST_PARTS - 1} more places)"


def test_a_file_that_cannot_be_read_is_left_aside_and_said(tmp_path: Path) -> None:
    files = {"imsmanifest.xml": manifest("a.html"), "a.html": "<p>here it is"}
    path = zipped(tmp_path, files)
    path.write_bytes(path.read_bytes().replace(b"here it is", b"here it wa"))
    with package.open(path) as one:
        site = walk.site(one)
        [said] = [found.message for found in rules.check(one, ["H10"])]
    assert (site.pages, site.partly, [*site.unread]) == ({}, True, ["a.html"])
    assert said.endswith("'a.html' could not be read")


def test_circles_come_to_an_end(tmp_path: Path) -> None:
    files = {
        "a.html": "<iframe src=b.html></iframe><script src=a.js></script>",
        "b.html": "<iframe src=a.html></iframe><link rel=stylesheet href=a.css>",
        "a.css": "@import 'a.css'; @import 'b.css';",
        "b.css": "@import 'a.css';",
        "a.js": "import './a.js'",
    }
    (sco,) = read(tmp_path, files).scos
    assert (sco.pages, sco.sheets, sco.scripts) == (
        ("a.html", "b.html"),
        ("a.css", "b.css"),
        ("a.js",),
    )


def test_content_that_a_player_opens_by_its_name_is_read(tmp_path: Path) -> None:
    # As authoring tools do: a driver with the LMS, and the course in a frame that it fills.
    site = read(
        tmp_path,
        {
            "driver/a.html": "<script src=driver.js></script>"
            '<script>contentLocation = "../content/index.html"</script><frame src=blank.html>',
            "driver/driver.js": "frames[0].location.href = contentLocation",
            "driver/blank.html": "",
            "content/index.html": "<script>add('lib/main.js')</script>",
            "content/lib/main.js": "run()",
            "content/unused.html": "",
        },
        "driver/a.html",
    )
    (sco,) = site.scos
    assert sco.pages == ("driver/a.html", "driver/blank.html", "content/index.html")
    assert sco.scripts == ("driver/driver.js", "content/lib/main.js")


def test_a_name_in_a_script_leads_to_no_other_unit(tmp_path: Path) -> None:
    files = {"a.html": "<script>menu = ['a.html', 'b.html']</script>", "b.html": ""}
    first, second = read(tmp_path, files, "a.html", "b.html").scos
    assert (first.pages, second.pages) == (("a.html",), ("b.html",))
