"""Values that readers type: what is accepted, and how it stands in a command.

The same rules are written in `overrides/assets/javascripts/powershell.js`, because pages fill in
values and builds fill in examples; `tests/powershell/vectors.json` holds both to them.

Two lines of defence. First, each type accepts only what such a value can be. Second, whatever was
accepted becomes one single-quoted string in which every character that PowerShell takes for a single
quote is doubled. Those are five: U+0027 and U+2018–U+201B (`IsSingleQuote` in PowerShell's
CharTraits.cs; `EscapeSingleQuotedStringContent` in CodeGeneration.cs). Doubling U+0027 alone can be
broken out of with `’; Remove-Mailbox …`.

Refusals are ids; the words come from the page in its reader's language.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from generator.problems import KnowledgeBaseError

REASONS: dict[str, tuple[str, ...]] = {
    "mailbox": ("invisible", "at", "local", "domain", "long"),
    "domain": ("invisible", "domain", "long"),
    "ipv4": ("invisible", "ipv4"),
    "guid": ("invisible", "guid"),
    "name": ("invisible", "wildcard", "long"),
    "number": ("invisible", "number"),
}
"""Why a value of each type can be refused; the page has a sentence for each."""

_QUOTES = re.compile("(['\u2018\u2019\u201a\u201b])")
_EDGES = (
    "".join(map(chr, range(0x2000, 0x2010))) + " \t\n\v\f\r\u0085\u00a0\u1680\u2028\u2029\u202f\u205f\u2060\u3000\ufeff"
)
UNSEEN = frozenset(("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"))
"""Categories of characters that nobody sees."""
_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_DOMAIN = re.compile(rf"(?:{_LABEL}\.)+(?:xn--[a-z0-9-]{{1,58}}[a-z0-9]|[a-z]{{2,63}})")
_ATOM = r"[A-Za-z0-9!#$%&'+/=^_`{|}~-]+"
_LOCAL = re.compile(rf"{_ATOM}(?:\.{_ATOM})*")
_OCTET = r"(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])"
_IPV4 = re.compile(rf"{_OCTET}(?:\.{_OCTET}){{3}}")
_GUID = re.compile(r"([0-9a-f]{8})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{12})")
_NUMBER = re.compile(r"0*([0-9]{1,9})")
_DOTS = str.maketrans({"\u3002": ".", "\uff61": "."})
_LOWER = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "abcdefghijklmnopqrstuvwxyz")
_DASHES = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"))


class Refused(KnowledgeBaseError):
    """A value cannot stand in a command. `reason` is one of [`REASONS`][], or `type` for an unknown type."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of a typed value: the value to use, or the reason why not. Both empty: nothing was typed."""

    value: str = ""
    reason: str = ""


def quoted(value: str) -> str:
    """The value as one single-quoted PowerShell string that cannot be broken out of."""
    if _has_unseen(value):
        raise Refused("invisible")
    return "'" + _QUOTES.sub(r"\1\1", value) + "'"


def literal(kind: str, value: str) -> str:
    """An accepted value as it stands in a command: bare digits for a number, else a quoted string."""
    answer = accept(kind, value)
    if answer.reason or not answer.value:
        raise Refused(answer.reason or "empty")
    return answer.value if kind == "number" else quoted(answer.value)


def placeholder(parameter: str) -> str:
    """What stands for a value that is not filled in: visible, quoted, and no such thing exists anywhere."""
    return quoted(f"<{parameter}>")


def accept(kind: str, raw: str) -> Answer:
    """The normalised value, or the reason for refusing it.

    Full-width input becomes ASCII by NFKC and the dots of Japanese input methods become full stops (as
    IDNA has it), except in names, whose characters must stay as they are to be found again.
    """
    if kind not in REASONS:
        raise Refused("type")
    value = raw.strip(_EDGES)
    if kind != "name":
        value = unicodedata.normalize("NFKC", value).translate(_DOTS).strip(_EDGES)
    if not value:
        return Answer()
    if _has_unseen(value):
        return Answer(reason="invisible")
    return _ACCEPT[kind](value)


def _lower(value: str) -> str:
    """ASCII letters only: the lower case of other letters differs between languages of programming."""
    return value.translate(_LOWER)


def _has_unseen(value: str) -> bool:
    return any(unicodedata.category(character) in UNSEEN for character in value)


def _mailbox(value: str) -> Answer:
    """RFC 5321 dot-atoms without the wildcards `*` and `?`, which identities may expand."""
    if value.startswith("<") and value.endswith(">"):
        value = value[1:-1]
    if _lower(value[:7]) == "mailto:":
        value = value[7:]
    local, at, domain = value.partition("@")
    if not at or not local or not domain or "@" in domain:
        return Answer(reason="at")
    if not _LOCAL.fullmatch(local):
        return Answer(reason="local")
    domain = _lower(domain)
    if not _DOMAIN.fullmatch(domain):
        return Answer(reason="domain")
    if len(local) > 64 or len(local) + 1 + len(domain) > 254:
        return Answer(reason="long")
    return Answer(f"{local}@{domain}")


def _domain(value: str) -> Answer:
    value = _lower(value).rstrip(".")
    if not _DOMAIN.fullmatch(value):
        return Answer(reason="domain")
    return Answer(reason="long") if len(value) > 253 else Answer(value)


def _ipv4(value: str) -> Answer:
    """Dotted decimal without leading zeros, which some programs read as octal."""
    return Answer(value) if _IPV4.fullmatch(value) else Answer(reason="ipv4")


def _guid(value: str) -> Answer:
    """With or without braces and hyphens; word processors make dashes of the hyphens."""
    if value.startswith("{") and value.endswith("}"):
        value = value[1:-1]
    found = _GUID.fullmatch(_lower(value.translate(_DASHES)))
    return Answer("-".join(found.groups())) if found else Answer(reason="guid")


def _name(value: str) -> Answer:
    """A display name. `*` would name many things at once; 256 is Exchange's limit for display names."""
    if "*" in value:
        return Answer(reason="wildcard")
    return Answer(reason="long") if len(value) > 256 else Answer(value)


def _number(value: str) -> Answer:
    found = _NUMBER.fullmatch(value)
    return Answer(found[1]) if found else Answer(reason="number")


_ACCEPT = {
    "mailbox": _mailbox,
    "domain": _domain,
    "ipv4": _ipv4,
    "guid": _guid,
    "name": _name,
    "number": _number,
}
