"""A course in several languages: a package each, the same identity in all, its words in each."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PIL import Image

from scorm_builder import build

CP = "{http://www.imsproject.org/xsd/imscp_rootv1p1p2}"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><title>{}</title></svg>'
FILES = {
    "course.yaml": (
        "title: {en: Fire safety, de: Brandschutz, ar: السلامة من الحريق}\nlanguages: [de, ar]\n"
    ),
    "index.md": "# Welcome\n\n![The plan](plan.svg)\n",
    "index.de.md": "# Willkommen\n\n![Der Plan](plan.svg)\n\n[Weiter](02-doors/01-open.md)\n",
    "index.ar.md": "# أهلا\n\n![المخطط](plan.svg)\n",
    "01-only.md": "---\nwas: [alone]\n---\n# English only\n",
    "02-doors/module.yaml": "title: {en: Doors, de: Türen, ar: أبواب}\n",
    "02-doors/01-open.en.md": "---\nid: open\n---\n# Open\n",
    "02-doors/01-open.de.md": "# Offen\n",
    "02-doors/01-open.ar.md": "# مفتوح\n",
    "plan.svg": SVG.format("plan"),
    "plan.de.svg": SVG.format("Plan"),
}


class Packages:
    """What a build made of a course: its zips by name, and what it found."""

    def __init__(self, out: Path, found: list[str]) -> None:
        self.out, self.found = out, found

    def names(self) -> list[str]:
        return sorted(path.name for path in self.out.iterdir())

    def read(self, package: str, path: str) -> str:
        with zipfile.ZipFile(self.out / package) as archive:
            return archive.read(path).decode()

    def manifest(self, package: str) -> ElementTree.Element:
        return ElementTree.fromstring(self.read(package, "imsmanifest.xml"))

    def page(self, package: str, unit: str) -> str:
        return self.read(package, f"units/{unit}/index.html")

    def html(self, package: str, unit: str) -> tuple[str, str]:
        """Language and direction of a page."""
        match = re.search(r'<html lang="(.*?)" dir="(.*?)"', self.page(package, unit))
        assert match
        return match[1], match[2]

    def pictures(self, package: str) -> dict[str, bytes]:
        with zipfile.ZipFile(self.out / package) as archive:
            return {name: archive.read(name) for name in archive.namelist() if ".png" in name}

    def titles(self, package: str) -> list[str | None]:
        return [title.text for title in self.manifest(package).iter(f"{CP}title")]


Built = Callable[[Mapping[str, str]], Packages]


@pytest.fixture
def built(tmp_path: Path) -> Built:
    def of(files: Mapping[str, str]) -> Packages:
        for path, text in files.items():
            target = tmp_path / "course" / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, "utf-8")
        result = build(tmp_path / "course", tmp_path / "out")
        assert not result.report.fails(), result.report.text()
        found = [str(one) for one in result.report.diagnostics if one.code != "S303"]
        return Packages(tmp_path / "out", [one.partition("/course/")[2] for one in found])

    return of


def web(language: str, title: str) -> str:
    """A page of somebody's own."""
    return f'<!doctype html>\n<html lang="{language}">\n<title>{title}</title>\n</html>\n'


def test_every_language_is_a_package(built: Built) -> None:
    packages = built(FILES)
    assert packages.names() == ["fire-safety-ar.zip", "fire-safety-de.zip", "fire-safety.zip"]


def test_what_an_lms_keys_records_on_is_the_same_in_all(built: Built) -> None:
    packages = built(FILES)
    english, german, arabic = (
        [element.get("identifier") for element in packages.manifest(name).iter()]
        for name in ("fire-safety.zip", "fire-safety-de.zip", "fire-safety-ar.zip")
    )
    assert english == german == arabic
    assert {"intro", "alone", "doors", "open"} <= {*english}


