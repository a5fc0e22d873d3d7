"""What nginx must be told about a site, to be included in a `server` block whose `root` holds it.

Everything is read from the built site: its headers, what has moved, and the languages that have a page of their own for
what is missing. It is made anew with every build, because the policy names the scripts that pages hold.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from generator.headers import FOREVER, HASHED

TEXTS = (
    "text/css text/javascript application/javascript application/json application/xml text/xml text/markdown "
    "text/plain image/svg+xml"
)
"""What is worth compressing and has a charset; for nginx, text/html always is."""
MISSING = "404.html"

_ALWAYS = f"""\
absolute_redirect off;
default_type text/plain;
charset utf-8;
charset_types {TEXTS};
gzip on;
gzip_comp_level 5;
gzip_min_length 1024;
gzip_proxied any;
gzip_vary on;
gzip_types {TEXTS};
"""


def directives(site: Path, headers: Mapping[str, str], redirects: str, at: str = "/") -> str:
    """The directives for the site in a folder that stands at a path, `/` or `/help/`.

    `headers` go with every answer. `redirects` is the text of `_redirects`; its addresses begin with that path already.
    """
    sent = "".join(f'add_header {name} "{value}" always;\n' for name, value in headers.items())
    inside = sent.replace("add_header", "    add_header")
    return "\n".join(
        [
            _ALWAYS,
            sent,
            "# Pages are kept, and asked for anew: what has not changed is answered with 304.",
            "expires -1;",
            "",
            "# The name holds a digest of the content, so it is never asked for again.",
            f'location ~ "^{at}{HASHED}$" {{',
            "    expires off;",
            f'    add_header Cache-Control "{FOREVER}";',
            f"{inside}}}",
            "",
            *_missing(site, at),
            *_moved(redirects),
            "",
        ]
    )


def _missing(site: Path, at: str) -> Iterator[str]:
    """The page for what does not exist, in the language of the address."""
    yield f"error_page 404 {at}{MISSING};"
    for path in sorted(site.glob(f"*/{MISSING}")):
        folder = f"{at}{path.parent.name}/"
        yield f"location {folder} {{ error_page 404 {folder}{MISSING}; }}"


def _moved(redirects: str) -> Iterator[str]:
    """What has moved. Lines with another status are for other hosts."""
    for line in redirects.splitlines():
        old, new, status = line.split()
        if status == "301":
            yield f"location = {old} {{ return 301 {new}; }}"
