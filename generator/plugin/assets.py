"""Scripts and style sheets: many small files of ours become the few that pages load."""

from __future__ import annotations

from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from generator import scripts, styles
from generator.shipped import OVERRIDES

MODULES = "assets/javascripts"
STYLES = "assets/stylesheets"
SCRIPTS = {
    "kb.js": ("", "main.js"),
    "kb-home.js": ("", "home.js"),
    "kb-filter.js": ("", "filter.js"),
    "kb-flow.js": ("", "diagnose.js"),
    "kb-values.js": ("", "values.js"),
    "kb-search.js": ("search", "worker.js"),
    "kb-offline.js": ("search", "offline.js"),
    "kb-lost.js": ("", "lost.js"),
    "kb-short.js": ("", "short.js"),
}
"""The scripts that pages load, and the folder and module that each begins with."""
UNUSED = (f"{MODULES}/lunr/", f"{MODULES}/workers/", "assets/images/favicon.png")
"""Files of the theme that our search worker and our own icon make needless."""


def add_assets(files: Files, config: MkDocsConfig) -> None:
    """Put the joined files in the place of those that they are made of."""
    for file in [
        one
        for one in files
        if one.src_uri.startswith((f"{MODULES}/", f"{STYLES}/"))
        and one.src_uri.endswith((".js", ".css"))
        and Path(one.abs_src_path or "").is_relative_to(OVERRIDES)
    ]:
        files.remove(file)
    files.append(File.generated(config, f"{STYLES}/kb.css", content=styles.joined(OVERRIDES / STYLES)))
    for name, (folder, entry) in SCRIPTS.items():
        script = scripts.bundle(OVERRIDES / MODULES / folder, (entry,))
        files.append(File.generated(config, f"{MODULES}/{name}", content=script))


def remove_unused(files: Files) -> None:
    """Take away what no page asks for."""
    for file in [one for one in files if one.src_uri.startswith(UNUSED) or one.src_uri.endswith(".map")]:
        files.remove(file)
