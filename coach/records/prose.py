"""What the release knows of writing: what is checked, why, how it is mended, and phrases."""

from typing import Annotated, Literal

from coach.records.facts import Fact, Words, refers
from coach.records.words import Record

Writing = Literal["statement", "cv", "log", "message", "contact"]
"""What is checked; cv: a file or the text of one entry, log: all entries together, contact: what
rules of contact forbid in a message."""


class ProseCheck(Fact, kw_only=True):
    """One check of a text in words. Its phrases stand under its key; a function is for what no
    phrase can tell."""

    key: Words
    of: tuple[Writing, ...]
    kind: Literal["fault", "hint"]
    private: bool
    """Whether it is for the applicant alone, and said apart."""
    title: Words
    why: Words
    mend: Words
    """What kind of change mends it; never a sentence to take over."""


class Weight(Record):
    """What one sign speaks for or against, in logits."""

    sign: str
    weight: float


class Phrases(Record):
    """Phrases of one list, written as patterns over small letters."""

    list: Words
    """The check that they are for, or a list that a check asks for."""
    words: tuple[str, ...]
    instead: str = ""
    """What stands for them: the US spelling, the specialty that they mean."""


class PageWords(Record):
    """What tells what the page of a program states."""

    rule: Words
    """A fact of a program, or what changes how a clause is read."""
    what: Words
    pattern: Words
    """Over small letters, numbers in figures."""


class ContactSign(Record):
    """What tells in a sentence that a rule of contact may be broken."""

    rule: Annotated[Words, refers("prose_checks")]
    needs: tuple[str, ...]
    """Lists of phrases, of which each stands in the sentence."""
    around: tuple[str, ...]
    """Lists of which each stands anywhere in the message."""
    never: tuple[str, ...]
    """Lists of which none stands in the sentence."""
    when: Literal["before", "after", "near", "matched", ""]
    """Before SOAP is over, after the results are out, near Match Week, for those who matched;
    "": always."""


class ColumnNames(Record):
    """What people call a column of their own lists; of a log as a whole where it has no field."""

    log: Words
    field: str
    """A field of the log, of another log with its name before it; "": what the list is called."""
    names: tuple[str, ...]


class CellWords(Record):
    """What people write into a cell: patterns of whole cells in small letters."""

    field: Words
    """A fact, or a field of a log with its name before it; any: of every column."""
    value: Words
    """What is kept of it; silent and open: nothing; lead, tail and range: around numbers."""
    words: tuple[str, ...]
