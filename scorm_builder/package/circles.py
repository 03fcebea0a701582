"""Finds what depends on itself by way of others."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from typing import TypeVar

T = TypeVar("T", bound=Hashable)


def circles(needs: Mapping[T, Iterable[T]]) -> list[list[T]]:
    """The groups of two or more that all depend on each other, each in the order of ``needs``.

    Kosaraju's strongly connected components, without recursion, since what is judged may be deeper
    than Python's stack; the time is linear in the number of dependencies.
    """
    forward = {node: [one for one in others if one in needs] for node, others in needs.items()}
    backward: dict[T, list[T]] = {node: [] for node in needs}
    for node, others in forward.items():
        for other in others:
            backward[other].append(node)
    rank = {node: number for number, node in enumerate(needs)}
    groups = []
    seen: set[T] = set()
    for node in reversed(_finished(forward)):
        group = _reached(node, backward, seen)
        if len(group) > 1:
            groups.append(sorted(group, key=rank.__getitem__))
    return sorted(groups, key=lambda group: rank[group[0]])


def _finished(edges: Mapping[T, list[T]]) -> list[T]:
    """The nodes in the order in which a search in depth is done with them."""
    done: list[T] = []
    seen: set[T] = set()
    for root in edges:
        if root in seen:
            continue
        seen.add(root)
        path = [(root, iter(edges[root]))]
        while path:
            node, others = path[-1]
            other = next((one for one in others if one not in seen), None)
            if other is None:
                done.append(node)
                path.pop()
            else:
                seen.add(other)
                path.append((other, iter(edges[other])))
    return done


def _reached(start: T, edges: Mapping[T, list[T]], seen: set[T]) -> list[T]:
    """What ``start`` leads to and is not yet ``seen``; it is then."""
    group = []
    waiting = [start]
    while waiting:
        node = waiting.pop()
        if node not in seen:
            seen.add(node)
            group.append(node)
            waiting += edges[node]
    return group
