"""What kind of menu the package has: nothing that breaks, and worth knowing before an upload."""

from __future__ import annotations

from collections.abc import Iterator

from scorm_builder.diagnostics import Severity
from scorm_builder.package.manifest import Element, Manifest, local
from scorm_builder.package.references import is_sco, launches
from scorm_builder.rules import Finding, at, manifest_rule

_DEEPEST = 3
_MOST_ITEMS = 200


@manifest_rule("M46-version-attr", Severity.INFO)
def version(manifest: Manifest) -> Iterator[Finding]:
    """The manifest says its ``version``.

    Mend: ``<manifest version="1.0">``; more than 20 characters are not valid. Breaks: nothing;
    ILIAS warns where it validates. Source: Content Aggregation Model 1.2, section 2.3.3; ILIAS's
    code.
    """
    if not manifest.root.get("version", "").strip():
        yield at(manifest, manifest.root, "the manifest has no version")


@manifest_rule("M47-item-depth", Severity.INFO)
def depth(manifest: Manifest) -> Iterator[Finding]:
    """The menu is no deeper than three levels and no longer than 200 entries.

    Players show the menu in a narrow column, all of it at once. A note: where to stop is a matter
    of taste, and every LMS opens longer ones.

    Mend: fewer levels; several packages. Breaks: nothing; the menus of Moodle, Chamilo and
    Blackboard become hard to use. Source: how these players look.
    """
    depths: dict[Element, int] = {}
    for item in manifest.all("item"):
        depths[item] = depths.get(item.getparent(), 0) + 1
    deep = next((item for item, found in depths.items() if found > _DEEPEST), None)
    if deep is not None:
        message = f"the menu is {max(depths.values())} levels deep, more than {_DEEPEST}"
        yield at(manifest, deep, message)
    if len(depths) > _MOST_ITEMS:
        menu = next(one for one in next(iter(depths)).iterancestors() if local(one) != "item")
        yield at(manifest, menu, f"the menu has {len(depths)} entries, more than {_MOST_ITEMS}")


@manifest_rule("M48-multi-sco", Severity.INFO, quiet=True)
def several(manifest: Manifest) -> Iterator[Finding]:
    """How many SCOs there are: some LMSs show the first and no other.

    Several are right in Moodle, ILIAS, SCORM Cloud and most others, where each is tracked by
    itself: so this is said under the profiles of the others only.

    Mend: for an LMS that shows one, publish as one SCO with a menu of its own. Breaks: Open edX,
    wagtail-lms: the others are in the package and never seen. Source: their code.
    """
    scos = {resource: item for item, resource in launches(manifest) if is_sco(resource)}
    if len(scos) > 1:
        message = f"there are {len(scos)} SCOs: Open edX and wagtail-lms show the first only"
        yield at(manifest, next(iter(scos.values())), message)
