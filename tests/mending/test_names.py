"""Names of files in the copy: those that the manifest has, of old code pages and of macOS."""

from __future__ import annotations

import json
import unicodedata
import zipfile
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.mending import copies
from tests.mending.copies import Mended, mended
from tests.rules.archives import zipped
from tests.rules.test_rules import GOOD

MANIFEST = "imsmanifest.xml"
ENTRY = '<file href="shared/style.css"/>'


def listing(*hrefs: str) -> bytes:
    """The good manifest with further files in it."""
    more = "".join(f'\n      <file href="{href}"/>' for href in hrefs)
    return GOOD[MANIFEST].decode().replace(ENTRY, ENTRY + more).encode()


def told(found: Mended, rule: str) -> list[str]:
    return [one.done for one in found.fixed.mends if one.rule == rule]


def in_bytes(files: dict[str, bytes], raw: bytes) -> bytes:
    """A zip of files, and of one whose name is these bytes and no word on what they mean."""
    return zipped({**files, "?" * len(raw): b"text"}).replace(b"?" * len(raw), raw)


def apart(text: str) -> str:
    return unicodedata.normalize("NFD", text)


def test_names_that_do_not_say_they_are_utf8_say_so(tmp_path: Path) -> None:
    name = "f\u00fcr.txt"
    listing = GOOD[MANIFEST].replace(
        b"<file href=", f'<file href="{name}"/><file href='.encode(), 1
    )
    data = bytearray(zipped({**GOOD, MANIFEST: listing, name: b"text"}))
    for magic, flags, at in ((b"PK\3\4", 6, 30), (b"PK\1\2", 8, 46)):
        start = data.index(magic)
        while data[start + at : start + at + len(name.encode())] != name.encode():
            start = data.index(magic, start + 1)
        data[start + flags : start + flags + 2] = b"\0\0"
    found = mended(tmp_path, bytes(data))
    assert "Z14" in found.done
    assert "Z14" not in found.left
    with zipfile.ZipFile(found.copy) as archive:
        assert archive.read(name) == b"text"


@pytest.mark.parametrize(
    ("encoding", "wrapper"), [("cp437", ""), ("latin-1", ""), ("cp850", ""), ("cp932", "course/")]
)
def test_names_of_an_old_code_page_are_spelled_as_the_manifest_has_them(
    encoding: str, wrapper: str, tmp_path: Path
) -> None:
    name = "表/カ.txt" if encoding == "cp932" else "\u00d6l/caf\u00e9.txt"
    listing = GOOD[MANIFEST].replace(
        b"<file href=", f'<file href="{quote(name)}"/><file href='.encode(), 1
    )
    files = {wrapper + one: data for one, data in {**GOOD, MANIFEST: listing}.items()}
    plain = (wrapper + name).encode(encoding)
    data = zipped({**files, "?" * len(plain): b"text"})
    found = mended(tmp_path, data.replace(b"?" * len(plain), plain))
    (said,) = [one.done for one in found.fixed.mends if one.rule == "Z14"]
    assert name in said
    assert "as the manifest has them" in said
    assert found.files()[name] == b"text"
    assert {"F01", "F05", "Z14"}.isdisjoint(found.left)


def test_names_of_an_old_code_page_that_nothing_spells_are_told_to_be_looked_at(
    tmp_path: Path,
) -> None:
    found = mended(tmp_path, zipped({**GOOD, "????.txt": b"text"}).replace(b"????", b"caf\x82"))
    (said,) = [one.done for one in found.fixed.mends if one.rule == "Z14"]
    assert "code page 437" in said
    assert "look whether they are right: 'caf\u00e9.txt'" in said
    assert found.files()["caf\u00e9.txt"] == b"text"


@pytest.mark.parametrize(
    ("raw", "href", "name"),
    [
        (b"Pr\xfcfung.txt", "Pr%FCfung.txt", "Pr\u00fcfung.txt"),
        (b"Pr\x81fung.txt", "Pr\u00fcfung.txt", "Pr\u00fcfung.txt"),
    ],
)
def test_bytes_that_the_manifest_has_percent_encoded_are_a_name(
    raw: bytes, href: str, name: str, tmp_path: Path
) -> None:
    found = mended(tmp_path, in_bytes({**GOOD, MANIFEST: listing(href)}, raw))
    assert found.files()[name] == b"text"
    assert {"F01", "Z14"}.isdisjoint(found.left)


