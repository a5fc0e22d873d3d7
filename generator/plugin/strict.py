"""What a strict build counts."""

from __future__ import annotations

import logging

from mkdocs.utils import CountHandler


def warned() -> bool:
    """Whether a strict build will end because of a warning: MkDocs counts them, and says so after the last hook."""
    handlers = [handler for name in ("mkdocs", "properdocs") for handler in logging.getLogger(name).handlers]
    return any(handler.get_counts() for handler in handlers if isinstance(handler, CountHandler))
