"""How jobs are run: ``mapper(jobs)`` gives a ``map`` that keeps their order.

Nothing else in the program knows how work is spread, or names an executor.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from typing import Protocol, TypeVar

T = TypeVar("T")
R = TypeVar("R")

_AT_ONCE = 8
"""Values that a worker takes at a time, so that handing out costs little beside the work."""


class Mapper(Protocol):
    """Applies a picklable function to picklable values; results come in the order of the values."""

    def __call__(self, function: Callable[[T], R], values: Iterable[T], /) -> Iterator[R]: ...


def mapper(jobs: int) -> Mapper:
    """A mapper for up to ``jobs`` workers, one of which is this process itself."""
    if jobs < 1:
        raise ValueError("jobs must be 1 or more")
    return map if jobs == 1 else _Processes(jobs)


def processors() -> int:
    """How many workers can really run at once."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class _Processes:
    """Processes, since the work is Python's own: threads would wait for each other."""

    def __init__(self, jobs: int) -> None:
        self._jobs = jobs

    def __call__(self, function: Callable[[T], R], values: Iterable[T], /) -> Iterator[R]:
        # Neither is needed, or worth its time, where one process does the work.
        import multiprocessing
        from concurrent.futures import ProcessPoolExecutor

        # A fresh interpreter each: what was forked may hold locks of threads that are not there.
        fresh = multiprocessing.get_context("spawn")
        with ProcessPoolExecutor(self._jobs, mp_context=fresh) as pool:
            try:
                yield from pool.map(function, values, chunksize=_AT_ONCE)
            except BaseException:
                pool.shutdown(wait=False, cancel_futures=True)
                raise