@pytest.mark.parametrize("flagged", [True, False])
def test_names_of_macos_are_named_as_the_manifest_has_them(flagged: bool, tmp_path: Path) -> None:
    names = ["\u00fcbung/caf\u00e9.txt", "\ud55c\uae00.txt", "\u30d0\u30c3\u30b0.txt"]
    files = {**GOOD, MANIFEST: listing(*map(quote, names)), **{apart(n): b"text" for n in names}}
    data = zipped(files)
    if not flagged:
        # The one bit that says it, in both headers of these files, which come last.
        data = data.replace(b"\x14\0\0\x08", b"\x14\0\0\0")
    found = mended(tmp_path, data)
    (said,) = [one for one in found.fixed.mends if one.rule == "Z16"]
    assert said.names == tuple(names)
    assert set(names) <= found.files().keys()
    assert {"F01", "F05", "Z14", "Z16"}.isdisjoint(found.left)
    assert ("Z14" in found.done) is not flagged


@pytest.mark.parametrize("write", [str, quote, lambda text: json.dumps(text)[1:-1]])
def test_names_of_macos_that_a_text_writes_so_stay(write: object, tmp_path: Path) -> None:
    assert callable(write)
    name = apart("caf\u00e9.png")
    page = GOOD["alarm.html"].replace(
        b"</body>", f'<img alt="" src="{write(name)}"></body>'.encode()
    )
    found = mended(tmp_path, zipped({**GOOD, "alarm.html": page, name: b"x", "a~": b""}))
    assert name in found.files()
    assert "Z16" in found.left


def test_names_of_macos_that_would_meet_others_stay(tmp_path: Path) -> None:
    names = [apart("caf\u00e9.txt"), "caf\u00e9.txt"]
    found = mended(tmp_path, zipped({**GOOD, **dict.fromkeys(names, b"text"), "a~": b""}))
    assert set(names) <= found.files().keys()


@pytest.mark.parametrize("folder", ["K/", "Mein Kurs/", "a/b c/"])
@pytest.mark.parametrize("write", [str, quote, lambda text: text.replace("/", "\\")])
def test_the_folder_goes_from_hrefs_that_lead_through_it(
    folder: str, write: object, tmp_path: Path
) -> None:
    """The files stood in the manifest by their names from the root of the zip."""
    assert callable(write)
    wrapped = {folder + name: data for name, data in GOOD.items()}
    text = GOOD[MANIFEST].decode().replace('href="', f'href="{write(folder)}')
    found = mended(tmp_path, zipped({**wrapped, folder + MANIFEST: text.encode()}))
    assert found.manifest() == GOOD[MANIFEST]
    assert {"Z03", "F01"} == found.done
    assert found.left == set()


def test_a_folder_that_not_all_hrefs_lead_through_is_for_the_author(tmp_path: Path) -> None:
    wrapped = {f"K/{name}": data for name, data in GOOD.items()}
    text = GOOD[MANIFEST].decode().replace('href="', 'href="K/', 3)
    found = mended(tmp_path, zipped({**wrapped, f"K/{MANIFEST}": text.encode()}))
    assert "F01" in found.left
    assert "F01" not in found.done


def test_all_names_are_told_where_words_name_the_first_few(tmp_path: Path) -> None:
    names = [f"img/{number}.png" for number in range(9)]
    rubbish = [f"img/{number}~" for number in range(9)]
    entries = listing(*rubbish[:7])
    files = {**GOOD, MANIFEST: entries, **dict.fromkeys([*names, *rubbish], b"x")}
    wrapped = {f"K\\{name}".replace("/", "\\"): data for name, data in files.items()}
    found = mended(tmp_path, zipped(wrapped, {"beside.txt": b""}))
    said = {(one.rule, one.entry): one for one in found.fixed.mends}
    assert set(said["Z09", ""].names) == set(files)
    assert said["Z03", ""].names == ("beside.txt",)
    assert said["Z21", ""].names == tuple(rubbish)
    assert said["Z21", MANIFEST].names == tuple(rubbish[:7])
    assert "no longer listed" in said["Z21", MANIFEST].done
    assert said["F05", MANIFEST].names == tuple(names)
    assert "and 4 more" in said["F05", MANIFEST].done
    with zipfile.ZipFile(found.copy) as made:
        assert not set(rubbish) & set(made.namelist())
    assert copies.identities(found.manifest()) == copies.identities(GOOD[MANIFEST])


def test_names_with_parts_that_say_nothing_are_written_plainly(tmp_path: Path) -> None:
    files = {name.replace("shared/", "shared//"): data for name, data in GOOD.items()}
    files["./imsmanifest.xml"] = files.pop(MANIFEST)
    found = mended(tmp_path, zipped(files))
    assert found.files() == GOOD
    (said,) = [one for one in found.fixed.mends if one.rule == "Z17"]
    assert set(said.names) == {MANIFEST, "shared/style.css"}
    assert found.left == set()


def test_parts_that_say_nothing_in_front_of_a_folder_that_goes(tmp_path: Path) -> None:
    files = {f"./K\\{name}": data for name, data in GOOD.items()}
    found = mended(tmp_path, zipped(files))
    assert found.files() == GOOD
    assert found.done == {"Z03", "Z09", "Z17"}
