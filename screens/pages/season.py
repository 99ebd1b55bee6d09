"""Season: what did the programs answer?"""

from __future__ import annotations

from coach.subjects.kept import OF_THE_SEASON
from screens.pages.prepare import LogsPage


class SeasonPage(LogsPage):
    """What the season asks for now, and its logs."""

    page = "season"
    logs = OF_THE_SEASON
