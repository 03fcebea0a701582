"""What SCORM 1.2 asks of metadata records beyond their schema.

Source: Content Aggregation Model 1.2, sections 2.2.3 (dictionary, vocabularies, lengths) and 2.2.4
(application profiles), as ADL's conformance suite applies them. A path begins below ``lom``.
"""

from __future__ import annotations

from collections.abc import Mapping

ASSET, SCO, AGGREGATION = "asset", "SCO", "content aggregation"
SCHEME = "ADL SCORM 1.2"
SOURCE = "LOMv1.0"

_EVERY = (
    "general",
    "general/title",
    "general/description",
    "metametadata",
    "metametadata/metadatascheme",
    "technical",
    "technical/format",
    "technical/location",
    "rights",
    "rights/cost",
    "rights/copyrightandotherrestrictions",
)
_MORE = (
    "general/catalogentry",
    "general/keyword",
    "lifecycle",
    "lifecycle/version",
    "lifecycle/status",
    "classification",
    "classification/purpose",
    "classification/description",
    "classification/keyword",
)
MANDATORY: Mapping[str, tuple[str, ...]] = {
    ASSET: _EVERY,
    SCO: (*_EVERY, *_MORE),
    AGGREGATION: (*_EVERY, *_MORE),
}
RESERVED = ("general/identifier", "metametadata/identifier")

_LEVELS = ("very low", "low", "medium", "high", "very high")
_YES_NO = ("yes", "no")
_LIFECYCLE_ROLES = (
    "Author",
    "Publisher",
    "Unknown",
    "Initiator",
    "Terminator",
    "Validator",
    "Editor",
    "Graphical Designer",
    "Technical Implementer",
    "Content Provider",
    "Technical Validator",
    "Educational Validator",
    "Script Writer",
    "Instructional Designer",
)
SYSTEMS = ("PC-DOS", "MS-Windows", "MacOS", "Unix", "Multi-OS", "Other", "None")
BROWSERS = ("Any", "Netscape Communicator", "Microsoft Internet Explorer", "Opera")
REQUIRED_NAME = "technical/requirement/name"
REQUIRED: Mapping[str, tuple[str, ...]] = {"Operating System": SYSTEMS, "Browser": BROWSERS}
"""What the name may be, by the type of the requirement."""
VOCABULARIES: Mapping[str, tuple[str, ...]] = {
    "general/structure": (
        "Collection",
        "Mixed",
        "Linear",
        "Hierarchical",
        "Networked",
        "Branched",
        "Parceled",
        "Atomic",
    ),
    "general/aggregationlevel": ("1", "2", "3", "4"),
    "lifecycle/status": ("Draft", "Final", "Revised", "Unavailable"),
    "lifecycle/contribute/role": _LIFECYCLE_ROLES,
    "metametadata/contribute/role": ("Creator", "Validator"),
    "technical/requirement/type": tuple(REQUIRED),
    REQUIRED_NAME: (*SYSTEMS, *BROWSERS),
    "educational/interactivitytype": ("Active", "Expositive", "Mixed", "Undefined"),
    "educational/interactivitylevel": _LEVELS,
    "educational/semanticdensity": _LEVELS,
    "educational/intendedenduserrole": ("Teacher", "Author", "Learner", "Manager"),
    "educational/difficulty": ("very easy", "easy", "medium", "difficult", "very difficult"),
    "rights/cost": _YES_NO,
    "rights/copyrightandotherrestrictions": _YES_NO,
    "relation/kind": (
        "IsPartOf",
        "HasPart",
        "IsVersionOf",
        "HasVersion",
        "IsFormatOf",
        "HasFormat",
        "References",
        "IsReferencedBy",
        "IsBasedOn",
        "IsBasisFor",
        "Requires",
        "IsRequiredBy",
    ),
}
"""The restricted ones. Those of best practice (context, purpose ...) may be added to."""

LENGTHS: Mapping[str, int] = {
    "general/title": 1000,
    "general/description": 2000,
    "general/keyword": 1000,
    "general/coverage": 1000,
    "lifecycle/version": 50,
    "metametadata/metadatascheme": 30,
    "technical/format": 500,
    "technical/location": 1000,
    "technical/requirement/minimumversion": 30,
    "technical/requirement/maximumversion": 30,
    "general/catalogentry/catalog": 1000,
    "general/catalogentry/entry": 1000,
    "rights/description": 1000,
    "classification/description": 1000,
    "classification/keyword": 1000,
    "educational/description": 1000,
    "relation/resource/description": 1000,
    "annotation/description": 1000,
    "general/language": 100,
    "metametadata/language": 100,
    "educational/language": 100,
    "lifecycle/contribute/centity/vcard": 1000,
    "metametadata/contribute/centity/vcard": 1000,
    "annotation/person/vcard": 1000,
}
COUNTS: Mapping[str, int] = {
    "general/catalogentry": 10,
    "general/description": 10,
    "general/keyword": 10,
    "general/language": 10,
    "general/coverage": 10,
    "lifecycle/contribute": 30,
    "metametadata/metadatascheme": 10,
    "technical/format": 40,
    "technical/location": 10,
    "technical/requirement": 40,
    "classification": 40,
    "classification/keyword": 40,
    "classification/taxonpath": 15,
}
