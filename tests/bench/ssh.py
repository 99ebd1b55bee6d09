"""The app over a real SSH connection that breaks in the middle of an edit.

    python tests/bench/ssh.py

Starts OpenSSH's server on loopback with keys made for this run (and installs it first where
it is missing and `apt-get` may be used), logs in with a terminal, uses the app, drops the
connection while something is typed, logs in again, and finds everything there.
"""

from __future__ import annotations

import contextlib
import getpass
import os
import re
import shlex
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "tests" / "screens" / "terminal"), str(ROOT)]

from session import Session  # noqa: E402

SERVER: Final = shutil.which("sshd") or "/usr/sbin/sshd"


def available() -> bool:
    """Whether server, client and key maker are installed."""
    return Path(SERVER).exists() and bool(shutil.which("ssh") and shutil.which("ssh-keygen"))


def install() -> None:
    """Installs the server where that is possible."""
    if not available() and os.geteuid() == 0 and shutil.which("apt-get"):
        subprocess.run(["apt-get", "install", "-y", "-qq", "openssh-server"], check=True)


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@contextlib.contextmanager
def server(folder: Path) -> Iterator[list[str]]:
    """A server on loopback for as long as it is needed; the words of a client that may log in."""
    for name in ("host", "user"):
        subprocess.run(
            ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(folder / name)], check=True
        )
    port = _free_port()
    (folder / "config").write_text(
        f"ListenAddress 127.0.0.1\nPort {port}\nHostKey {folder / 'host'}\n"
        f"AuthorizedKeysFile {folder / 'user.pub'}\nPidFile {folder / 'pid'}\n"
        "PasswordAuthentication no\nKbdInteractiveAuthentication no\nUsePAM no\n"
        "StrictModes no\nPermitRootLogin yes\n"
    )
    if os.geteuid() == 0:
        Path("/run/sshd").mkdir(mode=0o755, exist_ok=True)
    process = subprocess.Popen(
        [SERVER, "-D", "-e", "-f", str(folder / "config")], stderr=subprocess.DEVNULL
    )
    try:
        end = time.monotonic() + 10
        while time.monotonic() < end:
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
                break
            time.sleep(0.05)
        yield [
            "ssh",
            "-tt",
            "-p",
            str(port),
            "-i",
            str(folder / "user"),
            "-F",
            "/dev/null",
            "-o",
            "StrictHostKeyChecking=no",
            "-o",
            "UserKnownHostsFile=/dev/null",
            "-o",
            "LogLevel=ERROR",
            "-o",
            "IdentitiesOnly=yes",
            f"{getpass.getuser()}@127.0.0.1",
        ]
    finally:
        process.terminate()
        process.wait(10)


def coach(home: Path, cache: Path) -> list[str]:
    """The words that start coach for this folder, wherever the shell is."""
    return [
        "env",
        f"PYTHONPATH={ROOT}",
        f"COACH_CACHE={cache}",
        "LANG=C.UTF-8",
        sys.executable,
        "-m",
        "screens.start",
        "--home",
        str(home),
    ]


def drop_and_return(folder: Path, home: Path, cache: Path) -> dict[str, float]:
    """Uses the app, loses the line, comes back. Raises AssertionError for anything lost."""
    with server(folder) as login:
        words = [*login, shlex.join(coach(home, cache))]
        began = time.monotonic()
        with Session(*words) as first:
            first.wait_for("This week")
            usable = time.monotonic() - began
            first.press("3")
            first.wait_for("IMG 100")
            first.press("j", "j", "j", "j", "j", "j", "y")
            first.wait_for("Maybe:")
            first.press("7")
            first.wait_for("Graduate")
            for _ in range(20):
                if "▌ Specialties" not in first.emulator.text:
                    first.press("j")
            first.press("enter")
            first.wait_for("specialties")
            first.press("P", "s", "y")
            # The line breaks: nobody says goodbye.
            first.kill(signal.SIGKILL)
        _wait_gone(home)
        with Session(*words) as again:
            again.wait_for("This week")
            again.press("7")
            again.wait_for("Internal Medicine")
            assert "Psy" not in again.emulator.text, "half an answer was kept"
            again.press("3")
            marked = re.compile(r"\?\s+\d+=? Trinity Health Livoni")
            again.until(lambda: bool(marked.search(again.emulator.text)))
            again.press("q")
            assert again.wait_end() == 0
    return {"usable_over_ssh_ms": round(usable * 1000)}


def _wait_gone(home: Path) -> None:
    """Until no program works on this folder any more."""
    end = time.monotonic() + 10
    while time.monotonic() < end:
        if not (home / "coach.db-wal").exists():
            return
        time.sleep(0.05)
    raise AssertionError("the app goes on after its line has broken")


def main() -> int:
    """Runs it once and says how it went."""
    install()
    if not available():
        print("OpenSSH is not installed here.", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory() as folder:
        home, cache = Path(folder) / "home", Path(folder) / "cache"
        subprocess.run([*coach(home, cache), "demo", "--write"], check=True)
        keys = Path(folder) / "keys"
        keys.mkdir(mode=0o700)
        print(drop_and_return(keys, home, cache))
    print("The line broke in the middle of an edit, and everything was there afterwards.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
