"""PO files as they are written: read whole, and made in one form. Imports polib with `translate` and `sheets`.

The one form is polib's without wrapping: a passage is one line, so a diff shows words. A file in that form is written
as it was, byte for byte, but for the entries that changed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path

import polib

from generator.catalogue import read_messages
from generator.pofile import Message
from generator.problems import Place, Problem, Problems

_UNKEPT = re.compile("[\x08\x0b\x0c\x1c-\x1e\x85\u2028\u2029]|\r(?!\n)")
_OBSOLETE = re.compile(r"^#~[ \t]*msgid[ \t]", re.MULTILINE)
_PREVIOUS = re.compile(r'^#~\| (?:(msgctxt|msgid|msgid_plural) )?"(.*)"$')


def load(path: Path) -> polib.POFile:
    """The entries of a file; none when there is no file. The file must be one that `catalogue` can read.

    Raises Problems where polib would lose some of it; they name the file by the last four parts of its path.
    """
    if not path.exists():
        return polib.POFile(wrapwidth=0)
    name = "/".join(path.parts[-4:])
    data = path.read_bytes()
    problems: list[Problem] = []
    messages = read_messages(data, name, problems)
    text = data.decode("utf-8", "replace").replace("\r\n", "\n")
    problems += (_unseen(found, name) for found in _UNKEPT.finditer(text))
    if problems:
        raise Problems(problems)
    try:
        file = polib.pofile(text if "\n" in text else str(path), wrapwidth=0)
    except OSError as error:
        raise Problems([_malformed(name, int(re.sub(r"\D", "", str(error)) or 0), str(error))]) from None
    if lost := [*_misread(messages, file, name), *_dropped(text, file, name)]:
        raise Problems(lost)
    if "#~|" in text:
        _keep_previous(file, text.split("\n"))
    return file


def _unseen(found: re.Match[str], name: str) -> Problem:
    line = found.string.count("\n", 0, found.start()) + 1
    said = f"an invisible character, U+{ord(found[0]):04X}"
    return Problem(Place(name, line, 1), "KB418", said, "delete it, and write the word again")


def _misread(messages: Iterable[Message], file: polib.POFile, name: str) -> Iterator[Problem]:
    """What polib read otherwise than it stands: a comment within an entry, or at the end of a file, confuses it."""
    known = {(entry.msgctxt or "", entry.msgid): entry for entry in file if not entry.obsolete}
    for message in messages:
        entry = known.get((message.context, message.source))
        said = entry and (unicodedata.normalize("NFC", entry.msgstr or entry.msgstr_plural.get(0, "")), entry.fuzzy)
        if said != (message.text, message.fuzzy):
            yield _malformed(name, message.line, f"the entry of '{message.context or message.source[:40]}'")


def _dropped(text: str, file: polib.POFile, name: str) -> Iterator[Problem]:
    if len(_OBSOLETE.findall(text)) > len(file.obsolete_entries()):
        yield _malformed(name, 0, "an entry behind #~")


def _malformed(name: str, line: int, what: str) -> Problem:
    hint = "comments stand before an entry, an empty line behind it; `msgfmt -c` says more"
    return Problem(Place(name, line, 1), "KB401", f"malformed: {what}", hint)


def _keep_previous(file: polib.POFile, lines: list[str]) -> None:
    """Give obsolete entries back their `#~|` lines, which polib writes but does not read."""
    ends = [number for number, line in enumerate(lines, 1) if not line.strip()]
    for entry in file.obsolete_entries():
        entry_line = entry.linenum or 0
        start = max((number for number in ends if number < entry_line), default=0)
        end = min((number for number in ends if number > entry_line), default=len(lines) + 1)
        field = ""
        for line in lines[start : end - 1]:
            match = _PREVIOUS.match(line)
            if match:
                field = f"previous_{match[1]}" if match[1] else field
                setattr(entry, field, (getattr(entry, field) or "") + polib.unescape(match[2]))


def dump(file: polib.POFile) -> str:
    """The file in its one form."""
    text = str(file)
    return text if text.endswith("\n") else f"{text}\n"