def test_titles_and_pages_are_in_the_language_of_the_package(built: Built) -> None:
    packages = built(FILES)
    english = ["Fire safety", "Welcome", "English only", "Doors", "Open"]
    german = ["Brandschutz", "Willkommen", "English only", "Türen", "Offen"]
    assert packages.titles("fire-safety.zip") == english
    assert packages.titles("fire-safety-de.zip") == german
    assert packages.html("fire-safety.zip", "open") == ("en", "ltr")
    assert packages.html("fire-safety-de.zip", "open") == ("de", "ltr")
    assert packages.html("fire-safety-ar.zip", "open") == ("ar", "rtl")
    assert "Zum Abschließen" in packages.page("fire-safety-de.zip", "open")


def test_a_unit_without_translation_keeps_its_language_and_is_told_once(built: Built) -> None:
    packages = built(FILES)
    assert packages.html("fire-safety-ar.zip", "only") == ("en", "ltr")
    page = packages.page("fire-safety-ar.zip", "only")
    assert '<p class="trail" lang="ar" dir="rtl">السلامة من الحريق' in page
    (found,) = packages.found
    assert found.startswith("01-only.md: warning[S250] '01-only.md' is not there in 'de' and 'ar'")


def test_a_link_takes_the_file_of_the_language(built: Built) -> None:
    packages = built(FILES)
    assert "plan</title>" in packages.read("fire-safety.zip", "assets/plan.svg")
    assert "Plan</title>" in packages.read("fire-safety-de.zip", "assets/plan.svg")
    assert "plan</title>" in packages.read("fire-safety-ar.zip", "assets/plan.svg")
    assert "Offen" in packages.page("fire-safety-de.zip", "intro"), (
        "a link to a unit says its title"
    )


def test_web_units_are_translated_as_folders_and_keep_their_files(built: Built) -> None:
    packages = built(
        {
            "course.yaml": "title: {en: S, de: S}\nid: s\nlanguages: [de]\n",
            "01-app/index.html": web("en", "App"),
            "01-app/strings.de.js": "1",
            "01-app.de/index.html": web("de", "Anwendung"),
            "02-game/index.html": web("en", "Game"),
            "02-game/strings.de.js": "2",
            "02-game.yaml": "title: {en: Game, de: Spiel}\n",
        }
    )
    assert packages.found == []
    assert packages.titles("s.zip") == ["S", "App", "Game"]
    assert packages.titles("s-de.zip") == ["S", "Anwendung", "Spiel"]
    assert packages.read("s.zip", "web/app/strings.de.js") == "1"
    assert "Anwendung" in packages.read("s-de.zip", "web/app/index.html")
    assert packages.read("s-de.zip", "web/game/strings.de.js") == "2"


def test_a_folder_of_units_is_translated_file_by_file(built: Built) -> None:
    packages = built(
        {
            "course.yaml": "title: {en: S, de: S}\nid: s\nlanguages: [de]\n",
            "01-m/module.yaml": "title: {en: M, de: M}\n",
            "01-m/01-a.md": "# A\n",
            "01-m/01-a.de.md": "# Ah\n",
            "01-m.de/01-b.md": "# B\n",
            "01-m.de/01-b.de.md": "# Be\n",
        }
    )
    (stray,) = (one for one in packages.found if "S252" in one)
    assert stray.startswith("01-m.de: warning[S252] '01-m.de' looks like '01-m' in 'de', but is no")
    assert stray.endswith(": translate the files in '01-m' one by one")


def test_shared_files_have_a_language_too(tmp_path: Path) -> None:
    for path, text in {
        "media/plan.svg": SVG.format("plan"),
        "media/plan.de.svg": SVG.format("Plan"),
        "course/course.yaml": "title: {en: S, de: S}\nid: s\nlanguages: [de]\nshared: [../media]\n",
        "course/01-a.md": "# A\n\n![The plan](../media/plan.svg)\n",
        "course/01-a.de.md": "# A\n\n![Der Plan](../media/plan.svg)\n",
    }.items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(text)
    result = build(tmp_path / "course", tmp_path / "out")
    assert not result.report.fails(strict=True), result.report.text()
    packages = Packages(tmp_path / "out", [])
    assert "plan</title>" in packages.read("s.zip", "assets/_/media/plan.svg")
    assert "Plan</title>" in packages.read("s-de.zip", "assets/_/media/plan.svg")


