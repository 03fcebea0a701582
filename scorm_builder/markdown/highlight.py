"""Code coloured at build time: by classes, so that the style sheet decides the colours."""

from __future__ import annotations

import html


def highlight(code: str, language: str) -> str:
    """The code as HTML with Pygments' short classes; plain if the language is not known."""
    import pygments
    from pygments.formatters.html import HtmlFormatter
    from pygments.lexers import get_lexer_by_name
    from pygments.util import ClassNotFound

    try:
        lexer = get_lexer_by_name(language, stripnl=False) if language else None
    except ClassNotFound:
        lexer = None
    if lexer is None:
        return html.escape(code, quote=False)
    return str(pygments.highlight(code, lexer, HtmlFormatter(nowrap=True)))
