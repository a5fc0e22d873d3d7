"""What is needed to hand a site on: an archive that opens without a server, and headers for one that has a server."""

from __future__ import annotations

from pathlib import Path

import click
from rich.console import Console

from generator.headers import FILE, nginx, read_headers
from generator.settings import Settings

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
@click.argument("site", type=click.Path(file_okay=False, exists=True, path_type=Path), default="site")
@click.option("--nginx", "for_nginx", is_flag=True, help="As directives for a server block of nginx.")
def headers(site: Path, for_nginx: bool) -> None:
    """Print the headers that a host should send with the pages of SITE. Default: site."""
    file = site / FILE
    if not file.is_file():
        raise click.ClickException(f"{file} is not there; build the site first (mkdocs build)")
    text = file.read_text(encoding="utf-8")
    click.echo(nginx(read_headers(text)) if for_nginx else text, nl=False)
