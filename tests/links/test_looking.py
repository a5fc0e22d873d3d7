"""`kb link`, `kb reply`, `kb show`, `kb list`: what an agent or a script is given at a terminal."""

from __future__ import annotations

import html
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.cli import main
from tests.support import SMALL, environment, replace, run

BASE = "https://help.example.com/"


def _kb(folder: Path, *arguments: str) -> tuple[int, str, str]:
    done = CliRunner().invoke(main, ["--root", str(folder), *arguments])
    return done.exit_code, done.stdout, done.stderr


LINKS = {
    "4.1.8": "e/4.1.8/",
    "4.1.8/lid": "e/4.1.8/lid/",
    "418 4.1.8": "e/4.1.8/",
    "４．１．８": "e/4.1.8/",
    "NO-STEAM": "e/no-steam/",
    "no-steam/cold": "e/no-steam/cold/",
    "e/4.1.8/lid/": "e/4.1.8/lid/",
    "remove-lid": "f/remove-lid/",
    "fixes/remove-lid#step-lift": "f/remove-lid/#step-lift",
    "making-tea": "en/guides/making-tea/",
    "pot": "en/diagnose/pot/",
    "pot/out-lid": "en/diagnose/pot/out-lid/",
    "glossary#owner": "en/glossary/#owner",
    "owner": "en/glossary/#owner",
    "timeline": "en/timeline/",
    "make-tea": "f/ask-for-tea/",  # has moved
}


@pytest.mark.parametrize("asked", LINKS)
def test_a_link_for_whatever_somebody_calls_it(asked: str, built: Path) -> None:
    status, out, err = _kb(SMALL, "link", asked)
    assert (status, out, err) == (0, f"{BASE}{LINKS[asked]}\n", "")
    assert (built / LINKS[asked].partition("#")[0] / "index.html").is_file()


def test_links_in_a_language_and_in_other_forms(translated: Path) -> None:
    assert _kb(translated, "link", "4.1.8/lid", "--locale", "ja")[1] == f"{BASE}ja/errors/4.1.8/lid/\n"
    forms = {
        "text": f"4.1.8 The lid is closed\n{BASE}e/4.1.8/lid/\n",
        "markdown": f"[4.1.8 The lid is closed]({BASE}e/4.1.8/lid/)\n",
        "html": f'<a href="{BASE}e/4.1.8/lid/">4.1.8 The lid is closed</a>\n',
    }
    for form, expected in forms.items():
        assert _kb(translated, "link", "4.1.8/lid", "--as", form)[1] == expected
    assert "&lt;short&gt;" in _kb(translated, "link", "4.1.8", "--as", "html")[1]
    status, out, _ = _kb(translated, "link", "4.1.8/lid", "--site", "https://x.example/y")
    assert (status, out) == (0, "https://x.example/y/e/4.1.8/lid/\n")


def test_a_site_without_an_address_is_said_on_the_side(small: Path) -> None:
    replace(small / "mkdocs.yml", "site_url: https://help.example.com/", "use_directory_urls: false")
    status, out, err = _kb(small, "link", "4.1.8/lid")
    assert (status, out) == (0, "e/4.1.8/lid/index.html\n")
    assert "site_url" in err


@pytest.mark.parametrize("locale", ["en", "ja"])
def test_a_reply_is_that_of_the_page(translated: Path, built: Path, locale: str) -> None:
    """Every message of every record that has one, in both languages, word for word."""
    tried = 0
    for name, page in {
        "4.1.8": "errors/4.1.8",
        "4.1.8/coffee": "errors/4.1.8/coffee",
        "4.1.8/lid": "errors/4.1.8/lid",
        "no-steam": "errors/no-steam",
        "no-steam/cold": "errors/no-steam",
        "remove-lid": "fixes/remove-lid",
        "ask-for-tea": "fixes/ask-for-tea",
    }.items():
        text = (built / locale / page / "index.html").read_text(encoding="utf-8")
        for message in ("reply", "ask", "evidence"):
            shown = re.search(rf'id="{message}-{locale}".*?<code>(.*?)</code></pre>', text, re.DOTALL)
            status, out, err = _kb(translated, "reply", name, "--locale", locale, *_option(message))
            if shown:
                tried += 1
                assert (status, err) == (0, "")
                said, link = html.unescape(shown[1]), f"{BASE}e/no-steam/"
                assert out.strip().replace(f"{link}cold/", link) == said.strip().replace(f"{link}cold/", link)
            else:
                assert status == 1
                assert "has no" in err
    assert tried >= 15


