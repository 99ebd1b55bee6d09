"""A form in the order of its pages, each field beside what is true: to be typed off."""

from __future__ import annotations

from collections.abc import Sequence

from coach.prepare.claims import Claim, OnFile, claims, names, truth
from coach.prepare.names import differences
from coach.prepare.values import same_value
from coach.records import FormField, Record


class Blank(Record):
    """A field of a form beside what is true and what was typed."""

    field: FormField
    true: Claim | None
    filed: Claim | None
    state: str
    """same, differs, unclear; "" where one of them lacks."""


def side(on_file: OnFile, form: str) -> list[Blank]:
    """One form in the order of its pages, each field with what is true and what was typed."""
    every, season = claims(on_file), on_file.season
    believed = truth((claim for claim in every if claim.log != "forms"), season)
    filed = {each.key: each for each in every if (each.who, each.season) == (form, season)}
    name_is = _name_is(every, form, season)
    return [
        _blank(on_file, field, (believed.get(field.key), filed.get(field.key)), name_is)
        for field in on_file.fields
        if field.form == form
    ]


def _name_is(every: Sequence[Claim], form: str, season: int) -> str:
    """Whether the name in a form is the true one: its parts may stand otherwise."""
    called = names(every)
    name, own = called.get((form, season)), next(iter(called.values()), None)
    return ("differs" if differences(own, name) else "same") if own and name else ""


def _blank(
    on_file: OnFile, field: FormField, held: tuple[Claim | None, Claim | None], name_is: str
) -> Blank:
    (true, told), state = held, ""
    if told and field.kind == "name":
        state = name_is
    elif true and told and field.kind not in ("free", "gaps"):
        state = same_value(field.kind, true.value, told.value, on_file.around)
    return Blank(field, true, told, state)
