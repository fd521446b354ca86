"""Gathers texts for translators as Django does, and takes no per cent sign of a sentence for a place to fill in.

In ``1 % of alkaloids`` the tools see ``% o``, an octal number, and would ask each translation for one. When it was
gathered is left out of the catalogue: two people who each add a word should not disagree on that.
"""

import re
from pathlib import Path

from django.core.management.commands import makemessages

_LEFT_OUT = re.compile(r'^#, python-format\n(?=msgid "(?:(?!%\(|%%).)*"$)|^"POT-Creation-Date: .*\n', re.MULTILINE)


class Command(makemessages.Command):
    """`makemessages` for texts about shares."""

    def write_po_file(self, potfile: str, locale: str) -> None:
        """Write the catalogue of a language from the template, without what is left out."""
        template = Path(potfile)
        template.write_text(_LEFT_OUT.sub("", template.read_text(encoding="utf-8")), encoding="utf-8")
        super().write_po_file(potfile, locale)
