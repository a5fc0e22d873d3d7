"""What input may hold at all, whoever wrote it: characters, addresses, names, sizes.

Records, catalogues, imported documents and configuration are read as if strangers had written them. Every
limit is generous: honest content never comes near one.
"""

from __future__ import annotations

import re
from pathlib import Path

MAX_TEXT = 10_000
"""Characters of a passage; twice as many for its translation."""
MAX_STRING = 100_000
"""Characters of a value that is shown as it is: code, samples, names."""
MAX_ENTRIES = 10_000
"""Entries of a list, and records in one file."""
MAX_FILES = 50_000
"""Records of a kind that have a file each."""
MAX_ID = 120
"""Characters of an id: with its ending it is the name of a file, on every system."""
MAX_ADDRESS = 2_000
"""Characters of an address: what browsers and servers are sure to take."""
MAX_CATALOGUE_BYTES = 100_000_000
"""Bytes of a PO file: what hosts of repositories take."""

UNSEEN = re.compile(
    "["
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"  # control characters but for tab and ends of lines
    "\u200b\u2028-\u202e\u2060-\u2064\u206a-\u206f"  # gaps without width, ends of lines, other directions
    "\ud800-\udfff\ufdd0-\ufdef\ufeff\ufff9-\ufffb\ufffe\uffff"  # halves of characters, and no characters
    "\U000e0000-\U000e0fff"  # tags that repeat ASCII unseen
    "]|\r(?!\n)"
)
"""Characters that nobody sees, and that make a text read otherwise than it is (Unicode TR 36, UTS 55)."""

_ISOLATES = re.compile("[\u2066-\u2069]")
_LABEL = r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9])?"
_HOST = re.compile(rf"{_LABEL}(?:\.{_LABEL}){{1,9}}", re.IGNORECASE)
_HTTPS = re.compile(rf"https://{_HOST.pattern}(?::[0-9]{{1,5}})?(?:[/?#][^\s<>\"`\\^{{|}}]*)?", re.IGNORECASE)
_MAILTO = re.compile(rf"mailto:[\w.+%-]+@{_HOST.pattern}(?:\?subject=[\w.+%-]*)?", re.IGNORECASE | re.ASCII)
_SITE = re.compile(r"https?://(?:[a-z0-9._-]+|\[[0-9a-f:.]+\])(?::[0-9]{1,5})?(?:/[a-z0-9._~%+/-]*)?", re.IGNORECASE)
_DEVICES = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\..*)?", re.IGNORECASE)
_LISTS = ("index",)


def unseen(text: str) -> str:
    """The first character of a text that nobody would see (`U+202E`); nothing when there is none.

    Marks of direction that come in pairs are allowed in pairs.
    """
    found = UNSEEN.search(text)
    if found:
        return f"U+{ord(found[0]):04X}"
    depth = 0
    for mark in _ISOLATES.finditer(text):
        depth += -1 if mark[0] == "\u2069" else 1
        if depth < 0:
            return "U+2069"
    return "U+2068" if depth else ""


def address_fault(address: str) -> str:
    """What is wrong with an address that a page would link to; nothing when it may.

    It leads to a named host by https, or to a mailbox. A host is written in ASCII (`xn--…` for other letters), so that
    none looks like another; nothing stands before it that looks like a host.
    """
    if len(address) > MAX_ADDRESS:
        return f"it has {len(address)} characters, and at most {MAX_ADDRESS} are allowed"
    if unseen(address):
        return f"it holds {unseen(address)}, which nobody sees"
    if address.startswith("https://"):
        return "" if _HTTPS.fullmatch(address) else "its host or a character is not allowed"
    if address.startswith("mailto:"):
        return "" if _MAILTO.fullmatch(address) else "it is not the address of one mailbox"
    return "it begins with neither https:// nor mailto:"


def site_fault(address: str) -> str:
    """What is wrong with the address of a site or repository, which pages are made of; nothing when it may be one."""
    if len(address) > MAX_ADDRESS:
        return f"it has {len(address)} characters, and at most {MAX_ADDRESS} are allowed"
    return "" if _SITE.fullmatch(address) else "it is not http:// or https://, a host and a path in ASCII"


def name_fault(name: str) -> str:
    """Why a name of a file or folder cannot be used on every system and on a site; nothing when it can."""
    if len(name) > MAX_ID:
        return f"has {len(name)} characters, and at most {MAX_ID} are allowed"
    if _DEVICES.fullmatch(name):
        return "is the name of a device on Windows, and no file can be called so there"
    return "is the name of a list" if name in _LISTS else ""


def leads_out(path: Path, root: Path) -> bool:
    """Whether a file or folder is really somewhere else than below `root`: a link leads there, or `..` does."""
    try:
        return not path.resolve().is_relative_to(root.resolve())
    except (OSError, RuntimeError):  # links that lead round in a circle
        return True
