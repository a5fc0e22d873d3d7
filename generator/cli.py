"""The command line: what MkDocs has no verb for. Prints plainly into pipes; colours and tables on a terminal."""

from __future__ import annotations

import difflib
import json
import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text as Styled

from generator import __version__, scaffold
from generator.checks.catalogue import CARELESS
from generator.checks.flow import is_sound
from generator.commands.explain import explain
from generator.commands.i18n import i18n
from generator.commands.importing import import_
from generator.commands.locales import chosen
from generator.commands.looking import link, list_, reply, show
from generator.commands.outside import check_outside
from generator.commands.publish import merge, nginx, offline
from generator.commands.reference import reference
from generator.flows import golden
from generator.lock import write_lock
from generator.problems import Problem, Problems, did_you_mean, errors
from generator.project import load
from generator.reader import read
from generator.report import REASONS, Item, report
from generator.schema import editor_settings, schemas
from generator.settings import Settings, as_of, read_settings
from generator.stamp import stamp

out = Console(highlight=False, soft_wrap=True)
err = Console(stderr=True, highlight=False, soft_wrap=True)


class _Commands(click.Group):
    """Commands that print the problems which stop them."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except Problems as found:
            _stop(found.problems)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="kb")
@click.option(
    "--root",
    type=click.Path(file_okay=False, exists=True, path_type=Path),
    default=".",
    help="The folder of mkdocs.yml. Default: here.",
)
@click.pass_context
def main(context: click.Context, root: Path) -> None:
    """Check, extend and translate a knowledge base. To build it, run mkdocs build."""
    context.obj = read_settings(root.resolve())


for command in (link, reply, show, list_, explain, import_, i18n, offline, merge, nginx, reference):
    main.add_command(command)


@main.command()
@click.option(
    "--complete",
    "locale",
    metavar="LOCALE",
    help="Also fail when a translation into this locale is missing, stale or carelessly written.",
)
@click.option("--quiet", is_flag=True, help="Print problems only.")
@click.option(
    "--external", is_flag=True, help="Ask other hosts whether links to them still lead somewhere; for a schedule."
)
@click.option("--json", "as_json", is_flag=True, help="Print what was found as JSON.")
@click.pass_obj
def check(settings: Settings, locale: str | None, quiet: bool, external: bool, as_json: bool) -> None:
    """Report everything that is wrong, at once. Exit status 1 when something must stop a build.

    With --external, links to other hosts are asked for instead, one question a second to each host; answers are kept
    for a week. Exit status 1 when a page is gone.
    """
    if locale:
        chosen(locale, settings.locales, option="--complete")
    project = load(settings)
    fatal = list(errors(project.problems))
    if external and not fatal:
        sys.exit(0 if check_outside(project, as_json=as_json) else 1)
    if locale:
        fatal += [
            problem for problem in project.problems if problem.code in CARELESS and f"/{locale}/" in problem.place.file
        ]
        fatal += [problem for problem in project.problems if problem.locale == locale]
    stopping = set(fatal)
    shown = [problem for problem in project.problems if not problem.locale or problem in stopping]
    if as_json:
        click.echo(json.dumps({"problems": [asdict(problem) for problem in shown]}, ensure_ascii=False, indent=2))
    for problem in () if as_json else shown:
        _print(problem)
    hidden = len(project.problems) - len(shown)
    if not quiet:
        counts = ", ".join(f"{len(records)} {kind}" for kind, records in project.library.records.items() if records)
        err.print(f"Read: {counts}.")
        if hidden:
            err.print(f"{hidden} passages have no current translation; kb check --complete LOCALE lists them.")
        err.print(
            f"{len(fatal)} {'problem' if len(fatal) == 1 else 'problems'}." if fatal else "No problems.",
            style="red" if fatal else "green",
        )
    sys.exit(1 if fatal else 0)


@main.command()
@click.pass_obj
def lock(settings: Settings) -> None:
    """Add new addresses to content/ids.lock. Nothing is ever removed from it."""
    reading = read(settings.root / settings.content, settings.root)
    if reading.problems:
        _stop(reading.problems)
    added = write_lock(settings.lock, reading.library)
    err.print(f"{added} new addresses in {settings.lock.relative_to(settings.root).as_posix()}.")


@main.command()
@click.argument("record", required=False)
@click.option("--on", metavar="DATE", required=True, help="The day of the comparison (UTC), 2026-12-01.")
@click.option(
    "--against",
    type=click.Choice(["documents", "reports", "server", "tenant"]),
    default="documents",
    show_default=True,
    help="What the record was compared with.",
)
@click.pass_obj
def verify(settings: Settings, record: str | None, on: str, against: str) -> None:
    """Stamp RECORD (errors/5.7.139/tenant, fixes/use-oauth) as verified.

    Without RECORD, every stamp that has no fingerprint yet is given one.
    """
    reading = read(settings.root / settings.content, settings.root)
    if reading.problems:
        _stop(reading.problems)
    count = stamp(settings, reading.library, record, on, against)
    err.print(f"{count} {'record' if count == 1 else 'records'} stamped.")


@main.command()
@click.option(
    "--to",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    help="Write the schemas here, and say so to the editor.",
)
@click.pass_obj
def schema(settings: Settings, folder: Path | None) -> None:
    """Print the JSON Schemas of all records, or write them into a folder."""
    made = schemas()
    if folder is None:
        click.echo(json.dumps(made, ensure_ascii=False, indent=2))
        return
    target = settings.root / folder
    target.mkdir(parents=True, exist_ok=True)
    for name, one in made.items():
        (target / f"{name}.schema.json").write_text(
            json.dumps(one, ensure_ascii=False, indent=2) + "\n", encoding="utf-8"
        )
    editor = settings.root / ".vscode" / "settings.json"
    editor.parent.mkdir(exist_ok=True)
    known = json.loads(editor.read_text(encoding="utf-8")) if editor.exists() else {}
    known["yaml.schemas"] = editor_settings(folder.as_posix())
    editor.write_text(json.dumps(known, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    err.print(f"{len(made)} schemas in {folder.as_posix()}/.")


@main.command()
@click.argument("kind", type=click.Choice(["error", "variant", "fix", "guide", "flow"]))
@click.argument("identity", metavar="ID")
@click.pass_obj
def new(settings: Settings, kind: str, identity: str) -> None:
    """Write a commented record to fill in. ID is a code (5.7.140), a code/variant, or an id (use-oauth)."""
    paths = scaffold.write(settings, kind, identity)
    for path in paths:
        click.echo(path.relative_to(settings.root).as_posix())
    err.print("Fill in what stands between ‹ and ›, then run kb check.")


@main.command("report")
@click.option("--due", "only_due", is_flag=True, help="Only dates that have passed unchecked; exit status 1 if any.")
@click.option("--json", "as_json", is_flag=True, help="Print the list as JSON.")
@click.pass_obj
def report_(settings: Settings, only_due: bool, as_json: bool) -> None:
    """List what needs a person: passed dates, changed records, contested causes, few samples, missing translations.

    The day is KB_AS_OF, the option as_of in mkdocs.yml, SOURCE_DATE_EPOCH, or today (UTC).
    """
    project = load(settings)
    day = as_of(settings.as_of)
    project.require()
    items = report(project, day)
    if only_due:
        items = tuple(item for item in items if item.reason == "due")
    if as_json:
        found = {"as_of": day.isoformat(), "items": [item.data for item in items]}
        click.echo(json.dumps(found, ensure_ascii=False, indent=2))
    elif out.is_terminal:
        for part in _tables(items):
            out.print(part)
    else:
        for item in items:
            click.echo(str(item))
    err.print(f"As of {day.isoformat()}: {len(items)} {'thing needs' if len(items) == 1 else 'things need'} a person.")
    sys.exit(1 if only_due and items else 0)


def _tables(items: tuple[Item, ...]) -> Iterator[Styled | Table]:
    for reason, heading in REASONS.items():
        table = Table(box=None, show_header=False, pad_edge=False)
        for item in items:
            if item.reason == reason:
                table.add_row(Styled(f"  {item.record}"), Styled(item.what, style="dim"))
        if table.row_count:
            yield Styled(heading, style="bold yellow")
            yield table


@main.group()
def flow() -> None:
    """Flows."""


@flow.command()
@click.argument("name", metavar="[FLOW]", required=False)
@click.option(
    "--diff", "compare", is_flag=True, help="Only what differs from the committed paths; exit status 1 if any."
)
@click.option("--write", is_flag=True, help="Write the paths beside the flow, to be committed.")
@click.pass_obj
def paths(settings: Settings, name: str | None, compare: bool, write: bool) -> None:
    """Print every path through FLOW and what it leads to. Default: all flows."""
    reading = read(settings.root / settings.content, settings.root)
    flows = reading.library.flows
    if name and name not in flows:
        raise click.BadParameter(f"there is no flow '{name}'; {did_you_mean(name, flows)}", param_hint="FLOW")
    if reading.problems:
        _stop(reading.problems)
    changed = False
    for one in [flows[name]] if name else flows.values():
        if not is_sound(one):
            raise click.ClickException(f"the flow '{one.id}' has ways that lead nowhere or round; run kb check")
        file = settings.root / f"{reading.library.files['flow', one.id].removesuffix('.yml')}.paths"
        now = golden.text(one, reading.library)
        if compare:
            before = file.read_text(encoding="utf-8") if file.exists() else ""
            for line in difflib.unified_diff(
                before.splitlines(), now.splitlines(), "committed", "now", n=0, lineterm=""
            ):
                changed = True
                click.echo(line)
        elif write:
            file.write_text(now, encoding="utf-8")
            err.print(f"{now.count(chr(10))} lines in {file.relative_to(settings.root).as_posix()}.")
        else:
            click.echo(now, nl=False)
    sys.exit(1 if changed else 0)


@main.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option("--name", required=True, help="What the knowledge base is called.")
@click.option("--locale", "locales", multiple=True, default=("en", "ja"), help="A language; repeatable. First: en.")
def init(folder: Path, name: str, locales: tuple[str, ...]) -> None:
    """Begin a knowledge base in FOLDER: its configuration, and tables with a first row to fill in."""
    paths = scaffold.begin(folder, name, locales)
    for path in paths:
        click.echo(path.as_posix())
    err.print("Fill in what stands between ‹ and ›; kb new error, fix and flow write the first records.")


def _print(problem: Problem) -> None:
    if not out.is_terminal:
        click.echo(str(problem))
        return
    line = Styled(f"{problem.place}: ", style="bold")
    line.append(problem.code, style="yellow" if problem.severity == "warning" else "red")
    line.append(f" {problem.message}")
    out.print(line)
    if problem.hint:
        out.print(Styled(f"  hint: {problem.hint}", style="dim"))


def _stop(problems: tuple[Problem, ...] | list[Problem]) -> None:
    for problem in sorted(problems):
        _print(problem)
    sys.exit(1)
