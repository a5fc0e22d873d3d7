"""`python -m tools.nginx`: the site behind a real nginx, with the configuration that docs/hosting.md describes.

Checks statuses, headers, compression, caching, redirects and the pages for what is missing, at the root of a host and
below `/help/`; then asks for every page for ten seconds. Exit status 1 when something is wrong, 2 without the tools.
Everything is on the loopback interface and in a folder that is removed.
"""

from __future__ import annotations

import contextlib
import gzip
import http.client
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
SMALL = ROOT / "tests" / "sites" / "small"
NEEDED = "nginx and wrk are needed for this (Debian: apt-get install nginx wrk); nothing else here needs them."
SECONDS, CONNECTIONS, THREADS = 10, 64, 2


@dataclass(frozen=True, slots=True)
class Answer:
    """What nginx said. Names of headers are in small letters."""

    status: int
    headers: dict[str, str]
    body: bytes


def main() -> int:
    found = find_nginx()
    if not found or not shutil.which("wrk"):
        sys.stderr.write(f"nginx: {NEEDED}\n")
        return 2
    with tempfile.TemporaryDirectory(prefix="kb-nginx-") as name:
        folder = Path(name)
        _say("building the site, and a small one for /help/ …")
        site = _build(ROOT, folder / "root", "")
        shutil.copytree(SMALL, folder / "small")
        below = _build(folder / "small", folder / "below" / "help", "https://help.example.com/help/")
        with _served(found, folder, site, "/") as port:
            wrong = check(port, site, "/", "errors/5.7.139/", "e/5.7.139/")
            figures, bad = _load(port, site, folder)
        with _served(found, folder, below, "/help/") as port:
            wrong += check(port, below, "/help/", "errors/4.1.8/", "e/4.1.8/")
            wrong += _redirects(port, below)
    for one in wrong:
        sys.stderr.write(f"nginx: {one}\n")
    _say(figures)
    _say("everything is as it should be." if not wrong and not bad else f"{len(wrong)} wrong, {bad} failed requests.")
    return 1 if wrong or bad else 0


def find_nginx() -> str | None:
    """The program, which Debian keeps where only root looks for programs."""
    return shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")


def check(port: int, site: Path, at: str, page: str, short: str) -> list[str]:
    """What is wrong with the answers for a site."""
    wrong: list[str] = []

    def want(what: bool, *said: object) -> None:
        if not what:
            wrong.append(f"{at}: {' '.join(map(str, said))}")

    policy = _line(site / "_headers", "Content-Security-Policy")
    locales = sorted(path.parent.name for path in site.glob("*/404.html"))
    style = next((site / "assets" / "stylesheets").glob("main.*.min.css")).relative_to(site).as_posix()
    paths = {f"{locale}/{page}": "text/html" for locale in locales}
    paths |= {"": "text/html", short: "text/html", style: "text/css", "en/search/records.json": "application/json"}
    for path, kind in paths.items():
        answer = _get(port, f"{at}{path}", "gzip")
        file = site / (f"{path}index.html" if path.endswith("/") or not path else path)
        want(answer.status == 200, path, "is answered with", answer.status)
        want(answer.headers.get("content-type") == f"{kind}; charset=utf-8", path, "is sent as", answer.headers)
        want(answer.headers.get("content-encoding") == "gzip", path, "is not compressed")
        want("accept-encoding" in answer.headers.get("vary", "").lower(), path, "does not vary")
        plain = gzip.decompress(answer.body) if answer.headers.get("content-encoding") == "gzip" else answer.body
        want(plain == file.read_bytes(), path, "is not the file")
        want(answer.headers.get("content-security-policy") == policy, path, "has another policy")
        want(answer.headers.get("x-content-type-options") == "nosniff", path, "may be sniffed")
        kept = "public, max-age=31536000, immutable" if path == style else "no-cache"
        want(answer.headers.get("cache-control") == kept, path, "is cached as", answer.headers.get("cache-control"))
        again = _get(port, f"{at}{path}", "", {"If-Modified-Since": answer.headers.get("last-modified", "")})
        want(again.status == 304, path, "is sent again though it has not changed:", again.status)
    for locale in ("", *(f"{one}/" for one in locales)):
        answer = _get(port, f"{at}{locale}no-such-page/", "")
        want(answer.status == 404, locale, "missing page:", answer.status)
        want(answer.body == (site / locale / "404.html").read_bytes(), locale, "has another page for missing ones")
        want(answer.headers.get("content-security-policy") == policy, locale, "404 without the policy")
    bare = _get(port, f"{at}{locales[0]}/{page}".rstrip("/"), "")
    to = f"{at}{locales[0]}/{page}"
    want((bare.status, bare.headers.get("location")) == (301, to), "without its last slash:", bare.status, bare.headers)
    hidden = _get(port, f"{at}../../etc/passwd", "")
    want(hidden.status in (400, 404), "left the site:", hidden.status)
    return wrong


