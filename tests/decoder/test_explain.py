"""`kb explain`: what the paste box says, as a command."""

from __future__ import annotations

import itertools
import json
from typing import Any

import pytest
import yaml
from click.testing import CliRunner, Result
from playwright.sync_api import Page

from generator.addresses import Addresses
from generator.commands.explain import explain
from generator.decoder.log import LOG_LINES, LONG, is_log
from generator.explain import browser_data, settings_in
from generator.powershell.diagnosis import conclude, diagnosis
from generator.settings import read_settings
from generator.views.voice import Speaker
from tests.content.library import project
from tests.decoder.material import CONTENT, ROOT

TENANT = "535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant."
FOUND = diagnosis(yaml.safe_load((CONTENT / "diagnosis.yml").read_text(encoding="utf-8")))
EVERY = [dict(zip(FOUND.fields, states, strict=True)) for states in itertools.product(*FOUND.fields.values())]
VECTORS = json.loads((ROOT / "tests" / "powershell" / "vectors.json").read_text(encoding="utf-8"))["diagnosis"]


@pytest.fixture(autouse=True)
def read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("generator.commands.explain.load", lambda _settings: project())


def call(*arguments: str, given: str = "") -> Result:
    return CliRunner().invoke(explain, arguments, input=given, obj=read_settings(ROOT), catch_exceptions=False)


def in_json(*arguments: str, given: str = "") -> Any:
    return json.loads(call("--json", *arguments, given=given).output)


def test_known_texts_end_with_0_and_unknown_ones_with_1() -> None:
    known = call(TENANT)
    assert known.exit_code == 0
    assert known.output.startswith("certain: 5.7.139/tenant: ")
    assert "“disabled for the Tenant”" in known.output
    assert call("535 5.7.139").exit_code == 0, "the code alone is known; its words are not"
    unknown = call("220 ready")
    assert (unknown.exit_code, unknown.output) == (1, "This text is not described here.\n")
    other = call("-", given="534-5.7.9 Application-specific password required. gsmtp")
    assert other.exit_code == 1
    assert "written by Gmail / Google Workspace, whose codes mean something else" in other.output


def test_titles_and_addresses_are_those_of_the_locale() -> None:
    (first,) = in_json("--locale", "ja", TENANT)["answers"]
    assert first["address"] == "ja/errors/5.7.139/tenant/"
    assert any("ぁ" <= char <= "ヿ" for char in first["title"])
    wrong = CliRunner().invoke(explain, ["--locale", "jp", TENANT], obj=read_settings(ROOT))
    assert wrong.exit_code == 2
    assert "'jp' is not a locale of this site; one of: en, ja" in wrong.output


@pytest.mark.parametrize("locale", ["en", "ja"])
def test_every_line_of_the_diagnosis_command_leads_where_the_box_leads(locale: str) -> None:
    speaker = Speaker(project().library, project().catalogues[locale], Addresses())
    rules = browser_data(speaker, f"{locale}/")["diagnosis"]["rules"]
    for states in EVERY:
        text = "PS C:\\> …\nKB1 " + " ".join(f"{name}={state}" for name, state in states.items()) + "\nPS C:\\> "
        found = settings_in(text, speaker)
        rule = conclude(states, FOUND.rules)
        assert found
        assert rule
        wanted = rules[FOUND.rules.index(rule)]
        assert (found.states, found.title) == (states, wanted["title"])
        assert f"../{found.address}" == wanted["href"]


@pytest.mark.parametrize(("text", "states"), VECTORS)
def test_the_vectors_of_the_line_hold_for_the_command(text: str, states: dict[str, str] | None) -> None:
    found = in_json("-", given=text)
    assert found.get("settings", {}).get("states") == states


def test_the_line_is_answered_with_the_step_of_the_flow_or_not_at_all() -> None:
    done = call("KB1 tenant=True mailbox= policy= via= direct=False")
    assert done.exit_code == 0
    assert "en/diagnose/smtp-auth/out-tenant-off/?a=" in done.output
    for line in ("KB1 tenant=True mailbox=", "KB1 tenant=Maybe mailbox= policy= via= direct="):
        done = call(line)
        assert done.exit_code == 1
        assert "not complete" in done.output


def test_a_log_is_counted_the_most_frequent_first() -> None:
    line = "2026-11-19 09:41:18 relay postfix/smtp[42]: "
    log = (f"{line}530 5.7.57 Client not authenticated to send mail.\n" + f"{line}{TENANT}\n" * 2) * LOG_LINES
    rows = in_json("-", given=log)["rows"]
    assert [(row["count"], row["variant"].split("/")[0]) for row in rows] == [
        (2 * LOG_LINES, "5.7.139"),
        (LOG_LINES, "5.7.57"),
    ]
    done = call("-", given=log)
    assert done.exit_code == 0
    assert done.output.startswith(f"{2 * LOG_LINES} × 5.7.139/tenant: ")
    assert "en/errors/5.7.139/tenant/" in done.output
    nothing = call("-", given="2026-11-19 09:41:18 ok\n" * LOG_LINES)
    assert (nothing.exit_code, nothing.output) == (1, "Nothing in this log is described here.\n")


def test_the_line_is_found_among_the_output_of_a_console() -> None:
    line = "KB1 tenant=True mailbox= policy= via= direct=False\n"
    assert "settings" in in_json("-", given="PS C:\\> \n" * LOG_LINES + line)
    assert "rows" in in_json("-", given="PS C:\\> \n" * LONG + line)


def test_both_say_where_a_log_begins(page: Page) -> None:
    texts = ["a\n" * (LOG_LINES - 1), "a\n" * LOG_LINES, "a" * LONG, "a" * (LONG + 1)]
    assert [is_log(text) for text in texts] == [False, True, False, True]
    assert page.evaluate("(texts) => texts.map((text) => decoder.isLog(text))", texts) == [False, True, False, True]
