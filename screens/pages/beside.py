"""Commands asked in a process of their own: what takes long or needs numpy's 20 MiB."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from coach.records import CoachError

if TYPE_CHECKING:
    from screens.pages.page import Page


async def lines_of(page: Page, command: Sequence[str]) -> list[str]:
    """The lines of a command, its remarks after them. Raises CoachError."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "screens.start",
        "--home",
        str(page.coach.home),
        "--today",
        str(page.coach.today),
        *command,
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        env={**os.environ, "COLUMNS": str(page.size.width - 1)},
    )
    try:
        answer, remarks = await process.communicate()
    except asyncio.CancelledError:
        process.kill()
        raise
    remarked = remarks.decode("utf-8", "replace").strip()
    if process.returncode:
        raise CoachError(remarked.removeprefix("coach: ") or "This could not be worked out.")
    return [*answer.decode("utf-8", "replace").splitlines(), "", *remarked.splitlines()]
