"""How a mended manifest writes the names of files."""

from __future__ import annotations

import pytest

from tests.mending.test_manifests import NAMES, TEXT, mend


@pytest.mark.parametrize(
    ("name", "written", "right"),
    [
        ("alarm.html", "&#10; alarm.html ", "alarm.html"),
        ("alarm.html", "./alarm.html?a=b/../c", "alarm.html?a=b/../c"),
        ("ways/a.html", "ways//a.html", "ways/a.html"),
        ("ways/a.html", "ways%5Ca.html", "ways/a.html"),
        ("ways/a.html", "ways%2Fa.html#top", "ways/a.html#top"),
        ("a#b.html", "a#b.html", "a%23b.html"),
        ("a%20b.html", "a%20b.html?c", "a%2520b.html?c"),
    ],
)
def test_an_href_becomes_what_a_browser_gets_the_file_by(
    name: str, written: str, right: str
) -> None:
    odd = TEXT.replace('sco" href="alarm.html"', f'sco" href="{written}"')
    names = frozenset({*NAMES - {"alarm.html"}, name})
    assert mend(odd, "F03", names=names) == TEXT.replace(
        'sco" href="alarm.html"', f'sco" href="{right}"'
    )
    assert mend(odd, "F03", names=frozenset({"other.html"})) == odd, "what is meant is not there"


def test_what_is_encoded_as_it_should_be_is_left_alone() -> None:
    right = TEXT.replace('sco" href="alarm.html"', 'sco" href="a%20b%231.html?c=%2F#//d"')
    assert mend(right, "F03", names=NAMES | {"a b#1.html"}) == right


def test_a_page_that_another_resource_lists_is_not_listed_again() -> None:
    """The one that opens it depends on that."""
    text = TEXT.replace('<file href="way-out.html"/>\n      ', "").replace(
        '<file href="shared/style.css"/>', '<file href="way-out.html"/>'
    )
    assert mend(text, "M28") == text


def test_a_name_is_written_with_the_accents_of_the_file() -> None:
    odd = TEXT.replace('href="alarm.html"', 'href="Fu\u0308r.html"')
    right = TEXT.replace('href="alarm.html"', 'href="f%C3%BCr.html"')
    assert mend(odd, "F02", names=NAMES | {"f\u00fcr.html"}) == right
    assert mend(right, "F02", names=NAMES | {"fu\u0308r.html"}) == right, "the file is to be named"
