"""Importers take the mended copy of a package that they do not take, or take for another."""

from __future__ import annotations

import unicodedata
import zipfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from urllib.parse import quote

import pytest

from scorm_builder.checking import Choice
from scorm_builder.checking.fixing import Fixing, fix
from tests.importers import host, studio
from tests.mending.copies import identities, launched, whole
from tests.rules.archives import zipped
from tests.rules.test_rules import GOOD, archive

MANIFEST = "imsmanifest.xml"

pytestmark = pytest.mark.importer


@pytest.fixture(scope="module")
def scormhost(tmp_path_factory: pytest.TempPathFactory) -> Iterator[host.Host]:
    with host.running(tmp_path_factory.mktemp("scormhost")) as server:
        yield server


def all_at_once() -> bytes:
    """Wrapped, with backslashes, another case, rubbish, a mark, line ends of Windows, prefixes, a
    page that is not listed, a picture that is not, and no word on what the menu shows.
    """
    text = GOOD[MANIFEST].decode().replace(' isvisible="true"', "").replace(">1.2<", "> 1.2 <")
    text = text.replace("adlcp:", "a:").replace("xmlns:adlcp", "xmlns:a")
    text = text.replace('<file href="alarm.html"/>', "").replace('ml">', 'ML">')
    data = b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode()
    files = {**GOOD, MANIFEST: data, "Thumbs.db": b"\0", "shared/more.png": b"x", "a.bak": b""}
    named = {f"My course\\{name}".replace("/", "\\"): data for name, data in files.items()}
    manifest = named.pop(f"My course\\{MANIFEST}")
    return zipped({**named, "My course\\ImsManifest.xml": manifest})


def listing(name: str, encoding: str = "utf-8") -> bytes:
    """The manifest with one more file, in letters that are not percent-encoded."""
    entry = f'<file href="shared/style.css"/><file href="{name}"/>'
    text = GOOD[MANIFEST].decode().replace('<file href="shared/style.css"/>', entry)
    return text.replace('"UTF-8"', f'"{encoding}"').encode(encoding)


def of_a_code_page() -> bytes:
    """As Windows packed it: a name in its code page, and the manifest in another."""
    name = "\u00dcbung/Pr\u00fcfung.txt"
    plain = "?" * len(name)
    data = zipped({**GOOD, MANIFEST: listing(name, "iso-8859-1"), plain: b"text"})
    return data.replace(plain.encode(), name.encode("cp850"))


def of_macos() -> bytes:
    name = "\u00dcbung/Pr\u00fcfung.txt"
    return zipped({**GOOD, MANIFEST: listing(name), unicodedata.normalize("NFD", name): b"text"})


def based() -> bytes:
    """All pages in a folder that only ``xml:base`` says."""
    text = GOOD[MANIFEST].decode().replace("<resources>", '<resources xml:base="content/">')
    pages = {f"content/{name}": data for name, data in GOOD.items() if name != MANIFEST}
    return zipped({MANIFEST: text.encode(), **pages})


def from_outside() -> bytes:
    """Wrapped, and the manifest says the folder too."""
    text = GOOD[MANIFEST].decode().replace('href="', 'href="My%20course/')
    files = {**GOOD, MANIFEST: text.encode()}
    return zipped({f"My course/{name}": data for name, data in files.items()})


def manifest(*changes: tuple[str, str]) -> bytes:
    """The good package with changes in the text of its manifest."""
    text = GOOD[MANIFEST].decode()
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return zipped({**GOOD, MANIFEST: text.encode()})


SOURCES: dict[str, Callable[[], bytes]] = {
    "wrapped": lambda: archive("Z03-wrapper-folder/bad"),
    "another case": lambda: archive("Z04-manifest-case/bad"),
    "backslashes": lambda: archive("Z09-backslash/bad"),
    "parts that say nothing": lambda: zipped({f"./{name}": data for name, data in GOOD.items()}),
    "a mark and blanks": lambda: archive("M03-bom-leading/bad"),
    "blanks in the version": lambda: archive("M10-schema/bad"),
    "a comment in the version": lambda: manifest((">1.2<", "><!-- of ours -->1.2 <")),
    "prefixes": lambda: archive("M07-prefix-default/bad"),
    "another prefix of ADL": lambda: archive("M08-adlcp-ns/bad"),
    "another order": lambda: archive("M12-order/bad"),
    "no metadata": lambda: archive("D01-manifest-md/bad"),
    "no version": lambda: archive("M46-version-attr/bad"),
    "types in capitals": lambda: manifest((':scormtype="sco"', ':scormType="SCO"')),
    "UTF-16": lambda: archive("M02-encoding/bad-utf16"),
    "Latin-1": lambda: archive("M02-encoding/bad-latin"),
    "a code page": of_a_code_page,
    "macOS": of_macos,
    "xml:base": based,
    "hrefs from outside": from_outside,
    "hrefs in capitals": lambda: manifest(('href="alarm.html"', 'href="Alarm.HTML"')),
    "hrefs with a slash": lambda: manifest(('href="alarm.html"', 'href="/alarm.html"')),
    "no launch page in the files": lambda: archive("M28-launch-in-files/bad"),
    "nothing said of the menu": lambda: manifest((' isvisible="true"', "")),
    "the menu in capitals": lambda: manifest((' isvisible="true"', ' isvisible=" TRUE"')),
    "all at once": all_at_once,
}
MENU = [("alarm", "alarm.html"), ("way-out", "way-out.html")]


@pytest.fixture(params=sorted(SOURCES))
def copy(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    source = tmp_path / "p.zip"
    source.write_bytes(SOURCES[request.param]())
    verdict = fix(source, Choice(), Fixing())
    assert verdict.fixed is not None
    assert verdict.fixed.problem == ""
    assert verdict.fixed.path, "there is nothing to mend"
    return Path(verdict.fixed.path)


def read(package: Path) -> bytes:
    """The manifest of a package, wherever it is."""
    with zipfile.ZipFile(package) as made:
        names = [one for one in made.namelist() if "_" not in one]
        (name,) = (one for one in names if one.lower().endswith(MANIFEST))
        return made.read(name)


def test_what_records_hang_on_is_the_same(copy: Path) -> None:
    old, new = read(copy.with_name("p.zip")), read(copy)
    assert identities(new) == identities(whole(old))
    assert in_the_root(launched(new))[0] == MENU[0]


def in_the_root(menu: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Items and pages without the folder that one of the packages has."""
    return [(item, page.removeprefix("content/")) for item, page in menu]


def test_open_edx_takes_the_copy(copy: Path, tmp_path: Path) -> None:
    taken = studio.studio_upload(copy, tmp_path / "media")
    assert taken.errors == ()
    assert taken.version == "SCORM_12"
    assert taken.launch.removeprefix("content/") == "alarm.html"
    menu = taken.menu.replace("/assets_proxy/content/", "/assets_proxy/")
    for _, page in MENU:
        assert f"/assets_proxy/{page}' class='navigation-title'>" in menu


def test_scormhost_takes_the_copy_and_serves_it(copy: Path, scormhost: host.Host) -> None:
    taken = scormhost.upload(copy)
    launches = taken["manifest"]["launches"]
    assert in_the_root((one["identifier"], one["href"]) for one in launches) == MENU
    with zipfile.ZipFile(copy) as made:
        for name in made.namelist():
            served = scormhost.client.get(f"/content/{taken['id']}/{quote(name)}")
            assert served.status_code == 200, name
            assert served.content == made.read(name), name
