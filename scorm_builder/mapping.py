"""How jobs are run: ``mapper(jobs)`` gives a ``map`` that keeps their order.

Nothing else in the program knows how work is spread, or names an executor.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from typing import Any, NoReturn, Protocol, TypeVar

T = TypeVar("T")
R = TypeVar("R")

_AT_ONCE = 8
"""Values that a worker takes at a time, so that handing out costs little beside the work."""


class Mapper(Protocol):
    """Applies a picklable function to picklable values; results come in the order of the values."""

    def __call__(self, function: Callable[[T], R], values: Iterable[T], /) -> Iterator[R]: ...


def mapper(jobs: int, lost: Callable[[Any], Any] | None = None) -> Mapper:
    """A mapper for up to ``jobs`` workers, one of which is this process itself.

    Where the system ends the process of a worker, ``lost`` makes the result of the value that it
    was at, and the work goes on; without it that is a ``ChildProcessError``.
    """
    if jobs < 1:
        raise ValueError("jobs must be 1 or more")
    return map if jobs == 1 else _Processes(jobs, lost or _refused)


def processors() -> int:
    """How many workers can really run at once."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class _Processes:
    """Processes, since the work is Python's own: threads would wait for each other."""

    def __init__(self, jobs: int, lost: Callable[[Any], Any]) -> None:
        self._jobs = jobs
        self._lost = lost

    def __call__(self, function: Callable[[T], R], values: Iterable[T], /) -> Iterator[R]:
        held = tuple(values)
        results: dict[int, R] = {}
        pieces = [
            range(at, at + _AT_ONCE)[: len(held) - at] for at in range(0, len(held), _AT_ONCE)
        ]
        while pieces := _tried(self._jobs, function, held, pieces, results):
            # Pieces are taken in their order: one of the first was in work when a worker was lost.
            near, pieces = pieces[: 2 * self._jobs + 1], pieces[2 * self._jobs + 1 :]
            alone = [range(n, n + 1) for piece in near for n in piece]
            while alone := _tried(1, function, held, alone, results):
                first = alone.pop(0).start
                results[first] = self._lost(held[first])
        return iter([results[n] for n in range(len(held))])


def _tried(
    jobs: int,
    function: Callable[[T], R],
    values: Sequence[T],
    pieces: Iterable[range],
    results: dict[int, R],
) -> list[range]:
    """Adds the results for these pieces of the values; which have none, as a worker was lost."""
    # None of this is needed, or worth its time, where one process does the work.
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool

    # A fresh interpreter each: what was forked may hold locks of threads that are not there.
    fresh = multiprocessing.get_context("spawn")
    futures = {}
    with ProcessPoolExecutor(jobs, fresh, _end_with_parent) as pool:
        try:
            with suppress(BrokenProcessPool):
                for piece in pieces:
                    futures[piece] = pool.submit(_each, function, values[piece.start : piece.stop])
            for piece, future in futures.items():
                with suppress(BrokenProcessPool):
                    results.update(zip(piece, future.result(), strict=True))
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise
    return [piece for piece in pieces if piece.start not in results]


def _each(function: Callable[[T], R], values: Iterable[T]) -> list[R]:
    return [function(value) for value in values]


def _refused(value: object) -> NoReturn:
    raise ChildProcessError(f"the system ended the process that worked at {value!r}")


def _end_with_parent() -> None:
    """Lets a worker end as soon as the process that began it has ended, however that came.

    Workers wait for each other's queue, and so would wait for ever.
    """
    import multiprocessing
    import threading

    def wait() -> None:
        if parent := multiprocessing.parent_process():
            parent.join()
        os._exit(1)

    threading.Thread(target=wait, daemon=True).start()
