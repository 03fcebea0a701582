"""Finds unit types, targets and rules by the modules that hold them.

A module in ``scorm_builder/units/`` *is* a unit type, named by its file; likewise for targets and
rules. Third parties offer further ones under the entry point groups ``scorm_builder.units``,
``scorm_builder.targets`` and ``scorm_builder.rules``. Nothing has to be registered by hand.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Mapping
from functools import cache
from importlib import import_module
from importlib.metadata import entry_points
from types import ModuleType
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from scorm_builder.targets import Target
    from scorm_builder.units import UnitType


@cache
def modules(kind: str) -> Mapping[str, ModuleType]:
    """The modules of one kind (``units``, ``targets``, ``rules``) by name, sorted by name.

    A third party's module replaces ours of the same name: what a user installs is meant.
    """
    package = import_module(f"scorm_builder.{kind}")
    found = {
        info.name: import_module(f"{package.__name__}.{info.name}")
        for info in pkgutil.iter_modules(package.__path__)
        if not info.name.startswith("_")
    }
    for point in entry_points(group=f"scorm_builder.{kind}"):
        found[point.name] = point.load()
    return dict(sorted(found.items()))


def units() -> Mapping[str, UnitType]:
    """Every unit type by its name, as written in ``type:``."""
    return cast("Mapping[str, UnitType]", modules("units"))


def targets() -> Mapping[str, Target]:
    """Every output format by its name."""
    return cast("Mapping[str, Target]", modules("targets"))
