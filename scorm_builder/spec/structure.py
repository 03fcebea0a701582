"""The order of child elements in a manifest (Content Aggregation Model 1.2, section 2.3).

Each element ends in a wildcard for elements of other namespaces, so that those stand last.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import NamedTuple

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


class Misplaced(NamedTuple):
    """A child that has to change its place: its position, and ``"before"`` or ``"behind"`` what."""

    position: int
    side: str
    other: str


def ranks(parent: str, names: Sequence[str]) -> list[int]:
    """The place of each child in the order of ``parent``; what does not belong there goes with the
    one before it.

    ``names`` are the local names of the children; the empty string stands for an element of another
    namespace.
    """
    order = [*CHILDREN.get(parent, ()), ""]
    found, latest = [], 0
    for name in names:
        latest = order.index(name) if name in order else latest
        found.append(latest)
    return found


def misplaced(parent: str, names: Sequence[str]) -> list[Misplaced]:
    """The fewest children of ``parent`` that have to move so that all stand in order.

    ``names`` as in :func:`ranks`; those that do not belong in ``parent`` are passed over.
    """
    order = [*CHILDREN.get(parent, ()), ""]
    places = [(position, order.index(one)) for position, one in enumerate(names) if one in order]
    kept = _in_order(places, last=len(order) - 1)
    staying = {position for position, _ in kept}
    kept_ranks = [rank for _, rank in kept]
    found = []
    for position, rank in places:
        if position in staying:
            continue
        behind = bisect_right(kept_ranks, rank)
        if behind < len(kept) and kept[behind][0] < position:
            found.append(Misplaced(position, "before", order[kept_ranks[behind]]))
        else:
            before = bisect_left(kept_ranks, rank) - 1
            found.append(Misplaced(position, "behind", order[kept_ranks[before]]))
    return found


def _in_order(places: Sequence[tuple[int, int]], last: int) -> list[tuple[int, int]]:
    """The most of these pairs of position and rank whose ranks do not fall.

    However many of the rank ``last`` (elements of others) count for less than one of another; of
    equals the earlier are taken. The time grows with their number only: ranks are a handful.
    """
    # By rank: the weight of the best row that ends with it, and where it ends, as less than 0.
    best: dict[int, tuple[int, int]] = {}
    previous: list[int] = []
    for index, (_, rank) in enumerate(places):
        weight, end = max((row for r, row in best.items() if r <= rank), default=(0, 1))
        weight += 1 if rank == last else len(places)
        previous.append(-end)
        if weight > best.get(rank, (0, 0))[0]:
            best[rank] = (weight, -index)
    _, end = max(best.values(), default=(0, 1))
    found, at = [], -end
    while at >= 0:
        found.append(places[at])
        at = previous[at]
    return found[::-1]
