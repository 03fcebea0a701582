"""Which packages a course becomes: one for all, or one for each unit (``packaging: packages``)."""

from __future__ import annotations

from dataclasses import replace

from scorm_builder.model import Course, Unit

ONE_A_UNIT = "packages"


def packages(course: Course) -> tuple[Course, ...]:
    """The course once a package, each time with the units that belong into it.

    A unit that is packed alone keeps its page and its identifier, so that it is the same in either
    packaging; the package is called by the course and the unit, in an LMS by the unit.
    """
    if course.info.packaging != ONE_A_UNIT:
        return (course,)
    return tuple(_alone(course, unit) for unit in course.units())


def _alone(course: Course, unit: Unit) -> Course:
    info = course.info
    own = f"{info.id}-{unit.id}"
    language = (info.name or info.id).removeprefix(info.id)
    named = replace(info, id=own, name=f"{own}{language}", title=unit.title, duration=unit.duration)
    return replace(course, info=named, children=(replace(unit, needs=()),))
