"""The knowledge base of this repository, read once for all tests of its content."""

from __future__ import annotations

from functools import cache

from generator.project import Project, load
from generator.settings import read_settings
from tests.support import ROOT


@cache
def project() -> Project:
    """The records and catalogues of this repository."""
    return load(read_settings(ROOT))
