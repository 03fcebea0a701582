"""The table of keys as JSON Schemas (draft 2020-12), for editors that check YAML while one writes.

A schema sees one file: it knows neither the tree around it nor which kind of file a sidecar goes
with. What it calls wrong the loader calls wrong too, but for keys that are there and empty.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from scorm_builder.diagnostics import Severity
from scorm_builder.fields import durations, numbers, sizes
from scorm_builder.fields.forms import DEFAULT_AMOUNTS, ID, SHARE, TIMED, TIMES
from scorm_builder.fields.keys import (
    COURSE,
    DEFAULTS,
    ENTRY,
    MODULE,
    PATHS,
    RULES,
    UNIT,
    UNWRITTEN_TYPES,
    Key,
    Kind,
)
from scorm_builder.fields.languages import LANGUAGE
from scorm_builder.fields.questionkeys import ELEMENT, FEEDBACK, OPTION, QUESTION
from scorm_builder.units import UnitType

Schema = dict[str, Any]
DIALECT = "https://json-schema.org/draft/2020-12/schema"
FILES: Mapping[str, str] = {
    "course": "course.yaml",
    "module": "module.yaml",
    "unit": "The keys of a unit: front matter or sidecar",
    "defaults": "defaults.yaml",
}
# Numbers and words like `yes` are taken as they were written.
_TEXT: Schema = {"type": ["string", "number", "boolean"]}


def schema(name: str, types: Mapping[str, UnitType]) -> Schema:
    """The schema of one of ``FILES``; ``types`` are the unit types that there are."""
    others = {key: Key(Kind.ANY, "") for kind in types.values() for key in kind.KEYS}
    tables = {"course": COURSE, "module": MODULE, "unit": {**others, **UNIT}, "defaults": DEFAULTS}
    table = tables[name]
    made: Schema = {"$schema": DIALECT, "title": FILES[name]}
    if name == "course":
        made |= {**_mapping(table, types), "required": ["title"]}
    elif name == "module":
        # With a type the folder is a unit, and the file holds the keys of that.
        made |= {**_mapping({**UNIT, **table}, types), **_module(types)}
    elif name == "unit":
        made |= {**_mapping(table, types), "allOf": [_of_type(t, types) for t in _written(types)]}
    else:
        made |= _mapping(table, types)
    defs: Schema = {}
    if "contents" in table:
        defs["entry"] = _entry(types)
    if "contents" in table or "questions" in table:
        defs["question"] = {**_mapping(QUESTION, types), "required": ["text"]}
    return {**made, "$defs": defs} if defs else made


def _module(types: Mapping[str, UnitType]) -> Schema:
    """What else holds of a ``module.yaml``, with a type and without."""
    unit = {key: _nothing("This means nothing for a module.") for key in UNIT if key not in MODULE}
    of_files = {key for kind in types.values() for key in kind.KEYS}
    gone = [*sorted(of_files), *(key for key in MODULE if key not in UNIT)]
    module = dict.fromkeys(gone, _nothing("This means nothing for a folder that is a unit."))
    kinds = [_of_type(name, types) for name in MODULE["type"].choices]
    return {
        "if": {"required": ["type"]},
        "then": {"properties": module, "allOf": kinds},
        "else": {"properties": unit},
    }


def _mapping(table: Mapping[str, Key], types: Mapping[str, UnitType]) -> Schema:
    properties = {name: _property(name, key, types) for name, key in table.items()}
    return {"type": "object", "additionalProperties": False, "properties": properties}


def _property(name: str, key: Key, types: Mapping[str, UnitType]) -> Schema:
    about: Schema = {"description": key.meaning}
    if key.later is Severity.ERROR:
        return _nothing("Not supported by this version.", key.meaning)
    if key.later is not None:
        changes = f"{key.meaning} It changes nothing in this version."
        return {"description": changes, "doNotSuggest": True}
    if key.default.count("`") == 2 and key.default.startswith("`") and key.default.endswith("`"):
        value = key.default.strip("`")
        about["default"] = {"true": True, "false": False}.get(value, value)
    form = _value(name, key, types)
    return {**about, **(_by_language(form) if key.worded else form)}


def _by_language(value: Schema) -> Schema:
    """One text for all languages, or a mapping with one a language."""
    mapping = {"type": "object", "minProperties": 1, "propertyNames": _tag()}
    return {"anyOf": [value, {**mapping, "additionalProperties": value}]}


def _nothing(why: str, meaning: str = "") -> Schema:
    """No value is right, for this reason. Editors read two of the words, others pass over them."""
    about = {"description": f"{meaning} {why}".lstrip(), "errorMessage": why}
    return {**about, "enum": [], "doNotSuggest": True}


def _pattern(kind: Kind, pattern: str, **more: str) -> Schema:
    """A text of a certain form, which editors say in words."""
    return {
        "type": "string",
        "pattern": pattern,
        "errorMessage": f"This must be {kind.value}.",
        **more,
    }


def _tag() -> Schema:
    return _pattern(Kind.LANGUAGE, _whole(LANGUAGE.pattern))


def _value(name: str, key: Key, types: Mapping[str, UnitType]) -> Schema:
    match key.kind:
        case Kind.TEXT:
            least = {"minLength": 1} if name == "title" else {}
            return {**_TEXT, **least, **({"maxLength": key.longest} if key.longest else {})}
        case Kind.BOOLEAN:
            # Editors read YAML 1.2, where these words are texts.
            words = {
                "type": "string",
                "pattern": _whole("yes|Yes|YES|on|On|ON|no|No|NO|off|Off|OFF"),
            }
            return {"anyOf": [{"type": "boolean"}, words]}
        case Kind.CHOICE:
            return {"enum": [*key.choices]}
        case Kind.TYPE:
            return {"enum": [*key.choices] or _written(types)}
        case Kind.TEXTS | Kind.PATHS:
            return _one_or_more(_TEXT)
        case Kind.OBJECTIVES:
            pair = {"type": "object", "minProperties": 1, "maxProperties": 1}
            pair |= {"additionalProperties": _TEXT}
            return {"anyOf": [_TEXT, {"type": "array", "items": {"anyOf": [_TEXT, pair]}}]}
        case Kind.ID:
            return _pattern(key.kind, _whole(ID.pattern))
        case Kind.IDS | Kind.UNITS:
            return _one_or_more(_pattern(Kind.ID, _whole(ID.pattern)))
        case Kind.DATE:
            return _pattern(key.kind, _whole(r"\d{4}-\d{2}-\d{2}"), format="date")
        case Kind.LENGTH:
            return _pattern(key.kind, durations.pattern())
        case Kind.SIZE:
            return _pattern(key.kind, sizes.pattern())
        case Kind.SHARE:
            number = {"type": "number", "exclusiveMinimum": 0, "maximum": 100}
            words = {"type": "string", "pattern": _either("none", numbers.share_pattern())}
            return {"anyOf": [number, words]}
        case Kind.COUNT:
            words = {"type": "string", "pattern": _either("unlimited", numbers.count_pattern())}
            return {"anyOf": [_count(), words]}
        case Kind.WHOLE:
            return _count()
        case Kind.AMOUNT:
            return {"type": "number", "minimum": 0}
        case Kind.DRAW:
            pools = {"type": "object", "minProperties": 1, "additionalProperties": _count()}
            return {"anyOf": [_count(), pools]}
        case Kind.LANGUAGE:
            return _tag()
        case Kind.LANGUAGES:
            return _one_or_more(_tag())
        case Kind.COMPLETION:
            return _completion(RULES)
        case Kind.PATH | Kind.MARKDOWN:
            return _TEXT
        case Kind.CONTENTS:
            return {"type": "array", "items": {"$ref": "#/$defs/entry"}}
        case Kind.QUESTIONS:
            return {"type": "array", "items": {"$ref": "#/$defs/question"}}
        case Kind.OPTIONS:
            return _texts_or(_mapping(OPTION, types))
        case Kind.ELEMENTS:
            return _texts_or(_mapping(ELEMENT, types))
        case Kind.ANSWERS:
            return _one_or_more(_TEXT)
        case Kind.ROWS:
            row = {"type": "array", "items": _TEXT, "minItems": 2, "maxItems": 2}
            return {"type": "array", "items": row}
        case Kind.FEEDBACK:
            return {"anyOf": [_TEXT, _mapping(FEEDBACK, types)]}
        case Kind.ANY:
            return {}


def _count() -> Schema:
    return {"type": "integer", "minimum": 1, "maximum": 9999}


def _either(word: str, pattern: str) -> str:
    return f"^{word}$|{pattern}"


def _whole(pattern: str) -> str:
    return f"^(?:{pattern})$"


def _one_or_more(one: Schema) -> Schema:
    return {"anyOf": [one, {"type": "array", "items": one}]}


def _texts_or(mapping: Schema) -> Schema:
    """A list of texts, each of which may be a mapping with a text and more."""
    return {"type": "array", "items": {"anyOf": [_TEXT, {**mapping, "required": ["text"]}]}}


def _completion(rules: Iterable[str]) -> Schema:
    """A rule as a word, where it needs no amount, or as a mapping of one rule to its amount."""
    rules = [*rules]
    words = [rule for rule in rules if rule not in TIMED or rule in DEFAULT_AMOUNTS]
    pair = {
        "type": "object",
        "additionalProperties": False,
        "minProperties": 1,
        "maxProperties": 1,
        "properties": {rule: _amount(rule) for rule in rules},
    }
    return {"anyOf": [{"enum": words}, pair]}


def _amount(rule: str) -> Schema:
    forms: list[Schema] = []
    if rule not in TIMED or rule in DEFAULT_AMOUNTS:
        forms.append({"type": "null"})
    if rule in TIMED:
        forms.append({"type": "string", "pattern": durations.pattern(bare=True)})
        forms.append({"type": "number", "minimum": TIMES[0], "maximum": TIMES[1]})
    elif rule in DEFAULT_AMOUNTS:
        forms.append({"type": "string", "pattern": _whole(SHARE.pattern)})
    return {"anyOf": forms}


def _written(types: Mapping[str, UnitType]) -> list[str]:
    return sorted(set(types) - UNWRITTEN_TYPES)


def _of_type(name: str, types: Mapping[str, UnitType]) -> Schema:
    """What else holds where ``type:`` is given: keys and rules of other types mean nothing."""
    kind = types[name]
    foreign = {key for other in types.values() for key in other.KEYS} - kind.KEYS
    narrowed: Schema = dict.fromkeys(
        sorted(foreign), _nothing(f"This means nothing where the type is {name}.")
    )
    narrowed["completion"] = _completion(kind.COMPLETIONS)
    return {
        "if": {"required": ["type"], "properties": {"type": {"const": name}}},
        "then": {"properties": narrowed},
    }


def _entry(types: Mapping[str, UnitType]) -> Schema:
    """An entry of ``contents:``: a path, a mapping with a path, or a module without folder."""
    named = {**MODULE, **UNIT}
    with_path = {name: key for name, key in named.items() if name not in (*PATHS, "contents")}
    virtual = {name: key for name, key in MODULE.items() if name != "contents"}
    return {
        "anyOf": [
            _TEXT,
            {**_mapping({"path": ENTRY["path"], **with_path}, types), "required": ["path"]},
            {
                **_mapping({**virtual, "contents": ENTRY["contents"]}, types),
                "required": ["title", "contents"],
            },
        ]
    }
