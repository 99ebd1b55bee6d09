"""A form in the order of its pages, each field beside what is true: to be typed off."""

from __future__ import annotations

from coach.prepare.claims import Claim, OnFile, claims, names, truth
from coach.prepare.names import differences, weight
from coach.prepare.values import same_value
from coach.records import FormField, Record


class Blank(Record):
    """A field of a form beside what is true and what was typed."""

    field: FormField
    true: Claim | None
    filed: Claim | None
    state: str
    """same, differs, explains, unclear; "" where one of them lacks."""


def side(on_file: OnFile, form: str) -> list[Blank]:
    """One form in the order of its pages, each field with what is true and what was typed."""
    every, season = claims(on_file), on_file.season
    believed = truth(claim for claim in every if claim.log != "forms")
    filed = {each.key: each for each in every if (each.who, each.season) == (form, season)}
    called = names(every)
    own, name = next(iter(called.values()), None), called.get((form, season))
    name_is = weight(differences(own, name)) if own and name else ""
    if "surname" not in believed and "full_name" in believed:
        believed |= dict.fromkeys(("surname", "given_names"), believed["full_name"])
    blanks = []
    for field in on_file.fields:
        if field.form != form:
            continue
        true, told, state = believed.get(field.key), filed.get(field.key), ""
        if field.kind == "name":
            state = name_is if told else ""
        elif true and told and field.kind not in ("free", "gaps"):
            state = same_value(field.kind, true.value, told.value, on_file.around)
        blanks.append(Blank(field, true, told, state))
    return blanks
