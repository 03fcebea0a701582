"""What systems and editors strew about is left out, and nothing that anything may be in need of."""

from __future__ import annotations

from pathlib import Path

import pytest

from scorm_builder.mending import copying
from tests.mending.copies import mended
from tests.rules.archives import zipped
from tests.rules.test_rules import GOOD

MANIFEST = "imsmanifest.xml"
ENTRY = b'<file href="shared/style.css"/>'


def page(script: str) -> bytes:
    """The good launch page with another script in it."""
    return GOOD["alarm.html"].replace(b"</head>", f"<script>{script}</script></head>".encode())


@pytest.mark.parametrize(
    ("script", "files"),
    [
        ('document.write("<script src=node_modules/t/x.js></" + "script>")', ["x.js", "y.js"]),
        ('loader.load("node_modules/t/model.glb")', ["model.glb"]),
        ('["x", "y"].forEach(n => import("./node_modules/t/" + n + ".js"))', ["x.js", "y.js"]),
        ('import(`./Node_Modules/${"t"}/x.js`)', ["x.js"]),
    ],
)
def test_what_scripts_may_load_of_node_modules_stays(
    script: str, files: list[str], tmp_path: Path
) -> None:
    names = [f"node_modules/t/{name}" for name in files]
    found = mended(
        tmp_path,
        zipped({**GOOD, "alarm.html": page(script), **dict.fromkeys(names, b"0"), "a~": b""}),
    )
    assert set(names) <= found.files().keys()
    assert "a~" not in found.files()
    (said,) = [one.done for one in found.fixed.mends if one.rule == "Z21"]
    assert f"left in, since a page may be in need of it: '{names[0]}'" in said
    assert "Z21" in found.left, "it is for a person to decide"


@pytest.mark.parametrize(
    "script",
    [
        '$.get("data/q.tmp")',
        'var u = "data/q.tmp"; fetch(u)',
        'fetch("data/" + name + ".TMP")',
        'xhr.open("GET", "data/q.tmp")',
    ],
)
def test_what_scripts_may_load_by_its_ending_stays(script: str, tmp_path: Path) -> None:
    files = {**GOOD, "alarm.html": page(script), "data/q.tmp": b"{}", "old.bak": b""}
    found = mended(tmp_path, zipped(files))
    assert "data/q.tmp" in found.files()
    assert "old.bak" not in found.files()


def test_a_text_of_any_kind_may_name_it(tmp_path: Path) -> None:
    """A list that a script reads, and a page in UTF-16."""
    files = {**GOOD, "list.json": b'["q.tmp"]', "old.bak": b"", "data/q.tmp": b""}
    files["more.html"] = "<script src=old.bak></script>".encode("utf-16")
    found = mended(tmp_path, zipped({**files, "Thumbs.db": b""}))
    assert {"old.bak", "data/q.tmp"} <= found.files().keys()


def test_what_the_manifest_lists_stays(tmp_path: Path) -> None:
    listing = GOOD[MANIFEST].replace(ENTRY, ENTRY + b'\n      <file href="data/q.tmp"/>')
    found = mended(tmp_path, zipped({**GOOD, MANIFEST: listing, "data/q.tmp": b"", "a~": b""}))
    assert found.files()["data/q.tmp"] == b""
    assert found.manifest() == listing


def test_what_is_only_left_in_needs_no_copy(tmp_path: Path) -> None:
    found = mended(tmp_path, zipped({**GOOD, "alarm.html": page('"q.tmp"'), "q.tmp": b"{}"}))
    assert found.fixed.mends == ()
    assert "Z21" in found.left


@pytest.mark.parametrize("limit", ["_MOST_BYTES", "_MOST_OF_ALL", "_MOST_LOOKS"])
def test_where_not_all_can_be_read_what_may_be_used_stays(
    limit: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(f"scorm_builder.mending.mentioned.{limit}", 5000)
    files = {**GOOD, "q.tmp": b"{}", "a~": b"", "large.dat": b"0" * 6000}
    found = mended(tmp_path, zipped(files))
    assert "q.tmp" in found.files()
    assert "a~" not in found.files()


def test_what_nothing_names_goes(tmp_path: Path) -> None:
    """Not that pictures, maps of sources and rubbish itself hold such words."""
    files = {
        **GOOD,
        "old.bak": b".bak",
        "node_modules/a/c.js": b"// ../node_modules/a",
        "x.js.map": b'{"sources": ["../node_modules/a"]}',
        "x.png": b".bak",
    }
    found = mended(tmp_path, zipped(files))
    assert not {"old.bak", "node_modules/a/c.js"} & found.files().keys()
    (said,) = [one.done for one in found.fixed.mends if one.rule == "Z21"]
    assert said == "left out: 'old.bak', 'node_modules/a/c.js'"


def test_entries_of_what_is_left_out_go_too(tmp_path: Path) -> None:
    listing = GOOD[MANIFEST].replace(ENTRY, ENTRY + b'\n      <file href="shared/Thumbs.db"/>')
    found = mended(tmp_path, zipped({**GOOD, MANIFEST: listing, "shared/Thumbs.db": b"\0"}))
    assert found.manifest() == GOOD[MANIFEST]
    assert found.left == set()


def test_a_new_kind_of_rubbish_is_not_left_out_where_it_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever the rule will call rubbish one day: only what is known to be of systems goes."""
    monkeypatch.setattr("scorm_builder.mending.names.is_junk", lambda name: name == "art.psd")
    (tmp_path / "p.zip").write_bytes(zipped({**GOOD, "alarm.html": page('load("art.psd")')}))
    assert copying.mended(tmp_path / "p.zip", lambda _: True).mends == ()
