"""Records to start from: every field with its sentence, blanks between ‹ and ›."""

from __future__ import annotations

import re
from pathlib import Path

from generator.problems import Place, Problem, Problems
from generator.records import KINDS
from generator.records.error import Variant
from generator.records.shape import Field, ListOf, OneOf, Scalar, Shape, Struct, fields_of
from generator.records.types import CODE, LOCALE, SLUG, PartialDate
from generator.settings import Settings

VARIANT_ID = re.compile(rf"({CODE.expression.pattern})/({SLUG.expression.pattern})")


ENHANCED = re.compile(r"\d\.\d+\.\d+")
FLOW = """\
id: {id}
# What the flow does, in a few words; a tab of the site.
title: "‹…›"
# What the reader needs and gets, in one or two sentences.
lead: "‹…›"
# The id of the first question.
start: see
# Steps are told apart by their type: question, check, instruction, outcome, handoff. Ids never change.
nodes:
  - type: question
    id: see
    # Ask for what the reader sees.
    title: "‹the question›"
    options:
      # An answer names the texts that it stands for, as code/variant, so that links from their pages go past it.
      - {{id: text, label: "‹…›", to: out-text, variants: ["‹code/variant›"]}}
      # Every question has an answer for those who do not know.
      - {{id: unsure, kind: unsure, to: ask}}
  - type: outcome
    id: out-text
    # What is wrong, as the reader would say it; words and fixes are those of the text.
    title: "‹what is wrong›"
    variant: "‹code/variant›"
    # Where to go on when it did not help.
    still_failing: {{to: ask}}
  - type: handoff
    id: ask
    title: "‹what to do now›"
    # Why this is not for the reader to solve, and what will happen.
    text: "‹…›"
    # The role that can go on.
    to: "‹id of a term›"
    # What to send along.
    collect: ["‹id of an evidence›"]
    # The message to send.
    ask: "‹…›"
"""
"""The smallest flow that holds: a question, an answer to it, and somebody to pass on to."""

CONFIGURATION = """\
site_name: "{name}"
# The address of the site, for the sitemap: https://help.example.com/
site_url: !ENV [KB_SITE_URL, ""]
docs_dir: content/pages
theme:
  name: material
  font: false
  features: [navigation.tabs]
  palette:
    - media: "(prefers-color-scheme: light)"
      scheme: default
      toggle: {{icon: material/weather-night, name: Switch to dark colours}}
    - media: "(prefers-color-scheme: dark)"
      scheme: slate
      toggle: {{icon: material/weather-sunny, name: Switch to light colours}}
plugins:
  - kb:
      # The first is the language of the records.
      locales: [{locales}]
"""
TABLES = ("site", "family", "term", "source", "evidence")
"""Kinds of record that every knowledge base has, many in a file."""

SAMPLE = """\
# A text as somebody pasted it, with fictitious hosts and addresses; each variant is tried with one.
- id: "{name}"
  text: "{code} ‹…›"
  variant: "{code}/{name}"
"""


def write(settings: Settings, kind: str, identity: str) -> tuple[Path, ...]:
    """Write a new record and return the files to fill in. Raises Problems when the id is wrong or taken.

    A variant needs a text to be tried with: one is begun in `samples/`.
    """
    path = _record(settings.root / settings.content, kind, identity)
    if kind not in ("error", "variant"):
        return (path,)
    name = identity.partition("/")[2] or "‹id›"
    samples = settings.root / settings.content / "samples" / path.name
    samples.parent.mkdir(parents=True, exist_ok=True)
    known = samples.read_text(encoding="utf-8").rstrip("\n") + "\n" if samples.exists() else ""
    samples.write_text(known + SAMPLE.format(code=path.stem, name=name), encoding="utf-8")
    return path, samples


def begin(folder: Path, name: str, locales: tuple[str, ...]) -> tuple[Path, ...]:
    """Write a new knowledge base into a folder and return the files to fill in.

    Raises Problems when the folder holds one already, or when a locale is none.
    """
    configuration = folder / "mkdocs.yml"
    content = folder / Settings(folder).content
    if configuration.exists() or content.exists():
        raise _wrong(folder.name, f"{(configuration if configuration.exists() else content).name} exists already")
    for number, locale in enumerate(locales):
        if not LOCALE.expression.fullmatch(locale) or locale in locales[:number]:
            raise _wrong(locale, "write each language once, as en, ja, pt-BR")
    (content / "pages").mkdir(parents=True)
    (content / "pages" / ".gitkeep").touch()
    quoted = name.replace("\\", "\\\\").replace('"', '\\"')
    configuration.write_text(CONFIGURATION.format(name=quoted, locales=", ".join(locales)), encoding="utf-8")
    (folder / ".gitignore").write_text(".cache/\nsite/\n.site-build/\n", encoding="utf-8")
    made = [configuration]
    for kind in TABLES:
        lines = _entry(_struct(KINDS[kind].type, "  ", "site" if kind == "site" else ""), "")
        text = "\n".join(lines) + "\n"
        if kind == "site":
            text = text.replace('name: "‹…›"', f'name: "{quoted}"', 1)
        made.append(content / KINDS[kind].where)
        made[-1].write_text(text, encoding="utf-8")
    return tuple(made)


