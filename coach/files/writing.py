"""Tables as CSV, XLSX, Markdown or JSON."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Sequence
from typing import Final

from coach.files.tables import guarded, plain
from coach.records import CoachError, Record

FORMATS: Final = (".csv", ".xlsx", ".md", ".json")

Cell = str | int | float | None


class Sheet(Record):
    """What an export holds: rows under a header, and in words what is in it and what is not."""

    title: str
    header: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    contains: str
    left_out: tuple[str, ...] = ()

    @property
    def contents(self) -> list[str]:
        """One sentence on what is in it, one on what was left out."""
        left = [f"Left out: {'; '.join(self.left_out)}."] if self.left_out else []
        return [f"Contains {self.contains}.", *left]

    def rendered(self, ending: str) -> bytes:
        """The sheet in the format of an extension (`FORMATS`). Raises CoachError for another."""
        if ending == ".xlsx":
            from coach.files.workbook import workbook

            return workbook(self.title, self.header, self.rows)
        if ending not in FORMATS:
            raise CoachError(f"Exports are written to {', '.join(FORMATS)} files, not “{ending}”.")
        make = {".csv": self._csv, ".md": self._markdown, ".json": self._json}[ending]
        return make().encode("utf-8")

    def _csv(self) -> str:
        """Comma-separated rows; texts that look like formulas stand behind an apostrophe."""
        out = io.StringIO(newline="")
        # A lone empty cell is quoted by the writer itself, so that its row is not lost.
        writer = csv.writer(out, lineterminator="\r\n")
        for row in (self.header, *self.rows):
            writer.writerow([guarded(cell) if isinstance(cell, str) else cell for cell in row])
        return out.getvalue()

    def _json(self) -> str:
        rows = [dict(zip(self.header, row, strict=True)) for row in self.rows]
        return json.dumps(rows, ensure_ascii=False, indent=1, default=str) + "\n"

    def _markdown(self) -> str:
        """A page with one table; its first lines say what it contains and what is left out."""
        lines = [f"# {self.title}", "", *self.contents, ""]
        return "\n".join([*lines, *markdown_table(self.header, self.rows)]) + "\n"


def markdown_table(header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> list[str]:
    """The lines of a table in Markdown."""
    return [_line(header), "|" + " --- |" * len(header), *map(_line, rows)]


def _line(row: Sequence[Cell]) -> str:
    return "| " + " | ".join(marked(cell) for cell in row) + " |"


def marked(cell: Cell) -> str:
    """A cell as Markdown that shows as the same text, on one line."""
    if cell is None:
        return ""
    if not isinstance(cell, str):
        return str(cell)
    return re.sub(r"([\\`*_\[\]<>|#~])", r"\\\1", plain(cell))
