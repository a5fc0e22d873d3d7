"""Where links lead: to the web, to another imported document, or nowhere."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import quote, unquote, urljoin, urlsplit, urlunsplit

from generator.limits import address_fault

_SAFE = "!$&'*+,;=:@/?#%~-._"
_PICTURE = "https://"


@dataclass(slots=True)
class Links:
    """Resolves the links of one document.

    `base` is the address that site-relative links hang on; `origin` the document's place among the others, `key`
    the same in every language; `guides` the ids of imported documents by key; `anchors` the block of each anchor.
    """

    base: str = ""
    origin: str = ""
    guides: Mapping[str, str] = field(default_factory=dict)
    anchors: dict[str, str] = field(default_factory=dict)
    me: str = ""
    key: str = ""
    used: set[str] = field(default_factory=set)

    def resolve(self, href: str) -> tuple[str, str]:
        """The address to link to and why it is another; an empty address and the reason when there is none."""
        return _allowed(self._resolved(href))

    def _resolved(self, href: str) -> tuple[str, str]:
        href = "".join(href.split())
        try:
            parts = urlsplit(href)
            host = parts.hostname
        except ValueError:
            return "", "malformed address"
        scheme = parts.scheme.lower()
        if scheme == "https":
            return (_quoted(href), "") if host else ("", "malformed address")
        if scheme == "http":
            return (
                (_quoted(urlunsplit(parts._replace(scheme="https"))), "http became https")
                if host
                else ("", "malformed address")
            )
        if scheme == "mailto":
            return (_quoted(f"mailto:{href[7:]}"), "") if "@" in href else ("", "malformed address")
        if scheme:
            return "", f"links to {scheme[:20]}: are not followed"
        if href.startswith("//"):
            return (_quoted(f"https:{href}"), "https added") if host else ("", "malformed address")
        if not href or href == "#":
            return "", "link without an address"
        return self._inside(href, parts.path, unquote(parts.fragment))

    def picture(self, src: str) -> tuple[str, str]:
        """The same for the address of a picture."""
        if src.lower().lstrip().startswith("data:"):
            return "", "pictures inside the text are not kept"
        href, reason = self.resolve(src)
        return (href, reason) if href.startswith(_PICTURE) else ("", reason or "not the address of a picture")

    def _inside(self, href: str, path: str, fragment: str) -> tuple[str, str]:
        if not path:
            block = self.anchors.get(fragment.lower())
            return (f"guide:{self.me}#{block}", "") if block else ("", "the anchor is not in the document")
        if path.startswith("/"):
            if not self.base:
                return "", "site-relative link; --base-url makes it absolute"
            root = urlsplit(self.base)
            return _quoted(f"https://{root.netloc}{root.path.rstrip('/')}{href}"), "made absolute"
        here = posixpath.dirname(self.origin)
        target = posixpath.normpath(posixpath.join(posixpath.dirname(self.key or self.origin), unquote(path)))
        guide = self.guides.get(key_of(target))
        if guide:
            self.used.add(guide)
            return f"guide:{guide}", "leads to the imported guide"
        if not self.base:
            return "", "relative link; --base-url makes it absolute"
        return _quoted(urljoin(f"{self.base.rstrip('/')}/{quote(here)}{'/' if here else ''}", href)), "made absolute"


def key_of(origin: str) -> str:
    """What two languages of a document have in common: its path without ending."""
    path = origin[: -len(".html")] if origin.endswith(".html") else origin
    root, ending = posixpath.splitext(path)
    path = root if ending.lower() in (".md", ".mdx", ".markdown") else path
    return path.strip("/").lower()


def _quoted(href: str) -> str:
    """The address with everything quoted that could end it: spaces, brackets, backslashes."""
    return quote(href, safe=_SAFE)


def _allowed(found: tuple[str, str]) -> tuple[str, str]:
    """The same, or nothing where it leads to an address that no guide may lead to."""
    href, _ = found
    if href.startswith("guide:") or not href:
        return found
    wrong = address_fault(href)
    return ("", wrong) if wrong else found
