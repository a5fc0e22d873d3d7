"""Where other programs begin: lists of pages for language models, and a description for the address bar.

llms.txt                      what the site is, and where its languages begin (llmstxt.org)
{locale}/llms.txt             every page worth reading, with its Markdown
{locale}/llms-full.txt        the same pages in one file; written when all of them are (generator/plugin/beside.py)
{locale}/opensearch.xml       how a browser asks this site (OpenSearch 1.1); needs the address of the site
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from xml.etree import ElementTree

from generator.addresses import Addresses
from generator.inline import as_label
from generator.languages import language_name
from generator.markdown import markdown_file
from generator.plans import Plan, title_of
from generator.views.labels import FEED, MACHINES, PAGES
from generator.views.voice import Speaker

OPENSEARCH = "http://a9.com/-/spec/opensearch/1.1/"
LIST = "llms.txt"
WHOLE = "llms-full.txt"
ASK = "opensearch.xml"
SHORT_NAME = 16
"""How long the name of a search may be."""

_READ = ("error", "variant", "fix", "guide", "flow-all", "list", "page")


def worth_reading(plan: Plan, speaker: Speaker) -> bool:
    """Whether a page says something of its own. Imported guides, of which there are many, are found by their lists."""
    if plan.kind == "guide":
        return speaker.library.guides[plan.key.partition("/")[2]].origin is None
    asks = plan.section.startswith("diagnose") and plan.kind != "flow-all"
    return plan.kind in _READ and not plan.robots and not asks


def list_file(plans: Iterable[Plan], speaker: Speaker, name: str, lead: str, *, api: bool, feed: bool) -> str:
    """The list of a locale. Sections are those of the site; what few readers need comes last."""
    word = speaker.catalogue.gettext
    sections: dict[str, list[str]] = defaultdict(list)
    for plan in plans:
        section = plan.key.partition("/")[0]
        if worth_reading(plan, speaker):
            sections[section if section in ("errors", "fixes", "guides") else ""].append(_line(plan, speaker))
        elif plan.kind == "articles":
            sections["guides"].append(_line(plan, speaker))
    base, locale = speaker.addresses.base, speaker.locale
    more = [f"- [{word(MACHINES['whole'])}]({base}{locale}/{WHOLE})"]
    if api:
        more.append(f"- [{word(MACHINES['api'])}]({base}api/v1/{locale}/index.json)")
    if feed:
        more.append(f"- [{word(FEED)}]({base}{locale}/feed.xml)")
    parts = [f"# {name}", *([f"> {lead}"] if lead else [])]
    parts.append(word(MACHINES["markdown"]))
    for section in ("", "errors", "fixes", "guides"):
        if sections[section]:
            parts += [f"## {word(PAGES[section])}", "\n".join(sections[section])]
    return "\n\n".join([*parts, "## Optional", "\n".join(more)]) + "\n"


def root_list(speakers: Mapping[str, Speaker], names: Mapping[str, str], leads: Mapping[str, str]) -> str:
    """The list at the root of the site: its languages."""
    first = next(iter(speakers))
    base = speakers[first].addresses.base
    lines = [f"- [{names[one]}]({base}{one}/{LIST}): {language_name(one)}. {leads[one]}".strip() for one in speakers]
    lead = [f"> {leads[first]}"] if leads[first] else []
    return "\n\n".join([f"# {names[first]}", *lead, "## Languages", "\n".join(lines)]) + "\n"


def description(speaker: Speaker, name: str, short: str, lead: str) -> bytes:
    """How a browser asks this site in a locale: the words stand in `?q=` of the first page, which searches for them."""
    base, locale = speaker.addresses.base, speaker.locale
    home = base + speaker.addresses.url(locale, "")
    root = ElementTree.Element(f"{{{OPENSEARCH}}}OpenSearchDescription")
    for tag, text in (
        ("ShortName", short[:SHORT_NAME].strip()),
        ("LongName", name[:48].strip()),
        ("Description", (lead or name)[:1024]),
        ("Language", locale),
        ("InputEncoding", "UTF-8"),
        ("OutputEncoding", "UTF-8"),
    ):
        ElementTree.SubElement(root, f"{{{OPENSEARCH}}}{tag}").text = text
    icon = ElementTree.SubElement(root, f"{{{OPENSEARCH}}}Image", {"type": "image/svg+xml"})
    icon.text = f"{base}assets/images/favicon.svg"
    for attributes in (
        {"type": "text/html", "method": "get", "template": f"{home}?q={{searchTerms}}"},
        {"type": "application/opensearchdescription+xml", "rel": "self", "template": f"{base}{locale}/{ASK}"},
    ):
        ElementTree.SubElement(root, f"{{{OPENSEARCH}}}Url", attributes)
    ElementTree.register_namespace("", OPENSEARCH)
    ElementTree.indent(root)
    return ElementTree.tostring(root, encoding="unicode").encode() + b"\n"


def _line(plan: Plan, speaker: Speaker) -> str:
    addresses: Addresses = speaker.addresses
    url = addresses.url(speaker.locale, plan.key)
    file = markdown_file(f"{url}index.html" if url.endswith("/") else url)
    title = plan.head(speaker) if plan.head else title_of(plan, speaker)
    return f"- [{as_label(title)}]({addresses.base}{file}): {speaker.words(plan.description)}"
