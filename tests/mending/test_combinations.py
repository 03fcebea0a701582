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

# What each makes of the good manifest's text, by the rule that tells of it; a letter behind it
# tells several of one rule apart.
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
    "M10c": lambda text: text.replace(">1.2<", "><!-- of ours --> 1.2<"),
    "M12": lambda text: _late(text),
    "M25": lambda text: text.replace(':scormtype="asset"', ':scormType="Asset"'),
    "M32": lambda text: text.replace(' isvisible="true"', ' isvisible="1"'),
    "M32c": lambda text: text.replace(' isvisible="true"', ' isvisible=" TRUE"'),
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
    "Z17": lambda files: {f"./{name}": data for name, data in files.items()},
    "Z21": lambda files: {**files, "x/.DS_Store": b"\0", "Thumbs.db": b"\0", "x/q.tmp": b""},
}
# A further file: how its name is written, which the manifest writes as "\u00fc\u00fc.txt".
FURTHER = {"": "", "Z14": "??.txt", "Z16": "u\u0308u\u0308.txt"}
NAME = "\u00fc\u00fc.txt"
ENTRY = '<file href="way-out.html"/>'
# What is left, of what cannot be mended by rule, by what was done.
LEFT = {"Z14": {"Z15", "F04"}, "Z16": {"Z15", "F04"}, "M10c": {"M20"}}


def _late(text: str) -> str:
    """The metadata after all else."""
    start, end = text.index("<metadata>"), text.index("</metadata>") + len("</metadata>")
    metadata = text[start:end]
    return text.replace(metadata, "").replace("</manifest>", f"{metadata}</manifest>")


@st.composite
def faulty(draw: st.DrawFn) -> tuple[bytes, set[str]]:
    """A zip, and the names of its faults."""
    texts = draw(st.lists(st.sampled_from(sorted(TEXTS)), unique=True))
    encoding = draw(st.sampled_from(sorted(BYTES)))
    names = draw(st.lists(st.sampled_from(sorted(NAMES)), unique=True))
    further = draw(st.sampled_from(sorted(FURTHER)))
    text = TEXT.replace("The drill", "\u00dcbung")
    if further:
        text = text.replace(ENTRY, f'{ENTRY}<file href="{NAME}"/>')
    for one in texts:
        text = TEXTS[one](text)
    faults = {*texts, *names, encoding.upper(), further} - {""}
    # Through the folder that goes hrefs are only mended where they are right but for that.
    if "Z03" in names and "F02" not in texts and draw(st.booleans()):
        text = text.replace('href="', 'href="a/b%20c/')
        faults.add("F01")
    files = {**GOOD, MANIFEST: BYTES[encoding](text)}
    if further:
        files[FURTHER[further]] = b"text"
    # Backslashes last: a wrapper's slash becomes one too.
    for one in sorted(names, key=lambda name: (name == "Z09", name)):
        files = NAMES[one](files)
    data = zipped(files)
    return data.replace(b"??.txt", b"\x81\x81.txt"), faults


@settings(max_examples=120, deadline=None)
@given(faulty())
def test_any_faults_together_are_mended(case: tuple[bytes, set[str]]) -> None:
    data, faults = case
    further = {NAME: b"text"} if faults & {"Z14", "Z16"} else {}
    with tempfile.TemporaryDirectory() as folder:
        found = mended(Path(folder), data)
        assert found.done == {one[:3] for one in faults}
        if not faults:
            return
        # Without the folder the files have no blank in their names any more.
        assert found.left <= {code for one in faults for code in LEFT.get(one, ())}
        files = found.files()
        assert {n: d for n, d in files.items() if n != MANIFEST} == {
            **{n: d for n, d in GOOD.items() if n != MANIFEST},
            **further,
        }
        good = TEXT.encode()
        assert copies.identities(files[MANIFEST]) == copies.identities(good)
        assert copies.launched(files[MANIFEST]) == copies.launched(good)
        (Path(folder) / "again").mkdir()
        again = mended(Path(folder) / "again", found.copy.read_bytes())
        assert again.fixed.mends == ()
