"""What Python says of a quiz and what the browser does of it are one: hash, seal, number, bound."""

from __future__ import annotations

import base64
import json
import subprocess
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

import pytest

from scorm_builder.quiz import Question, Quiz, Rules, paper
from scorm_builder.quiz.numbers import read as numbers_read
from scorm_builder.quiz.seal import hash32, rank, seal
from tests.quiz import specimens

pytestmark = pytest.mark.node

KEY = "abc"
TEXTS = ("", "a", "abc:0", "abc:17", "0/draw/kch", "16777215/order/-_9", "Größe \U0001f525")


def by_definition(text: str) -> int:
    """The hash once more, step by step, from the definitions of FNV-1a and MurmurHash3."""
    value = 2166136261
    raw = text.encode("utf-16-be")
    for at in range(0, len(raw), 2):
        value ^= int.from_bytes(raw[at : at + 2], "big")
        value = value * 16777619 % 2**32
    value ^= value // 2**16
    value = value * 2246822507 % 2**32
    value ^= value // 2**13
    value = value * 3266489909 % 2**32
    return value ^ value // 2**16


def in_node(node: str, root: Path, script: str, given: Any) -> Any:
    """What a module says that imports from the runtime's ``quiz/`` and gets ``given``."""
    folder = (root / "templates" / "runtime" / "quiz").as_uri()
    program = (
        "import { readFileSync } from 'node:fs';"
        f"const {{ hash32, rank }} = await import('{folder}/hash.js');"
        f"const {{ unseal }} = await import('{folder}/seal.js');"
        f"const {{ readDecimal }} = await import('{folder}/numerals.js');"
        "const given = JSON.parse(readFileSync(0, 'utf8'));"
        f"console.log(JSON.stringify({script}));"
    )
    done = subprocess.run(
        [node, "--input-type=module", "-e", program],
        input=json.dumps(given),
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_both_hashes_are_that_of_the_definition(node: str, root: Path) -> None:
    wanted = [by_definition(text) for text in TEXTS]
    assert [hash32(text) for text in TEXTS] == wanted
    assert in_node(node, root, "given.map(hash32)", TEXTS) == wanted


def test_fixed_vectors(node: str, root: Path) -> None:
    """Records of learners hang on these numbers: they never change."""
    vectors = {"": 0x811C9DC5, "a": 0xE40C292C, "foobar": 0xBF9CF968}
    for text, fnv in vectors.items():
        value = (fnv ^ fnv >> 16) * 0x85EBCA6B & 0xFFFFFFFF
        value = (value ^ value >> 13) * 0xC2B2AE35 & 0xFFFFFFFF
        assert hash32(text) == value ^ value >> 16
    ranks = [(0, ("kse", "a")), (16777215, ("draw", "kch")), (7, ("kma", "target", "b"))]
    wanted = [by_definition(f"{seed}/{'/'.join(names)}") for seed, names in ranks]
    assert [rank(seed, *names) for seed, names in ranks] == wanted
    script = "given.map(([seed, names]) => rank(seed, ...names))"
    assert in_node(node, root, script, ranks) == wanted


def test_what_python_seals_the_browser_reads(node: str, root: Path) -> None:
    facts = {"kch": {"right": ["a"], "feedback": {"always": "<p>Größe \U0001f525</p>"}}, "": [1.5]}
    assert in_node(node, root, "unseal(given, 'abc')", seal(facts, KEY)) == facts
    # By its definition: byte i is mixed with byte i % 4 of the hash of "abc:" and i // 4.
    clear = bytes(
        byte ^ by_definition(f"abc:{at // 4}") >> 8 * (at % 4) & 255
        for at, byte in enumerate(base64.b64decode(seal(facts, KEY)))
    )
    assert json.loads(clear) == facts


def a_number(random: Random) -> str:
    """As an author may write one, with an exponent or a unit or neither."""
    whole, fraction = random.randrange(100_000), random.randrange(1000)
    figures = random.choice([f"{whole}", f"{whole}.{fraction}", f".{fraction}", f"0{whole}."])
    power = random.choice(["", "", f"e{random.randrange(30)}", f"E-{random.randrange(30)}", "e+2"])
    unit = random.choice(["", "", " m", "m", " km/h", " °C", "%", " eV", " m/s²", " km per hour"])
    return random.choice(["", "-", "+", "\N{MINUS SIGN}"]) + figures + power + unit


def test_what_an_author_may_write_for_a_number_a_learner_may_type(node: str, root: Path) -> None:
    random = Random(60)
    written = ["6.02e23", "6.022e23", "1.6e-19 C", "-5", "+5", ".5", "1E5", "60 %", "5eggs"]
    written += [a_number(random) for _ in range(500)]
    numbers = [numbers_read(text) for text in written]
    given = [[text, number.unit] for text, number in zip(written, numbers, strict=True)]
    typed = in_node(node, root, "given.map((one) => Number(readDecimal(...one)))", given)
    assert list(map(float, typed)) == [number.value for number in numbers]


def copies(times: int) -> tuple[Question, ...]:
    """Every kind ``times`` times, in three pools and none, every fourth by a longer key."""
    return tuple(
        replace(
            one,
            key=f"{at:02}{kind}" + "-" * (kind % 4 == 0),
            id=f"q{at}-{kind}",
            pool=("", "p", "q")[at % 3],
        )
        for at in range(times)
        for kind, one in enumerate(specimens.every())
    )


def lengths(node: str, root: Path, quizzes: list[Quiz]) -> list[int]:
    """The longest record that the runtime itself writes, quiz by quiz."""
    given = [{"quiz": paper.data(quiz, KEY, specimens.page()), "key": KEY} for quiz in quizzes]
    done = subprocess.run(
        [node, root / "tests" / "js" / "quiz" / "worst_case.mjs"],
        input=json.dumps(given),
        capture_output=True,
        text=True,
        check=True,
    )
    found: list[int] = json.loads(done.stdout)
    return found


def test_the_bound_is_the_worst_case(node: str, root: Path) -> None:
    """From 64 questions on the place has both its digits, and nothing is left over."""
    many = copies(30)
    quizzes = [
        Quiz(copies(8), Rules()),
        Quiz(many, Rules()),
        Quiz(many, Rules(draw={"": 100})),
        Quiz(many, Rules(draw={"p": 7, "q": 1})),
        Quiz(many, Rules(draw={"": 1})),
        Quiz(copies(1), Rules()),
    ]
    worst = lengths(node, root, quizzes)
    bounds = [paper.state_bound(quiz) for quiz in quizzes]
    assert worst[:4] == bounds[:4]
    assert [bound - found for bound, found in zip(bounds[4:], worst[4:], strict=True)] == [1, 1]


def test_the_bound_of_practice_is_the_worst_case(node: str, root: Path) -> None:
    """Beside the page's own 15 characters (docs/state.md); the number of answers has two digits."""
    quizzes = [Quiz(copies(8)), Quiz(copies(7))]
    worst = lengths(node, root, quizzes)
    bounds = [15 + paper.practice_bound(quiz) for quiz in quizzes]
    assert [bound - found for bound, found in zip(bounds, worst, strict=True)] == [0, 1]
