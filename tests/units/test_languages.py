"""UI strings: every language whole, the right one on every page, and the way it runs."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from scorm_builder import registry, render
from scorm_builder.resources import templates
from tests.units.making import make

LANGUAGES = sorted(
    path.stem for path in (templates() / "i18n").glob("*.json") if path.stem != "languages"
)


def read(language: str) -> dict[str, str]:
    text = (templates() / "i18n" / f"{language}.json").read_text("utf-8")
    strings: dict[str, str] = json.loads(text)
    return strings


def test_the_languages_are_there() -> None:
    assert {"ar", "de", "en", "es", "fr"} <= set(LANGUAGES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_has_every_string_with_the_same_holes(language: str) -> None:
    english, own = read("en"), read(language)
    assert list(own) == list(english)
    for key, text in english.items():
        assert own[key].strip()
        assert set(re.findall(r"\{\w+\}", own[key])) == set(re.findall(r"\{\w+\}", text)), key


def test_no_string_is_without_use() -> None:
    code = "".join(
        path.read_text("utf-8")
        for folder in (templates(), Path(registry.__file__).parent)
        for path in folder.rglob("*")
        if path.suffix in (".j2", ".js", ".py")
    )
    made = {
        f"to_complete_{rule}" for unit in registry.units().values() for rule in unit.COMPLETIONS
    }
    made |= {key for key in read("en") if key.startswith("alert_")}
    for key in set(read("en")) - made:
        assert f'"{key}"' in code or f"'{key}'" in code, key


@pytest.mark.parametrize(
    ("tag", "word"), [("de", "Tabelle"), ("de-AT", "Tabelle"), ("nl", "Table")]
)
def test_strings_of_the_base_language_else_english(tag: str, word: str) -> None:
    assert render.strings(tag)["table"] == word


@pytest.mark.parametrize(
    ("language", "direction", "bar"),
    [
        ("ar", "rtl", ""),
        ("fr", "ltr", ""),
        ("he", "rtl", ' lang="en" dir="ltr"'),
        ("az-Arab", "rtl", ' lang="en" dir="ltr"'),
        ("ks-Deva", "ltr", ' lang="en" dir="ltr"'),
        ("nl", "ltr", ' lang="en" dir="ltr"'),
    ],
)
def test_a_page_runs_as_its_language_does(
    tmp_path: Path, language: str, direction: str, bar: str
) -> None:
    made = make(tmp_path, {"01-a.md": f"---\nlanguage: {language}\n---\n# A\n"})
    page = made.page("a")
    assert f'<html lang="{language}" dir="{direction}"' in page
    assert f'class="unit-status"{bar} aria-label' in page


def test_numbers_are_written_as_the_language_writes_them(tmp_path: Path) -> None:
    files = {"01-a.md": "---\nlanguage: de\ncompletion: {time: 1.5s}\n---\n# A\n"}
    assert "1,5\u00a0s hier verbringen" in make(tmp_path, files).page("a")
