"""``html: sanitize``: HTML of authors who are not trusted, cleaned by a well-kept sanitiser.

What is taken out is told tag by tag while the text is read; that nothing else comes through is
nh3's doing (the sanitiser of ammonia), which cleans the finished HTML once more as a whole.
"""

from __future__ import annotations

from functools import cache

from scorm_builder.markdown import formulas

_EVERYWHERE = frozenset("class id lang dir title role tabindex".split())
# Not data-*: by such names the page's own script finds what it shows progress in.
_PREFIX = "aria-"
# Elements that our own Markdown writes, and authors may.
_FURTHER = frozenset("section audio video source track tfoot".split())
_FORMULA = frozenset(
    "math merror mfrac mi mmultiscripts mn mo mover mpadded mphantom mprescripts mroot mrow ms "
    "mspace msqrt mstyle msub msubsup msup mtable mtd mtext mtr munder munderover menclose".split()
)
_ATTRIBUTES = {
    "a": "href target rel download name",
    "img": "src alt width height loading srcset sizes",
    "audio": "src controls preload",
    "video": "src controls preload poster width height playsinline",
    "source": "src type",
    "span": "data-unit",
    "track": "src kind srclang label default",
    "details": "open",
    "ol": "start reversed type",
    "li": "value",
    "td": "colspan rowspan headers",
    "th": "colspan rowspan headers scope abbr",
    "col": "span",
    "colgroup": "span",
    "time": "datetime",
    "data": "value",
    "del": "datetime cite",
    "ins": "datetime cite",
    "q": "cite",
    "blockquote": "cite",
}


class Judge:
    """What of a tag comes through, for :func:`rawhtml.clean`."""

    why = "html: sanitize does not let it through"

    def keeps(self, name: str, key: str = "") -> bool:
        if not key:
            return name in _tags()
        known = key in _EVERYWHERE or key in _ATTRIBUTES.get(name, "").split()
        return known or key.startswith(_PREFIX)


def clean(html: str) -> str:
    """The HTML with nothing in it but what comes through; its elements are balanced."""
    import nh3

    formula = {name: {"alttext", "display", *formulas.ATTRIBUTES} for name in _FORMULA}
    own = {name: set(words.split()) for name, words in _ATTRIBUTES.items()}
    return nh3.clean(
        html,
        tags=set(_tags()) | _FORMULA,
        attributes={"*": set(_EVERYWHERE), **own, **formula},
        generic_attribute_prefixes={_PREFIX},
        link_rel=None,
    )


@cache
def _tags() -> frozenset[str]:
    import nh3

    return frozenset(nh3.ALLOWED_TAGS) | _FURTHER
