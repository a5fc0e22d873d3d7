"""Passages in the inline Markdown of records, written so that reading them gives back the same words.

A passage is a row of *runs*: text that is plain, bold or code, with or without a link. Whatever cannot be
written (bold that would not open beside a letter, a backtick on its own) is written plainer, never lost.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from generator import inline as records

ESCAPED = str.maketrans({"\ufdd2": "*", "\ufdd3": "_", "\ufdd4": "`"})
_SPACE = re.compile(r"[ \t\n\r\f\v\x85\u2028\u2029]+")
_ODD = re.compile(r"`+|\*\*+|</?[a-zA-Z][^<>]{0,120}>|<!--|<(?=/?[a-zA-Z])")
_ESCAPE_LEAST = re.compile(r"\\(?=[!-/:-@\[-`{-~]|$)")
_ESCAPE_SOME = re.compile(r"[*_]|\\(?=[!-/:-@\[-`{-~]|$)")
_ESCAPE_ALL = re.compile(r"[*_\[\]\\]")
_MARKUP = re.compile(r"[*`\[\]\\<_]")


@dataclass(frozen=True, slots=True)
class Run:
    """Text of one kind."""

    text: str
    code: bool = False
    bold: bool = False
    href: str = ""


@dataclass(frozen=True, slots=True)
class Written:
    """A passage as inline Markdown, and what had to be written plainer."""

    text: str
    plainer: str = ""


def pair_bolds(runs: Iterable[Run]) -> tuple[list[Run], int]:
    """Runs in which `**` that Markdown left standing opens and closes bold; also how many stood alone.

    Markdown does not open bold beside a letter and a bracket, as East Asian writers do all the time, and a mark
    may open in one passage and close in the next.
    """
    runs = list(runs)
    total = sum(run.text.count("**") for run in runs if not run.code)
    if not total:
        return runs, 0
    paired = total - total % 2
    out: list[Run] = []
    seen, bold = 0, False
    for run in runs:
        if run.code or "**" not in run.text:
            out.append(replace(run, bold=run.bold or bold))
            continue
        for number, part in enumerate(run.text.split("**")):
            if number:
                seen += 1
                bold = not bold if seen <= paired else bold
            out.append(replace(run, text=part, bold=run.bold or bold))
    return [run for run in out if run.text], total % 2


def tidy(runs: Iterable[Run]) -> list[Run]:
    """Runs with single spaces, none at the ends; spaces are plain; neighbours of one kind are one."""
    out: list[Run] = []
    gap = False
    for run in _joined(runs):
        text = _SPACE.sub(" ", run.text.translate(ESCAPED))
        text = unicodedata.normalize("NFC", text)
        if run.code:
            text = text.strip()
            if not text:
                continue
        else:
            gap = gap or text[:1] == " "
        ends = not run.code and text[-1:] == " "
        text = text if run.code else text.strip(" ")
        if text:
            if gap and out:
                same = out[-1].href == run.href and run.href
                out.append(Run(" ", href=run.href if same else ""))
            out.append(replace(run, text=text))
            gap = False
        gap = gap or ends
    while out and not out[0].code and not out[0].text.lstrip():
        out.pop(0)
    while out and not out[-1].code and not out[-1].text.rstrip():
        out.pop()
    if out and not out[0].code:
        out[0] = replace(out[0], text=out[0].text.lstrip())
    if out and not out[-1].code:
        out[-1] = replace(out[-1], text=out[-1].text.rstrip())
    return _joined(out)


def _joined(runs: Iterable[Run]) -> list[Run]:
    out: list[Run] = []
    for run in runs:
        if out and replace(out[-1], text="") == replace(run, text=""):
            out[-1] = replace(run, text=out[-1].text + run.text)
        elif run.text:
            out.append(run)
    return out


def plain(runs: Iterable[Run]) -> str:
    """The words."""
    return "".join(run.text for run in runs)


def write(runs: Sequence[Run]) -> Written:
    """The runs, tidied before, as inline Markdown."""
    runs = _joined(_coded(runs))
    if not runs:
        return Written("")
    if len(runs) == 1 and runs[0] == Run(runs[0].text) and not _MARKUP.search(runs[0].text):
        return Written(runs[0].text)
    for harder in (False, True):
        tried = _peeled(runs, harder=harder)
        for escape in (_ESCAPE_LEAST, _ESCAPE_SOME, _ESCAPE_ALL):
            text = _compose(tried, escape)
            if _reads_back(text, tried):
                return Written(text)
    for what, simpler in (
        ("bold", _joined(replace(run, bold=False) for run in runs)),
        ("link", _joined(replace(run, bold=False, href="") for run in runs)),
        ("code", [Run(_without_signs(plain(runs)))]),
    ):
        text = _compose(simpler, _ESCAPE_ALL)
        if _reads_back(text, simpler):
            return Written(text, what)
    return Written(_without_signs(plain(runs)), "code")


def _without_signs(text: str) -> str:
    return _MARKUP.sub(" ", text).strip() or "–"


def _coded(runs: Iterable[Run]) -> list[Run]:
    """Signs that a record does not hold as plain text become code: a backtick alone, `**`, what looks like a tag."""
    out: list[Run] = []
    for run in runs:
        if run.code or not _ODD.search(run.text):
            out.append(run)
            continue
        at = 0
        for found in _ODD.finditer(run.text):
            out.append(replace(run, text=run.text[at : found.start()]))
            out.append(replace(run, text=found[0], code=True))
            at = found.end()
        out.append(replace(run, text=run.text[at:]))
    return [run for run in out if run.text]


def _peeled(runs: Sequence[Run], *, harder: bool) -> list[Run]:
    """Brackets and quotation marks at the ends of bold stand outside of it, where bold opens in every language.

    Where that is not enough, so does every sign at its ends, and code is not bold.
    """
    peels = _any_sign if harder else _bracket
    out: list[Run] = []
    for run in runs:
        if not run.bold or run.code:
            out.append(replace(run, bold=False) if harder and run.code else run)
            continue
        text = run.text
        start = next((at for at, char in enumerate(text) if not peels(char)), len(text))
        end = next((at for at in range(len(text), start, -1) if not peels(text[at - 1])), start)
        out.append(replace(run, text=text[:start], bold=False))
        out.append(replace(run, text=text[start:end]))
        out.append(replace(run, text=text[end:], bold=False))
    return _joined(run for run in out if run.text)


def _bracket(char: str) -> bool:
    return unicodedata.category(char) in ("Ps", "Pe", "Pi", "Pf", "Zs")


def _any_sign(char: str) -> bool:
    return unicodedata.category(char)[0] in "PSZ"


def _compose(runs: Sequence[Run], escape: re.Pattern[str]) -> str:
    out: list[str] = []
    bold, href = False, ""
    for run in runs:
        if bold and (not run.bold or run.href != href):
            out.append("**")
            bold = False
        if run.href != href:
            if href:
                out.append(f"]({href})")
            href = run.href
            if href:
                out.append("[")
        if run.bold and not bold:
            out.append("**")
            bold = True
        brackets = _ESCAPE_ALL if href else escape
        out.append(_code(run.text) if run.code else brackets.sub(lambda found: "\\" + found[0], run.text))
    out.append("**" if bold else "")
    out.append(f"]({href})" if href else "")
    return "".join(out)


def _code(text: str) -> str:
    longest = max((len(ticks) for ticks in re.findall(r"`+", text)), default=0)
    fence = "`" * (longest + 1)
    pad = " " if text[0] == "`" or text[-1] == "`" else ""
    return f"{fence}{pad}{text}{pad}{fence}"


def _reads_back(text: str, runs: Sequence[Run]) -> bool:
    """Whether a record with this text says the same, and nothing in it is a fault."""
    found: list[Run] = []
    bold, href = 0, ""
    for token in records.parse(text):
        if token.type in ("text", "code_inline"):
            code = token.type == "code_inline"
            found.append(Run(token.text, code=code, bold=bool(bold), href=href))
        elif token.type in ("strong_open", "strong_close"):
            bold += 1 if token.type == "strong_open" else -1
        elif token.type in ("link_open", "link_close"):
            href = token.text or "-" if token.type == "link_open" else ""
        else:
            return False
    mine = [replace(run, href="-" if run.href else "") for run in runs]
    theirs = [replace(run, href="-" if run.href else "") for run in _joined(found)]
    return _joined(mine) == _joined(theirs) and not next(records.faults(text), None)
