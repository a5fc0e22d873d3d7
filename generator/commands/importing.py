"""`kb import`: documents of other formats become guides."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.progress import track

from generator.importing.convert import About
from generator.importing.run import FOLDER, Import, Wish
from generator.problems import did_you_mean
from generator.settings import Settings

FORMATS = ("learn-sxs", "markdown")


@click.command("import")
@click.argument("paths", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--format", "form", type=click.Choice(FORMATS), required=True, help="What the documents are written in.")
@click.option("--to", "folder", default="", metavar="FOLDER", help="Where the guides go. Default: content/guides.")
@click.option("--locale", default="", help="Language of the translations. Default: each document says.")
@click.option("--base-url", default="", metavar="URL", help="Makes links absolute that begin at the site's root.")
@click.option("--section", default="", metavar="ID", help="Section of the list of guides. Default: each document says.")
@click.option("--publisher", default="", help="Who published the documents; shown with each guide.")
@click.option("--licence", default="", help="The licence of the documents; shown with each guide.")
@click.option("--dry-run", is_flag=True, help="Report, and write nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
@click.option("--verbose", is_flag=True, help="Say what was changed in each document.")
@click.pass_obj
def import_(settings: Settings, /, paths: tuple[Path, ...], form: str, folder: str, **options: Any) -> None:
    """Make guides of documents: files, or folders with Markdown files.

    An edit that was made here stays when a document is imported again; where the document has changed too, the
    report names the conflict. Exit status 1 when a document was refused or an edit is in conflict.
    """
    target = settings.root / settings.content / FOLDER
    if folder and (Path.cwd() / folder).resolve() != target.resolve() and (settings.root / folder).resolve() != target:
        raise click.BadParameter(f"guides live in {settings.content}/{FOLDER}", param_hint="--to")
    locale, base_url, section = options["locale"], options["base_url"], options["section"]
    if locale and locale not in settings.locales[1:]:
        hint = did_you_mean(locale, settings.locales[1:]) or "add it to 'locales' in mkdocs.yml"
        raise click.BadParameter(f"'{locale}' is not a language to translate into; {hint}", param_hint="--locale")
    if base_url and not base_url.startswith("https://"):
        raise click.BadParameter("an address begins with https://", param_hint="--base-url")
    if section and not section.replace("-", "").isalnum():
        raise click.BadParameter("an id: lower-case letters, digits and hyphens", param_hint="--section")
    wish = Wish(form, locale, About(base_url, options["publisher"], options["licence"], section), options["dry_run"])
    report = Import(settings, wish).run(paths, _watched)
    if options["as_json"]:
        click.echo(json.dumps(report.data(), ensure_ascii=False, indent=2))
    else:
        for line in report.lines(verbose=options["verbose"]):
            click.echo(line)
    sys.exit(1 if report.count("refused") or report.conflicts else 0)


def _watched(jobs: Sequence[Any]) -> Iterable[Any]:
    """The documents, with a bar on a terminal."""
    console = Console(stderr=True)
    return track(jobs, "Importing", console=console, transient=True, disable=not console.is_terminal)
