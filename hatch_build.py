"""Makes the shell completions and the man page of a wheel out of the parser that it holds."""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

PLACES = {
    "bash": "share/bash-completion/completions/coach",
    "zsh": "share/zsh/site-functions/_coach",
    "fish": "share/fish/vendor_completions.d/coach.fish",
}
"""Where each shell looks for completions below the folder that a program is installed in."""
MAN = "share/man/man1/coach.1"


def texts() -> dict[str, str]:
    """Each file's place and text; the same on any day and in a window of any size."""
    import shtab
    from argparse_manpage.manpage import Manpage

    from coach import VERSION
    from coach.cli.parser import parser

    whole = parser(every=True)
    page = Manpage(whole)
    page.date, page.source, page.manual = "", f"coach {VERSION}", "User commands"
    page.description = "takes international medical graduates from planning to Match Day"
    completions = {place: shtab.complete(whole, shell) for shell, place in PLACES.items()}
    return completions | {MAN: str(page)}


class Written(BuildHookInterface):
    """Adds the files to a wheel; an editable install does without."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version == "editable":
            return
        sys.path.insert(0, self.root)
        self.folder = TemporaryDirectory()
        for place, text in texts().items():
            file = Path(self.folder.name, place)
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
            build_data["shared_data"][str(file)] = place

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        if version != "editable":
            self.folder.cleanup()
