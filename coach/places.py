"""Where things are kept: the applicant's folder, and the compiled facts in a cache beside it."""

# The first frame is on the screen before anything heavy is loaded, and it needs these
# paths: what is not needed for them is imported where it is used.
from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

WINDOW = "COACH_WINDOW"
"""In the environment of a process that works for a window: which."""
DATABASE = "coach.db"
SETTINGS = "settings.toml"
FRAME = "frame"
"""The last picture of the app, shown at the next start while the program loads."""


def named(file: Path | str) -> Path:
    """A file as it is typed: `~` is one's own folder, and part of a name where it is nobody's."""
    return Path(os.path.expanduser(file))  # noqa: PTH111 - that of Path raises for nobody's


def home(chosen: str | None, environ: Mapping[str, str]) -> Path:
    """The applicant's data folder: what was chosen, else COACH_HOME, else the platform's."""
    chosen = chosen or environ.get("COACH_HOME")
    if chosen:
        return Path(os.path.abspath(named(chosen)))  # noqa: PTH100 - keeps links
    from platformdirs import user_data_path

    return user_data_path("coach", appauthor=False)


def cache(environ: Mapping[str, str]) -> Path:
    """The folder for what can be made again at any time: COACH_CACHE, else the platform's."""
    if chosen := environ.get("COACH_CACHE"):
        return named(chosen).absolute()
    from platformdirs import user_cache_path

    return user_cache_path("coach", appauthor=False)


def time_zone(environ: Mapping[str, str], link: str = "/etc/localtime") -> str:
    """The zone that this machine is set to, where that says where its user lives; else "". A clock
    in UTC is a server's, and over SSH the machine may stand anywhere."""
    name = environ.get("TZ", "").removeprefix(":")
    if not name and not environ.get("SSH_CONNECTION"):
        name = os.path.realpath(link) if os.path.islink(link) else ""  # noqa: PTH114
    name = name.rpartition("zoneinfo/")[2]
    from zoneinfo import available_timezones  # 5 ms, for the question alone

    is_place = "/" in name and not name.startswith("Etc/") and name in available_timezones()
    return name if is_place else ""


def window() -> str:
    """The terminal that this process has, or whoever it works for, as `tty` says it in short:
    "pts/3"; "" for none."""
    if WINDOW in os.environ:
        return os.environ[WINDOW]
    for descriptor in range(3) if hasattr(os, "ttyname") else ():
        try:
            return os.ttyname(descriptor).removeprefix("/dev/")
        except OSError:
            continue
    return ""


def make_private(folder: Path) -> Path:
    """The folder, made with mode 0700 where it is missing, those above it too. Raises CoachError. A
    folder that was there keeps its mode: it may be somebody's home."""
    try:
        make_folders(folder)
    except (OSError, ValueError) as error:
        from coach.records import CoachError

        raise CoachError(
            f"The data folder {folder} cannot be used ({getattr(error, 'strerror', error)}); "
            "name another one with --home."
        ) from None
    return folder


def make_folders(folder: Path) -> None:
    """Makes a folder and those above it that are missing, for the user alone whatever the umask."""
    for each in reversed([each for each in (folder, *folder.parents) if not each.exists()]):
        each.mkdir(mode=0o700, exist_ok=True)
        each.chmod(0o700)
    folder.mkdir(exist_ok=True)  # fails where that is a file
