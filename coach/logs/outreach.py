"""Places and people written to: when, about what, and what came back."""

from datetime import date
from typing import Annotated, Literal

from coach.logs.fields import also, ask, links, private
from coach.logs.log import Entry, Log
from coach.logs.settling import settled_request

People = Literal["alumnus", "resident", "faculty", "coordinator"]
Places = Literal["observership", "elective", "research", "letter", "other"]
Papers = Literal["verification", "transcript", "mspe", "visa", "ecfmg"]
WORDS = also(
    alumni="alumnus", hospital="observership", rotation="observership", diploma="verification"
)
"""Other words for some."""


class Request(Entry, kw_only=True):
    """A request to a place or a person, until the answer."""

    whom: Annotated[str, ask("Whom did you write to?"), links("person")]
    kind: Annotated[Literal[People, Places, Papers], ask("About what?"), WORDS] = "other"
    day: date | None = None
    reminded: date | None = None
    answered: date | None = None
    answer: Literal["", "yes", "no", "later", "closed"] = ""
    program: Annotated[str, links("program")] = ""
    person: Annotated[str, links("person")] = ""
    note: Annotated[str, private] = ""
    settled = settled_request


OUTREACH = Log(
    "outreach",
    Request,
    title=lambda request: f"{request.whom}, {request.kind}",
    line="wrote {whom} {kind} {day} {answer} {program}",
    columns=("whom", "kind", "day", "answer"),
    demo=("wrote Dr Haddad alumnus yesterday", "wrote My school verification"),
)
