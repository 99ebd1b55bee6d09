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


async def work_out(page: Page, answer: str) -> None:
    """Has a long answer worked out and kept. Raises CoachError where there is none."""
    coach = page.coach
    await _run(page, ["coach.subjects.beside", str(coach.home), str(coach.today), answer])


async def lines_of(page: Page, command: Sequence[str]) -> list[str]:
    """The lines of a command, its remarks after them. Raises CoachError."""
    where = ["--home", str(page.coach.home), "--today", str(page.coach.today)]
    answer, remarks = await _run(page, ["screens.start", *where, *command])
    return [*answer.splitlines(), "", *remarks.splitlines()]


async def _run(page: Page, words: Sequence[str]) -> tuple[str, str]:
    """What a module prints, and its remarks. Raises CoachError with them where it fails."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        *words,
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
    return answer.decode("utf-8", "replace"), remarked
