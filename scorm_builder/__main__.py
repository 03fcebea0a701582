"""``python -m scorm_builder`` is the command ``scorm-builder``."""

from scorm_builder.cli import main

main()
