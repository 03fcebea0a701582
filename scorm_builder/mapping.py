"""How jobs are run: ``mapper(jobs)`` gives a ``map`` that keeps their order.

Nothing else in the program knows how work is spread. Rendering takes one process today; the
number of jobs is part of the interface, so that callers need not change when it counts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Protocol, TypeVar

T = TypeVar("T")
R = TypeVar("R")


class Mapper(Protocol):
    """Applies a picklable function to picklable values; results come in the order of the values."""

    def __call__(self, function: Callable[[T], R], values: Iterable[T], /) -> Iterator[R]: ...


def mapper(jobs: int) -> Mapper:
    """A mapper for up to ``jobs`` workers."""
    if jobs < 1:
        raise ValueError("jobs must be 1 or more")
    return map
