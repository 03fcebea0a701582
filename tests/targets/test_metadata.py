"""The metadata record: complete by the profile of the standard, or not there."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from scorm_builder.spec.namespaces import MANIFEST, MD, XML
from scorm_builder.targets import scorm12
from tests.targets import courses
from tests.targets.courses import Given

# Content Aggregation Model 1.2, section 2.2.4: what a content aggregation must have ...
MANDATORY = """
general/title general/catalogentry/catalog general/catalogentry/entry general/description
general/keyword lifecycle/version lifecycle/status metametadata/metadatascheme technical/format
technical/location rights/cost rights/copyrightandotherrestrictions classification/purpose
classification/description classification/keyword
""".split()
# ... and must not.
RESERVED = ("general/identifier", "metametadata/identifier")
# Section 2.2.3: words of restricted vocabularies.
VOCABULARIES = {
    "lifecycle/status": {"Draft", "Final", "Revised", "Unavailable"},
    "lifecycle/contribute/role": {"Author", "Publisher", "Unknown", "Editor", "Content Provider"},
    "rights/cost": {"yes", "no"},
    "rights/copyrightandotherrestrictions": {"yes", "no"},
}
SPACES: Any = {None: MD}


def record(given: Given) -> Any:
    plan, _ = scorm12.plan(given.course, given.rendered, given.shared)
    data = plan.outputs[MANIFEST].data
    assert isinstance(data, bytes)
    return etree.fromstring(data).find(f".//{{{MD}}}lom")


def said(lom: Any, path: str) -> list[str]:
    return ["".join(element.itertext()).strip() for element in lom.findall(path, SPACES)]


def least(tmp_path: Path, **more: Any) -> Given:
    of = courses.info(description="What to do.", keywords=("fire",), **more)
    return courses.given(tmp_path, courses.unit("a"), of=of)


@pytest.mark.parametrize("path", MANDATORY)
def test_what_the_profile_asks_for_is_there(path: str, tmp_path: Path) -> None:
    for given in (least(tmp_path), courses.whole(tmp_path)):
        assert said(record(given), path)
        assert all(said(record(given), path))


@pytest.mark.parametrize("path", RESERVED)
def test_what_it_reserves_is_not(path: str, tmp_path: Path) -> None:
    assert said(record(courses.whole(tmp_path)), path) == []


@pytest.mark.parametrize("path", VOCABULARIES)
def test_words_are_of_their_vocabulary(path: str, tmp_path: Path) -> None:
    lom = record(courses.whole(tmp_path))
    assert set(said(lom, f"{path}/value")) <= VOCABULARIES[path]
    assert set(said(lom, f"{path}/source")) == {"LOMv1.0"}


def test_without_description_or_keywords_there_is_none(tmp_path: Path) -> None:
    whole = courses.whole(tmp_path)
    for lacking in ({"description": ""}, {"keywords": ()}):
        course = replace(whole.course, info=replace(whole.course.info, **lacking))
        assert record(replace(whole, course=course)) is None


def test_it_says_what_course_yaml_says(tmp_path: Path) -> None:
    lom = record(courses.whole(tmp_path))
    assert said(lom, "general/title") == ["Fire safety"]
    assert said(lom, "general/catalogentry/entry") == ["fire"]
    assert said(lom, "general/keyword") == ["fire", "doors"]
    assert said(lom, "general/description") == ["What to do, and what not, when it burns."]
    assert said(lom, "rights/description") == ["CC BY 4.0, © 2026 Jo <jo@example.org>"]
    assert said(lom, "technical/location") == ["units/intro/index.html"]
    assert said(lom, "metametadata/metadatascheme") == ["ADL SCORM 1.2"]


@pytest.mark.parametrize(
    ("seconds", "written"),
    [(0, []), (59, ["00:00:59"]), (5430, ["01:30:30"]), (360_000, ["100:00:00"])],
)
def test_how_long_it_takes(seconds: int, written: list[str], tmp_path: Path) -> None:
    lom = record(least(tmp_path, duration=seconds))
    assert said(lom, "educational/typicallearningtime/datetime") == written


def test_texts_are_in_the_language_of_the_course(tmp_path: Path) -> None:
    lom = record(least(tmp_path, language="pt-BR"))
    languages = {
        path: lom.find(f"{path}/langstring", SPACES).get(f"{{{XML}}}lang")
        for path in ("general/title", "general/keyword", "classification/description")
    }
    assert set(languages.values()) == {"pt-BR"}
    assert said(lom, "general/language") == ["pt-BR"]


def test_a_date_needs_nobody(tmp_path: Path) -> None:
    lom = record(least(tmp_path, date="2024-01-02"))
    assert said(lom, "lifecycle/contribute/date/datetime") == ["2024-01-02"]
    assert said(lom, "lifecycle/contribute/centity/vcard") == []


def test_people_are_vcards(tmp_path: Path) -> None:
    cards = said(record(courses.whole(tmp_path)), "lifecycle/contribute/centity/vcard")
    lines = [card.split("\n") for card in cards]
    assert [(card[0], card[1], card[-1]) for card in lines] == [
        ("BEGIN:VCARD", "VERSION:3.0", "END:VCARD")
    ] * 2
    assert [card[3] for card in lines] == ["FN:Jo Doe\\; Fire & Co", "FN:Zoë"]


def test_objectives_are_what_the_educational_objective_says(tmp_path: Path) -> None:
    lom = record(least(tmp_path, objectives=("Leave by the nearest door", "Count everybody")))
    expected = ["Leave by the nearest door; Count everybody"]
    assert said(lom, "classification/purpose/value") == ["Educational Objective"]
    assert said(lom, "classification/description") == expected
    assert said(lom, "general/description") == ["What to do."]
