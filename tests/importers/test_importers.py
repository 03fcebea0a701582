"""Every package that we build is taken by importers that other people wrote."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import etree

from tests.importers import host, studio

# A list of what is in it lies there for every package of the sample courses.
PACKAGES = sorted(path.stem for path in Path("tests/golden").glob("*.txt"))
NS = {"cp": "http://www.imsproject.org/xsd/imscp_rootv1p1p2"}

pytestmark = pytest.mark.importer


@pytest.fixture(scope="module")
def scormhost(tmp_path_factory: pytest.TempPathFactory) -> Iterator[host.Host]:
    with host.running(tmp_path_factory.mktemp("scormhost")) as server:
        yield server


@pytest.fixture(params=PACKAGES)
def zipped(request: pytest.FixtureRequest, courses: Path) -> Path:
    path = courses / f"{request.param}.zip"
    assert path.is_file(), f"the package {request.param} was not built"
    return path


def manifest(zipped: Path) -> etree._Element:
    with zipfile.ZipFile(zipped) as archive:
        return etree.fromstring(archive.read("imsmanifest.xml"))


def menu(zipped: Path) -> list[tuple[str, str]]:
    """Title and launch page of each item that opens something, in document order."""
    root = manifest(zipped)
    hrefs = {r.get("identifier"): r.get("href") for r in root.iterfind(".//cp:resource", NS)}
    return [
        (item.findtext("cp:title", "", NS), hrefs[item.get("identifierref")] or "")
        for item in root.iterfind(".//cp:item[@identifierref]", NS)
    ]


def test_open_edx_takes_it(zipped: Path, tmp_path: Path) -> None:
    taken = studio.studio_upload(zipped, tmp_path)
    with zipfile.ZipFile(zipped) as archive:
        entries = len(archive.namelist())
    assert taken.errors == ()
    assert taken.warnings == (), "it says the package never reports completion"
    assert taken.version == "SCORM_12"
    assert taken.launch == menu(zipped)[0][1], "it launches something else than the first unit"
    assert taken.files == entries
    for title, launch in menu(zipped):
        assert f"/assets_proxy/{launch}' class='navigation-title'>{title}</li>" in taken.menu


def test_scormhost_takes_it(zipped: Path, scormhost: host.Host) -> None:
    taken = scormhost.upload(zipped)["manifest"]
    title = manifest(zipped).findtext(".//cp:organization/cp:title", "", NS)
    assert taken["title"] == title
    assert taken["schema_version"] == "1.2"
    assert [(i["title"], i["href"]) for i in taken["launches"]] == menu(zipped)


def test_scormhost_serves_every_file(zipped: Path, scormhost: host.Host) -> None:
    package = scormhost.upload(zipped)["id"]
    with zipfile.ZipFile(zipped) as archive:
        for name in archive.namelist():
            served = scormhost.client.get(f"/content/{package}/{name}")
            assert served.status_code == 200, name
            assert served.content == archive.read(name), name
