"""People: mentors, contacts, alumni, letter writers, study groups; what comes next with each."""

from datetime import date
from typing import Annotated, Literal

from coach.logs.fields import also, ask, links, private
from coach.logs.log import Entry, Log
from coach.logs.settling import settled_person

Mentors = Literal["contact", "clinical", "research", "visa", "peer", "mentor"]
Others = Literal["alumnus", "writer", "group"]


class Person(Entry, kw_only=True):
    """A person or a study group, with the last contact and the next step."""

    name: Annotated[str, ask("Who?")]
    role: Annotated[
        Literal[Mentors, Others],
        ask("As what? (a mentor: clinical, research, visa, peer)"),
        also(alumni="alumnus", friend="peer", colleague="peer", resident="contact"),
    ] = "contact"
    place: str = ""
    program: Annotated[str, links("program")] = ""
    seen: Annotated[date | None, ask("When did you last hear from each other?")] = None
    next_step: Annotated[str, ask("What is the next step with them?")] = ""
    next_on: date | None = None
    stepped: Annotated[date | None, ask("When was that step done?")] = None
    goal: Annotated[str, ask("A group's goal for the week")] = ""
    note: Annotated[str, private] = ""
    settled = settled_person

    @property
    def order(self) -> float:
        """Who is next."""
        return (self.next_on or date.max).toordinal()


PEOPLE = Log(
    "people",
    Person,
    title=lambda person: f"{person.name}, {person.role}",
    line="person {name} {role} {seen} {program}",
    columns=("name", "role", "place", "seen", "next_step", "next_on"),
    demo=("person Dr Brown clinical yesterday", "person Sana Malik peer"),
)
