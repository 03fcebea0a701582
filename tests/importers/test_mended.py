"""Importers take the mended copy of a package that they do not take, or take for another."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from scorm_builder.checking import Choice
from scorm_builder.checking.fixing import Fixing, fix
from tests.importers import host, studio
from tests.rules.archives import zipped
from tests.rules.test_rules import GOOD, archive

MANIFEST = "imsmanifest.xml"

pytestmark = pytest.mark.importer


@pytest.fixture(scope="module")
def scormhost(tmp_path_factory: pytest.TempPathFactory) -> Iterator[host.Host]:
    with host.running(tmp_path_factory.mktemp("scormhost")) as server:
        yield server


def all_at_once() -> bytes:
    """Wrapped, with backslashes, another case, rubbish, a mark, prefixes, and names left out."""
    text = GOOD[MANIFEST].decode().replace(' isvisible="true"', "").replace(">1.2<", "> 1.2 <")
    text = text.replace("adlcp:", "a:").replace("xmlns:adlcp", "xmlns:a")
    text = text.replace('<file href="alarm.html"/>', "").replace('ml">', 'ML">')
    files = {**GOOD, MANIFEST: b"\xef\xbb\xbf" + text.encode(), "Thumbs.db": b"\0"}
    named = {f"My course\\{name}".replace("/", "\\"): data for name, data in files.items()}
    manifest = named.pop(f"My course\\{MANIFEST}")
    return zipped({**named, "My course\\ImsManifest.xml": manifest})


SOURCES: dict[str, Callable[[], bytes]] = {
    "wrapped": lambda: archive("Z03-wrapper-folder/bad"),
    "another case": lambda: archive("Z04-manifest-case/bad"),
    "backslashes": lambda: archive("Z09-backslash/bad"),
    "blanks in the version": lambda: archive("M10-schema/bad"),
    "prefixes": lambda: archive("M07-prefix-default/bad"),
    "no metadata": lambda: archive("D01-manifest-md/bad"),
    "UTF-16": lambda: archive("M02-encoding/bad-utf16"),
    "all at once": all_at_once,
}


@pytest.fixture(params=sorted(SOURCES))
def copy(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    source = tmp_path / "p.zip"
    source.write_bytes(SOURCES[request.param]())
    verdict = fix(source, Choice(), Fixing())
    assert verdict.fixed is not None
    assert verdict.fixed.problem == ""
    return Path(verdict.fixed.path)


def test_open_edx_takes_the_copy(copy: Path, tmp_path: Path) -> None:
    taken = studio.studio_upload(copy, tmp_path)
    assert taken.errors == ()
    assert taken.version == "SCORM_12"
    assert taken.launch == "alarm.html"
    for page in ("alarm.html", "way-out.html"):
        assert f"/assets_proxy/{page}' class='navigation-title'>" in taken.menu


def test_scormhost_takes_the_copy_and_serves_it(copy: Path, scormhost: host.Host) -> None:
    package = scormhost.upload(copy)["id"]
    with zipfile.ZipFile(copy) as made:
        for name in made.namelist():
            served = scormhost.client.get(f"/content/{package}/{name}")
            assert served.status_code == 200, name
            assert served.content == made.read(name), name
