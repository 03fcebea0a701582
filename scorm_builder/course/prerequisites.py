"""What has to be done before a unit opens: ``prerequisites:`` of units and modules.

They name units and modules by their ids. A unit waits for what it names, and for what the modules
that it lies in name; a module that is named stands for all its units that are not optional. What
another prerequisite waits for anyway is left out: SCORM 1.2 has 200 characters for all of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from graphlib import CycleError, TopologicalSorter

from scorm_builder import codes
from scorm_builder.course.packages import ONE_A_UNIT
from scorm_builder.diagnostics import Span
from scorm_builder.fields import nearest
from scorm_builder.model import Module, Unit
from scorm_builder.source.paths import Report

KEY = "prerequisites"
Children = tuple[Module | Unit, ...]
Named = list[tuple[str, Span]]
"""What a unit or module names, each with its place."""


def resolved(
    children: Children, named: Mapping[str, Named], drafts: Iterable[str], report: Report
) -> Children:
    """The same tree, in which each unit has in ``needs`` the ids of the units that it waits for.

    ``named`` is by the id of who names it; ``drafts`` are the ids of what is left out on purpose.
    """
    reading = _Reading(children, named, frozenset(drafts), report)
    waiting = dict(reading.of(children, {}))
    before: dict[str, frozenset[str]] = {}
    for unit in _in_order(waiting, report):
        before[unit] = frozenset(waiting[unit]).union(*(before[one] for one in waiting[unit]))
    needs = {
        unit: tuple(one for one in those if not any(one in before[other] for other in those))
        for unit, those in waiting.items()
    }
    return _put(children, needs)


def check(named: Mapping[str, Named], packaging: str, report: Report) -> None:
    """No package can wait for another: nothing in SCORM 1.2 names one."""
    for (_, span), *_ in filter(None, named.values()) if packaging == ONE_A_UNIT else ():
        message = "what an LMS keeps apart as packages cannot wait for each other"
        report(codes.OTHER_PACKAGE, span, f"{message}: take it out, or build 'units'")


class _Reading:
    def __init__(
        self,
        children: Children,
        named: Mapping[str, Named],
        drafts: frozenset[str],
        report: Report,
    ) -> None:
        self._named = named
        self._drafts = drafts
        self._report = report
        self._entries = {one.id: one for one in _all(children)}

    def of(
        self, children: Children, above: Mapping[str, Span]
    ) -> Iterator[tuple[str, dict[str, Span]]]:
        """Each unit with those that it waits for, and where that is said."""
        for child in children:
            waits_for = {**above, **self._by(child)}
            if isinstance(child, Module):
                yield from self.of(child.children, waits_for)
            else:
                yield child.id, waits_for

    def _by(self, entry: Module | Unit) -> dict[str, Span]:
        """The units that a unit or module names."""
        own = {one.id for one in _all((entry,))}
        found: dict[str, Span] = {}
        for name, span in self._named.get(entry.id, ()):
            other = self._entries.get(name)
            if other is None:
                self._report(codes.NO_PREREQUISITE, span, self._unknown(name))
                continue
            units = [one.id for one in _all((other,)) if isinstance(one, Unit) and not one.optional]
            if name in own or own & {*units}:
                message = f"{entry.id!r} would wait for itself: take {name!r} out"
                self._report(codes.CIRCLE, span, message)
            elif isinstance(other, Unit):
                found[name] = span
            else:
                found |= dict.fromkeys(units, span)
        return found

    def _unknown(self, name: str) -> str:
        path = name.removeprefix("./").strip("/")
        for one in self._entries.values():
            if isinstance(one, Unit) and f"/{one.source}".endswith(f"/{path}"):
                return f"units are named by their ids here: write {one.id!r} for {name!r}"
        if name in self._drafts:
            return f"{name!r} is a draft and not in the package: take it out"
        return f"there is no unit and no module {name!r}{nearest(name, self._entries)}"


def _in_order(waiting: dict[str, dict[str, Span]], report: Report) -> tuple[str, ...]:
    """The units, each behind those that it waits for; what closes a circle is told, and gone."""
    while True:
        try:
            return tuple(TopologicalSorter(waiting).static_order())
        except CycleError as error:
            # Each of them is waited for by the next.
            circle = [*reversed(error.args[1])]
            span = waiting[circle[0]][circle[1]]
            for unit, those in waiting.items():
                waiting[unit] = {one: said for one, said in those.items() if said != span}
            shown = ", ".join(map(repr, circle[:-1]))
            message = f"these wait for each other, so that none of them opens: {shown}"
            report(codes.CIRCLE, span, f"{message}: take one of the prerequisites out")


def _all(children: Iterable[Module | Unit]) -> Iterator[Module | Unit]:
    for child in children:
        yield child
        if isinstance(child, Module):
            yield from _all(child.children)


def _put(children: Children, needs: Mapping[str, tuple[str, ...]]) -> Children:
    return tuple(
        replace(child, needs=needs[child.id])
        if isinstance(child, Unit)
        else replace(child, children=_put(child.children, needs))
        for child in children
    )
