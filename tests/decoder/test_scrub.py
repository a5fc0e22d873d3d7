"""What is taken out of a text before it is shown to others, and what stays: both implementations, rule by rule."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from generator.decoder import scrub

TAKEN = {
    "Authorization: Bearer abcDEF123._~+/-x==": "Authorization: Bearer <credentials>",
    "jwt eyJ0eXAiOi.eyJhdWQi.c2ln end": "jwt <credentials> end",
    "password=hunter2; user": "password=<credentials>; user",
    'client_secret": "abc~DEF" }': 'client_secret": "<credentials>" }',
    "Pwd : x": "Pwd : <credentials>",
    "AUTH PLAIN AGFiY2RlZmdoaQ": "AUTH PLAIN <credentials>",
    "auth login dXNlcg==": "auth login <credentials>",
    "sent dXNlckBjb250b3NvLmNvbQ== then": "sent <credentials> then",
    "sent dXNlcm5hbWUx0ab= then": "sent <credentials> then",
    "334 VXNlcm5hbWU6\n[->] dXNlcm5hbWU2": "334 VXNlcm5hbWU6\n[->] <credentials>",
    "VXNlcm5hbWU6 x\nUGFzc3dvcmQ6Ab12": "VXNlcm5hbWU6 x\n<credentials>",
    "535 5.7.3 no [BN7PR03CA0011.namprd03.prod.outlook.com]": "535 5.7.3 no [<server>]",
    "[Hostname=A1.b.prod.outlook.com 2026-11-25T10:00:00.123Z 08DE2B1234567890]": "[<server>]",
    "at BN7PR03CA0011.namprd03.prod.outlook.com now": "at <server> now",
    "to a.b+c@contoso.com, d%40contoso.co.jp and e=40contoso.com": "to <address>, <address> and <address>",
    "tenant 01234567-89ab-CDEF-0123-456789abcdef.": "tenant <guid>.",
    "id 0123456789abcdef0123456789ABCDEF, 08DE2B1234567890": "id <guid>, <guid>",
    "from 192.0.2.1, 255.255.255.255": "from <ip>, <ip>",
    "at 2001:db8::1 and fe80:0:0:0:1:2:3:4, 2001:db8:1::": "at <ip> and <ip>, <ip>",
    r"C:\Users\taro\AppData c:\users\Hanako Sato\x": r"C:\Users\<name>\AppData c:\users\<name>\x",
    "/home/taro/x /Users/hanako": "/home/<name>/x /Users/<name>",
    r"open \\files01\share": r"open \\<server>\share",
    "EHLO PBX\nhelo=<printer-3>": "EHLO <server>\nhelo=<<server>>",
    "Received: from mail.contoso.com by mx.contoso.com": "Received: from <server> by <server>",
    "生成サーバー: mail.contoso.com": "生成サーバー: <server>",
    "by BN7PR03CA0011.prod.outlook.com 2026VXNlcm5hbWU2": "by <server> <credentials>",
}
STAYS = (
    "535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant.",
    "504.5.7.4 Unrecognized authentication type",
    "5.7.1.2.3",
    "smtp.office365.com:587",
    "host smtp.contoso.com said",
    "Message='x' and Password is wrong",
    "AUTH LOGIN",
    "https://aka.ms/smtp_auth_disabled",
    "2026-11-25T10:00:00Z 10:20:30",
    "0123456789abcdef",
    "Authentication",
)


@pytest.mark.parametrize(("text", "shown"), TAKEN.items(), ids=range(len(TAKEN)))
def test_what_names_somebody_is_taken(text: str, shown: str) -> None:
    assert scrub(text) == shown
    assert scrub(shown) == shown


@pytest.mark.parametrize("text", STAYS)
def test_what_names_nobody_stays(text: str) -> None:
    assert scrub(text) == text


def test_the_page_takes_the_same(page: Page) -> None:
    texts = [*TAKEN, *STAYS]
    assert page.evaluate("texts => texts.map((text) => decoder.scrub(text))", texts) == [scrub(one) for one in texts]
