"""Records that are rows of one file: sources, terms, families, evidence, modules, dated events."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from typing import Annotated, Literal

from generator.records.common import Sources
from generator.records.fix import Parameter
from generator.records.types import SLUG, AtLeast, PartialDate, Ref, Short, Text, Url


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A document that a claim rests on."""

    id: Annotated[str, SLUG, "Id that records refer to."]
    title: Annotated[str, "Its title, in its own language."]
    language: Annotated[str, "Language of the title (`en`, `ja`)."] = "en"
    publisher: Annotated[str, "Who published it."]
    url: Annotated[str, Url(), "Where it can be read."]
    dated: Annotated[str, "The date that the copy bears, as far as known (`2024-01-24`, `2021`)."] = ""
    read: Annotated[datetime.date, "The day it was read."]
    kind: Annotated[
        Literal["vendor", "standard", "report", "community"],
        "vendor: the maker's own documents; standard: a registry or RFC; report: public reports; community: others.",
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A label, product, role or concept, with its exact name in each language."""

    id: Annotated[str, SLUG, "Id that records refer to."]
    kind: Annotated[
        Literal["label", "portal", "product", "role", "concept"],
        "label: words on a screen; portal: an admin center; role: who may do something.",
    ]
    name: Annotated[Text, Short(90), "The exact name; translated names are in the catalogues."]
    meaning: Annotated[Text | None, "An explanation for the glossary."] = None
    url: Annotated[str, Url(), "The portal's address."] = ""
    former: Annotated[dict[str, tuple[str, ...]], "Old names by language: shown and searched, not used."] = field(
        default_factory=dict
    )
    avoid: Annotated[dict[str, tuple[str, ...]], "Wrong or misleading names by language."] = field(default_factory=dict)
    unconfirmed: Annotated[tuple[str, ...], "Languages in which the label was not seen on the screen itself."] = ()
    sources: Annotated[Sources, "Evidence for the name."] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """What the knowledge base calls itself, on its home page and in its footer."""

    id: Annotated[Literal["site"], "Always `site`."]
    name: Annotated[Text, Short(90), "The name of the site."]
    question: Annotated[Text, Short(60), "The heading of the home page: the question that brings readers here."]
    lead: Annotated[Text, "What the reader finds here, in one or two sentences."]
    notice: Annotated[Text | None, "A sentence for the footer of every page."] = None
    short: Annotated[Text | None, Short(24), "The name where there is little room; default: `name`."] = None
    pasted: Annotated[Text | None, Short(140), "What readers may paste into the box, in one sentence."] = None
    example: Annotated[str, "The beginning of such a text, shown in the empty box (`E17 MEDIA OUT …`)."] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """A group of errors or guides, in the order of the overview."""

    id: Annotated[str, SLUG, "Id that records refer to."]
    of: Annotated[Literal["errors", "guides"], "What it groups."]
    title: Annotated[Text, Short(60), "Heading of the group."]
    summary: Annotated[Text, "What its members have in common."]


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Something to collect before asking for help."""

    id: Annotated[str, SLUG, "Id that records refer to."]
    text: Annotated[Text, "What to collect, in one sentence."]
    why: Annotated[Text, "What it is needed for."]


@dataclass(frozen=True, slots=True, kw_only=True)
class Module:
    """A PowerShell module: how to install it, connect and disconnect."""

    id: Annotated[str, SLUG, "Id that fixes refer to."]
    name: Annotated[str, "The name to install."]
    install: Annotated[str, "The line that installs it."] = ""
    connect: Annotated[str, "The line that connects; placeholders stand in double braces."] = ""
    disconnect: Annotated[str, "The line that disconnects."] = ""
    parameters: Annotated[tuple[Parameter, ...], "Values that the reader supplies to connect."] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that changes on a date, or did."""

    id: Annotated[str, SLUG, "Id; part of the anchor."]
    title: Annotated[Text, Short(90), "What changes."]
    announced: Annotated[PartialDate | None, "When it was announced."] = None
    effective: Annotated[PartialDate | None, "When it takes effect; absent when no date is known."] = None
    before: Annotated[Text, "What to say until then."]
    after: Annotated[Text, "What to say from then on."]
    superseded_by: Annotated[str, Ref("event"), "The event whose dates replace these."] = ""
    touches: Annotated[
        tuple[str, ...], "Records that show a notice: `errors/5.7.139`, `fixes/…`, `guides/…`, or `*` for all."
    ] = ()
    notice_from: Annotated[PartialDate | None, "First day of the notice; default: when it was announced."] = None
    notice_until: Annotated[PartialDate | None, "Last day of the notice; default: it stays."] = None
    sources: Annotated[Sources, AtLeast(1), "Evidence."]
    checked: Annotated[datetime.date, "The day somebody last looked whether this still holds (UTC)."]


@dataclass(frozen=True, slots=True, kw_only=True)
class Trait:
    """One property of a sending method."""

    id: Annotated[str, Ref("trait"), "The property."]
    value: Annotated[Text, "The value."]


@dataclass(frozen=True, slots=True, kw_only=True)
class TraitName:
    """A property that sending methods are compared by; the order is the order of the table's rows."""

    id: Annotated[str, SLUG, "Id that methods refer to."]
    name: Annotated[Text, Short(60), "Heading of the row."]


@dataclass(frozen=True, slots=True, kw_only=True)
class Method:
    """A way to send mail, for the comparison."""

    id: Annotated[str, SLUG, "Id; part of the anchor."]
    title: Annotated[Text, Short(60), "Name of the method."]
    summary: Annotated[Text, "What it is, in one sentence."]
    fix: Annotated[str, Ref("fix"), "The fix that sets it up."] = ""
    endpoint: Annotated[str, "Host name, literally."] = ""
    port: Annotated[str, "Ports, literally."] = ""
    reach: Annotated[Literal["inside", "anywhere"], "Whether it reaches recipients outside the organisation."]
    traits: Annotated[tuple[Trait, ...], AtLeast(3), "Properties to compare."]
    fits: Annotated[Text, "When to choose it."]
    not_fits: Annotated[Text, "When not to."]
    sources: Annotated[Sources, AtLeast(1), "Evidence."]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """A stage on the way of a message, for the picture."""

    id: Annotated[str, SLUG, "Id; part of the anchor."]
    title: Annotated[Text, Short(40), "Name of the stage."]
    text: Annotated[Text, "What is decided there."]
    errors: Annotated[tuple[str, ...], "Errors that this stage can give, as `code` or `code/variant`."] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """A text as somebody pasted it, and the variant it must decode to."""

    id: Annotated[str, SLUG, "Id within the file."]
    text: Annotated[str, "The text, with fictitious hosts and addresses."]
    variant: Annotated[str, "As `code/variant`; empty for a text that must not be answered."] = ""
    wrapper: Annotated[str, "The program that printed it."] = ""
    source: Annotated[str, "Where the shape was seen."] = ""
