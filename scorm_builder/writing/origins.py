"""What is known of the package of a course: where its files came from, and what has been told."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from scorm_builder.model import Course, Plan, Rendered, SourceTree
from scorm_builder.package.known import Known


def known(tree: SourceTree, course: Course, rendered: Sequence[Rendered], plan: Plan) -> Known:
    """Of files that are packed as they are, their places; of pages, what their texts were told."""
    places = {file.disk: tree.place(path).path for path, file in tree.files.items()}
    launches = {one.unit: one.launch for one in rendered}
    return Known(
        sources={
            name: places[output.data]
            for name, output in plan.outputs.items()
            if isinstance(output.data, Path) and output.data in places
        },
        left_out=frozenset(tree.place(path).path for path in tree.ignored),
        told=frozenset(
            (launches[unit.id], address) for unit in course.units() for address in unit.elsewhere
        ),
    )
