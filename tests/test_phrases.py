"""Where Japanese titles may break, and what is left as it is."""

from __future__ import annotations

import pytest

from generator.phrases import phrased

BREAK = "<wbr>"


@pytest.mark.parametrize(
    "title",
    [
        "プログラムが｜使える｜認証方式を｜見つけられない",
        "サインインの｜拒否｜（続く｜語句で｜理由が｜決まる）",
        "宛先の｜割り当てを｜取り消す",
        "ご利用のお客様に｜問い合わせる",
        "この差出人として｜送信する｜権限がない",
        "時間をおいて、｜もう一度送信する",
        "クライアント｜資格情報付与｜フロー",
        "サーバー側の｜証明書",
        "基本認証そのものが｜無効になっている",
        "送信する｜ものはない｜ため、｜無効にできる",
        "認証",
    ],
)
def test_titles_break_between_phrases_and_long_ones_between_words(title: str) -> None:
    html = f'<h1 id="top"><span>{title.replace("｜", "")}</span></h1>'
    assert phrased(html, "ja") == html.replace(title.replace("｜", ""), title.replace("｜", BREAK))


def test_a_name_keeps_its_particle_and_a_number_what_it_counts() -> None:
    whole = '<span class="kb-whole">{}</span>'
    assert phrased("<h1>OAuth でサインインする</h1>", "ja") == (
        f"<h1>{whole.format('OAuth で')}<wbr>サインインする</h1>"
    )
    assert phrased("<h1>1 人の宛先</h1>", "ja") == f"<h1>{whole.format('1 人の')}<wbr>宛先</h1>"
    left = "<h1>smtp.office365.com が古い TLS</h1>"  # longer than the line of a phone
    assert phrased(left, "ja") == left.replace("が古", "が<wbr>古")


@pytest.mark.parametrize(
    "html",
    [
        "<th>{}</th>",
        "<dt>{}</dt>",
        "<summary>{}</summary>",
        '<button type="button">{}</button>',
        '<li class="kb-event"><a href="../">{}</a>',
        '<p class="kb-card__title"><a href="../">{}</a></p>',
        '<span class="kb-option__label" id="a">{}</span>',
        '<a href="../" class="md-button md-button--primary">{}</a>',
    ],
)
def test_all_that_is_a_title_breaks_so(html: str) -> None:
    assert phrased(html.format("宛先を確認する"), "ja") == html.format("宛先を<wbr>確認する")


@pytest.mark.parametrize(
    ("html", "locale"),
    [
        ("<h1>宛先を確認する</h1>", "en"),
        ("<p>宛先を確認する</p>", "ja"),
        ("<thead>宛先を確認する</thead>", "ja"),
        ('<h2 title="宛先を確認する">宛先</h2>', "ja"),
        ('<p class="kb-card__titles">宛先を確認する</p>', "ja"),
        ("<h1>宛先</h1><p>宛先を確認する</p>", "ja"),
    ],
)
def test_what_is_no_japanese_title_is_left_as_it_is(html: str, locale: str) -> None:
    assert phrased(html, locale) == html
