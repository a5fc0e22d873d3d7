"""What comes with the generator besides its code: in the package where it is installed, else beside it."""

from __future__ import annotations

from pathlib import Path

PACKAGE = Path(__file__).parent


def _folder(name: str) -> Path:
    return next((folder for folder in (PACKAGE / name, PACKAGE.parent / name) if folder.is_dir()), PACKAGE / name)


OVERRIDES = _folder("overrides")
"""Templates, scripts and style sheets; a knowledge base may have its own before them."""
CATALOGUES = _folder("locales")
"""Translations of the interface; a knowledge base may say it otherwise."""
