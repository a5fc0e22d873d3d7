"""A picture is a small page of its own, drawn by Chromium with the committed font and nothing else.

What a picture was drawn from stands in it as a digest: whether it is up to date can be told without drawing.
"""

from __future__ import annotations

import base64
import hashlib
import html
import struct
import zlib
from collections.abc import Iterator
from pathlib import Path

from generator.addresses import Addresses
from generator.cards import FOLDER, HEIGHT, WIDTH, Card, cards
from generator.plans import plans
from generator.project import load
from generator.settings import as_of, read_settings
from generator.views.voice import speakers

HERE = Path(__file__).parent
FONTS = {weight: HERE / "font" / f"cards-{weight}.woff2" for weight in (400, 700)}
CHARACTERS = HERE / "font" / "characters.txt"
"""Every character that the fonts hold, as `font.py` wrote them."""
KEY = b"kb-digest"


def all_cards(root: Path) -> list[Card]:
    """Every picture of a knowledge base on disk. Raises Problems when the knowledge base has errors."""
    settings = read_settings(root)
    project = load(settings).require()
    speaking = speakers(project.library, project.catalogues, Addresses())
    found = list(plans(project.library, as_of(settings.as_of)))
    return [card for speaker in speaking.values() for card in cards(found, speaker)]


def path_of(root: Path, card: Card) -> Path:
    """Where a picture is kept."""
    return root / read_settings(root).content / FOLDER / card.locale / f"{card.name}.png"


def page(card: Card) -> str:
    """The page that is drawn."""
    faces = "".join(
        f"@font-face{{font-family:Cards;font-weight:{weight};"
        f"src:url(data:font/woff2;base64,{base64.b64encode(file.read_bytes()).decode()})}}"
        for weight, file in FONTS.items()
    )
    words = {name: html.escape(getattr(card, name)) for name in ("locale", "site", "title", "lead")}
    return (HERE / "card.html").read_text(encoding="utf-8").format(faces=faces, width=WIDTH, height=HEIGHT, **words)


def digest(card: Card) -> str:
    """What a picture is drawn from, in short."""
    return hashlib.sha256(page(card).encode()).hexdigest()


def missing(found: list[Card]) -> str:
    """The characters that pictures need and the fonts do not hold."""
    have = set(CHARACTERS.read_text(encoding="utf-8"))
    return "".join(sorted({letter for card in found for letter in card.site + card.title + card.lead} - have))


def signed(png: bytes, value: str) -> bytes:
    """A PNG with the digest in a chunk of text after its head."""
    data = KEY + b"\0" + value.encode()
    chunk = struct.pack(">I", len(data)) + b"tEXt" + data + struct.pack(">I", zlib.crc32(b"tEXt" + data))
    return png[:33] + chunk + png[33:]


def signature(png: bytes) -> str:
    """The digest in a PNG; nothing where there is none."""
    return next((data.split(b"\0", 1)[1].decode() for kind, data in _chunks(png) if data.startswith(KEY)), "")


def size(png: bytes) -> tuple[int, int]:
    """Width and height of a PNG in pixels."""
    width, height = struct.unpack(">II", png[16:24])
    return width, height


def _chunks(png: bytes) -> Iterator[tuple[bytes, bytes]]:
    place = 8
    while place < len(png):
        (length,) = struct.unpack(">I", png[place : place + 4])
        yield png[place + 4 : place + 8], png[place + 8 : place + 8 + length]
        place += length + 12
