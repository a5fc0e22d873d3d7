"""Every message that a page offers can be sent as it stands: short enough, with its link, in the language it says."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from urllib.parse import unquote

import pytest

from generator.addresses import Addresses
from generator.facts import PLACEHOLDER
from generator.issues import issue_form
from generator.library import fingerprint
from generator.plans import plans as all_plans
from generator.project import Project
from generator.records.error import Variant
from generator.views.share import ShareView
from generator.views.voice import speakers as all_speakers
from tests.content import library
from tests.support import some

BASE = "https://help.example.com/a-folder-of-some-length/"
AS_OF = datetime.date(2026, 11, 25)
LONGEST = 1000
POLITE = re.compile(r"(?:です|ます|ません|でした|ました|ください|でしょうか|します|ですか|ますか)[。、）]")


@pytest.fixture(scope="module")
def project() -> Project:
    return library.project()


def _shares(project: Project, base: str, key: str = "") -> Iterator[tuple[str, str, ShareView]]:
    speakers = all_speakers(project.library, project.catalogues, Addresses(base=base))
    for plan in all_plans(project.library, AS_OF):
        if plan.kind in ("error", "variant", "fix", "guide", "flow-end") and plan.key.startswith(key):
            for locale, speaker in speakers.items():
                view = plan.make(speaker.at(speaker.addresses.url(locale, plan.key)))
                if hasattr(view, "share"):
                    yield locale, plan.key, view.share


@pytest.fixture(scope="module")
def shares(project: Project) -> list[tuple[str, str, ShareView]]:
    return list(_shares(project, BASE))


def test_every_message_fits_a_ticket_holds_its_link_and_leaves_nothing_to_fill_in(
    shares: list[tuple[str, str, ShareView]],
) -> None:
    assert len(shares) > 400
    for _, key, share in shares:
        for one in (*share.replies, *share.asks):
            text = str(one.text)
            place = f"{key} {one.id}: {text}"
            assert len(text) <= LONGEST, place
            assert text.rpartition("\n")[2].startswith(BASE), place
            assert not PLACEHOLDER.search(text), place
            assert "`" not in text, place
            assert "**" not in text, place


@pytest.mark.parametrize("repository", ["https://forge.example/kb", "https://gitlab.example/kb/"])
def test_a_report_names_record_language_and_revision(project: Project, repository: str) -> None:
    wanted = {
        "errors/5.7.139/tenant": ("errors/5.7.139/tenant", project.library.variant("5.7.139/tenant")),
        "errors/5.7.60": ("errors/5.7.60/send-as-denied", project.library.variant("5.7.60/send-as-denied")),
        "fixes/use-oauth": ("fixes/use-oauth", (None, project.library.fixes["use-oauth"])),
        "guides/multifunction-printer": (
            "guides/multifunction-printer",
            (None, project.library.guides["multifunction-printer"]),
        ),
    }
    speakers = all_speakers(project.library, project.catalogues, Addresses(base=BASE, repository=repository))
    plans = [one for one in all_plans(project.library, AS_OF) if one.key in wanted]
    assert {one.key for one in plans} == wanted.keys()
    for plan in plans:
        name, found = wanted[plan.key]
        assert found
        for locale, speaker in speakers.items():
            report = plan.make(speaker.at(speaker.addresses.url(locale, plan.key))).share.report
            assert report.startswith(issue_form(repository).partition("{title}")[0])
            said = unquote(report)
            assert said.count(name) == 2, "in the title, and in the text"
            for line in (f"record: {name}", f"locale: {locale}", f"revision: {fingerprint(found[1])}"):
                assert f"\n{line}\n" in said
    assert not any(share.report for _, _, share in _shares(project, BASE, "errors/5.7.60"))


def test_the_link_is_the_one_that_never_changes(shares: list[tuple[str, str, ShareView]]) -> None:
    found = {(locale, key): share.to.shown for locale, key, share in shares}
    for locale in ("en", "ja"):
        assert found[locale, "errors/5.7.139/tenant"] == f"{BASE}e/5.7.139/tenant/"
        assert found[locale, "errors/5.7.57"] == f"{BASE}e/5.7.57/"
        assert found[locale, "fixes/use-oauth"] == f"{BASE}f/use-oauth/"
        assert found[locale, "guides/multifunction-printer"] == f"{BASE}{locale}/guides/multifunction-printer/"


def test_every_page_of_a_text_has_a_reply_a_request_and_a_list_in_every_language_its_own_first(
    shares: list[tuple[str, str, ShareView]],
) -> None:
    for locale, key, share in some(one for one in shares if one[1].startswith("errors/") and one[2].asks):
        wanted = {"en": ["en", "ja"], "ja": ["ja", "en"]}[locale]
        for all_of_them in (share.replies, share.asks, share.evidence):
            assert [one.lang for one in all_of_them] == wanted, key


def test_japanese_messages_are_polite_and_in_japanese(
    project: Project, shares: list[tuple[str, str, ShareView]]
) -> None:
    japanese = [(key, share) for locale, key, share in shares if locale == "ja"]
    messages = [(key, one) for key, share in japanese for one in (*share.replies, *share.asks) if one.lang == "ja"]
    for key, message in some(messages):
        words = str(message.text)
        assert POLITE.search(words), f"{key}: {words}"
        assert not re.search(r"(?:である|だろう|してくれ)。", words), f"{key}: {words}"


OFF = re.compile(r"SmtpClientAuthenticationDisabled\W+(?:to|を)?\W*\$?(true|false)", re.IGNORECASE)


def test_no_message_turns_the_double_negative_round(project: Project) -> None:
    """`$false` turns SMTP AUTH on; no message asks for `$true`."""
    found = []
    for locale, catalogue in project.catalogues.items():
        for variant in _variants(project):
            for text in filter(None, (variant.reply, variant.ask)):
                found += [(value.lower(), locale) for value in OFF.findall(catalogue.passage(text).text)]
    assert sorted(set(found)) == [("false", "en"), ("false", "ja")]


PROTECTION = r"(?:MFA|security defaults|certificate check|DMARC|RejectDirectSend|AllowLegacyTLSClients)"
LOWERS = re.compile(
    rf"(?:turn|switch|weaken)\w*[^.]{{0,40}}\b{PROTECTION}|less MFA"
    r"|(?:MFA|既定値群|証明書の検証|DMARC ポリシー|RejectDirectSend|AllowLegacyTLSClients)"
    r"[^。]{0,30}(?:無効|有効に|緩)",
    re.IGNORECASE,
)
INSTEAD = re.compile(
    r"do not|rather not|to turning|to less|no reason"
    r"|しないでください|しない方針|避けて|ではなく|よりも|必要もありません|無効にせず"
)


def test_no_message_asks_for_less_security_first(project: Project) -> None:
    """Where a message names what lowers security, it says not to, or names what to do instead."""
    named = 0
    for locale, catalogue in project.catalogues.items():
        for variant in _variants(project):
            for text in filter(None, (variant.reply, variant.ask)):
                words = catalogue.passage(text).text
                if LOWERS.search(words):
                    named += 1
                    assert INSTEAD.search(words), f"{locale} {text.context}: {words}"
    assert named > 10


def _variants(project: Project) -> Iterator[Variant]:
    for error in project.library.errors.values():
        yield from error.variants