def _option(message: str) -> list[str]:
    return [] if message == "reply" else [f"--{message}"]


@pytest.mark.parametrize("locale", ["en", "ja"])
def test_show_is_the_markdown_of_the_page_and_json_that_of_the_api(translated: Path, built: Path, locale: str) -> None:
    for name, page in {
        "4.1.8/lid": "errors/4.1.8/lid",
        "remove-lid": "fixes/remove-lid",
        "timeline": "timeline",
    }.items():
        status, out, err = _kb(translated, "show", name, "--locale", locale)
        assert (status, err) == (0, "")
        assert out == (built / locale / page / "index.md").read_text(encoding="utf-8")
    for name, file in {"4.1.8/lid": "errors/4.1.8", "pot": "flows/pot"}.items():
        out = _kb(translated, "show", name, "--locale", locale, "--json")[1]
        assert json.loads(out) == json.loads((built / f"api/v1/{locale}/{file}.json").read_text(encoding="utf-8"))
    out = _kb(translated, "list", "--locale", locale, "--json")[1]
    assert json.loads(out) == json.loads((built / f"api/v1/{locale}/index.json").read_text(encoding="utf-8"))


def test_lists_are_lines_that_other_programs_cut() -> None:
    status, out, err = _kb(SMALL, "list", "fix")
    assert status == 0
    assert out == "fix\task-for-tea\tAsk for tea\nfix\tremove-lid\tRemove the lid\n"
    assert err == "2 records.\n"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["link", "4.1.9"], "there is no '4.1.9'; did you mean '4.1.8'?"),
        (["reply", "remove-lad"], "did you mean 'remove-lid'?"),
        (["show", "4.1.8/lod"], "did you mean '4.1.8/lid'?"),
        (["link", "4.1.8", "--locale", "jp"], "'jp' is not a locale of this site; one of: en, ja"),
        (["list", "fixx"], "'fixx' is not one of"),
        (["reply", "pot"], "'pot' has no reply"),
        (["show", "timeline", "--json"], "kb list --json"),
    ],
)
def test_what_is_wrong_is_said_on_the_side_with_what_was_meant(arguments: list[str], said: str) -> None:
    status, out, err = _kb(SMALL, *arguments)
    assert status in (1, 2)
    assert out == ""
    assert said in err
    assert "Traceback" not in err


def test_a_broken_record_is_named(small: Path) -> None:
    (small / "content/fixes/broken.yml").write_text("id: [", encoding="utf-8")
    status, out, err = _kb(small, "link", "4.1.8")
    assert (status, out) == (1, "")
    assert "content/fixes/broken.yml:" in err
    assert "KB105" in err


def test_a_pipe_that_closes_early_is_no_error() -> None:
    kb = str(Path(sys.executable).with_name("kb"))
    done = subprocess.run(
        f"{kb} --root {SMALL} list | head -1",
        shell=True,
        capture_output=True,
        text=True,
        env=environment(),
        check=False,
    )
    assert done.stdout == 'error\t4.1.8\t4.1.8 The pot refuses: <short> & "stout"\n'
    assert "Traceback" not in done.stderr
    assert "\x1b" not in done.stdout + done.stderr


@pytest.mark.parametrize(
    ("words", "position", "expected"),
    [
        ("kb link 4.1", "2", ["plain,4.1.8", "plain,4.1.8/coffee", "plain,4.1.8/lid"]),
        ("kb show rem", "2", ["plain,remove-lid"]),
        ("kb reply 4.1.8 --locale ", "4", ["plain,en", "plain,ja"]),
        ("kb lin", "1", ["plain,link"]),
    ],
)
def test_the_shell_completes_ids_and_languages(words: str, position: str, expected: list[str]) -> None:
    done = run("kb", at=SMALL, _KB_COMPLETE="bash_complete", COMP_WORDS=words, COMP_CWORD=position)
    assert done.stdout.splitlines() == expected, done.stderr
