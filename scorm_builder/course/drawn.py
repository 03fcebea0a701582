"""What is told of an SVG that pages show: what it holds beside the drawing, or why it is unread."""

from __future__ import annotations

from scorm_builder import codes
from scorm_builder.media import drawings
from scorm_builder.model import SourceFile, SourceTree
from scorm_builder.source.paths import Report


def tell(file: SourceFile, tree: SourceTree, report: Report) -> None:
    """One finding, whatever the number of things."""
    try:
        faults = drawings.faults(file.disk)
    except drawings.UndrawableError as error:
        message = f"{file.path!r} {error}: export it anew as plain SVG"
        report(codes.UNREAD_DRAWING, tree.span(file.path), message)
        return
    if faults:
        what = ", ".join(dict.fromkeys(fault.what for fault in faults))
        where = tree.span(file.path, faults[0].line, faults[0].column)
        message = f"{file.path!r} holds {what}: it is packed without; export it as plain SVG"
        report(codes.MORE_THAN_A_DRAWING, where, message)
