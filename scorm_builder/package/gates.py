"""What can be reached where things wait for each other."""

from __future__ import annotations


class Gates:
    """Gates, each of which opens once so many of those that it waits for are open.

    The time is linear in the number of gates and links, whatever waits for what.
    """

    def __init__(self) -> None:
        self._needs: list[int] = []
        self._waiting: list[list[int]] = []

    def add(self, needs: int) -> int:
        """A gate that opens once ``needs`` of those that it will be linked to are open."""
        self._needs.append(needs)
        self._waiting.append([])
        return len(self._needs) - 1

    def link(self, gate: int, *, waits_for: int) -> None:
        self._waiting[waits_for].append(gate)

    def opened(self) -> frozenset[int]:
        """The gates that open, sooner or later."""
        needs = list(self._needs)
        ready = [gate for gate, count in enumerate(needs) if count <= 0]
        done = set(ready)
        while ready:
            for gate in self._waiting[ready.pop()]:
                needs[gate] -= 1
                if needs[gate] == 0:
                    done.add(gate)
                    ready.append(gate)
        return frozenset(done)
