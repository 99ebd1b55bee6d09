"""Writes shell completions and the man page out of the parser.

python -m tests.release FOLDER
"""

from __future__ import annotations

import sys
from pathlib import Path

from coach.cli.parser import parser


def write(folder: Path) -> list[Path]:
    """One file for each shell and `coach.1`; the optional group `release` has what it needs."""
    import shtab
    from argparse_manpage.manpage import Manpage

    folder.mkdir(parents=True, exist_ok=True)
    whole = parser(every=True)
    texts = {f"coach.{shell}": shtab.complete(whole, shell) for shell in ("bash", "zsh")}
    texts["coach.1"] = str(Manpage(whole))
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    return [folder / name for name in texts]


if __name__ == "__main__":
    print(*write(Path(sys.argv[1])), sep="\n")
