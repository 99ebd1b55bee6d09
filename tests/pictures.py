"""Makes the pictures of README: two of the real app, and its first page as text.

python -m tests.pictures
"""

from __future__ import annotations

import asyncio
import re
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from coach.demo import write
from coach.subjects.coach import Coach, at
from screens.app import CoachApp

ROOT: Final = Path(__file__).parent.parent
README: Final = ROOT / "README.md"
FOLDER: Final = ROOT / "tests" / "pictures"
DAY: Final = date(2026, 11, 23)
SCREEN: Final = re.compile(r"(?<=<!-- screen -->\n```\n).*?(?=\n```\n<!-- /screen -->)", re.DOTALL)
"""Where README shows the first page as text."""
DRAWN: Final = {"week": "1", "programs": "3"}
"""The pages that are drawn, and their keys."""


def made() -> dict[Path, str]:
    """What the files of the pictures hold, as the app looks now."""
    with TemporaryDirectory() as folder:
        coach = Coach.open(Path(folder), at(DAY))
        try:
            write(coach)
            coach.work_out("ahead")  # else chances and forecast would come a moment later
            coach.work_out("forecast")
            return asyncio.run(_look(coach))
        finally:
            coach.close()


async def _look(coach: Coach) -> dict[Path, str]:
    files = {}
    app = CoachApp(coach, {})
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        lines = [strip.text.rstrip() for strip in app.screen._compositor.render_strips()]
        screen = "\n".join(lines).replace("\\", "\\\\")
        files[README] = SCREEN.sub(screen, README.read_text(encoding="utf-8"), count=1)
        await pilot.resize_terminal(100, 30)
        for name, key in DRAWN.items():
            await pilot.press(key)
            await pilot.pause()
            files[FOLDER / f"{name}.svg"] = app.export_screenshot(title="coach")
    return files


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for file, text in made().items():
        file.write_text(text, encoding="utf-8")
