"""Pictures drawn at build time as SVG from data: nothing is drawn, measured or loaded when a page is viewed.

A picture has a title and a description; what it shows stands as text beside it too.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup

OPENING = "（「［"
CLOSING = "）」］、。"


@dataclass(frozen=True, slots=True)
class Box:
    """A box with a title, and a mark at its end. `href` makes it a link."""

    title: str
    href: str = ""
    mark: str = ""


def column(boxes: Iterable[Box], title: str, description: str, width: int = 340) -> Markup:
    """Boxes from top to bottom, each leading to the next."""
    parts: list[Markup] = []
    y = 4
    shown = list(boxes)
    for number, box in enumerate(shown):
        if number:
            parts.append(_arrow(width / 2, y - 20, width / 2, y))
        parts.append(_box(box, 4, y, width - 8, 48))
        y += 68
    return _svg(width, y - 16, title, description, parts)


def lanes(
    start: str, boxes: Iterable[tuple[Box, tuple[int, ...]]], ends: tuple[str, ...], words: tuple[str, str]
) -> Markup:
    """Boxes below a start, and a lane for each end: a dot shows that the box leads there, by the number of the end.

    Narrow enough for a phone. `words` are the title and the description of the picture.
    """
    middle = list(boxes)
    left, width, lane, top, row = 34, 204, 74, 62, 56
    first = left + width + lane / 2 + 8
    parts: list[Markup] = [_box(Box(start), 4, 4, width, 46)]
    for number, end in enumerate(ends):
        lines = _wrap(end, lane - 8, 12)
        parts += [
            _text(first + lane * number, 22 + 15 * line - 7 * (len(lines) - 1) + 8, text, "kb-picture__end")
            for line, text in enumerate(lines)
        ]
    bottom = top + row * (len(middle) - 1) + 23
    parts.append(Markup('<path class="kb-picture__way" d="M18 50V{}"/>').format(_number(bottom)))
    for number, (box, targets) in enumerate(middle):
        y = top + row * number
        parts.append(_arrow(18, y + 23, left, y + 23))
        if targets:
            far = first + lane * max(targets)
            parts.append(
                Markup('<path class="kb-picture__way" d="M{} {}H{}"/>').format(
                    left + width, _number(y + 23), _number(far)
                )
            )
        parts += [
            Markup('<circle class="kb-picture__dot" cx="{}" cy="{}" r="7"/>').format(
                _number(first + lane * target), _number(y + 23)
            )
            for target in targets
        ]
        parts.append(_box(box, left, y, width, 46))
    return _svg(first + lane * len(ends) - lane / 2, bottom + 27, words[0], words[1], parts)


def _svg(width: float, height: float, title: str, description: str, parts: list[Markup]) -> Markup:
    content = Markup("").join(parts)
    role = "group" if "<a " in content else "img"  # what is inside an image cannot be reached
    return Markup(
        '<svg class="kb-picture" viewBox="0 0 {} {}" role="{}" aria-label="{}" xmlns="http://www.w3.org/2000/svg">'
        "<title>{}</title><desc>{}</desc>"
        '<defs><marker id="kb-arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7"'
        ' orient="auto">'
        '<path d="M0 0 8 4 0 8z"/></marker></defs>{}</svg>'
    ).format(_number(width), _number(height), role, title, title, description, content)


def _box(box: Box, x: float, y: float, width: float, height: float) -> Markup:
    lines = _wrap(box.title, width - 24, 15)
    middle = y + height / 2
    first = middle + 5 - (9 * (len(lines) - 1))
    texts = [_text(x + 14, first + 18 * number, line, "kb-picture__title") for number, line in enumerate(lines)]
    if box.mark:
        texts.append(_text(x + width - 12, middle + 5, box.mark, "kb-picture__mark"))
    shape = Markup('<rect x="{}" y="{}" width="{}" height="{}" rx="7"/>').format(*map(_number, (x, y, width, height)))
    group = Markup('<g class="kb-picture__box">{}{}</g>').format(shape, Markup("").join(texts))
    return Markup('<a href="{}">{}</a>').format(box.href, group) if box.href else group


def _text(x: float, y: float, text: str, name: str) -> Markup:
    return Markup('<text class="{}" x="{}" y="{}">{}</text>').format(name, _number(x), _number(y), text)


def _arrow(x1: float, y1: float, x2: float, y2: float) -> Markup:
    return Markup('<path class="kb-picture__way" d="M{} {}L{} {}" marker-end="url(#kb-arrow)"/>').format(
        *map(_number, (x1, y1, x2, y2))
    )


def _wrap(text: str, width: float, size: float) -> list[str]:
    """Lines that fit a width in user units, at most two. East Asian characters are a size wide, others about 0.62."""
    lines = [""]
    for word in _words(text):
        if lines[-1] and _width(lines[-1] + word, size) > width and len(lines) < 2:
            lines.append("")
        lines[-1] += word if lines[-1] else word.lstrip()
    return [line.rstrip() for line in lines]


def _words(text: str) -> list[str]:
    """Where a line may break: before a space, and in Japanese before a word in katakana or kanji.

    Hiragana stays with what it follows, and a bracket with all that it holds.
    """
    words: list[str] = []
    for character in text:
        last = words[-1][-1] if words else " "
        inside = bool(words) and last not in CLOSING and any(one in OPENING for one in words[-1])
        held = inside or character in CLOSING or _script(character) in ("hiragana", _script(last))
        if not words or character == " " or (_wide(character) and not held):
            words.append(character)
        else:
            words[-1] += character
    return words


def _script(character: str) -> str:
    if "\u3041" <= character <= "\u309f":
        return "hiragana"
    if "\u30a1" <= character <= "\u30fc":
        return "katakana"
    return "bracket" if character in OPENING else "kanji" if _wide(character) else "latin"


def _wide(character: str) -> bool:
    return unicodedata.east_asian_width(character) in "WF"


def _width(text: str, size: float) -> float:
    return sum(size if _wide(character) else size * 0.62 for character in text)


def _number(value: float) -> str:
    return f"{value:g}"
