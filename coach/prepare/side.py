"""A form in the order of its pages, each field beside what is true: to be typed off."""

from __future__ import annotations

from coach.prepare.claims import Claim, OnFile, claims, names, truth
from coach.prepare.names import differences, weight
from coach.prepare.values import Around, same_value
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
    name = called.get((form, season))
    name_is = weight(differences(next(iter(called.values())), name)) if name else ""
    if "surname" not in believed and "full_name" in believed:
        believed |= dict.fromkeys(("surname", "given_names"), believed["full_name"])
    return [
        _blank(field, believed.get(field.key), filed.get(field.key), name_is, on_file.around)
        for field in on_file.fields
        if field.form == form
    ]


def _blank(
    field: FormField, true: Claim | None, filed: Claim | None, name_is: str, around: Around
) -> Blank:
    state = ""
    if filed and field.kind == "name":
        state = name_is
    elif filed and true and field.kind not in ("free", "gaps"):
        state = same_value(field.kind, true.value, filed.value, around)
    return Blank(field, true, filed, state)
