"""Faults in any combination: each is mended, and what learners' records hang on stays."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.mending import copies
from tests.mending.copies import mended
from tests.rules.archives import zipped
from tests.rules.test_rules import GOOD

MANIFEST = "imsmanifest.xml"
TEXT = GOOD[MANIFEST].decode()
Faulty = Callable[[str], str]

# What each makes of the good manifest's text, by the rule that tells of it.
TEXTS: dict[str, Faulty] = {
    "D01": lambda text: text.replace("<schema>ADL SCORM</schema>", ""),
    "F02": lambda text: text.replace('href="alarm.html"', 'href="Alarm.htmL"'),
    "F03": lambda text: text.replace('href="way-out.html"', 'href="/way-out.html"'),
    "F05": lambda text: text.replace('<file href="shared/style.css"/>', ""),
    "M07": lambda text: (
        text.replace("<title>", "<p:title>")
        .replace("</title>", "</p:title>")
        .replace(
            "xmlns:xsi=", 'xmlns:p="http://www.imsproject.org/xsd/imscp_rootv1p1p2" xmlns:xsi='
        )
    ),
    "M08": lambda text: text.replace("adlcp:", "adl:").replace("xmlns:adlcp", "xmlns:adl"),
    "M10": lambda text: text.replace(">1.2<", ">\n      1.2 <"),
    "M12": lambda text: _late(text),
    "M25": lambda text: text.replace(':scormtype="asset"', ':scormType="Asset"'),
    "M32": lambda text: text.replace(' isvisible="true"', ' isvisible="1"'),
    "M46": lambda text: text.replace(' version="1.0"\n', "\n", 1),
}
BYTES: dict[str, Callable[[str], bytes]] = {
    "": lambda text: text.encode(),
    "M02": lambda text: text.replace("UTF-8", "ISO-8859-1").encode("latin-1"),
    "M03": lambda text: b"\xef\xbb\xbf" + text.encode(),
    "m03": lambda text: ("\n\t " + text).encode(),
    "m02": lambda text: text.replace("UTF-8", "UTF-16").encode("utf-16"),
}
NAMES: dict[str, Callable[[dict[str, bytes]], dict[str, bytes]]] = {
    "Z03": lambda files: {f"a/b c/{name}": data for name, data in files.items()},
    "Z04": lambda files: {
        name.replace(MANIFEST, "ImsManifest.XML"): data for name, data in files.items()
    },
    "Z09": lambda files: {name.replace("/", "\\"): data for name, data in files.items()},
    "Z21": lambda files: {**files, "x/.DS_Store": b"\0", "Thumbs.db": b"\0"},
}


def _late(text: str) -> str:
    """The metadata after all else."""
    start, end = text.index("<metadata>"), text.index("</metadata>") + len("</metadata>")
    metadata = text[start:end]
    return text.replace(metadata, "").replace("</manifest>", f"{metadata}</manifest>")


@st.composite
def faulty(draw: st.DrawFn) -> tuple[bytes, set[str]]:
    """A zip, and the rules that it breaks."""
    texts = draw(st.lists(st.sampled_from(sorted(TEXTS)), unique=True))
    encoding = draw(st.sampled_from(sorted(BYTES)))
    names = draw(st.lists(st.sampled_from(sorted(NAMES)), unique=True))
    text = TEXT.replace("The drill", "\u00dcbung")
    for one in texts:
        text = TEXTS[one](text)
    files = {**GOOD, MANIFEST: BYTES[encoding](text)}
    # Backslashes last: a wrapper's slash becomes one too.
    for one in sorted(names, key=lambda name: (name == "Z09", name)):
        files = NAMES[one](files)
    return zipped(files), {*texts, *names, *([encoding.upper()] if encoding else [])}


@settings(max_examples=120, deadline=None)
@given(faulty())
def test_any_faults_together_are_mended(case: tuple[bytes, set[str]]) -> None:
    data, rules = case
    with tempfile.TemporaryDirectory() as folder:
        found = mended(Path(folder), data)
        assert found.done == rules
        if not rules:
            return
        # Without the folder the files have no blank in their names any more.
        assert found.left == set()
        files = found.files()
        assert {n: d for n, d in files.items() if n != MANIFEST} == {
            n: d for n, d in GOOD.items() if n != MANIFEST
        }
        good = TEXT.encode()
        assert copies.identities(files[MANIFEST]) == copies.identities(good)
        assert copies.launched(files[MANIFEST]) == copies.launched(good)
        (Path(folder) / "again").mkdir()
        again = mended(Path(folder) / "again", found.copy.read_bytes())
        assert again.fixed.mends == ()
