"""What is needed to hand a site on: an archive that opens without a server, and the configuration of a server."""

from __future__ import annotations

import re
from pathlib import Path

import click
from rich.console import Console

from generator import headers, merging
from generator.nginx import directives
from generator.output import OutputError
from generator.settings import Settings
from generator.short import REDIRECTS

err = Console(stderr=True, highlight=False, soft_wrap=True)


@click.command()
@click.option(
    "--to",
    type=click.Path(dir_okay=False, path_type=Path),
    default="dist/offline.zip",
    help="The archive. Default: dist/offline.zip.",
)
@click.pass_obj
def offline(settings: Settings, to: Path) -> None:
    """Write the site to an archive that opens from a folder, without a server: search, decoder and flow work."""
    from generator.plugin.kit import write_kit  # noqa: PLC0415 - MkDocs is read only where a site is built

    with err.status("Building the site …"):
        count = write_kit(settings.root / "mkdocs.yml", settings.root / to)
    err.print(f"{count} files in {to}; unpack it and open index.html.")


@click.command()
@click.argument("parts", nargs=-1, required=True, type=click.Path(file_okay=False, exists=True, path_type=Path))
@click.option("--to", "site", type=click.Path(file_okay=False, path_type=Path), default="site", help="Default: site.")
def merge(parts: tuple[Path, ...], site: Path) -> None:
    """Put PARTS together, each built with KB_PART: the site is the one that a single build makes.

    A part is a locale (ja) or how addresses begin (guides/ or en/errors/,en/fixes/); -guides/ is everything else.
    """
    try:
        count = merging.merge(parts, site)
    except OutputError as error:
        raise click.ClickException(str(error)) from None
    err.print(f"{count} files in {site}.")


@click.command()
@click.argument("site", type=click.Path(file_okay=False, exists=True, path_type=Path), default="site")
@click.option("--at", default="/", metavar="PATH", help="Where the site stands on its host: /help/. Default: /.")
def nginx(site: Path, at: str) -> None:
    """Print what nginx must be told about SITE, to be included in a server block. Default: site.

    Headers, caching, compression, what has moved, and the page for what is missing in each language (docs/hosting.md).
    """
    if not re.fullmatch(r"/(?:[\w.-]+/)*", at, re.ASCII):
        raise click.BadParameter(f"'{at}' is no path; write /help/, with both slashes", param_hint="--at")
    file, moved = site / headers.FILE, site / REDIRECTS
    if not file.is_file():
        raise click.ClickException(f"{file} is not there; build the site first (mkdocs build)")
    values = headers.read_headers(file.read_text(encoding="utf-8"))
    lines = moved.read_text(encoding="utf-8") if moved.is_file() else ""
    click.echo(directives(site, values, lines, at), nl=False)
