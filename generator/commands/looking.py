"""What an agent or a script asks of the records at a terminal: a link, a reply, a page, a list.

What was asked for goes to standard output and nothing else does, so that it can be piped; all else goes to standard
error. Ids are completed by the shell (`_KB_COMPLETE=bash_source kb`).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import click
from click.shell_completion import CompletionItem
from markupsafe import Markup
from rich.console import Console
from rich.markdown import Markdown
from rich.table import Table

from generator.addresses import Addresses
from generator.api import PAGES, entries, record_json
from generator.catalogue import read_catalogues
from generator.commands.locales import chosen
from generator.drawing import draw
from generator.inline import as_label
from generator.library import Library
from generator.lock import forwards, published, read_lock
from generator.lookup import Found, find, names
from generator.markdown import to_markdown
from generator.plans import plans, title_of
from generator.problems import Problems, did_you_mean
from generator.reader import read
from generator.records.error import Variant
from generator.render import Renderer
from generator.settings import Settings, as_of, read_settings
from generator.shipped import OVERRIDES
from generator.store import Store
from generator.views.messages import ask_of, evidence_of, fix_ask, fix_reply, lead, reply_of, which_text
from generator.views.voice import Speaker, speakers

out = Console(highlight=False, soft_wrap=True)
err = Console(stderr=True, highlight=False, soft_wrap=True)


@dataclass(frozen=True, slots=True)
class Known:
    """The records and their translations, read but not checked: a command at a terminal must answer at once."""

    settings: Settings
    library: Library
    speakers: Mapping[str, Speaker]
    forwards: Mapping[str, str]

    @classmethod
    def of(cls, settings: Settings, site: str = "") -> Known:
        """What is on disk; what an earlier build has read comes from its store. Raises ClickException when broken."""
        reading = read(settings.root / settings.content, settings.root, Store(settings.cache / "records"))
        if reading.problems:
            raise click.ClickException(f"{Problems(reading.problems)}\n\nRun kb check when these are mended.")
        folder = settings.root / settings.catalogues
        read_now = read_catalogues(folder, settings.locales, settings.root, Store(settings.cache / "messages"))
        address = site or settings.site_url
        addresses = Addresses(settings.directories, f"{address.rstrip('/')}/" if address else "", settings.repo_url)
        made = speakers(reading.library, read_now.catalogues, addresses)
        gone = forwards(read_lock(settings.lock), published(reading.library))
        return cls(settings, reading.library, made, gone)

    def find(self, asked: str) -> Found:
        """The place that somebody means. Raises BadParameter that says what was perhaps meant."""
        found = find(self.library, asked, self.forwards)
        if found is None:
            hint = did_you_mean(asked, names(self.library))
            raise click.BadParameter(f"there is no '{asked}'; {hint}", param_hint="RECORD")
        return found

    def speaker(self, locale: str | None) -> Speaker:
        """The speaker of a locale; of the first one when none is named. Raises BadParameter."""
        return self.speakers[chosen(locale or self.settings.locales[0], self.speakers)]

    def link(self, key: str, locale: str | None) -> str:
        """The address of a place: in a language, or the short one that is of none where there is one."""
        speaker = self.speaker(locale)
        addresses = speaker.addresses
        if not addresses.base:
            err.print("The site has no address: set site_url in mkdocs.yml, or give --site.", style="yellow")
        short = "" if locale else addresses.short(key)
        return addresses.base + (short or addresses.url(speaker.locale, key))


def _complete(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    settings = read_settings(Path(context.find_root().params.get("root") or ".").resolve())
    if parameter.name == "locale":
        return [CompletionItem(one) for one in settings.locales if one.startswith(incomplete)]
    try:
        library = Known.of(settings).library
    except click.ClickException:
        return []
    return [CompletionItem(one) for one in names(library) if one.startswith(incomplete)]


Command = Callable[..., None]


def _record(command: Command) -> Command:
    return click.argument("record", metavar="RECORD", shell_complete=_complete)(command)


def _locale(says: str) -> Callable[[Command], Command]:
    return click.option("--locale", metavar="LOCALE", help=says, shell_complete=_complete)


_site = click.option(
    "--site",
    default="",
    envvar="KB_SITE_URL",
    metavar="URL",
    help="Address of the site. Default: KB_SITE_URL, then site_url of mkdocs.yml.",
)


@click.command()
@_record
@_locale("Link to the page in this language. Default: the short link, which finds the reader's language.")
@click.option(
    "--as",
    "form",
    type=click.Choice(["link", "text", "markdown", "html"]),
    default="link",
    show_default=True,
    help="The address only, or the title with it.",
)
@_site
@click.pass_obj
def link(settings: Settings, record: str, locale: str | None, form: str, site: str) -> None:
    """Print the link to RECORD: a code (5.7.139), a text (5.7.139/tenant), an id (use-oauth), or an address."""
    known = Known.of(settings, site)
    found = known.find(record)
    address = known.link(found.key, locale)
    title = _title(known.speaker(locale), found)
    click.echo(_FORMS[form](title, address))


def _markdown_link(title: str, address: str) -> str:
    return f"[{as_label(title)}]({address})"


def _html_link(title: str, address: str) -> str:
    return str(Markup('<a href="{}">{}</a>').format(address, title))


_FORMS: dict[str, Callable[[str, str], str]] = {
    "link": lambda title, address: address,
    "text": lambda title, address: f"{title}\n{address}",
    "markdown": _markdown_link,
    "html": _html_link,
}


@click.command()
@_record
@_locale("Language of the message. Default: the first of the site.")
@click.option("--ask", "what", flag_value="ask", help="The message to the administrator who can fix it.")
@click.option("--evidence", "what", flag_value="evidence", help="The list of what to ask the reader for.")
@_site
@click.pass_obj
def reply(settings: Settings, record: str, locale: str | None, what: str | None, site: str) -> None:
    """Print the ready reply of RECORD (a text, a code or a fix) with its link, for a ticket."""
    name = what or "reply"
    known = Known.of(settings, site)
    found = known.find(record)
    speaker = known.speaker(locale)
    text = _message(speaker, found, name)
    if not text:
        said = {"ask": "message to an administrator", "evidence": "list of evidence"}.get(name, "reply")
        raise click.ClickException(f"'{record}' has no {said}; texts of errors and fixes have one.")
    click.echo(text if name == "evidence" else f"{text}{lead(speaker, name)}{known.link(found.key, None)}")


def _message(speaker: Speaker, found: Found, name: str) -> str:
    library = speaker.library
    if found.kind == "fix" and name != "evidence":
        return (fix_ask if name == "ask" else fix_reply)(speaker, library.fixes[found.id])
    variant = _variant(library, found)
    if variant and name == "evidence":
        return evidence_of(speaker, variant.collect)
    if variant:
        return (ask_of if name == "ask" else reply_of)(speaker, variant)
    return which_text(speaker, library.errors[found.id]) if found.kind == "error" and name == "reply" else ""


def _variant(library: Library, found: Found) -> Variant | None:
    """The text that is named, or the only one of a code."""
    if found.kind != "error":
        return None
    named = library.variant(found.id)
    if named:
        return named[1]
    variants = library.errors[found.id].variants
    return variants[0] if len(variants) == 1 else None


@click.command()
@_record
@_locale("Language. Default: the first of the site.")
@click.option("--json", "as_json", is_flag=True, help="The record as the API gives it.")
@_site
@click.pass_obj
def show(settings: Settings, record: str, locale: str | None, as_json: bool, site: str) -> None:
    """Print the page of RECORD as Markdown, as it stands beside the page on the site."""
    known = Known.of(settings, site)
    found = known.find(record)
    speaker = known.speaker(locale)
    if as_json:
        if not found.kind:
            raise click.ClickException(f"'{record}' is a page of many records; kb list --json has them all.")
        identity = found.id.partition("/")[0] if found.kind == "error" else found.id
        click.echo(json.dumps(record_json(speaker, found.kind, identity), ensure_ascii=False, indent=2))
        return
    page = found.key.partition("#")[0]
    plan = next(plan for plan in plans(known.library, as_of(settings.as_of), known.forwards) if plan.key == page)
    folders = (settings.root / "overrides" / "records", OVERRIDES / "records")
    document = draw(plan, speaker, Renderer(folders, speaker.catalogue), speaker.addresses)
    base = speaker.addresses.base
    text = to_markdown(document.html, f"{base}{document.url}" if base else "")
    if out.is_terminal:
        out.print(Markdown(text))
    else:
        click.echo(text, nl=False)


@click.command("list")
@click.argument("kind", required=False, type=click.Choice(PAGES))
@_locale("Language of the titles. Default: the first of the site.")
@click.option("--json", "as_json", is_flag=True, help="As the index of the API gives it.")
@_site
@click.pass_obj
def list_(settings: Settings, kind: str | None, locale: str | None, as_json: bool, site: str) -> None:
    """List all records (or those of KIND) with their titles: one a line, separated by a tab."""
    known = Known.of(settings, site)
    speaker = known.speaker(locale)
    found = [entry for entry in entries(speaker) if kind in (None, entry["kind"])]
    if as_json:
        click.echo(json.dumps({"locale": speaker.locale, "records": found}, ensure_ascii=False, indent=2))
    elif out.is_terminal:
        table = Table(box=None, show_header=False, pad_edge=False)
        for entry in found:
            table.add_row(entry["kind"], entry["id"], entry["title"])
        out.print(table)
    else:
        for entry in found:
            click.echo(f"{entry['kind']}\t{entry['id']}\t{entry['title']}")
    err.print(f"{len(found)} {'record' if len(found) == 1 else 'records'}.")


def _title(speaker: Speaker, found: Found) -> str:
    if found.kind:
        return speaker.name(found.kind, found.id)
    return next(title_of(plan, speaker) for plan in plans(speaker.library, as_of()) if plan.key == found.key)
