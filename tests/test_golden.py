"""Records in, pages out: what the small knowledge base becomes, word for word.

A new case is a new record in `tests/sites/small`; `pytest --update-golden` writes the files, and the diff is
what is reviewed.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from generator.addresses import Addresses
from generator.drawing import draw
from generator.lock import write_lock
from generator.plans import plans as all_plans
from generator.project import load
from generator.render import Renderer
from generator.settings import as_of, read_settings
from generator.shipped import OVERRIDES
from generator.views.voice import speakers as all_speakers
from tests.conftest import translate_small
from tests.support import HERE, copy_small, run

GOLDEN = HERE / "golden"


def _compare(made: dict[str, str], folder: Path, request: pytest.FixtureRequest) -> None:
    if request.config.getoption("--update-golden"):
        shutil.rmtree(folder, ignore_errors=True)
        for name, text in made.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(text, encoding="utf-8")
    known = {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
        for path in folder.rglob("*")
        if path.is_file()
    }
    assert sorted(made) == sorted(known)
    for name, text in made.items():
        assert text == known[name], f"{folder.name}/{name} differs; see what pytest --update-golden changes"


def test_pages(translated: Path, request: pytest.FixtureRequest) -> None:
    settings = read_settings(translated)
    project = load(settings).require()
    addresses = Addresses()
    speakers = all_speakers(project.library, project.catalogues, addresses)
    made = {}
    for plan in all_plans(project.library, as_of(settings.as_of)):
        for locale, speaker in speakers.items():
            renderer = Renderer((OVERRIDES / "records",), project.catalogues[locale])
            document = draw(plan, speaker, renderer, addresses)
            head = f"<!-- {document.title} | {document.description} | {document.fallbacks} in English -->\n"
            made[f"{locale}/{plan.key or 'index'}.html"] = head + document.html.strip() + "\n"
    _compare(made, GOLDEN / "pages", request)


def test_search_indexes(built: Path, request: pytest.FixtureRequest) -> None:
    made = {}
    for path in sorted(built.glob("*/search/*.json")):
        text = path.read_text(encoding="utf-8").replace("},{", "},\n{")
        made[path.relative_to(built).as_posix()] = text + "\n"
    assert {name.partition("/")[0] for name in made} == {"en", "ja"}
    _compare(made, GOLDEN / "search", request)


def test_lock(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    library = load(read_settings(copy_small(tmp_path))).library
    lock = tmp_path / "ids.lock"
    assert write_lock(lock, library) > 20
    _compare({"ids.lock": lock.read_text(encoding="utf-8")}, GOLDEN / "lock", request)


def test_catalogues(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    """What a translator is given: new files, and files after the English has changed."""
    folder = copy_small(tmp_path / "small")
    shutil.rmtree(folder / "locales")
    assert run("kb", "i18n", "update", at=folder, KB_AS_OF="2026-11-25").returncode == 0
    made = _catalogues(folder, "new")
    translate_small(folder)
    assert run("kb", "i18n", "update", at=folder, KB_AS_OF="2026-11-25").returncode == 0
    made |= _catalogues(folder, "changed")
    _compare(made, GOLDEN / "catalogues", request)


def _catalogues(folder: Path, name: str) -> dict[str, str]:
    """The catalogues of records; that of the interface changes with every template and is tested elsewhere."""
    paths = sorted((folder / "locales/ja/LC_MESSAGES").glob("*.po"))
    return {f"{name}/{path.name}": path.read_text(encoding="utf-8") for path in paths if path.name != "site.po"}
