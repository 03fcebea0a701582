"""M11, and the rules that say some of it better, judge as the published schemas do.

The manifests are those of the corpus, of the rules' cases and of other people's tools, and mutants
of a sound one. What the
schemas accept M11 has nothing to say on; what they refuse, M11 or a rule that it leaves that to
tells. That rules ask for more than the schemas is what they are for, and not looked at here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from lxml import etree

from scorm_builder import package, rules
from scorm_builder.diagnostics import Severity
from scorm_builder.spec import namespaces as ns
from scorm_builder.spec.schema import compiled
from tests.foreign.test_foreign import MADE
from tests.rules.archives import zipped
from tests.rules.test_rules import HERE, OVERLAYS, tree
from tests.spec.corpus import cases
from tests.spec.mutants import sample

MANIFEST = "imsmanifest.xml"
# Which say what M11 does not say again; the first, that names are of other versions.
INSTEAD = frozenset(
    "K01 M06 M08 M09 M10 M12 M13 M14 M16 M19 M24 M25 M29 M32 M33 M34 M43 D07".split()
)
INSTEAD |= {f"M{number}" for number in range(35, 40)}
# Which alone make a warning of what the schemas refuse: LMSs bear it.
BORNE = frozenset(("M14", "M43"))
# Our schema leaves a wildcard out: what stands there is told although they would let it pass.
LOOSER = frozenset(case.xml for case in cases() if case.verdict == "looser")


def manifests() -> Iterator[tuple[str, bytes]]:
    for case in cases():
        yield case.name, case.xml
    for overlay in OVERLAYS:
        files = tree(HERE / overlay)
        if MANIFEST in files:
            yield overlay, files[MANIFEST]
    for name, make in MADE.items():
        files = make()
        if MANIFEST in files:
            yield name, files[MANIFEST]


@dataclass(frozen=True)
class Judged:
    """A manifest that a parser takes as it stands, and the rules that found something in it."""

    name: str
    xml: bytes
    codes: frozenset[str]


@pytest.fixture(scope="module")
def judged(tmp_path_factory: pytest.TempPathFactory) -> list[Judged]:
    """Every manifest that can be read, and has no declarations of its own."""
    path = tmp_path_factory.mktemp("agree") / "p.zip"
    found = []
    for name, xml in manifests():
        path.write_bytes(zipped({MANIFEST: xml}))
        with package.open(path) as opened:
            codes = {one.code for one in rules.check(opened, ["K", "M", "D"])}
        try:
            etree.fromstring(xml)
        except etree.XMLSyntaxError:
            # Which of them depends on what is wrong: the form, the encoding, a declaration...
            assert codes & {"M01", "M02", "M03", "M04", "M05"}, name
            continue
        if "M04" not in codes:
            found.append(Judged(name, xml, frozenset(codes)))
    return found


def test_what_is_valid_and_what_is_not(judged: list[Judged], published: Path) -> None:
    schema = compiled(published)
    alone, missed, valid = [], [], 0
    for one in judged:
        if schema.validate(etree.fromstring(one.xml)):
            valid += 1
            if "M11" in one.codes and one.xml not in LOOSER:
                alone.append(one.name)
        elif not one.codes & (INSTEAD | {"M11"}):
            missed.append(one.name)
    assert (alone, missed) == ([], [])
    assert valid > 100
    assert len(judged) - valid > 100


def sound() -> bytes:
    """The good package's manifest, with a record and with every value of ADL's."""
    manifest = etree.fromstring(tree(HERE / "_good")[MANIFEST])
    manifest[0].append(etree.fromstring(RECORD))
    item = next(manifest.iter(f"{{{ns.CP}}}item"))
    for name, value in VALUES.items():
        given = {"type": "aicc_script"} if name == "prerequisites" else {}
        etree.SubElement(item, f"{{{ns.ADLCP}}}{name}", given).text = value
    return etree.tostring(manifest)


RECORD = f"""<lom xmlns="{ns.MD}">
  <general><title><langstring xml:lang="en">Fire safety</langstring></title></general>
  <technical><format>text/html</format><location type="URI">alarm.html</location></technical>
  <rights>
    <cost><source><langstring>LOMv1.0</langstring></source>
      <value><langstring>no</langstring></value></cost>
  </rights>
</lom>"""
VALUES = {
    "prerequisites": "way-out",
    "maxtimeallowed": "01:30:00",
    "timelimitaction": "exit,message",
    "datafromlms": "a=1",
    "masteryscore": "80",
}


def test_no_fault_of_a_mutant_is_passed_over(tmp_path: Path, published: Path) -> None:
    schema = compiled(published)
    path = tmp_path / "p.zip"
    silent, invalid = [], 0
    assert schema.validate(etree.fromstring(sound())), schema.error_log
    for mutant in sample(sound(), 400, seed=5):
        if schema.validate(etree.fromstring(mutant.xml)):
            continue
        invalid += 1
        path.write_bytes(zipped({MANIFEST: mutant.xml}))
        with package.open(path) as opened:
            found = rules.check(opened, ["K", "M", "D"])
        if not any(one.severity is Severity.ERROR or one.code in BORNE for one in found):
            silent.append((mutant.change, [str(one) for one in found]))
    assert silent == []
    assert invalid > 200
