"""Hostile packages and broken manifests end in a copy, in a refusal, or in nothing done."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scorm_builder.mending import RefusedError, copying, manifests
from scorm_builder.mending.manifests import Around
from tests.hostile.manifests import MANIFESTS
from tests.hostile.zips import PAGE, ZIPS, zipped
from tests.rules.test_rules import GOOD

TEXT = GOOD["imsmanifest.xml"].decode()
PIECES = (
    *('<file href="a"/>', "<title>x</title>", "<item/>", "<metadata/>", "<x/>", "<!-- -->", "]]>"),
    *(' isvisible="1"', ' isvisible="0"', ' xml:base="x/"', ' href="ALARM.html"', ' version=""'),
    *(' isvisible=" TRUE"', ' href="x/alarm.html"', ' href="x\\way-out.html"', "%FC", "u\u0308"),
    *("<!-- --> 1.2", "<![CDATA[ 1.2 ]]>", ' encoding="cp1252"'),
    *(' xmlns="urn:x"', ' xmlns:adlcp="urn:y"', ' xmlns:adlcp="http://www.adlnet.org/xsd/x"'),
    *(
        "imscp:",
        "adl:",
        "<![CDATA[",
        "'",
        '"',
        "<",
        ">",
        "&",
        "&#0;",
        "\0",
        "\n",
        "\ufeff",
        "\u00fc",
    ),
    *("<adlcp:location>a</adlcp:location>", '<v:x xmlns:v="urn:v" v:identifier="i"/>', "\u2028"),
)

# Of each kind of attack one; time and memory of all of them are the rules' (tests/hostile).
ATTACKS = (
    *("a bomb that hides its size", "a bomb in two thousand pieces", "bombs in bombs"),
    *("folders without end", "links and devices", "names with nul", "names that lead out"),
    *("names that a terminal acts on", "names of no encoding", "an encrypted file"),
)
TEXTS = (
    *("an entity from a file", "a billion laughs", "an inclusion", "items as deep as is parsed"),
    *("control characters", "UTF-16 of odd length", "UTF-16 that says it is UTF-8", "UTF-7"),
    *("EBCDIC", "nothing", "long names within long names", "a circle of ten thousand"),
)


def outcome(path: Path) -> set[str]:
    """The rules whose findings were mended; "refused" where the package was."""
    try:
        return {one.rule for one in copying.mended(path, lambda _: True).mends}
    except RefusedError:
        return {"refused"}


@pytest.mark.parametrize("case", ATTACKS)
def test_a_hostile_zip_is_mended_or_refused(case: str, tmp_path: Path) -> None:
    make, expected = ZIPS[case]
    path = tmp_path / "p.zip"
    path.write_bytes(make())
    found = outcome(path)
    if expected & {"Z01", "Z02", "Z05", "Z08", "Z10", "Z11", "Z13"}:
        assert found == {"refused"}
    assert [one.name for one in tmp_path.iterdir()] == ["p.zip"]


@pytest.mark.parametrize("case", TEXTS)
def test_a_hostile_manifest_is_mended_or_left(case: str, tmp_path: Path) -> None:
    make, expected = MANIFESTS[case]
    path = tmp_path / "p.zip"
    path.write_bytes(zipped({"imsmanifest.xml": make(), "index.html": PAGE, "a.html": PAGE}))
    found = outcome(path)
    if "M01" in expected:
        assert not {one for one in found if one[0] in "MDF"}


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, len(TEXT)), st.integers(0, 30), st.sampled_from(PIECES))),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "latin-1"]),
)
def test_any_text_is_mended_once_and_for_all(
    edits: list[tuple[int, int, str]], encoding: str
) -> None:
    text = TEXT
    for at, length, piece in edits:
        # Half of the pieces are put where a tag ends, so that most texts can still be parsed.
        place = text.find(">" if at % 2 else " ", at) + (at % 2) if piece[:1] in " <" else at
        text = (
            text[: max(place, 0)] + piece + text[max(place, 0) + (length if at % 5 == 0 else 0) :]
        )
    data = text.encode(encoding, "replace")
    around = Around(frozenset(GOOD))
    out, mends = manifests.mended(data, Around(around.names, folder="x/"), lambda _: True)
    assert mends or out == data
    assert manifests.mended(out, around, lambda _: True) == (out, [])
