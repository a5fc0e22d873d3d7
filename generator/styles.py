"""Style sheets become one, so that a page asks for one: each request before the first paint costs a round trip."""

from __future__ import annotations

import re
from pathlib import Path

FIRST = ("colours", "type", "frame")
LAST = ("print",)
_COMMENT = re.compile(r"/\*.*?\*/\s*", re.DOTALL)


def joined(folder: Path) -> str:
    """The style sheets of a folder without their comments: what others build on first, print last."""
    names = sorted(path.stem for path in folder.glob("*.css"))
    order = [*FIRST, *(name for name in names if name not in (*FIRST, *LAST)), *LAST]
    texts = ((folder / f"{name}.css").read_text(encoding="utf-8") for name in order if name in names)
    return "\n".join(_COMMENT.sub("", text).strip() for text in texts) + "\n"
