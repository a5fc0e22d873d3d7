"""Links that open a new issue of a repository, filled in. Nothing is sent before the reader sends it there."""

from __future__ import annotations

from urllib.parse import quote

FORMS = {
    "gitlab": "/-/issues/new?issue[title]={title}&issue[description]={body}",
    "": "/issues/new?title={title}&body={body}",
}
"""The address of the form below a repository, by a word that stands in the repository's address."""


def issue_form(repository: str) -> str:
    """The address of the form for a new issue, with `{title}` and `{body}`; nothing without a repository."""
    if not repository:
        return ""
    return repository.rstrip("/") + next(form for word, form in FORMS.items() if word in repository)


def issue_link(repository: str, title: str, body: str) -> str:
    """The same, filled in."""
    return issue_form(repository).replace("{title}", quote(title, safe="")).replace("{body}", quote(body, safe=""))
