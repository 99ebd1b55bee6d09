"""What can be found, and what the search answers."""

from coach.records.words import Record


class Entry(Record):
    """Something that can be found."""

    kind: str
    """resource, program, task, person, command or page."""
    id: str
    title: str
    extra: str = ""
    """A subtitle: the domain of a resource, the town of a program."""
    synonyms: tuple[str, ...] = ()
    """Other names, and the plain words in which people ask for it."""
    text: str = ""
    """Sentences about it: weak evidence."""
    topics: tuple[str, ...] = ()
    """Keys of needs and stages."""


class Hit(Record):
    """One thing found, with how well it fits (0-100) and why, in plain words."""

    kind: str
    id: str
    title: str
    score: float
    why: str
