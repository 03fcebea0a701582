"""The order of child elements in a manifest (Content Aggregation Model 1.2, section 2.3).

Each element ends in a wildcard for elements of other namespaces, so that those stand last.
"""

from __future__ import annotations

from collections.abc import Sequence

CHILDREN: dict[str, tuple[str, ...]] = {
    "manifest": ("metadata", "organizations", "resources", "manifest"),
    "metadata": ("schema", "schemaversion"),
    "organizations": ("organization",),
    "organization": ("title", "item", "metadata"),
    "item": ("title", "item", "metadata"),
    "resources": ("resource",),
    "resource": ("metadata", "file", "dependency"),
    "file": ("metadata",),
}
"""The IMS elements that may stand in an element, by local name, in their order."""


def misplaced(parent: str, names: Sequence[str]) -> list[tuple[int, str]]:
    """Children of ``parent`` that come too late: position in ``names``, what it has to precede.

    ``names`` are the local names of the children; the empty string stands for an element of another
    namespace. Names that do not belong in ``parent`` are passed over.
    """
    order = [*CHILDREN.get(parent, ()), ""]
    found = []
    latest = 0
    for position, name in enumerate(names):
        rank = order.index(name) if name in order else latest
        if rank < latest:
            found.append((position, order[latest]))
        latest = max(latest, rank)
    return found
