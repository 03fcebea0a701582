"""Facts of SCORM 1.2: namespaces, limits, vocabularies, the data model, the control documents."""
