"""Pictures drawn at build time as SVG from data: nothing is drawn, measured or loaded when a page is viewed.

A picture has a title and a description; what it shows stands as text beside it too.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup


@dataclass(frozen=True, slots=True)
class Box:
    """A box with a title and a smaller line below it. `href` makes it a link."""

    title: str
    line: str = ""
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
    start: Box, boxes: Iterable[tuple[Box, tuple[int, ...]]], ends: tuple[Box, ...], words: tuple[str, str]
) -> Markup:
    """Boxes between a start and several ends; each names the ends that it leads to, by number.

    `words` are the title and the description of the picture.
    """
    middle = list(boxes)
    height = max(68 * len(middle), 68 * len(ends)) + 4
    parts: list[Markup] = []
    left, centre, right = (4, 150), (218, 296), (590, 126)
    start_y = height / 2 - 30
    end_y = [height * (2 * number + 1) / (2 * len(ends)) - 30 for number in range(len(ends))]
    for number, (_, targets) in enumerate(middle):
        y = 4 + 68 * number + 26
        parts.append(_arrow(left[0] + left[1], start_y + 30, centre[0], y))
        parts += [_arrow(centre[0] + centre[1], y, right[0], end_y[target] + 30, target) for target in targets]
    parts.append(_box(start, left[0], start_y, left[1], 60))
    parts += [_box(box, centre[0], 4 + 68 * number, centre[1], 52) for number, (box, _) in enumerate(middle)]
    parts += [_box(end, right[0], end_y[number], right[1], 60, tone=number) for number, end in enumerate(ends)]
    return _svg(720, height + 4, words[0], words[1], parts)


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


def _box(box: Box, x: float, y: float, width: float, height: float, *, tone: int | None = None) -> Markup:
    lines = _wrap(box.title, width - 24, 15)
    small = _wrap(box.line, width - 24, 11.5)[:1] if box.line and len(lines) == 1 else []
    middle = y + height / 2
    first = middle + 5 - (9 * (len(lines) - 1)) - (8 if small else 0)
    texts = [_text(x + 14, first + 18 * number, line, "kb-picture__title") for number, line in enumerate(lines)]
    texts += [_text(x + 14, first + 17, line, "kb-picture__line") for line in small]
    if box.mark:
        texts.append(_text(x + width - 12, middle + 5, box.mark, "kb-picture__mark"))
    shape = Markup('<rect x="{}" y="{}" width="{}" height="{}" rx="7"/>').format(*map(_number, (x, y, width, height)))
    group = Markup('<g class="kb-picture__box{}">{}{}</g>').format(
        f" kb-picture__box--{tone}" if tone is not None else "", shape, Markup("").join(texts)
    )
    return Markup('<a href="{}">{}</a>').format(box.href, group) if box.href else group


def _text(x: float, y: float, text: str, name: str) -> Markup:
    return Markup('<text class="{}" x="{}" y="{}">{}</text>').format(name, _number(x), _number(y), text)


def _arrow(x1: float, y1: float, x2: float, y2: float, tone: int | None = None) -> Markup:
    name = f"kb-picture__way kb-picture__way--{tone}" if tone is not None else "kb-picture__way"
    if x1 == x2 or y1 == y2:
        path = f"M{_number(x1)} {_number(y1)}L{_number(x2)} {_number(y2)}"
    else:
        bend = (x1 + x2) / 2
        path = "M{} {}C{} {} {} {} {} {}".format(*map(_number, (x1, y1, bend, y1, bend, y2, x2, y2)))
    return Markup('<path class="{}" d="{}" marker-end="url(#kb-arrow)"/>').format(name, path)


def _wrap(text: str, width: float, size: float) -> list[str]:
    """Lines that fit a width in user units, at most two. East Asian characters are a size wide, others about 0.56."""
    lines = [""]
    for word in _words(text):
        if lines[-1] and _width(lines[-1] + word, size) > width and len(lines) < 2:
            lines.append("")
        lines[-1] += word if lines[-1] else word.lstrip()
    return [line.rstrip() for line in lines]


def _words(text: str) -> list[str]:
    """Where a line may break: before a space, and between East Asian characters, but not within a katakana word."""
    words: list[str] = []
    for character in text:
        breaks = character == " " or (_wide(character) and not (words and _katakana(words[-1][-1], character)))
        if not words or breaks:
            words.append(character)
        else:
            words[-1] += character
    return words


def _wide(character: str) -> bool:
    return unicodedata.east_asian_width(character) in "WF"


def _katakana(*characters: str) -> bool:
    return all("\u30a1" <= character <= "\u30fc" for character in characters)


def _width(text: str, size: float) -> float:
    return sum(size if _wide(character) else size * 0.56 for character in text)


def _number(value: float) -> str:
    return f"{value:g}"