def _record(content: Path, kind: str, identity: str) -> Path:
    if kind == "variant":
        match = VARIANT_ID.fullmatch(identity)
        if not match:
            raise _wrong(identity, "write code/variant, such as 5.7.139/tenant")
        path = content / "errors" / f"{match[1]}.yml"
        if not path.exists():
            raise _wrong(identity, f"there is no {path.name} yet: run kb new error {match[1]}")
        text = path.read_text(encoding="utf-8").rstrip("\n")
        path.write_text(text + "\n" + add_to_variants(text, match[2]), encoding="utf-8")
        return path
    pattern = CODE if kind == "error" else SLUG
    if not pattern.expression.fullmatch(identity):
        raise _wrong(identity, f"it is not {pattern.what}")
    path = content / KINDS[kind].where / f"{identity}.yml"
    if path.exists():
        raise _wrong(identity, f"{path.name} exists already")
    path.parent.mkdir(parents=True, exist_ok=True)
    text = FLOW.format(id=identity) if kind == "flow" else "\n".join(_struct(KINDS[kind].type, "", identity)) + "\n"
    path.write_text(text, encoding="utf-8")
    return path


def add_to_variants(text: str, name: str) -> str:
    """The lines of a new variant, to be put at the end of a record whose last field is `variants`.

    Raises Problems when the variants are not the last field: the lines would land in another one.
    """
    last = re.findall(r"^(\w+):", text, re.MULTILINE)[-1]
    if last != "variants":
        raise _wrong(name, f"move the field 'variants' to the end of the file, behind '{last}'")
    if re.search(rf"^\s*- id: {re.escape(name)}$", text, re.MULTILINE):
        raise _wrong(name, "the error has a variant of this name already")
    lines = _struct(Variant, "    ", name)
    return "\n".join(_entry(lines, "  ")) + "\n"


def _struct(record_type: type, indent: str, identity: str = "") -> list[str]:
    lines: list[str] = []
    for field in fields_of(record_type):
        if field.name == "id" and identity:
            lines.append(f"{indent}id: {identity}")
        elif field.name == "code" and not indent and ENHANCED.fullmatch(identity):
            lines += [f"# {field.doc}", f"code: {identity}"]
        else:
            lines += _field(field, indent)
    return lines


def _field(field: Field, indent: str) -> list[str]:
    comment = f"{indent}# {field.doc}" if field.doc else ""
    if not field.required and not field.unless:
        return [f"{comment} (optional)", f"{indent}# {field.name}:"] if comment else []
    return [*([comment] if comment else []), *_value(field.name, field.shape, indent)]


def _value(name: str, shape: Shape, indent: str) -> list[str]:
    if isinstance(shape, Scalar):
        return [f"{indent}{name}: {_blank(shape)}"]
    if isinstance(shape, Struct):
        return [f"{indent}{name}:", *_struct(shape.type, f"{indent}  ")]
    if isinstance(shape, ListOf):
        item = shape.item
        if isinstance(item, Scalar):
            return [f"{indent}{name}:", *[f"{indent}  - {_blank(item)}"] * max(shape.at_least, 1)]
        if not shape.at_least:
            return [f"{indent}{name}: []"]
        record_type = item.type if isinstance(item, Struct) else _first(item)
        return [f"{indent}{name}:", *_entry(_struct(record_type, f"{indent}    "), f"{indent}  ")]
    return [f"{indent}{name}: {{}}"]


def _entry(lines: list[str], indent: str) -> list[str]:
    """Turn the first field of a group into the start of a list entry; comments before it go above."""
    for number, line in enumerate(lines):
        if not line.lstrip().startswith("#"):
            above = [f"{indent}{one.strip()}" for one in lines[:number]]
            return [*above, f"{indent}- {line.strip()}", *lines[number + 1 :]]
    return lines


def _first(shape: Shape) -> type:
    assert isinstance(shape, OneOf)
    return next(record_type for tag, record_type in shape.types if tag == "paragraph")


def _blank(shape: Scalar) -> str:
    if shape.choices:
        return f"{shape.choices[0]}" + (f"  # one of: {', '.join(shape.choices)}" if len(shape.choices) > 1 else "")
    if shape.type is bool:
        return "false"
    if shape.ref:
        return f'"‹id of a {shape.ref.kinds[0]}›"'
    if shape.pattern:
        return '"‹id›"'
    return '"‹2026-12-31›"' if shape.type is PartialDate else '"‹…›"'


def _wrong(identity: str, hint: str) -> Problems:
    return Problems([Problem(Place(identity), "KB112", f"'{identity}' cannot be made", hint)])
