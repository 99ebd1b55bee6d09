"""Columns whose names say nothing, or too little: what they mean by their cells."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping, Sequence
from itertools import chain, combinations
from typing import TYPE_CHECKING, Final

from coach.files.columns import Column, Columns, folded, known_names
from coach.rules.fields import FACTS

if TYPE_CHECKING:
    from coach.files.tables import Table
    from coach.files.taking import Source

FITTING, CLEAR = 0.7, 0.6
"""Share of cells that fit what the name has in it, and of cells that can be nothing else."""
SAID, COUNTED = 0.3, 0.5
"""Share of a name that a known one in it has, for words and days and for numbers of facts."""
ELSE: Final = re.compile(
    r"\b(?:avg|average|mean|median|my|mine|own|total|matched|fellow\w*|pgy-?[2-7])\b", re.IGNORECASE
)
"""Words that make a number of a program another one."""
NOTED: Final = 8
"""Columns that are kept as notes besides, the first of a table."""
OURS: Final = frozenset(("program_id", "key"))
"""Columns of coach's own exports, of which all are known."""
SAMPLED: Final = 60
"""Rows by which a column is judged."""


def guessed(
    table: Table, columns: Columns, source: Source, told: Mapping[str, str]
) -> list[Column]:
    """The columns whose names are not known, as far as name and cells tell what they are; those
    with other texts are notes."""
    known, taken, more = known_names(source.targets), {*columns.targets}, list[Column]()
    for place in _free(table, columns, told):
        target = _target(place, table, source, known, taken)
        if target in source.targets:
            more.append(Column(place, table.header[place], target, True))
            taken |= {target} - {"note"}
    noted = [column for column in more if column.target == "note"][NOTED:]
    return [column for column in more if column not in noted]


def _target(
    place: int,
    table: Table,
    source: Source,
    known: Mapping[str, tuple[str, int]],
    taken: Container[str],
) -> str:
    """What a column may mean that no other means, "" for nothing."""
    title = table.header[place]
    cells = (row.cells[place].strip() for row in table.rows[:SAMPLED])
    texts = [text for text in cells if not source.cells.is_silent(text)]
    is_lost = known.get(folded(title), ("", 0))[0] in taken  # to a column that says it surer
    rest = "note" * (not is_lost and _are_texts(title, texts))
    likely = chain(_by_name(title, texts, source, known), _by_cells(texts, source))
    return next((each for each in likely if each not in taken), rest)


def _free(table: Table, columns: Columns, told: Mapping[str, str]) -> list[int]:
    """The columns of which nothing is known; none of a file of ours."""
    passed = {"", *told, *(folded(column.title) for column in columns.used)}
    titles = enumerate(table.header if OURS.isdisjoint(table.header) else ())
    return [place for place, title in titles if folded(title) not in passed]


def _by_name(
    title: str, texts: Sequence[str], source: Source, known: Mapping[str, tuple[str, int]]
) -> Iterator[str]:
    """What a column may mean by words of its name, the likeliest first, where its cells fit."""
    worded = source.cells.all_words(f"title.{source.name}", title)
    for target, share in (*_inside(title, known), *((target, 1.0) for target in worded)):
        is_else = target in FACTS and (share < COUNTED or ELSE.search(title))
        if not is_else and _share(target, texts, source) > FITTING * len(texts):
            yield target


def _by_cells(texts: Sequence[str], source: Source) -> Iterator[str]:
    """What a column may mean by cells that can be nothing else."""
    plain = [text for text in texts if source.cells.word("any", text) is None]
    for target in source.shapes if len(set(plain)) > 1 else ():
        if _share(target, plain, source) > CLEAR * len(texts):
            yield target


def _share(target: str, texts: Sequence[str], source: Source) -> int:
    return sum(source.fits(target, text) for text in texts)


def _inside(title: str, known: Mapping[str, tuple[str, int]]) -> Iterator[tuple[str, float]]:
    """What names mean that stand in a title, the longest first, with their share of it."""
    words = [folded(word) for word in re.findall(r"[^\W_]+|%", title)]
    spans = combinations(range(len(words) + 1), 2)
    names = {"".join(words[start:stop]) for start, stop in spans}
    for name in sorted(names & known.keys(), key=len, reverse=True):
        share = len(name) / len("".join(words))
        if share >= SAID:
            yield known[name][0], share


def _are_texts(title: str, texts: Sequence[str]) -> bool:
    """Whether cells hold words, and not always the same."""
    worded = [text for text in texts if re.search(r"[^\W\d_]{2}", text)]
    is_worded = len(worded) * 2 > len(texts) and "_" not in title
    return is_worded and (len(set(texts)) > 1 or len(texts) < 3)
