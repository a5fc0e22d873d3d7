"""What hosts read: `_headers`, `_redirects`, nginx's directives, the container's recipe and the workflows."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
import yaml

from generator.headers import FOREVER, read_headers
from generator.nginx import directives
from tests.support import ROOT, build_here, copy_small, files_of, replace, run, some

CLOUDFLARE_LINE, CLOUDFLARE_RULES = 2000, 100
"""How long a line of `_headers` may be, and how many rules it may have (Cloudflare Pages, headers, 2026-11)."""
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
FORMS = [path for path in sorted((ROOT / ".github" / "ISSUE_TEMPLATE").glob("*.yml")) if path.stem != "config"]


@pytest.fixture(scope="module")
def moved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small site below `/help/`; some of its pages have moved."""
    folder = copy_small(tmp_path_factory.mktemp("hosting") / "small")
    return build_here(folder, folder.parent / "site", site_url="https://help.example.com/help/")


def test_headers_fit_the_hosts_that_read_them(real: Path) -> None:
    lines = (real / "_headers").read_text(encoding="utf-8").splitlines()
    rules = [line for line in lines if not line.startswith("  ")]
    assert rules[0] == "/*"
    assert len(rules) < CLOUDFLARE_RULES
    assert max(map(len, lines)) < CLOUDFLARE_LINE
    for rule in rules[1:]:
        assert (real / rule[1:]).is_file()
        assert re.search(r"\.[0-9a-f]{8}\.", rule)
    assert lines.count(f"  Cache-Control: {FOREVER}") == len(rules) - 1 > 2


def test_redirects_lead_from_what_moved_to_what_is_there(moved: Path) -> None:
    lines = [line.split() for line in (moved / "_redirects").read_text(encoding="utf-8").splitlines()]
    for locale in ("en", "ja"):
        assert [f"/help/{locale}/fixes/make-tea/", f"/help/{locale}/fixes/ask-for-tea/", "301"] in lines
    for _, to, _ in lines:
        assert (moved / f"{to.removeprefix('/help/')}{'index.html' if to.endswith('/') else ''}").is_file()
    assert ["/help/ja/*", "/help/ja/404.html", "404"] in lines


def test_nginx_is_told_everything(moved: Path) -> None:
    done = run("kb", "nginx", moved, "--at", "/help/")
    assert done.returncode == 0, done.stderr
    said = done.stdout
    for name, value in some(read_headers((moved / "_headers").read_text(encoding="utf-8")).items()):
        assert f'\nadd_header {name} "{value}" always;\n' in said
        assert f'\n    add_header {name} "{value}" always;\n' in said  # a location with one of its own inherits none
    assert "location = /help/ja/fixes/make-tea/ { return 301 /help/ja/fixes/ask-for-tea/; }\n" in said
    assert "error_page 404 /help/404.html;\n" in said
    assert "location /help/ja/ { error_page 404 /help/ja/404.html; }\n" in said
    assert "help/" not in directives(moved, {}, "")
    forever = re.search(r'location ~ "(.+)" \{\n    expires off;', said)
    assert forever
    kept = [name for name in files_of(moved) if re.search(forever[1], f"/help/{name}")]
    assert kept
    assert all(re.search(r"\.[0-9a-f]{8}\.", name) for name in kept)


@pytest.mark.parametrize("at", ["help", "/help", "/a b/", "/x;/", "/{/"])
def test_a_path_that_is_none_is_refused(moved: Path, at: str) -> None:
    done = run("kb", "nginx", moved, "--at", at)
    assert done.returncode == 2
    assert "write /help/" in done.stderr


def test_a_folder_that_is_no_site_is_refused(tmp_path: Path) -> None:
    done = run("kb", "nginx", tmp_path)
    assert done.returncode == 1
    assert "build the site first" in done.stderr


