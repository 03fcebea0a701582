"""Namespaces and literals of a SCORM 1.2 manifest (Content Aggregation Model 1.2, section 2.3)."""

from __future__ import annotations

CP = "http://www.imsproject.org/xsd/imscp_rootv1p1p2"
ADLCP = "http://www.adlnet.org/xsd/adlcp_rootv1p2"
MD = "http://www.imsglobal.org/xsd/imsmd_rootv1p2p1"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
XML = "http://www.w3.org/XML/1998/namespace"
SCHEMA_LOCATION = f"{{{XSI}}}schemaLocation"

# Of SCORM 2004 and older drafts; a package of 1.2 that uses one is two standards at once.
FOREIGN_STANDARDS = (
    "http://www.imsproject.org/content",
    "http://www.imsproject.org/xsd/ims_cp_rootv1p1",
    "http://www.imsglobal.org/xsd/imscp_v1p1",
    "http://www.imsglobal.org/xsd/imsss",
    "http://www.adlnet.org/xsd/adlcp_v1p3",
    "http://www.adlnet.org/xsd/adlseq_v1p3",
    "http://www.adlnet.org/xsd/adlnav_v1p3",
)

SCHEMA = "ADL SCORM"
SCHEMA_VERSION = "1.2"

MANIFEST = "imsmanifest.xml"
CONTROL_DOCUMENTS = {
    CP: "imscp_rootv1p1p2.xsd",
    MD: "imsmd_rootv1p2p1.xsd",
    ADLCP: "adlcp_rootv1p2.xsd",
    XML: "ims_xml.xsd",
}

TITLE = 200
PARAMETERS = 1000
HREF = 2000
VERSION = 20
PREREQUISITES = 200
DATA_FROM_LMS = 255
MAX_TIME = 13
IDENTIFIER_SPM = 100
IDENTIFIER_MOST = 255
