"""A site to be carried away: the whole of it in one archive that opens from a folder, without a server."""

from __future__ import annotations

import tempfile
import zipfile
from pathlib import Path

from mkdocs.commands.build import build
from mkdocs.config import load_config

EPOCH = (1980, 1, 1, 0, 0, 0)
"""The day of every file in the archive, so that the same site gives the same bytes."""
LEFT_OUT = ("sitemap.xml", "sitemap.xml.gz", "404.html")
"""What only a web server needs."""


def write_kit(config_file: Path, to: Path) -> int:
    """Build the site of a configuration for `file://` and write it to an archive. Returns the number of files.

    Raises what MkDocs raises when the site cannot be built; the archive is then as it was before.
    """
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder) / "site"
        config = load_config(str(config_file), site_dir=str(site), site_url="", use_directory_urls=False)
        config.plugins["kb"].config.offline = True
        config.plugins.on_startup(command="build", dirty=False)
        try:
            build(config)
        finally:
            config.plugins.on_shutdown()
        return _pack(site, to)


def _pack(site: Path, to: Path) -> int:
    to.parent.mkdir(parents=True, exist_ok=True)
    part = to.with_name(f"{to.name}.part")
    names = sorted(path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file())
    names = [name for name in names if name not in LEFT_OUT]
    with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name in names:
            about = zipfile.ZipInfo(f"{to.stem}/{name}", EPOCH)
            about.external_attr = 0o644 << 16
            about.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(about, (site / name).read_bytes())
    part.replace(to)
    return len(names)