def test_the_container_is_made_of_what_is_there() -> None:
    text = (ROOT / "hosting" / "Containerfile").read_text(encoding="utf-8")
    stages = re.findall(r"^FROM (\S+)(?: AS (\w+))?$", text, re.MULTILINE)
    assert [name for _, name in stages] == ["build", ""]
    assert all(":" in image and not image.endswith(":latest") for image, _ in stages)
    for line in some(re.findall(r"^COPY (?!--from)(.+)$", text, re.MULTILINE)):
        assert all((ROOT / name).exists() for name in line.split()[:-1])
    server = (ROOT / "hosting" / "nginx.conf").read_text(encoding="utf-8")
    for target in some(re.findall(r"^COPY --from=build \S+ (\S+)$", text, re.MULTILINE)):
        assert target in server
    assert re.findall(r"listen (\d+);", server) == re.findall(r"^EXPOSE (\d+)$", text, re.MULTILINE)
    left = [line.strip("*/") for line in (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()]
    assert {".git", ".venv", "site", "build", "node_modules"} <= {*left}


@pytest.mark.parametrize("file", WORKFLOWS, ids=lambda file: file.stem)
def test_a_workflow_may_do_no_more_than_it_must(file: Path) -> None:
    """And what it runs of others is named by digest, with the version behind it, which dependabot reads and renews."""
    text = file.read_text(encoding="utf-8")
    workflow = yaml.safe_load(text)
    assert workflow["permissions"] == {"contents": "read"}
    for used in some(re.findall(r"uses: (.+)", text)):
        assert re.fullmatch(r"actions/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", used), used
    for job in workflow["jobs"].values():
        assert job["runs-on"].startswith("ubuntu-")
        for step in job["steps"]:
            assert ("uses" in step) != ("run" in step)
            assert "${{ github.event" not in step.get("run", "")  # a title of a stranger is no command


@pytest.mark.parametrize("file", FORMS, ids=lambda file: file.stem)
def test_a_form_asks_for_what_is_needed(file: Path) -> None:
    form = yaml.safe_load(file.read_text(encoding="utf-8"))
    assert {"name", "description", "labels", "body"} == {*form}
    asked = [field for field in form["body"] if field["type"] != "markdown"]
    assert {field["type"] for field in asked} <= {"input", "textarea"}
    names = [(field["id"], field["attributes"]["label"]) for field in asked]
    assert len({name for name, _ in names}) == len({label for _, label in names}) == len(asked) > 1
    assert any(field.get("validations", {}).get("required") for field in asked)


def test_what_changed_is_told_by_time_and_by_manifest(tmp_path: Path) -> None:
    """The commands of docs/hosting.md: what rsync sees by size and time is what two manifests say."""
    folder, site = copy_small(tmp_path / "small"), tmp_path / "site"
    build_here(folder, site)
    before = {name: (site / name).lstat() for name in files_of(site)}
    (tmp_path / "before").write_bytes((site / "manifest.sha256").read_bytes())
    bytes_before = files_of(site)
    replace(folder / "content/fixes/remove-lid.yml", "title: ", "title: Gently ")
    build_here(folder, site)
    after = files_of(site)
    assert sorted(bytes_before) == sorted(after)
    changed = {name for name in after if after[name] != bytes_before[name]}
    touched = {
        name
        for name, old in before.items()
        if (old.st_size, old.st_mtime_ns) != ((new := (site / name).lstat()).st_size, new.st_mtime_ns)
    }
    assert "en/fixes/remove-lid/index.html" in changed
    assert touched == changed
    commands = re.findall(r"^(?:sort|cut)[^\n]*", _block("manifest.sha256 | sort > before"), re.MULTILINE)
    script = "sort before > sorted; mv sorted before\n" + "\n".join(commands)
    subprocess.run(["bash", "-ec", script], cwd=tmp_path, check=True)
    listed = set((tmp_path / "changed").read_text(encoding="utf-8").split())
    assert listed == changed - {"manifest.sha256"}
    assert (tmp_path / "gone").read_text(encoding="utf-8") == ""


def _block(words: str) -> str:
    """The block of commands in docs/hosting.md that holds these words."""
    blocks = re.findall(r"```sh\n(.*?)```", (ROOT / "docs/hosting.md").read_text(encoding="utf-8"), re.DOTALL)
    return next(block for block in blocks if words in block)
