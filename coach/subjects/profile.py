"""The profile: what the applicant answered, and who that makes them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Annotated, Final

from coach.logs import declared
from coach.logs.answers import Answers, rows_with
from coach.profile.applicant import as_toml, nested
from coach.profile.choices import TRIES
from coach.profile.fields import BY_KEY, FIELDS as FIELDS, WISHES as WISHES, Field as Field
from coach.profile.walk import Walk as Walk
from coach.records import CoachError, Held, Need, NeedRule, Record
from coach.rules.held import dated
from coach.scoring.wishes import weights
from coach.state.state import RESULTS_OUT
from coach.subjects.options import Force, Opt, as_one
from coach.subjects.questions import QuestionsSubject
from coach.writing import is_typed, place, read_toml, write_file

FILE: Final = Opt("a TOML file", "FILE")
NOTHING: Final = "Nothing to change."
MEANT: Final = (
    *("choice", "zone", "currency", "country", "countries", "specialties", "states", "kinds"),
    *("date", "dates", "stretches"),
)
"""Kinds of answers that may be typed in other words than those that are kept."""
ENDS: Final = ("status_end", "ead_counts")
"""Rules of what ends on a day."""
SOON: Final = timedelta(days=60)
"""Days before such an end from which it needs the applicant (judgement)."""
ASKED: Final = "step2ck_mark"
"""The rule whose open question decides what there is to do."""


class Saved(Record):
    """The profile after an act on all of it; true where anything was done."""

    done: bool
    words: str = ""

    def __bool__(self) -> bool:
        return self.done


class ProfileSubject(QuestionsSubject):
    """The applicant by their answers."""

    @property
    def by_table(self) -> Answers:
        """The answers as a profile file has them: exams and the like as tables."""
        return nested(self.answers)

    @property
    def weights(self) -> Mapping[str, float]:
        """The weights of the wishes that are in force."""
        return weights(self.applicant)

    def show(self) -> Saved:
        """Everything the coach knows of the applicant."""
        return Saved(False)

    def set(
        self,
        values: Annotated[
            Mapping[str, object],
            Opt("an empty value clears the answer", "KEY=VALUE", like="hours_per_week=12"),
        ],
    ) -> Saved:
        """Sets answers. Raises CoachError."""
        changed = self.change(values)
        return Saved(changed, " ".join(["Saved.", *self._taken(values)]) if changed else NOTHING)

    def read_in(self, file: Annotated[Path, FILE]) -> Saved:
        """Takes in the answers of a TOML file. Raises CoachError."""
        from coach.profile.reading import flatten

        data = read_toml(file)
        known = {field.key.split(".")[0] for field in FIELDS if "." in field.key}
        for table in (key for key, value in data.items() if isinstance(value, dict)):
            if table not in known:
                raise CoachError(f"The profile has no table [{table}].")
        values = flatten(data)
        name = "what was typed" if is_typed(file) else file.name
        changed = self.change(values, f"Profile from {name}")
        read = " ".join([f"Read {name}.", *self._taken(values)])
        return Saved(changed, read if changed else NOTHING)

    def _taken(self, values: Mapping[str, object]) -> list[str]:
        """What was typed in other words than those that are kept, a sentence each."""
        from coach.profile.meaning import bare, kept_words

        told = []
        for key, typed in values.items():
            field, kept = BY_KEY[key], self.answers.get(key)
            if field.kind not in MEANT or kept is None:
                continue
            words = ", ".join(kept) if isinstance(kept, list) else str(kept)
            written = ", ".join(map(str, typed)) if isinstance(typed, list) else str(typed)
            if bare(written) not in (bare(words), bare(words.split("/")[-1])):
                words = kept_words(field, words, self._state.today.year)
                told.append(f"{field.label} “{written}” is kept as {words}.")
        if values.get("match_result") and "result_year" not in values:
            told += self._of_another_match_or_list()
        return [*self._with_attempts(values), *told, *self._on_the_planned_day(values)]

    def _with_attempts(self, values: Mapping[str, object]) -> list[str]:
        """How many attempts are kept of an exam that was told with its tries."""
        from coach.profile.reading import SCORE, YES_NO

        told = []
        for key, typed in values.items():
            if BY_KEY[key].choices == TRIES and str(typed).strip().lower() not in ("", *YES_NO):
                tries = key.replace("passed", "attempts")
                tried = self.answers.get(tries)
                kept = self.shown(BY_KEY[key])
                kept += f", {tried} attempt{'' if tried == 1 else 's'}" * (tried is not None)
                kept += ", with that score" * bool(SCORE.fullmatch(str(typed).strip()))
                told.append(f"{BY_KEY[key].label} “{typed}” is kept as {kept}.")
                told += [f"At which try was it? Set {tries}."] * (tried is None)
        return told

    def _on_the_planned_day(self, values: Mapping[str, object]) -> list[str]:
        """That an exam told as not passed is kept as sat on the day planned for it."""
        told = []
        for exam in (key.removesuffix(".passed") for key in values if key.endswith(".passed")):
            passed, day, planned = map(
                self.answers.get, (f"{exam}.passed", f"{exam}.date", f"{exam}.planned")
            )
            if passed is False and day and day == planned:
                told.append(
                    f"It is kept as sat on {day}, as planned; if you did not sit it then, set a "
                    f"new {exam}.planned and clear {exam}.date."
                )
        return told

    def _of_another_match_or_list(self) -> list[str]:
        """That a result was told before the Match planned for has one, or contradicts the list."""
        from coach.subjects.after import doubt  # with the rank list

        year, season = self._state.answered.result_year, self._state.season
        if not year or year >= season:
            words = doubt(self._state, self._state.applicant.match_result)
            return [f"{words} If R3 says so, it stands; else `coach undo`."] if words else []
        out = dated(self._state.days[RESULTS_OUT])
        return [
            f"The Match of {season} tells its results from {out}, so this is kept as the result "
            f"of {year}; if it is not, set result_year."
        ]

    def write_out(self, file: Annotated[Path, FILE], force: Force = False) -> Saved:
        """Writes the answers to a TOML file that `read_in` takes back. Raises CoachError."""
        write_file(file, as_toml(self.answers).encode(), force)
        return Saved(
            True, f"Written to {place(file)}: it holds your scores and visa, keep it private."
        )

    def rules(self) -> list[Held]:
        """Every rule with a window or a limit held against the applicant, the worst first."""
        return self._state.held

    @property
    def pressing(self) -> list[Held]:
        """The rules that need the applicant before all else: broken, of a status that ends soon, or
        with the question whether an exam is passed."""
        soon = self._state.today + SOON
        return [
            held
            for held in self._state.held
            if held.is_broken
            or (held.rule == ASKED and held.outcome == "unknown")
            or (held.rule in ENDS and held.outcome == "warns" and held.until and held.until <= soon)
        ]

    @property
    def needs(self) -> Mapping[str, Need]:
        """What the applicant lacks now, heaviest first."""
        return self._state.needs

    @property
    def need_rules(self) -> Mapping[str, NeedRule]:
        """What makes a lack, by the key of the need."""
        return {rule.key: rule for rule in self._state.facts.needs}

    @as_one
    def change(self, values: Mapping[str, object], title: str = "") -> bool:
        """Checks and keeps answers (dotted keys; empty ones are taken away). Raises CoachError for
        the first that is impossible; nothing is changed then."""
        from coach.profile.reading import told

        state = self._state
        try:
            checked = told(values, state.answers, self.names, state.today)
        except CoachError as error:
            if len(values) == 1:
                raise
            raise CoachError(f"Nothing was saved. {error}") from None
        checked |= self._of_its_match(checked)
        checked |= self._of_its_day(checked)
        with state.act(title or f"Profile: {', '.join(values)}") as act:
            for table, entries in rows_with(act.rows, checked, state.today).items():
                for key, entry in entries.items():
                    act.set(declared()[table], key, entry)
        return act.changed

    def _of_its_match(self, checked: Answers) -> Answers:
        """The Match year of a result that is told without one; none where it is taken away."""
        if "match_result" not in checked or "result_year" in checked:
            return {}
        if checked["match_result"] is None:
            return {"result_year": None}
        state, planned = self._state, {**self.answers, **checked}.get("match_year")
        days = state.days_of(running := state.today.year)
        out = days[RESULTS_OUT]
        is_near = days["nrmp_ranking_opens"] <= state.today < out
        is_of_before = self.answers.get("result_year") and not self.answers.get("match_result")
        if is_near and planned in (None, running) and not is_of_before:
            raise CoachError(
                f"The Match of {running} tells its results on {dated(out)}, so nothing was "
                "kept. Of an earlier Match tell its year first: “Result of”, result_year."
            )
        return {"result_year": state.result_year(planned)}

    def _of_its_day(self, checked: Mapping[str, object]) -> Answers:
        """The day of each exam that is told as not passed once the day planned for it is over."""
        after = {**self.answers, **checked}
        told = (key for key, value in checked.items() if key.endswith(".passed") and value is False)
        days = {}
        for exam in (key.removesuffix(".passed") for key in told):
            planned = after.get(f"{exam}.planned")
            is_sat = after.get(f"{exam}.attempts") != 0 and not after.get(f"{exam}.date")
            if is_sat and planned and planned < str(self._state.today):
                days[f"{exam}.date"] = planned
        return days
