"""Courses as code: a course source tree becomes a SCORM 1.2 package."""

__version__ = "0.1.0"
