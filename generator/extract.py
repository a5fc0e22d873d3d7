"""The Babel extractor: record files become messages, so that `pybabel extract` sees them like any source."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from generator.composing import locate
from generator.messages import wanted
from generator.reader import read


def extract_records(
    fileobj: IO[bytes], keywords: Any, comment_tags: Any, options: dict[str, Any]
) -> Iterator[tuple[int, str, tuple[str, str], list[str]]]:
    """Messages of one record file as (line, `pgettext`, (context, source), comments).

    The file decides what it is by where it lies below the content folder (option `content`, default
    `content`).
    """
    path = Path(fileobj.name).resolve()
    content = next((folder for folder in path.parents if folder.name == options.get("content", "content")), path.parent)
    library = read(content).library
    name = path.relative_to(content.parent).as_posix()
    for _, message in wanted(library):
        if message.file == name:
            record, _, inside = message.context.partition("#")
            at = f"{record.partition('/')[2]}.{inside}" if path.parent == content else inside
            yield locate(path, name, at).line, "pgettext", (message.context, message.source), [message.note]
