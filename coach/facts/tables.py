"""All seed tables that are kept whole, one row each; a new one needs its record and its row."""

from __future__ import annotations

import re
from typing import Final

from coach import records
from coach.facts.table import Book, Cells, Table, keyed, listed

_ANCHOR: Final = r"(.+)([+-]\d+)"


def _by_graduate(odds: tuple[records.Odds, ...]) -> dict[tuple[str, str], records.Odds]:
    return {(row.specialty, row.graduate_type): row for row in odds}


def _anchored(name: str, cells: Cells) -> Cells:
    """Days like `match_day-16` as event and number of days."""
    days = {name: cells.get(name, "") for name in ("due", "opens")}
    for column, text in days.items():
        parts = re.fullmatch(_ANCHOR, str(text))
        if text and not parts:
            raise ValueError(f"{column} should look like match_day-16, not “{text}”")
        days[column] = [parts[1], int(parts[2])] if parts else None
    return cells | days


def _as_values(name: str, cells: Cells) -> Cells:
    """A row of a published table: its columns are its own."""
    apart = {column: cells.pop(column, "") for column in ("source", "as_of", "status")}
    return apart | {"table": name, "values": list(cells.items())}


def _in_order(name: str, cells: Cells) -> Cells:
    """The rules of a filter, checked, in the order in which they are written."""
    # With the parts that read files: 10 ms that only a new release and own filters need.
    from coach.facts.reading import read_cells

    rules = cells.get("rules", {})
    if not isinstance(rules, dict):
        raise ValueError("rules should be a table like { name = value }")
    told = {f"rules.{key}": "yes" if value is True else value for key, value in rules.items()}
    limits = read_cells(records.Limits, told)
    return cells | {"rules": [(key, getattr(limits, key)) for key in rules]}


class Tables(Book):
    """Everything that the release knows but its programs, by table."""

    sources = keyed("sources.csv", records.Source, "key")
    states = keyed("states.csv", records.State, "code")
    countries = keyed("countries.csv", records.Country, "name")
    zones = keyed("zones.csv", records.Zone, "abbreviation")
    specialties = keyed("specialties.csv", records.Specialty, "name")
    needs = listed("needs.csv", records.NeedRule, "key")
    resources = keyed("resources.csv", records.Resource, "id")
    calendar_rules = keyed("calendar_rules.csv", records.CalendarRule, "key")
    events = listed("calendar.csv", records.Event, "key", "season")
    fees = listed("fees.csv", records.Fee, "key", "season")
    costs = listed("costs.csv", records.Cost, "task", "fee")
    currencies = keyed("currencies.csv", records.Currency, "code")
    signals = listed("signals.csv", records.Signals, "specialty", "season")
    rules = keyed("rules.csv", records.Rule, "key")
    clock = keyed("clock.csv", records.ClockRow, "key")
    tasks = keyed("tasks.toml", records.Task, "key", _anchored)
    synonyms = listed("synonyms.csv", records.Synonym, "term")
    nicknames = listed("nicknames.csv", records.Nickname, "nickname", "kind")
    statistics = listed("statistics/*.csv", records.Statistic, arrange=_as_values)
    odds = Table("odds.csv", records.Odds, ("specialty", "graduate_type"), _by_graduate)
    """By specialty and type of graduate."""
    scenarios = keyed("scenarios.toml", records.Scenario, "key")
    presets = keyed("filters.toml", records.Preset, "key", _in_order)
    letters = listed("letters.csv", records.LetterRule, "specialties")
    letter_waits = keyed("letter_waits.csv", records.LetterWait, "key")
    lever_costs = keyed("levers.toml", records.LeverCost, "key")
    offers = keyed("offers.csv", records.Offer, "key")
    rotations = keyed("rotations.csv", records.RotationFact, "key")
    requests = keyed("requests.csv", records.RequestFact, "key")
    practice_questions = keyed("practice_questions.csv", records.TalkRow, "key")
    interview_notes = keyed("interview_notes.csv", records.TalkRow, "key")
    forms = keyed("forms.csv", records.PracticeForm, "key")
    practice_plan = listed("practice_plan.csv", records.PracticeSlot, "key")
    prose_checks = keyed("prose_checks.csv", records.ProseCheck, "key")
    phrases = listed("phrases.csv", records.Phrases)
    contact_words = listed("contact_words.csv", records.Phrases)
    page_words = listed("page_words.csv", records.PageWords)
    contact_signs = listed("contact_signs.csv", records.ContactSign)
    contact_weights = keyed("contact_weights.csv", records.Weight, "sign")
    plan_b = listed("plan_b.csv", records.StillHelps, "key", arrange=_anchored)
    after = keyed("after.csv", records.AfterRow, "key", _anchored)
    corrections = listed("recalls.csv", records.Correction)
    soap = keyed("soap.csv", records.SoapRow, "key")
    gates = keyed("hundred.csv", records.GateRow, "key")
    mail_weights = keyed("mail_weights.csv", records.Weight, "sign")
    mail_words = keyed("mail_words.csv", records.Phrases, "list")
    column_names = listed("column_names.csv", records.ColumnNames, "log", "field")
    cell_words = listed("cell_words.csv", records.CellWords, "field", "value")
    form_fields = listed("form_fields.csv", records.FormField, "form", "key")
    answers = keyed("answers.csv", records.Advice, "key")
    question_words = keyed("question_words.csv", records.Phrases, "list")
    urgent_words = listed("urgent_words.csv", records.Phrases)
