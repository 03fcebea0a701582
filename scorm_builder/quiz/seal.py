"""Answers out of sight: what a page says of right answers, so that it is not read in passing.

This hides nothing from somebody who wants to know: whatever a browser can mark, its user can read.
``templates/runtime/quiz/hash.js`` and ``seal.js`` are the other half, and a test holds them
together.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from typing import Any

_MASK = 0xFFFFFFFF


def hash32(text: str) -> int:
    """FNV-1a of 32 bits over UTF-16 units, stirred by the finaliser of MurmurHash3; unsigned."""
    units = text.encode("utf-16-le")
    value = 0x811C9DC5
    for low, high in zip(units[::2], units[1::2], strict=True):
        value = (value ^ (low | high << 8)) * 0x01000193 & _MASK
    value = (value ^ value >> 16) * 0x85EBCA6B & _MASK
    value = (value ^ value >> 13) * 0xC2B2AE35 & _MASK
    return value ^ value >> 16


def rank(seed: int, *names: str) -> int:
    """Where something stands in an order that looks like chance and is the same every time."""
    return hash32(f"{seed}/{'/'.join(names)}")


def seal(facts: Mapping[str, Any], key: str) -> str:
    """``facts`` as JSON, scrambled with ``key``, in base64."""
    text = json.dumps(facts, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    clear = text.encode()
    stream = b"".join(
        hash32(f"{key}:{block}").to_bytes(4, "little") for block in range(-(-len(clear) // 4))
    )
    mixed = bytes(one ^ other for one, other in zip(clear, stream, strict=False))
    return base64.b64encode(mixed).decode()
