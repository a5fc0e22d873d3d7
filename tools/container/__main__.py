"""`python -m tools.container`: the image of hosting/Containerfile, built, run and asked. Needs buildah, and no daemon.

Every instruction is carried out in a changed root (`--isolation chroot`), and what is answered on port 8080 is compared
with the site in the image. Where a registry cannot be reached, stand-ins made of this machine's own Python and nginx
take the place of the two images that it begins with; the run says so, and then those two alone are not tried.
Exit status 1 when something is wrong, 2 without the tools.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from tools.nginx.__main__ import check, find_nginx

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
RECIPE = ROOT / "hosting" / "Containerfile"
WHEELS = ROOT / "build" / "container" / "wheels"
NEEDED = "buildah is needed for this (Debian: apt-get install buildah); nothing else here needs it."
IMAGE, ADDRESS, PORT = "localhost/kb-checked", "https://help.example.com/", 8080
SYSTEM = ("/usr/lib", "/usr/bin", "/usr/sbin", "/bin", "/sbin", "/lib", "/lib64")
"""What a stand-in has of this machine, to be read only."""


def main() -> int:
    if not shutil.which("buildah"):
        sys.stderr.write(f"container: {NEEDED}\n")
        return 2
    with socket.socket() as one:
        if not one.connect_ex(("127.0.0.1", PORT)):
            sys.stderr.write(f"container: something answers on port {PORT} already; the image needs it.\n")
            return 2
    bases = re.findall(r"^FROM (\S+)", RECIPE.read_text(encoding="utf-8"), re.MULTILINE)
    with tempfile.TemporaryDirectory(prefix="kb-container-") as name:
        os.environ["BUILDAH_ISOLATION"] = "chroot"
        store = ["--storage-driver", "vfs", "--root", f"{name}/images", "--runroot", f"{name}/run"]
        buildah = ["buildah", *store]
        mounts: list[str] = []
        try:
            if not all(_pulled(buildah, base) for base in bases):
                _say("the registry is not reached: this machine's Python and nginx stand in for the base images.")
                mounts = _stand_in(buildah, bases, Path(name))
            _say("building …")
            command = [*buildah, "bud", "--quiet", "--pull=never", "--format=docker", "--network=host", *mounts]
            _do([*command, "-f", str(RECIPE), "--build-arg", f"KB_SITE_URL={ADDRESS}", "-t", IMAGE, str(ROOT)])
            with _running(buildah, mounts, Path(name) / "nginx.log") as site:
                wrong = check(PORT, site, "/", "errors/5.7.139/", "e/5.7.139/")
                if f"<loc>{ADDRESS}" not in (site / "sitemap.xml").read_text(encoding="utf-8"):
                    wrong.append(f"the sitemap does not know {ADDRESS}")
        except subprocess.CalledProcessError as error:
            wrong = [f"`{' '.join(error.cmd[:1] + error.cmd[len(buildah) :])}` ended with {error.returncode}"]
        finally:
            subprocess.run([*buildah, "rm", "--all"], check=False, capture_output=True)
    for one in wrong:
        sys.stderr.write(f"container: {one}\n")
    _say("everything is as it should be." if not wrong else f"{len(wrong)} wrong.")
    return 1 if wrong else 0


def _pulled(buildah: list[str], image: str) -> bool:
    return not subprocess.run([*buildah, "pull", "--quiet", image], check=False, capture_output=True).returncode


def _stand_in(buildah: list[str], bases: list[str], folder: Path) -> list[str]:
    """Makes images with the names of the two, and gives what has to be mounted wherever they run something."""
    python, nginx = Path(sys.base_prefix), find_nginx()
    if not nginx:
        raise SystemExit("container: nginx is needed for its stand-in (Debian: apt-get install nginx).")
    WHEELS.mkdir(parents=True, exist_ok=True)
    pip = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--require-hashes"]
    _do([*pip, "-r", str(ROOT / "requirements.lock"), "-d", str(WHEELS)])
    seen = [one for one in (*SYSTEM, str(python)) if Path(one).exists()]
    mounts = [f"--volume={one}:{one}:ro" for one in seen] + [f"--volume={WHEELS}:/wheels:ro"]
    shutil.copy("/etc/nginx/mime.types", folder)
    for base, recipe in zip(bases, ("python", "nginx"), strict=True):
        text = (HERE / f"{recipe}.containerfile").read_text(encoding="utf-8")
        file = folder / recipe
        file.write_text(text.replace("@PYTHON@", f"{python}/bin/python3"), encoding="utf-8")
        _do([*buildah, "bud", "--quiet", "--network=none", *mounts, "-f", str(file), "-t", base, str(folder)])
    return mounts


@contextlib.contextmanager
def _running(buildah: list[str], mounts: list[str], log: Path) -> Iterator[Path]:
    """Where the site is in the image, while what the image runs is running, and its health has been asked."""
    name = _do([*buildah, "from", "--pull=never", IMAGE]).strip()
    top = Path(_do([*buildah, "mount", name]).strip())
    run = [*buildah, "run", "--network=host", *mounts, name]
    with log.open("wb") as said:
        command = [*run, "/bin/sh", "-c", "exec nginx -g 'daemon off;'"]
        process = subprocess.Popen(command, start_new_session=True, stdout=said, stderr=said)
    try:
        for _ in range(100):
            if process.poll() is not None:
                sys.stderr.write(log.read_text(encoding="utf-8", errors="replace"))
                raise subprocess.CalledProcessError(process.returncode, process.args)
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", PORT), 0.1):
                break
            time.sleep(0.1)
        healthy = re.findall(r"^HEALTHCHECK CMD (.+)$", RECIPE.read_text(encoding="utf-8"), re.MULTILINE)
        _do([*run, "/bin/sh", "-c", *healthy])
        yield top / "usr/share/nginx/html"
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGTERM)
        process.wait(10)


def _do(command: list[str]) -> str:
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout


def _say(text: str) -> None:
    sys.stderr.write(f"container: {text}\n")


if __name__ == "__main__":
    sys.exit(main())
