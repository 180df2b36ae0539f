"""Start the demo office: web server and worker on SQLite, with demo content. Ctrl-C stops both.

PORT (8000) and DATA_DIR (var/) choose where; DEMO_PASSWORD sets the staff's password, else one
is made on the first run and printed each time.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import ready
import serving

LOGINS = (
    ("lietvede", "registrar: registers what comes in"),
    ("darbiniece", "social worker, home care"),
    ("gimenu_darbiniece", "social worker, families with children"),
    ("vaditaja", "head of the office"),
    ("vietniece", "deputy head"),
    ("redaktore", "editor of the pages"),
    ("auditore", "auditor: who saw and did what"),
    ("datu_specialiste", "data-protection officer"),
    ("administratore", "staff, units, calendar"),
)


def chosen_port() -> int:
    """Read PORT and refuse one that is not a number or is taken."""
    text = os.environ.get("PORT") or "8000"
    if not text.isdigit() or not 0 < int(text) < 65536:
        ready.stop(f"PORT={text} is not a port number; choose one between 1024 and 65535, for example PORT=8080")
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", int(text)))
        except OSError:
            ready.stop(f"Port {text} is busy. Stop what uses it, or choose another: make demo PORT={int(text) + 1}")
    return int(text)


def chosen_data_dir() -> Path:
    """Read DATA_DIR and refuse a folder we cannot write to."""
    folder = Path(os.environ.get("DATA_DIR") or ready.ROOT / "var").resolve()
    ready.check_writable(folder)
    return folder


def manage(*command: str) -> None:
    """Run one management command; its own words are shown only when it fails."""
    line = [str(ready.PYTHON), "manage.py", *command]
    result = subprocess.run(line, cwd=ready.ROOT, text=True, capture_output=True)
    if result.returncode:
        print(result.stdout + result.stderr, file=sys.stderr)
        ready.stop(f"manage.py {command[0]} failed; the lines above say why.")


def collect_static(data_dir: Path) -> None:
    """Gather static files when they have changed since the last run."""
    sources = [path for path in (ready.ROOT / "static").rglob("*") if path.is_file()]
    value = ready.digest([*sources, ready.ROOT / "requirements" / "base.txt"])
    stamp = data_dir / "static" / ".collected"
    if not ready.is_stamped(stamp, value):
        manage("collectstatic", "--noinput", "--clear", "-v0")
        stamp.write_text(value)


def prepare(data_dir: Path) -> None:
    """Bring database, content and static files up to date."""
    ready.say("Preparing the database and the demo content")
    manage("migrate", "--noinput", "-v0")
    manage("seed_demo")
    collect_static(data_dir)


def start(*command: str) -> subprocess.Popen[bytes]:
    """Start a child in a group of its own, so that Ctrl-C reaches it only through us."""
    return subprocess.Popen(command, cwd=ready.ROOT, start_new_session=True)


def end(children: list[subprocess.Popen[bytes]]) -> None:
    """Ask every child to finish, and after ten seconds end it."""
    for child in children:
        if child.poll() is None:
            os.killpg(child.pid, signal.SIGTERM)
    for child in children:
        try:
            child.wait(timeout=10)
        except subprocess.TimeoutExpired:
            os.killpg(child.pid, signal.SIGKILL)


def wait_until_answering(port: int, children: list[subprocess.Popen[bytes]]) -> None:
    """Return when the portal answers; stop when it has ended or stays silent for a minute."""
    for _ in range(240):
        if any(child.poll() is not None for child in children):
            ready.stop("The portal ended while starting; its own lines above say why.")
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=2):
                return
        except OSError:
            time.sleep(0.25)
    ready.stop("The portal did not answer within a minute.")


def welcome(port: int, data_dir: Path) -> None:
    """Print where things are and who can log in."""
    password = (data_dir / "keys" / "demo-password").read_text().strip()
    address = f"http://localhost:{port}"
    print(f"\n  Portal            {address}/lv/")
    print(f"  Home care         {address}/lv/pakalpojumi/aprupe-majas/")
    print(f"  Staff             {address}/admin/   (inbox: /admin/inbox/)")
    print(f"  E-mails           {data_dir / 'mail'}\n")
    print(f"  Password of all   {password}")
    for name, duty in LOGINS:
        print(f"    {name:<18}{duty}")
    print("\n  Ctrl-C stops everything.\n", flush=True)


def interrupt(_signal: int, _frame: object) -> None:
    """Treat a polite end (TERM) as Ctrl-C."""
    raise KeyboardInterrupt


def serve(port: int, data_dir: Path) -> None:
    """Run web server and worker until Ctrl-C or until one of them ends."""
    children: list[subprocess.Popen[bytes]] = []
    signal.signal(signal.SIGTERM, interrupt)
    try:
        children.append(start(*serving.command(port, workers=2, python=ready.PYTHON)))
        children.append(start(str(ready.PYTHON), "manage.py", "work"))
        wait_until_answering(port, children)
        welcome(port, data_dir)
        while all(child.poll() is None for child in children):
            time.sleep(0.5)
        ready.say("A part of the demo ended by itself; stopping the rest.")
    except KeyboardInterrupt:
        ready.say("\nStopping.")
    finally:
        end(children)


def main() -> None:
    """Check everything that can be in the way, prepare, then serve."""
    ready.check_python()
    port = chosen_port()
    data_dir = chosen_data_dir()
    ready.checkout("base")
    os.environ |= {"DJANGO_SETTINGS_MODULE": "portal.settings.demo", "DATA_DIR": str(data_dir)}
    os.environ["PUBLIC_URL"] = f"http://localhost:{port}"
    prepare(data_dir)
    serve(port, data_dir)


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        sys.exit("\nStopped.")
