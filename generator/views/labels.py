"""Words for the values that records are made of. Marked with `N_` for extraction; translated when asked for."""

from __future__ import annotations


def N_(text: str) -> str:
    """Marks a string for extraction and leaves it as it is."""
    return text


HOME = N_("Home")
RISK = {
    "none": N_("No risk"),
    "low": N_("Low risk"),
    "medium": N_("Medium risk"),
    "high": N_("High risk"),
}
SCOPE = {
    "message": N_("One message"),
    "client": N_("One device or application"),
    "mailbox": N_("One mailbox"),
    "user": N_("One user"),
    "tenant": N_("The whole organisation"),
}
CONFIDENCE = {
    "official": N_("Official"),
    "reproduced": N_("Reproduced"),
    "reported": N_("Reported"),
    "contested": N_("Contested"),
}
CONFIDENCE_MEANS = {
    "official": N_("The vendor documents this."),
    "reproduced": N_("Seen when we tried it."),
    "reported": N_("Public reports say so."),
    "contested": N_("Sources disagree."),
}
STATE = {
    "draft": N_("Draft"),
    "active": N_("Current"),
    "announced": N_("Announced"),
    "retired": N_("No longer sent"),
}
AGAINST = {
    "documents": N_("published documents"),
    "reports": N_("public reports"),
    "server": N_("a server's answers"),
    "tenant": N_("a real tenant"),
}
COMMAND = {
    "check": N_("Check"),
    "capture": N_("Keep the present value"),
    "apply": N_("Change"),
    "verify": N_("Verify"),
    "rollback": N_("Undo"),
    "install": N_("Install the module (once)"),
    "connect": N_("Connect"),
    "disconnect": N_("Disconnect"),
}
SCRIPT = {
    "label": N_("The whole fix as one script"),
    "unfilled": N_("Fill in before you run this script:"),
    "step": N_("%(command)s, step %(number)s"),
}
REASON = {
    "invisible": N_("The value holds characters that cannot be seen. Type it instead of pasting it."),
    "at": N_("Write an address with one @, such as scanner@contoso.com."),
    "local": N_("There is a character before the @ that an address cannot have."),
    "domain": N_("This is not a domain name, such as contoso.com."),
    "long": N_("This is too long."),
    "ipv4": N_("Write an IPv4 address, such as 203.0.113.10."),
    "guid": N_("Write an id of 32 hexadecimal digits, such as 11111111-2222-3333-4444-555555555555."),
    "wildcard": N_("The character * is not allowed here."),
    "number": N_("Write a whole number."),
}
TONE = {
    "note": N_("Note"),
    "tip": N_("Tip"),
    "warning": N_("Warning"),
    "danger": N_("Danger"),
    "quote": N_("Quotation"),
}
SOURCE_KIND = {
    "vendor": N_("The vendor's own documents"),
    "standard": N_("Standards and registries"),
    "report": N_("Public reports"),
    "community": N_("Others"),
}
TERM_KIND = {
    "label": N_("Labels on screens"),
    "portal": N_("Admin centers"),
    "product": N_("Products"),
    "role": N_("Roles"),
    "concept": N_("Concepts"),
}
STEP = {
    "question": N_("Question"),
    "check": N_("Check"),
    "instruction": N_("Instruction"),
    "outcome": N_("Answer"),
    "handoff": N_("Pass on"),
}
FLOW = {
    "unsure": N_("I am not sure"),
    "still": N_("It still fails"),
    "question": N_("Question %(number)s"),
    "answer": N_("Answer: %(title)s"),
    "answers": N_("Your answers"),
    "change": N_("Change"),
    "chosen": N_("(your answer)"),
    "dropped": N_("These answers no longer fit and are not used:"),
    "changed": N_("The questions have changed since this link was made. Answers kept: {kept} of {all}."),
    "elsewhere": N_("The answers in this link do not lead to this step. They lead to:"),
    "share": N_("Keep or pass on"),
    "link": N_("the link to this step"),
    "copy": N_("my answers as text"),
}
"""Words of the pages of flows, shared with their script. `{…}` is filled in by the script."""
CATALOGUE = {
    "errors": N_("Errors"),
    "fixes": N_("Fixes"),
    "guides": N_("Guides"),
    "flows": N_("Questions"),
    "tables": N_("Terms, dates and lists"),
    "site": N_("Words of the interface"),
    "translated": N_("Translated"),
    "fuzzy": N_("To be reviewed"),
    "stale": N_("English has changed"),
    "missing": N_("Missing"),
}
"""Catalogues of a locale, and the states of their messages."""
MESSAGE = {
    "wrong": N_("What is wrong: %(text)s"),
    "fix": N_("What to do first: %(text)s"),
    "which": N_(
        "%(code)s has several reasons with different fixes; the words behind the number decide. "
        "Please change nothing yet, and send us the text exactly as it is shown."
    ),
    "fix-reply": N_("The way to mend it is described step by step: “%(title)s”. Afterwards: %(goal)s"),
    "fix-roles": N_("Who can do it: %(roles)s"),
    "fix-ask": N_("Please carry out “%(title)s”. Afterwards: %(goal)s"),
    "prefer": N_(
        "Please look at these ways first: %(alternatives)s. They do not lower security; what follows does: %(lowers)s"
    ),
    "quoted": N_("“{text}”"),
    "evidence": N_("Please send us:"),
    "reply-link": N_("More about it, step by step:"),
    "ask-link": N_("Steps, commands, check and undo:"),
}
"""Words of messages that are ready to be sent, and those before their links."""
REPORT = {
    "title": N_("Problem on the page %(record)s"),
    "ask": N_("What is wrong or missing on the page?"),
}
"""Words of the issue that a reader can open about a page."""
COLOURS = (N_("Switch to dark colours"), N_("Switch to light colours"))
"""Names of the colour switches, as they stand in mkdocs.yml."""
MORE = {
    "way": N_("The way of a message"),
    "glossary": N_("Glossary"),
    "sources": N_("Sources"),
}
REACH = {
    "inside": N_("Recipients inside"),
    "anywhere": N_("Recipients outside"),
}
PICTURE = {
    "methods": N_("Sending methods and whom they reach"),
    "methods-text": N_(
        "A device or application sends by one of the methods; each leads to recipients inside your organisation, "
        "most also to recipients outside."
    ),
    "device": N_("Device or application"),
    "way": N_("The way of a message"),
    "way-text": N_(
        "The stages that a message passes in order; the number beside each counts the errors that it can give."
    ),
}
PAGES = {
    "": HOME,
    "errors": N_("Errors"),
    "fixes": N_("Fixes"),
    "guides": N_("Guides"),
    "methods": N_("Choose how to send"),
    "timeline": N_("What changes when"),
    "way": N_("The way of a message"),
    "glossary": N_("Glossary"),
    "sources": N_("Sources"),
}
"""Names of the pages that are no record's own."""
FEED = N_("What changed")
MACHINES = {
    "whole": N_("All pages in one file"),
    "api": N_("The records as JSON"),
    "markdown": N_("Every page is there as Markdown too, beside its HTML. Links in it lead to the pages."),
}
"""What lists for other programs say."""
NOT_FOUND = (
    N_("There is no such page"),
    N_("Did you mean one of these?"),
    N_("The address may have a typing error. Every error, fix and guide is listed from the first page."),
)
"""What the page says that stands in for one that does not exist, in every language at once."""
