"""The flow as readers use it, in a real Chromium: without a script, by keyboard, on a phone, with old links."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Locator, Page

from generator.addresses import Addresses, step_key
from generator.flows.answers import kept, query, walk
from generator.flows.graph import edges_of, nodes_of, paths, revision
from generator.records.flow import Flow
from tests.content.library import project

FLOW = "diagnose/smtp-auth/"
TENANT = {"see": "exact-text", "words": "reason", "reason": "tenant", "mailbox-switch": "inherits"}
WAYS = {
    "the exact text": (TENANT, "out-tenant-off"),
    "only a number": (
        {"see": "number", "number": "n-5-7-57", "other-535": "alone", "server-name": "submission"},
        "out-not-signed-in",
    ),
    "no code": ({"see": "no-code", "settings": "different"}, "out-settings"),
    "sent but never arrived": ({"see": "not-delivered", "trace": "none"}, "out-not-in-trace"),
    "preparing": ({"see": "preparing", "prepare-report": "somebody", "new-way": "oauth"}, "out-oauth"),
    "no rights": ({"see": "no-admin", "own-password": "works", "own-settings": "same"}, "ask-admin"),
    "not sure": ({"see": "unsure", "find-text": "nothing"}, "settings"),
}
AXE = Path(__file__).with_name("axe") / "axe.min.js"
KINDS = ("", "mailbox-switch/", "find-text/", "out-tenant-off/", "ask-admin/", "all/", "graph/")


def flow() -> Flow:
    return project().library.flows["smtp-auth"]


@pytest.fixture
def tab(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()


def start(tab: Page, base: str, answers: dict[str, str], step: str = "", locale: str = "en") -> None:
    """Open a step with answers in the address."""
    tab.goto(f"{base}{locale}/{step_key(flow(), step)}/{query(flow(), answers)}")


def follow(link: Locator) -> None:
    """Click a link and wait for the page that it leads to."""
    with link.page.expect_navigation():
        link.click()


def summary(tab: Page) -> list[str]:
    return [text.strip() for text in tab.locator(".kb-summary dd:nth-of-type(1)").all_inner_texts()]


def at(tab: Page) -> str:
    """The step of the page, from its address."""
    return urlsplit(tab.url).path.rstrip("/").rpartition("/")[2]


@pytest.mark.parametrize("locale", ["en", "ja"])
@pytest.mark.parametrize(("answers", "end"), WAYS.values(), ids=WAYS)
def test_a_way_can_be_gone_without_a_script(
    chromium: Browser, real_address: str, answers: dict[str, str], end: str, locale: str
) -> None:
    context = chromium.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844})
    tab = context.new_page()
    tab.goto(f"{real_address}{locale}/")
    for number, answer in enumerate(answers.values()):
        if number:
            assert tab.locator("h1").count() == 1
        follow(tab.locator(f"a[data-answer={answer}]"))
    assert at(tab) == end
    assert tab.locator("[data-share], [data-answers], [data-said], kb-copy").locator("visible=true").count() == 0
    follow(tab.locator("a.kb-flow__back"))
    if "#ways" in tab.url:
        follow(tab.locator("#ways ~ ul a").first)
    assert at(tab) != end
    if tab.url != f"{real_address}{locale}/{FLOW}":  # the first question is where one would start again
        follow(tab.locator(".kb-flow__bar a:not(.kb-flow__back)"))
    assert tab.url == f"{real_address}{locale}/{FLOW}"
    context.close()


@pytest.mark.parametrize(("answers", "end"), WAYS.values(), ids=WAYS)
def test_a_way_can_be_gone_with_the_keyboard_alone(
    tab: Page, real_address: str, answers: dict[str, str], end: str
) -> None:
    start(tab, real_address, {})
    given: dict[str, str] = {}
    for step, answer in answers.items():
        assert tab.evaluate("document.activeElement === document.body")
        for _ in range(80):
            tab.keyboard.press("Tab")
            if tab.evaluate("document.activeElement.dataset.answer ?? ''") == answer:
                break
        outline = tab.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert outline != "none", "what has the focus cannot be seen"
        with tab.expect_navigation():
            tab.keyboard.press("Enter")
        given[step] = answer
        assert tab.url.endswith(query(flow(), given))
    assert at(tab) == end
    assert len(summary(tab)) == len(answers)


@pytest.mark.parametrize(("width", "zoom"), [(320, 1), (390, 1), (640, 2)], ids=["320 px", "phone", "200 %"])
@pytest.mark.parametrize("locale", ["en", "ja"])
def test_nothing_is_wider_than_the_screen(
    chromium: Browser, real_address: str, locale: str, width: int, zoom: int
) -> None:
    # A screen of 640 px at 200 % is one of 320 CSS pixels with two device pixels each (WCAG 2.2, 1.4.10).
    context = chromium.new_context(viewport={"width": width // zoom, "height": 800}, device_scale_factor=zoom)
    tab = context.new_page()
    start(tab, real_address, {}, locale=locale)
    for answer in [*TENANT.values(), "still"]:
        wide = tab.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, tab.url
        small = tab.locator(".kb-option").evaluate_all("all => Math.min(...all.map((one) => one.offsetHeight))")
        assert small >= 44
        follow(tab.locator(f"a[data-answer={answer}]"))
    for step in ("ask-admin", "all", "graph", "find-text"):
        tab.goto(f"{real_address}{locale}/{FLOW}{step}/{query(flow(), TENANT)}")
        assert tab.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0, step
    context.close()


def test_back_forward_reload_and_a_new_tab_keep_the_answers(tab: Page, real_address: str) -> None:
    start(tab, real_address, {})
    for answer in list(TENANT.values())[:3]:
        follow(tab.locator(f"a[data-answer={answer}]"))
    here, said = tab.url, summary(tab)
    assert at(tab) == "mailbox-switch"
    assert len(said) == 3
    tab.go_back()
    assert at(tab) == "reason"
    assert len(summary(tab)) == 2
    tab.go_forward()
    assert (tab.url, summary(tab)) == (here, said)
    tab.reload()
    assert (tab.url, summary(tab)) == (here, said)
    with tab.context.expect_page() as opened:
        tab.locator("a[data-answer=disabled]").click(modifiers=["Control"])
    other = opened.value
    other.wait_for_load_state()
    assert at(other) == "out-mailbox-off"
    assert len(summary(other)) == 4
    assert tab.url == here
    follow(tab.locator("a.kb-flow__back"))
    assert at(tab) == "reason"
    assert tab.locator("a[data-answer=tenant]").get_attribute("data-chosen") == ""
    assert "(your answer)" in tab.locator("a[data-answer=tenant]").inner_text()


def test_an_answer_can_be_changed_and_later_ones_that_fit_are_kept(tab: Page, real_address: str) -> None:
    # The number and the words lead to the same question, so what was answered there still holds.
    start(tab, real_address, TENANT, "out-tenant-off")
    change = tab.locator(".kb-summary a").first
    assert change.text_content() == "Change: What do you see when the device or application sends?"
    follow(tab.locator(".kb-summary a").first)
    assert at(tab) == "smtp-auth"
    assert len(summary(tab)) == 4
    follow(tab.locator("a[data-answer=number]"))
    assert at(tab) == "number"
    follow(tab.locator("a[data-answer=n-5-7-139]"))
    assert at(tab) == "out-tenant-off"
    changed = {"see": "number", "number": "n-5-7-139", "reason": "tenant", "mailbox-switch": "inherits"}
    assert tab.url.partition("?")[2].startswith(query(flow(), changed).partition("&")[0].removeprefix("?"))


def test_answers_that_no_longer_fit_are_named(tab: Page, real_address: str) -> None:
    start(tab, real_address, TENANT, "reason")
    follow(tab.locator("a[data-answer=credentials]"))
    assert at(tab) == "password-works"
    said = tab.locator(".kb-flow__said")
    assert "no longer fit" in said.inner_text()
    assert "The second value is blank" in said.inner_text()
    assert len(summary(tab)) == 3
    follow(tab.locator("a[data-answer=refused]"))
    assert not tab.locator(".kb-flow__said").is_visible()
    assert "mailbox-switch" not in tab.url


def test_a_link_of_an_older_flow_says_so(tab: Page, real_address: str) -> None:
    now = query(flow(), {"see": "exact-text", "words": "reason"})
    tab.goto(f"{real_address}ja/{FLOW}reason/{now.replace(revision(flow()), '000000')}")
    assert "質問が変わりました" in tab.locator(".kb-flow__said").inner_text()
    assert len(summary(tab)) == 2
    tab.goto(f"{real_address}ja/{FLOW}reason/{now}")
    assert not tab.locator(".kb-flow__said").is_visible()
    tab.goto(f"{real_address}en/{FLOW}reason/?a=see.exact-text~words.reason")
    assert not tab.locator(".kb-flow__said").is_visible()


STALE = {
    "an unknown answer": ("words", "?a=see.exact-text~words.nothing&r=0", 1, "Answers kept: 1 of 2", ""),
    "an unknown step": ("words", "?a=see.exact-text~gone.reason&r=0", 1, "Answers kept: 1 of 2", ""),
    "a step that is not on the way": ("out-tenant-off", "?a=see.exact-text", 0, "do not lead to this step", "words"),
    "half of the way": ("out-tenant-off", "?a=see.exact-text~words.reason~reason.gone", 0, "do not lead", "reason"),
    "a name of the language": (
        "words",
        "?a=constructor.toString~__proto__.x~see.constructor",
        0,
        "Answers kept: 0 of 3",
        "",
    ),
    "words that somebody typed": (
        "words",
        "?a=%3Cimg%20src%3Dx%3E.you~see.hello%20world&r=%3Cb%3E",
        0,
        "Answers kept: 0 of 2",
        "",
    ),
    "nothing": ("words", "?a=&r=", 0, "", ""),
    "signs without ids": ("words", "?a=~~.~", 0, "Answers kept: 0 of 1", ""),
}


@pytest.mark.parametrize("case", STALE.values(), ids=STALE)
def test_answers_that_nobody_can_use_lead_to_the_nearest_question(
    tab: Page, real_address: str, case: tuple[str, str, int, str, str]
) -> None:
    step, state, count, told, nearest = case
    wrong: list[str] = []
    tab.on("pageerror", lambda error: wrong.append(str(error)))
    tab.goto(f"{real_address}en/{FLOW}{step}/{state}")
    said = tab.locator(".kb-flow__said")
    assert len(summary(tab)) == count
    assert told in said.inner_text() if told else not said.is_visible()
    assert tab.locator(".kb-flow__said img, .kb-flow__said b").count() == 0
    assert "you" not in tab.locator(".kb-flow__share code").first.inner_text()
    if nearest:
        follow(said.locator("a"))
        assert at(tab) == nearest
        assert len(summary(tab)) == (1 if nearest == "words" else 2)
        assert not tab.locator(".kb-flow__said").is_visible()
    assert wrong == []


@pytest.mark.parametrize("locale", ["en", "ja"])
def test_the_link_and_the_answers_are_copied_in_either_language(
    chromium: Browser, real_address: str, locale: str
) -> None:
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    tab = context.new_page()
    start(tab, real_address, TENANT, "out-tenant-off", locale)
    link = f"{real_address}{locale}/{FLOW}out-tenant-off/{query(flow(), TENANT)}"
    for name, lines in {
        "share-link": [link],
        "share-en": [
            "Find the cause",
            "What does the SMTP AUTH setting of the mailbox show?\n  → The second value is blank; ",
            link.replace(f"/{locale}/", "/en/"),
        ],
        "share-ja": ["\n  → 2 つ目の値が", link.replace(f"/{locale}/", "/ja/")],
    }.items():
        button = tab.locator(f"kb-copy[for={name}] button")
        button.click()
        status = tab.locator(f"kb-copy[for={name}] [role=status]")
        status.filter(has_text="Copied." if locale == "en" else "コピーしました").wait_for()
        copied = tab.evaluate("navigator.clipboard.readText()").replace("\r\n", "\n")
        for line in lines:
            assert line in copied
        assert "undefined" not in copied
        assert button.evaluate("one => one === document.activeElement"), "the focus stays where it was"
    tab.goto(f"{real_address}{locale}/{FLOW}mailbox-switch/")
    tab.locator("kb-copy[for=cmd-check] button").click()
    tab.locator("kb-copy[for=cmd-check] [role=status]:not(:empty)").wait_for()
    assert tab.evaluate("navigator.clipboard.readText()").startswith("Get-TransportConfig |")
    names = tab.locator("kb-copy button:visible").all_inner_texts()
    assert len(names) == len(set(names))
    context.close()


def test_the_first_question_at_home_keeps_its_answer(tab: Page, real_address: str) -> None:
    tab.goto(f"{real_address}ja/")
    follow(tab.locator("a[data-answer=number]"))
    assert at(tab) == "number"
    assert len(summary(tab)) == 1
    assert summary(tab)[0].startswith("5.7.57 ")
    assert not tab.locator(".kb-flow__said").is_visible()


def test_switching_the_language_keeps_the_answers(tab: Page, real_address: str) -> None:
    start(tab, real_address, TENANT, "out-tenant-off")
    tab.goto(f"{tab.url}#still")
    with tab.expect_navigation():
        tab.locator("kb-languages a[data-kb-language=ja]").first.click()
    assert tab.url == f"{real_address}ja/{FLOW}out-tenant-off/{query(flow(), TENANT)}#still"
    assert len(summary(tab)) == 4
    assert summary(tab)[3].startswith("2 つ目の値が")


def test_the_title_says_the_question_first(tab: Page, real_address: str) -> None:
    start(tab, real_address, {}, "reason")
    assert tab.title().startswith("Which words come after the comma? - ")
    start(tab, real_address, {}, "out-tenant-off")
    assert tab.title().startswith("Answer: SMTP AUTH is off")


def test_an_outcome_says_everything_in_the_order_in_which_it_is_needed(tab: Page, real_address: str) -> None:
    start(tab, real_address, {}, "out-tenant-off")
    ids = tab.locator("kb-flow :is(h1, h2)[id]:visible").evaluate_all("all => all.map((one) => one.id)")
    assert ids == ["top", "sure", "who", "check", "fix", "verify", "undo", "still", "send", "sources", "ways"]


@pytest.mark.parametrize("locale", ["en", "ja"])
def test_the_whole_flow_is_its_printed_form(tab: Page, real_address: str, locale: str) -> None:
    """Numbers instead of links, nothing of the frame, commands that wrap, and as light as paper."""
    tab.emulate_media(media="print", color_scheme="dark")
    tab.goto(f"{real_address}{locale}/{FLOW}all/")
    for part in ("header", "nav", "button", "kb-copy"):
        assert tab.locator(part).locator("visible=true").count() == 0, part
    steps = tab.locator("main h2").all_inner_texts()
    numbers = [text.partition(".")[0] for text in steps if text.partition(".")[0].isdigit()]
    assert numbers == [str(number) for number in range(1, len(nodes_of(flow())) + 1)]
    assert tab.locator("main pre").evaluate_all("all => all.every((one) => one.scrollWidth <= one.clientWidth)")
    assert tab.evaluate("getComputedStyle(document.body).backgroundColor") in ("rgb(255, 255, 255)", "rgba(0, 0, 0, 0)")
    assert len(tab.pdf(format="A4")) > 100_000


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("locale", ["en", "ja"])
def test_pages_of_a_flow_are_accessible_with_answers(
    chromium: Browser, real_address: str, locale: str, scheme: str
) -> None:
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    tab = context.new_page()
    tab.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    for step in KINDS:
        tab.goto(f"{real_address}{locale}/{FLOW}{step}{query(flow(), {**TENANT, 'find-text': 'text'})}")
        tab.locator("details").evaluate_all("all => all.forEach((one) => { one.open = true })")
        tab.evaluate(AXE.read_text(encoding="utf-8"))
        found = tab.evaluate("axe.run(document, { resultTypes: ['violations'] })")
        problems = [f"{one['id']}: {[node['target'] for node in one['nodes']][:3]}" for one in found["violations"]]
        assert problems == [], step
    context.close()


def test_the_script_and_the_generator_agree_on_every_path(tab: Page, real_address: str) -> None:
    """Each step of each path: where the script's links lead is where `generator.flows.answers` says."""
    start(tab, real_address, {})
    cases = {}
    for path in paths(flow()):
        for length in range(len(path.answers) + 1):
            given = dict(path.answers[:length])
            steps = walk(flow(), given)
            if len(steps) == length + 1:
                cases[query(flow(), given)] = (steps[-1], given)
    nodes, addresses = nodes_of(flow()), Addresses(True)
    asked, wanted = [], {}
    for state, (step, given) in cases.items():
        wanted[state] = {}
        for edge in edges_of(nodes[step]):
            target = edge.target
            now = {**given, step: edge.option} if target not in walk(flow(), given) else _before(given, target)
            now = kept(flow(), now)
            wanted[state][edge.option] = (
                addresses.url("", step_key(flow(), target)).strip("/") + "/" + query(flow(), now)
            )
        asked.append([state, step, [edge.option for edge in edges_of(nodes[step])]])
    found = tab.evaluate(SCRIPT, asked)
    assert len(found) > 500
    for state, links in found.items():
        assert links == wanted[state], json.dumps([state, links, wanted[state]], indent=1)


def _before(given: dict[str, str], target: str) -> dict[str, str]:
    names = list(given)
    return {name: given[name] for name in names[: names.index(target)]}


SCRIPT = """
(asked) => {
  const found = {}
  for (const [state, step, answers] of asked) {
    history.replaceState(null, "", location.pathname + state)
    const flow = document.createElement("kb-flow")
    Object.assign(flow.dataset, { flow: "smtp-auth", step, root: "" })
    for (const answer of answers) {
      const link = document.createElement("a")
      link.dataset.answer = answer
      flow.append(link)
    }
    document.body.append(flow)
    const links = [...flow.children].map((link) => [link.dataset.answer, link.getAttribute("href")])
    found[state] = Object.fromEntries(links)
    flow.remove()
  }
  return found
}
"""
