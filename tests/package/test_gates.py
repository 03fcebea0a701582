"""Gates open as far as what they wait for does, and in time that is linear."""

from __future__ import annotations

import time

from hypothesis import given
from hypothesis import strategies as st

from scorm_builder.package.gates import Gates

NETS = st.lists(st.tuples(st.integers(0, 3), st.lists(st.integers(0, 7), max_size=4)), max_size=8)


def net(description: list[tuple[int, list[int]]]) -> Gates:
    gates = Gates()
    for needs, _ in description:
        gates.add(needs)
    for gate, (_, others) in enumerate(description):
        for other in others:
            if other < len(description):
                gates.link(gate, waits_for=other)
    return gates


@given(NETS)
def test_they_open_as_rounds_over_all_of_them_would_say(
    description: list[tuple[int, list[int]]],
) -> None:
    opened: set[int] = set()
    for _ in description:
        opened |= {
            gate
            for gate, (needs, others) in enumerate(description)
            if sum(other in opened for other in others) >= needs
        }
    assert net(description).opened() == opened


def test_a_circle_opens_where_one_in_it_has_another_way() -> None:
    assert net([(1, [1]), (1, [0])]).opened() == set()
    assert net([(1, [1, 2]), (1, [0]), (0, [])]).opened() == {0, 1, 2}


def test_long_rows_take_no_longer_than_their_length() -> None:
    count = 100_000
    gates = net([(1, [gate + 1]) for gate in range(count)] + [(0, [])])
    start = time.process_time()
    assert len(gates.opened()) == count + 1
    assert time.process_time() - start < 2
