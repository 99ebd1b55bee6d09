"""What decisions stand on, and what a later release says of it."""

from typing import Literal

from coach.records.facts import Fact, Words
from coach.records.words import Record

FactKind = Literal["program", "task", "rule", "date", "fee", "signals", "specialty", "resource"]
"""The kinds of facts that a decision may stand on."""
DecisionKind = Literal["mark", "application", "rank", "using", "task", "plan", "list"]
Thing = tuple[str, str]
"""Kind and key of a fact, or of what a decision is about."""


class Stated(Record, array_like=True):
    """One value as a release states it; "": it states none."""

    value: str = ""
    as_of: str = ""
    source: str = ""
    status: str = ""
    """Of its release, whose words this one need not know."""


class Said(Record, array_like=True):
    """All that a release says of one thing, by field."""

    title: str
    fields: dict[str, Stated]
    links: dict[str, tuple[str, ...]]
    """Keys of other facts that belong to it."""


class Stand(Record):
    """A fact that a decision stands on: of these fields, or of all where none is named."""

    kind: str
    key: str
    fields: tuple[str, ...] = ()
    but: tuple[str, ...] = ()
    """Fields that it does not stand on, as the applicant read them."""

    def has(self, name: str) -> bool:
        """Whether a field is one of them."""
        return name not in self.but and (not self.fields or name in self.fields)


class Decision(Record):
    """What the applicant decided of a program, a resource, a task or a specialty."""

    kind: DecisionKind
    about: Thing
    """Where it is: kind and key of what is found."""
    title: str
    value: str = ""
    """The mark, state, place or day; another one is another decision."""
    at: str = ""
    """When, as far as it is known."""
    stands: tuple[Stand, ...] = ()

    @property
    def id(self) -> str:
        """It again, at another look."""
        value = "" if self.kind in ("list", "rank") else self.value
        return f"{self.kind}:{self.about[1]}={value}"


class Recall(Record):
    """One value that a decision stood on, and what is said of it now."""

    decision: str
    """Its id."""
    kind: str
    key: str
    field: str
    title: str
    was: Stated
    now: Stated
    gone: bool = False
    """Whether nothing at all is said of the thing any more."""


class Notice(Record):
    """A thing of which what is said has changed, with all decisions that stood on it."""

    kind: str
    key: str
    title: str
    gone: bool
    recalls: tuple[Recall, ...]
    """Each change once, whoever stood on it."""
    decisions: tuple[Decision, ...]
    why: str = ""

    @property
    def id(self) -> str:
        """Of the thing."""
        return f"{self.kind}:{self.key}"

    @property
    def now(self) -> str:
        """What is said now: a later change is another notice."""
        words = ((each.field, each.now.value, each.now.status) for each in self.recalls)
        return "; ".join(map(" ".join, words))


class Correction(Fact):
    """Why a fact was corrected or taken back, where somebody wrote it down."""

    version: Words
    """The first release that says so."""
    kind: FactKind
    key: Words
    part: str
    """The field of it; "": whichever."""
    old: str
    new: str
    why: Words
