"""Guides: articles made of blocks. A block says what it is with `type`."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from typing import Annotated, Literal

from generator.records.common import Change, Sources, Verified
from generator.records.types import PAGE, SLUG, AtLeast, Pattern, Ref, Short, Text, Unless, Url

NUMBER = Pattern(re.compile(r"[0-9]{0,6}"), "a number")


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading; its id is the anchor."""

    type: Literal["heading"]
    id: Annotated[str, SLUG, "Anchor, the same in every language."]
    text: Annotated[Text, "The heading."]
    level: Annotated[Literal["2", "3", "4"], "Rank below the title."] = "2"


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A paragraph of inline Markdown."""

    type: Literal["paragraph"]
    id: Annotated[str, SLUG, "Id of the block."]
    text: Annotated[Text, "The paragraph."]


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A note set apart from the text."""

    type: Literal["note"]
    id: Annotated[str, SLUG, "Id of the block."]
    tone: Annotated[Literal["note", "tip", "warning", "danger", "quote"], "How strongly it is set apart."] = "note"
    title: Annotated[Text | None, "Its heading."] = None
    text: Annotated[Text | None, "The note; needed where there is no body."] = None
    body: Annotated[tuple[Block, ...], "More of the note: lists, code, further paragraphs."] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An entry of a list, with an id so that it keeps its translation when the list is reordered."""

    id: Annotated[str, SLUG, "Id of the entry within its list."]
    label: Annotated[Text | None, "Its number or letter as an imported article writes it; else counted."] = None
    text: Annotated[Text | None, "The sentence; needed where there is no body."] = None
    body: Annotated[tuple[Block, ...], "What else belongs to it: code, notes, lists of another kind."] = ()
    items: Annotated[tuple[Entry, ...], "Sub-steps; lettered or numbered automatically."] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemList:
    """A list; numbered lists letter their sub-steps automatically."""

    type: Literal["list"]
    id: Annotated[str, SLUG, "Id of the block."]
    ordered: Annotated[bool, "Numbered, for things done in order."] = False
    start: Annotated[str, NUMBER, "Its first number where that is not 1."] = ""
    items: Annotated[tuple[Entry, ...], AtLeast(1), "The entries."]


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """A block of code or of literal text; never translated."""

    type: Literal["code"]
    id: Annotated[str, SLUG, "Id of the block."]
    language: Annotated[str, "Name of the highlighter: `powershell`, `python`, `text`."] = "text"
    code: Annotated[str, "The text."]


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A picture elsewhere: the page shows its words and leads to it, because no page asks another host for anything."""

    type: Literal["picture"]
    id: Annotated[str, SLUG, "Id of the block."]
    src: Annotated[str, Url(), "Its address; nothing when it cannot be reached any more."] = ""
    text: Annotated[Text | None, "What it shows."] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of a table."""

    id: Annotated[str, SLUG, "Id within the table."]
    text: Annotated[Text | None, "Its heading."] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A cell of a table: prose, or a literal that is the same in every language."""

    id: Annotated[str, SLUG, "Id of the column it belongs to."]
    text: Annotated[Text | None, "Prose."] = None
    literal: Annotated[str, "A value that is never translated."] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row of a table, with an id that its cells' messages are made of."""

    id: Annotated[str, SLUG, "Id within the table."]
    head: Annotated[Text | None, "The row's heading."] = None
    cells: Annotated[tuple[Cell, ...], "One a column."] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table: its first column holds the rows' headings."""

    type: Literal["table"]
    id: Annotated[str, SLUG, "Id of the block."]
    caption: Annotated[Text | None, "What the table shows."] = None
    columns: Annotated[tuple[Column, ...], AtLeast(1), "Headings; the first stands above the rows' headings."]
    rows: Annotated[tuple[Row, ...], AtLeast(1), "The rows."]


@dataclass(frozen=True, slots=True, kw_only=True)
class Errors:
    """A list of links to errors or variants."""

    type: Literal["errors"]
    id: Annotated[str, SLUG, "Id of the block."]
    errors: Annotated[tuple[str, ...], AtLeast(1), "As `code` or `code/variant`."]


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """A numbered action of the article: the steps of a fix, shown by reference."""

    type: Literal["action"]
    id: Annotated[str, SLUG, "Id of the block and anchor."]
    number: Annotated[str, "Its number in the original article."]
    title: Annotated[Text, "The action in the article's order of things."]
    warning: Annotated[Text | None, "What to know before it; stands above the steps."] = None
    fix: Annotated[str, Ref("fix"), "The fix whose steps are shown."]
    steps: Annotated[tuple[str, ...], "Ids of the steps to show; all when empty."] = ()


Block = Heading | Paragraph | Note | ItemList | Code | Picture | Table | Errors | Action


@dataclass(frozen=True, slots=True, kw_only=True)
class Original:
    """The article that a guide follows."""

    title: Annotated[str, "Its title, in its own language."]
    publisher: Annotated[str, "Who published it."]
    date: Annotated[datetime.date, "Its date."]
    url: Annotated[str, Url(), "Where it can be read."] = ""
    note: Annotated[Text | None, "What we changed, in a sentence or two."] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """The document that a guide was imported from. Such a guide says what the document says, word for word.

    The document is its evidence: the rules of the craft (sources, labels of the glossary, equal markup in every
    language, a stamp of verification) are not asked of it.
    """

    document: Annotated[str, "Its path below the folder that was imported."]
    section: Annotated[str, SLUG, "The product or section it is listed under."] = "other"
    publisher: Annotated[str, "Who published it."] = ""
    licence: Annotated[str, "The licence under which it may be shown."] = ""
    url: Annotated[str, Url(), "Where it can be read."] = ""
    updated: Annotated[datetime.date | None, "Its date."] = None
    topic: Annotated[str, "What kind of article it is."] = ""
    audience: Annotated[str, "Whom it is for."] = ""
    numbers: Annotated[tuple[str, ...], "Its numbers in the system it comes from."] = ()
    revision: Annotated[str, "The revision of its source."] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Guide:
    """An article in order: blocks of text, lists, tables, and fixes by reference."""

    id: Annotated[str, PAGE, "The name of the file and part of the address. Never changes."]
    title: Annotated[Text, Short(90), "The title."]
    summary: Annotated[Text | None, Unless("origin"), "What the reader gets from it, in one or two sentences."] = None
    group: Annotated[
        str, Ref("family"), Unless("origin"), "The group it is listed under; imported guides need none."
    ] = ""
    origin: Annotated[Origin | None, "The document it was imported from; written by `kb import`."] = None
    original: Annotated[Original | None, "The article it follows; such a guide keeps that order."] = None
    body: Annotated[tuple[Block, ...], AtLeast(1), Unless("origin"), "The blocks."] = ()
    sources: Annotated[Sources, "Evidence."] = ()
    search: Annotated[tuple[str, ...], "Other words people search for, in any language."] = ()
    verified: Annotated[Verified | None, "Last comparison with the evidence."] = None
    changes: Annotated[tuple[Change, ...], "Dated changes for the feed."] = ()
