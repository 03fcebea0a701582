"""Ids and names that learners' records and packaged files hang on."""

from __future__ import annotations

import hashlib
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scorm_builder.course.identity import (
    file_id,
    folder_id,
    join_id,
    package_name,
    slug,
    split_number,
    split_stem,
    state_key,
)
from scorm_builder.fields.forms import ID
from scorm_builder.fields.languages import Languages, is_language

NAMES = st.text(st.characters(exclude_characters="/\x00", exclude_categories=["Cs"]), min_size=1)


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:8]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Fire safety", "fire-safety"),
        ("  --Fire!! -- ", "fire"),
        ("Élève Ångström", "eleve-angstrom"),
        ("ﬁne ①", "fine-1"),
        ("Größe", f"gro-e-u{digest('Größe')}"),
        ("安全", f"u{digest('安全')}"),
        ("!!!", f"u{digest('!!!')}"),
    ],
)
def test_slugs(text: str, expected: str) -> None:
    assert slug(text) == expected


@given(st.text(min_size=1))
def test_a_slug_is_what_ids_are_made_of(text: str) -> None:
    made = slug(text)
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", made)
    assert slug(made) == made


@given(st.text("абвгдежз", min_size=1, max_size=5), st.text("абвгдежз", min_size=1, max_size=5))
def test_letters_that_are_lost_do_not_make_two_names_one(one: str, two: str) -> None:
    assert (slug(one) == slug(two)) is (one == two)
    assert (package_name(f"{one}.png") == package_name(f"{two}.png")) is (one == two)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("01-welcome.md", "welcome"),
        ("02-at the alarm/03_Where to go.md", "at-the-alarm-where-to-go"),
        ("a-unit.md", "a-unit"),
        ("3d.md", "u-3d"),
        ("01-2nd.md", "u-2nd"),
    ],
)
def test_a_path_gives_an_id_without_its_numbers(path: str, expected: str) -> None:
    assert file_id(path) == expected


def test_renumbering_changes_no_id() -> None:
    assert file_id("01-a/09-b.md") == file_id("07-a/10-b.md")


def test_any_other_point_belongs_to_the_stem() -> None:
    assert file_id("01-v1.2.md") == "v1-2"


def test_the_name_of_a_folder_has_no_ending() -> None:
    assert folder_id("01-part one/02-v1.2") == "part-one-v1-2"
    assert folder_id("") == ""
    assert folder_id("", ["More"]) == "more"
    assert folder_id("03-m", ["More", "Still more"]) == "m-more-still-more"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("01-intro.en.md", ("01-intro", "en")),
        ("01-intro.pt-BR.md", ("01-intro", "pt-BR")),
        ("01-intro.de.md", ("01-intro.de", "")),
        ("01-intro.md", ("01-intro", "")),
        (".en.md", (".en", "")),
    ],
)
def test_stems_and_languages(name: str, expected: tuple[str, str]) -> None:
    assert split_stem(name, Languages("en", ("pt-BR",))) == expected


def test_language_tags() -> None:
    assert all(map(is_language, ("en", "fil", "pt-BR", "zh-Hant-TW", "es-419")))
    assert not any(map(is_language, ("", "English", "EN", "e", "en_GB", "en-", "12")))


@given(st.lists(st.text("abcdefgh0123456789", min_size=1, max_size=40), min_size=1, max_size=5))
def test_every_id_is_one_that_lmss_keep(parts: list[str]) -> None:
    assert ID.fullmatch(join_id(parts))


def test_a_long_id_keeps_its_beginning_and_is_told_apart() -> None:
    one, two = join_id(["a" * 70]), join_id(["a" * 71])
    assert one.startswith("a" * 55 + "-")
    assert len(one) == 64
    assert one != two


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("03-fire.md", (3, "fire.md")),
        ("3_fire", (3, "fire")),
        ("12 fire", (12, "fire")),
        ("2018-report.pdf", (None, "2018-report.pdf")),
        ("3d.png", (None, "3d.png")),
        ("01-", (None, "01-")),
        ("0001-a", (None, "0001-a")),
        ("٣-a", (None, "٣-a")),
    ],
)
def test_numbers(name: str, expected: tuple[int | None, str]) -> None:
    assert split_number(name) == expected


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("files/My Notes.PDF", "files/my-notes.pdf"),
        ('a&b\'s "c".png', "a-b-s-c-.png"),
        ("files/run.py", "files/run.py.txt"),
        ("run.PHP", "run.php.txt"),
        (".htaccess", "htaccess.txt"),
        ("../../media/plan.svg", "_/_/media/plan.svg"),
        ("Größe.svg", f"gro-e-{digest('Größe.svg')}.svg"),
    ],
)
def test_names_in_the_package(path: str, expected: str) -> None:
    assert package_name(path) == expected


@given(st.lists(NAMES, min_size=1, max_size=12))
def test_a_packaged_name_is_one_that_every_lms_serves(parts: list[str]) -> None:
    made = package_name("/".join(parts))
    assert re.fullmatch(r"[a-z0-9._/-]+", made)
    assert len(made) <= 200
    for segment in made.split("/"):
        assert 0 < len(segment) <= 100
        assert segment not in (".", "..")
        assert not segment.endswith(".")
    assert package_name(made) == made, "a name that fits is left as it is"


def test_a_state_key_is_the_contracts() -> None:
    # sha256("where") in base64url begins with these characters.
    import base64

    whole = base64.urlsafe_b64encode(hashlib.sha256(b"where").digest()).decode()
    assert state_key("where") == whole[:3]
