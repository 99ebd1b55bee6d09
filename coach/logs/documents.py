"""Documents: what each paper states, where it is and until when it holds; never its number."""

from datetime import date
from typing import Annotated, Literal

from msgspec import Meta

from coach.logs.fields import also, ask, links, private, reaches, unit
from coach.logs.log import Entry, Log
from coach.logs.settling import settled_document

Papers = Literal["passport", "diploma", "transcript", "translation", "MSPE", "photo"]
Others = Literal[
    "status paper", "ECFMG certificate", "birth certificate", "marriage certificate", "account"
]
States = Literal["", "missing", "ordered", "in hand", "sent", "verified"]


class Document(Entry, kw_only=True):
    """A paper, or an account with its status: what it states, where it is, until when it holds."""

    kind: Annotated[
        Literal[Papers, Others, "other"],
        ask("Which paper?"),
        also(visa="status paper", ead="status paper", degree="diploma", paper="other"),
    ]
    of: Annotated[str, ask("Of what, or where? (a translation: of the diploma)")] = ""
    state: Annotated[
        States, also(have="in hand", received="in hand", requested="ordered", lost="missing")
    ] = ""
    surname: Annotated[str, private, ask("The surname as it is printed there")] = ""
    first: Annotated[str, private, ask("The given names as they are printed there")] = ""
    name: Annotated[str, private, ask("The whole name, where it is not parted there")] = ""
    born: Annotated[date | None, private, reaches(100), ask("The birth date it states")] = None
    dated: Annotated[date | None, reaches(60), also(degree="dated"), ask("Day of degree")] = None
    issued: Annotated[date | None, reaches(60)] = None
    expires: date | None = None
    to: Annotated[str, ask("Where was it sent?")] = ""
    holder: Annotated[str, links("person"), ask("Who has it now? (empty: you)")] = ""
    country: Annotated[str, ask("Which country issued it?")] = ""
    school: Annotated[str, ask("The name of the school as it is printed there")] = ""
    language: Annotated[str, ask("In which language is it?")] = ""
    kb: Annotated[int, Meta(ge=1, le=100_000), unit("kb")] | None = None
    note: Annotated[str, private] = ""
    never = "Never the number of a passport or of any other paper."
    settled = settled_document

    @property
    def holder_words(self) -> str:
        """Who has it now."""
        there = self.to if self.state in ("sent", "verified") else "you" * (self.state == "in hand")
        return self.holder or there


DOCUMENTS = Log(
    "documents",
    Document,
    title=lambda paper: f"{paper.kind}{' of' * (paper.kind == 'translation')} {paper.of}".strip(),
    line="document {kind} {of} {state} surname {surname} first {first} name {name} born {born} "
    "dated {dated} issued {issued} expires {expires} to {to} holder {holder} country {country} "
    "school {school} language {language} {kb}",
    columns=("kind", "of", "state", "expires", "holder"),
    demo=("document passport in hand expires in 4 years", "document diploma sent to ECFMG"),
)
