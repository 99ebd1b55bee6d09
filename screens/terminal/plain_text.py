"""What stands for a character on a line that carries only ASCII."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import Final

_SHAPES: Final = str.maketrans(
    {
        **dict.fromkeys("─━┄┅┈┉╌╍═╴╶╸╺╼╾▔▁▂▃", "-"),
        **dict.fromkeys("│┃┆┇┊┋╎╏║╵╷╹╻╽╿▏▎▍▌▋▊▐▕", "|"),
        **dict.fromkeys("█▉▓▇▆▅▄▀", "#"),
        **dict.fromkeys("░▒", ":"),
        **dict.fromkeys("•●◦○∙·⏺◉", "*"),
        **dict.fromkeys("✓✔☑", "v"),
        **dict.fromkeys("✗✘☒×", "x"),
        **dict.fromkeys("→▶▸►❯›»⏵", ">"),
        **dict.fromkeys("←◀◂◄❮‹«⏴", "<"),
        **dict.fromkeys("↑▲▴⏶", "^"),
        **dict.fromkeys("↓▼▾⏷", "v"),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        **dict.fromkeys("‘’‚′", "'"),
        **dict.fromkeys("“”„″", '"'),
        "…": ".",
        "≤": "<",
        "≥": ">",
        "≈": "~",
        "ß": "s",
        "ø": "o",
        "Ø": "O",
        "ł": "l",
        "Ł": "L",
        "\u00a0": " ",
    }
)


@lru_cache(maxsize=4096)
def ascii_for(cluster: str, width: int) -> str:
    """Exactly as many ASCII characters as the cluster has cells."""
    bare = unicodedata.normalize("NFKD", cluster.translate(_SHAPES))
    kept = "".join(char for char in bare if " " <= char <= "~")
    if not kept:
        # The rest of the box-drawing block are corners and crossings.
        kept = "+" if "\u2500" <= cluster[:1] <= "\u257f" else "?" * width
    return kept[:width].ljust(width)
