"""Puts the children of elements into the order that the schema asks for (M12)."""

from __future__ import annotations

from scorm_builder.mending import edits
from scorm_builder.mending.edits import Change, Edit
from scorm_builder.package.manifest import Element, Manifest, children, local
from scorm_builder.package.refusals import named
from scorm_builder.spec.structure import CHILDREN, misplaced, ranks


def ordered(manifest: Manifest) -> Change:
    """Elements change places; what stands between them, comments too, stays where it is.

    Those of one name keep their order, so that the menu does.
    """
    found = {parent for parent in manifest.all(*CHILDREN) if _is_disordered(parent)}
    if not found:
        return Change()
    # Only the outermost are edits of their own; what is in them is written with them.
    outermost = [
        one for one in manifest.all(*CHILDREN) if one in found and _is_outermost(one, found)
    ]
    changes = []
    for parent in outermost:
        start = edits.tag(manifest, parent).end
        end = manifest.bounds(parent)[1]
        changes.append(Edit(start, end, _inside(manifest, parent, found)))
    names = ", ".join(f"<{name}>" for name in sorted({local(one) for one in found}))
    return Change(changes, f"the elements in {names} stand in the order of the schema")


def _inside(manifest: Manifest, parent: Element, found: set[Element]) -> str:
    """What stands between an element's tags, in order."""
    here = children(parent)
    if parent in found:
        before = ranks(local(parent), [named(one) for one in here])
        there = [one for _, one in sorted(zip(before, here, strict=True), key=lambda pair: pair[0])]
    else:
        there = here
    pieces, at = [], edits.tag(manifest, parent).end
    for old, new in zip(here, there, strict=True):
        pieces.append(manifest.data[at : manifest.bounds(old)[0]].decode())
        pieces.append(_written(manifest, new, found))
        at = edits.end(manifest, old)
    return "".join([*pieces, manifest.data[at : manifest.bounds(parent)[1]].decode()])


def _written(manifest: Manifest, element: Element, found: set[Element]) -> str:
    start, closing = manifest.bounds(element)
    end = edits.end(manifest, element)
    if not any(one in found for one in element.iter()):
        return manifest.data[start:end].decode()
    opening = edits.tag(manifest, element)
    inside = _inside(manifest, element, found)
    return (
        manifest.data[start : opening.end].decode() + inside + manifest.data[closing:end].decode()
    )


def _is_disordered(parent: Element) -> bool:
    return bool(misplaced(local(parent), [named(one) for one in children(parent)]))


def _is_outermost(element: Element, found: set[Element]) -> bool:
    return not any(one in found for one in element.iterancestors())