def test_a_deck_of_pictures_takes_those_of_the_language(built: Built, tmp_path: Path) -> None:
    pictures = tmp_path / "course" / "01-deck"
    pictures.mkdir(parents=True)
    for name, colour in {"01-x.png": "red", "01-x.de.png": "blue", "02-y.png": "red"}.items():
        Image.new("RGB", (8, 8), colour).save(pictures / name)
    packages = built(
        {
            "course.yaml": "title: {en: S, de: S}\nid: s\nlanguages: [de]\n",
            "01-deck/module.yaml": "type: slides\ntitle: {en: Deck, de: Folien}\n",
        }
    )
    assert [one for one in packages.found if "S250" in one] == []
    assert packages.titles("s-de.zip") == ["S", "Folien"]
    english, german = (packages.pictures(name) for name in ("s.zip", "s-de.zip"))
    assert english.keys() == german.keys()
    assert len({*english.items()} ^ {*german.items()}) == 2, "one picture differs"


def test_what_contents_lists_is_there_in_all_languages(built: Built) -> None:
    packages = built(
        {
            "course.yaml": (
                "title: {en: S, de: S}\nid: s\nlanguages: [de]\ncontents:\n- b.md\n"
                "- title: {en: More, de: Mehr}\n  contents: [{path: a.en.md}]\n"
            ),
            "a.en.md": "# A\n",
            "a.de.md": "# Ah\n",
            "b.md": "# B\n",
            "b.de.md": "# Be\n",
        }
    )
    assert packages.found == []
    assert packages.titles("s.zip") == ["S", "B", "More", "A"]
    assert packages.titles("s-de.zip") == ["S", "Be", "Mehr", "Ah"]
    identifiers = [
        [item.get("identifier") for item in packages.manifest(name).iter(f"{CP}item")]
        for name in ("s.zip", "s-de.zip")
    ]
    assert identifiers == [["b", "more", "a"]] * 2


def test_a_language_does_not_take_the_name_of_another_course(tmp_path: Path) -> None:
    for folder, text in {
        "one": "title: {en: S, de: Es}\nlanguages: [de]\n",
        "two": "title: S\nid: s-de\n",
    }.items():
        (tmp_path / "courses" / folder).mkdir(parents=True)
        (tmp_path / "courses" / folder / "course.yaml").write_text(text)
        (tmp_path / "courses" / folder / "01-a.md").write_text("# A\n")
        (tmp_path / "courses" / folder / "01-a.de.md").write_text("# A\n")
    result = build(tmp_path / "courses", tmp_path / "out")
    assert [found.code for found in result.report.diagnostics].count("S025") == 2
    assert not (tmp_path / "out").exists(), "nobody knows which of them was meant"


def test_findings_of_a_file_that_several_packages_share_are_told_once(tmp_path: Path) -> None:
    for path, text in {
        "course.yaml": "title: {en: S, de: S}\nlanguages: [de]\n",
        "01-a.md": "# A\n\n[x](not-there.md)\n",
        "unused.txt": "x",
        "used-in-german.txt": "x",
        "02-b.md": "# B\n",
        "02-b.de.md": "# B\n\n[x](used-in-german.txt)\n",
    }.items():
        (tmp_path / path).write_text(text)
    found = [
        (one.code, one.message) for one in build(tmp_path, tmp_path / "out").report.diagnostics
    ]
    assert [code for code, _ in found] == ["S250", "S104", "S031"]
    assert found[2][1] == "not packed, since no unit uses it: 'unused.txt'"