def _redirects(port: int, site: Path) -> list[str]:
    """What is wrong with the answers for what has moved."""
    lines = [line.split() for line in (site / "_redirects").read_text(encoding="utf-8").splitlines()]
    moved = [(old, new) for old, new, status in lines if status == "301"]
    wrong = [] if moved else ["/help/: nothing has moved, so nothing was tried"]
    for old, new in moved:
        answer = _get(port, old, "")
        if (answer.status, answer.headers.get("location")) != (301, new):
            wrong.append(f"{old} does not lead to {new}: {answer.status} {answer.headers.get('location')}")
        elif _get(port, new, "").status != 200:
            wrong.append(f"{new} is not there")
    return wrong


def _load(port: int, site: Path, folder: Path) -> tuple[str, int]:
    """Asks for every page for a while; figures in words, and how many requests failed."""
    _say(f"asking for every page for {SECONDS} s …")
    urls = folder / "urls.txt"
    pages = sorted(path.relative_to(site).as_posix().removesuffix("index.html") for path in site.rglob("index.html"))
    urls.write_text("".join(f"/{page}\n" for page in pages), encoding="utf-8")
    command = ["wrk", f"-t{THREADS}", f"-c{CONNECTIONS}", f"-d{SECONDS}s", "-s", str(HERE / "load.lua")]
    done = subprocess.run(
        [*command, f"http://127.0.0.1:{port}", "--", str(urls)], capture_output=True, text=True, check=False
    )
    line = next((one for one in done.stdout.splitlines() if one.startswith("kb ")), "")
    if not line:
        return f"wrk failed: {done.stdout}{done.stderr}", 1
    count, micros, size, bad = (int(one) for one in line.split()[1:5])
    median, slow, slowest = line.split()[5:]
    rate, megabytes = count / (micros / 1e6), size / 1e6
    return (
        f"{count} requests for {len(pages)} pages over {CONNECTIONS} connections, {bad} failed: {rate:.0f} a second, "
        f"half within {median} ms, 99 % within {slow} ms, the slowest {slowest} ms; {megabytes:.0f} MB compressed.",
        bad,
    )


def _build(folder: Path, to: Path, address: str) -> Path:
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1", "KB_SITE_URL": address}
    if address:
        file = folder / "mkdocs.yml"
        text = file.read_text(encoding="utf-8").replace("https://help.example.com/", address)
        file.write_text(text, encoding="utf-8")
    command = [str(Path(sys.executable).with_name("mkdocs")), "build", "--quiet", "-d", str(to)]
    subprocess.run(command, cwd=folder, env=environment, check=True)
    return to


@contextlib.contextmanager
def _served(program: str, folder: Path, site: Path, at: str) -> Iterator[int]:
    """The port of an nginx that serves a site at a path, by hosting/nginx.conf with our own folder and port."""
    kb = str(Path(sys.executable).with_name("kb"))
    told = subprocess.run([kb, "nginx", str(site), "--at", at], cwd=ROOT, check=True, capture_output=True, text=True)
    (folder / "kb.conf").write_text(told.stdout, encoding="utf-8")
    port = _free_port()
    root = site if at == "/" else site.parent
    server = (ROOT / "hosting" / "nginx.conf").read_text(encoding="utf-8")
    for old, new in (
        ("listen 8080;", f"listen 127.0.0.1:{port};"),
        ("/usr/share/nginx/html", str(root)),
        ("/etc/nginx/kb.conf", str(folder / "kb.conf")),
    ):
        assert old in server, f"hosting/nginx.conf does not say {old}"
        server = server.replace(old, new)
    temporary = "".join(
        f"  {kind}_temp_path {folder}/temp;\n" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    (folder / "nginx.conf").write_text(
        f"daemon off;\npid {folder}/nginx.pid;\nerror_log {folder}/error.log;\nworker_processes 2;\n"
        f"{'user root;' if os.geteuid() == 0 else ''}\n"
        "events { worker_connections 512; }\n"
        f"http {{\n  include /etc/nginx/mime.types;\n  access_log off;\n  sendfile on;\n{temporary}{server}}}\n",
        encoding="utf-8",
    )
    process = subprocess.Popen([program, "-p", str(folder), "-c", str(folder / "nginx.conf")])
    try:
        for _ in range(100):
            if process.poll() is not None:
                raise SystemExit("nginx: it does not start with this configuration")
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 0.1):
                break
            time.sleep(0.05)
        yield port
    finally:
        process.terminate()
        process.wait(10)


def _get(port: int, path: str, encoding: str, more: dict[str, str] | None = None) -> Answer:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("GET", path, headers={"Accept-Encoding": encoding or "identity", **(more or {})})
        answer = connection.getresponse()
        names = {name.lower() for name in answer.headers}
        headers = {name: ", ".join(answer.headers.get_all(name, [])) for name in names}
        return Answer(answer.status, headers, answer.read())
    finally:
        connection.close()


def _line(file: Path, name: str) -> str:
    found = next(line for line in file.read_text(encoding="utf-8").splitlines() if line.strip().startswith(f"{name}: "))
    return found.strip().removeprefix(f"{name}: ")


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def _say(text: str) -> None:
    sys.stderr.write(f"nginx: {text}\n")


if __name__ == "__main__":
    sys.exit(main())
