"""Reads an old workbook (.xls) in a process of its own: `python -m coach.files.old_workbook`.

The reader is written in Rust, and damage in a file may end its whole process: it panics, or asks
for a terabyte and aborts.
"""

from __future__ import annotations

import io
import sys

from msgspec import msgpack

from coach.files.workbook import shown

MOST_BYTES = 1 << 30
"""Of memory: sheets within the limits take a tenth."""


def main() -> None:
    """Sheets that are seen, with names, cells as text, and which of them are merged."""
    from python_calamine import CalamineWorkbook

    if sys.platform != "win32":
        import resource

        _, most = resource.getrlimit(resource.RLIMIT_AS)
        resource.setrlimit(resource.RLIMIT_AS, (MOST_BYTES, most))
    sheets = []
    book = CalamineWorkbook.from_filelike(io.BytesIO(sys.stdin.buffer.read()))
    for at in (at for at in book.sheets_metadata if "Work" in str(at.typ)):
        sheet = book.get_sheet_by_name(at.name)
        if "Visible" in str(at.visible) and sheet.height:
            values = sheet.to_python(skip_empty_area=False)
            rows = [[shown(value, "") for value in row] for row in values]
            sheets.append((at.name, rows, sheet.merged_cell_ranges or ()))
    sys.stdout.buffer.write(msgpack.encode(sheets))


if __name__ == "__main__":
    main()
