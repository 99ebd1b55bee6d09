"""Everything the coach asks of an applicant, declared once: commands, pages and files use it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from coach.profile.choices import (
    NOT_YET,
    STATUS_WORDS,
    TRIES,
    TRIES_WORDS,
    US_STATUSES,
    VISA_WORDS,
    choices,
)
from coach.records import STAGES, Record

PROGRAM_KINDS: Final = ("university", "university-affiliated", "community", "military", "other")
WISHES: Final = ("place", "type", "size", "ties", "visa", "prospects")


SHORT: Final = {
    "yes": ("y", "true", "1", "yep", "yeah", "yup"),
    "no": ("n", "not yet", "false", "0", "nope", "nah"),
}
"""Other words for yes and no, wherever they are answers."""


class Field(Record):
    """One answer: its key in files, what kind of value it takes, and how it is asked for."""

    key: str
    label: str
    kind: str
    """choice, text, country, countries, whole, number, yes, date, dates, specialties, states,
    kinds, zone, currency, year, week (hours of seven days), stretches (days or first..last)."""
    question: str
    changes: str
    """What the answer changes, for the Profile page."""
    choices: tuple[tuple[str, str], ...] = ()
    """Value and words of each possible answer."""
    low: float = 0
    high: float = 1e9
    group: str = ""
    asked_back: tuple[tuple[str, str], ...] = ()
    """Words that are no answer, with what to write; some still stand in an old database."""
    also: Mapping[str, str] = {}
    """Other words for an answer, commas between; one that stands at several is asked back."""
    find: str = ""
    """Everyday words by which it is looked for, beside those of label, question and group."""

    def also_said(self, value: str) -> list[str]:
        """Other words for one answer."""
        return [*self.also.get(value, "").split(","), *SHORT.get(value, ())]


MOST_ATTEMPTS: Final = 9
"""Of one exam; six were allowed before July 2021."""
_YOU, _ROAD, _VISA, _WISH = "You", "The road", "Visa and status", "Where to apply"
_EXAM, _DONE, _WEIGHT = "Exams and certificate", "Experience and letters", "Weights of your wishes"


# Tables: one entry, one row.
# fmt: off
def _exam(key: str, name: str) -> tuple[Field, ...]:
    """What is asked of every Step."""
    return (
        Field(f"{key}.passed", f"{name} passed", "yes", f"Have you passed {name}?",
              "H-1B" if key == "step3" else "what comes next", TRIES, group=_EXAM,
              also=TRIES_WORDS, find="fail failed failure attempt"),
        Field(f"{key}.attempts", f"{name} attempts", "whole",
              f"How many attempts at {name} in all, unfinished ones too? (0: none)",
              "attempt limits; sat and not passed is a fail", high=MOST_ATTEMPTS, group=_EXAM,
              find="fail failed failure tries"),
        Field(f"{key}.attempt_dates", f"{name} attempt days", "dates",
              f"On which days were your attempts at {name}? (commas between)",
              "when the next attempt may be", group=_EXAM, find="fail failed tries"),
        Field(f"{key}.date", f"{name} date", "date", f"When did you take {name}?",
              "which pass mark holds" if key == "step2ck" else "time limits", group=_EXAM),
        Field(f"{key}.planned", f"{name} planned", "date", f"When will you take {name}?",
              "the dates around it", group=_EXAM),
        Field(f"{key}.permit_from", f"{name} period from", "date",
              f"On which day does your eligibility period for {name} begin?",
              "days that can be booked", group=_EXAM),
        Field(f"{key}.permit_until", f"{name} period until", "date",
              f"On which day does the period for {name} end?", "the last day to book",
              group=_EXAM),
    )


FIELDS: Final[tuple[Field, ...]] = (
    Field("graduate_type", "Graduate", "choice",
          "Were you a US citizen when you went to medical school?",
          "which published rates are yours",
          choices("non_us_img: non-US IMG, not a US citizen then",
                   "us_img: US IMG, a US citizen then"), group=_YOU,
          also={"non_us_img": "no, n, nope, nah, non-US, FMG, IMG, not a citizen, not a US citizen",
                "us_img": "yes, y, yep, yeah, US IMG, IMG, USC, citizen, US citizen, American"}),
    Field("school_country", "School in", "country", "In which country is your medical school?",
          "certification steps", group=_YOU, find="university college abroad medical"),
    Field("graduation_date", "Graduation", "date",
          "When did you graduate, or when will you? (June 2019, or the year)",
          "student or graduate steps, graduation-year limits", group=_YOU,
          find="old years age year yog graduated degree"),
    Field("enrolled", "Enrolled", "yes", "Are you enrolled in a medical school now?",
          "electives in the US", group=_YOU, find="student university"),
    Field("specialties", "Specialties", "specialties",
          "Which specialties, first choice first?",
          "which programs you see", group=_ROAD, find="field job residency"),
    Field("match_year", "Match year", "year",
          "In which year do you want to start residency? (Match in March of that year)",
          "every date", group=_ROAD, find="start begin when season"),
    Field("hours_per_week", "Hours a week", "number",
          "How many hours a week do you have for this, honestly?",
          "how much the week holds", low=0, high=112, group=_ROAD, find="time busy work pace"),
    Field("hours_by_day", "Hours by day", "week",
          "How many hours on each day, Monday to Sunday? (0, 2, 0, 2, 0, 4, 4)",
          "which day of the week holds what", high=16, group=_ROAD,
          find="time busy work weekend sunday"),
    Field("days_off", "Days without hours", "stretches",
          "Which days have no hour: nights, holidays? (2026-12-24..2027-01-02, 2027-02-10)",
          "days that stay free of tasks", group=_ROAD, find="holiday vacation leave travel"),
    Field("time_zone", "Time zone", "zone", "Which time zone do you live in? (city or country)",
          "deadlines in your own time", group=_ROAD, find="clock country live place"),
    Field("stage", "Stage", "choice", "Which stage are you in? (empty: let the coach work it out)",
          "which tasks come first", tuple(STAGES.items()), group=_ROAD),
    Field("match_result", "Match result", "choice", "Did you match?",
          "SOAP or the steps before residency",
          choices("matched: yes",
                   "advanced_only: an advanced post only, no first year",
                   "first_year_only: a first year only", "not_matched: no"), group=_ROAD,
          asked_back=choices("partly: which part? advanced_only or first_year_only"),
          also={"matched": "fully, full, yes, y, all",
                "not_matched": "n, unmatched, did not match, didn't match, no, not, none"},
          find="matched unmatched outcome"),
    Field("result_year", "Result of", "year", "Of which Match year is that result?",
          "whether it is of this Match or the last", group=_ROAD),
    Field("citizenship", "Citizenship", "countries",
          "Which passports do you hold?", "visas and cases held by country",
          group=_VISA, asked_back=choices(
              "stateless: no country; leave it empty and say your us_status",
              "refugee: no country; leave it empty and write us_status=refugee"),
          find="nationality passport nation visa"),
    Field("birth_country", "Born in", "country", "In which country were you born?",
          "holds on papers inside the US", group=_VISA, find="born birth nationality"),
    Field("us_status", "US status now", "choice", "What is your status in the US now?",
          "what you may do in a US hospital",
          tuple(US_STATUSES.items()), group=_VISA, also=STATUS_WORDS,
          asked_back=choices("undocumented: with a work permit write ead, else leave it empty"),
          find="visa immigration green card work permit h4 ead"),
    Field("status_until", "Status until", "date",
          "Which is the last day of your US status? (I-94 or programme end)",
          "a warning before it ends", group=_VISA, find="visa expire i-94 immigration"),
    Field("status_pending", "Status pending", "yes",
          "Is an extension or another application for a status pending?",
          "whether the date decides", group=_VISA, find="visa immigration green card extension"),
    Field("ead_category", "EAD category", "text", "Which category is on your work permit? (C08)",
          "whether you need a visa", group=_VISA, find="work permit visa immigration"),
    Field("visa", "Visa for residency", "choice", "Which visa do you need for residency?",
          "which programs can take you",
          choices("none: none", "j1: J-1", "either: J-1 or H-1B, either will do",
                   "h1b: only H-1B will do"), group=_VISA, also=VISA_WORDS,
          asked_back=tuple((word, "a work permit is no visa: write visa=none and us_status=ead")
                           for word in ("ead", "eadcard", "workpermit")),
          find="immigration sponsor j1 h1b"),
    Field("dependants", "Dependants", "whole", "How many people would come with you?",
          "visa papers for the family", high=20, group=_VISA,
          find="family wife husband spouse children kids"),
    Field("couples", "Couples Match", "yes", "Are you matching as a couple?",
          "a warning: joint lists are not covered", group=_VISA,
          find="partner wife husband spouse family"),
    Field("states", "States", "states", "Which states do you prefer, best first? (NY, MI)",
          "the place wish", group=_WISH, find="place where location city live"),
    Field("near", "Near", "text", "Which town do you want to be near? (Detroit MI)",
          "how far each program says it is", group=_WISH, find="distance miles town family"),
    Field("ties", "Ties", "states", "In which states do you have family, study or work?",
          "the ties wish", group=_WISH, find="family place where location"),
    Field("program_types", "Program types", "kinds",
          "Which types of program, best first? (university, university-affiliated, community)",
          "the type wish", group=_WISH),
    Field("program_size", "Program size", "choice", "Which size of program?", "the size wish",
          choices("small: small, up to 10 a year", "medium: 11 to 25", "large: more than 25"),
          group=_WISH),
    Field("budget", "Budget", "number", "How many USD can you spend on applications?",
          "how long your list can be", high=100_000, group=_WISH,
          find="money cost price fee dollars pay"),
    Field("currency", "Currency", "currency", "Which currency do you earn in? (PKR)",
          "costs in your own money", group=_WISH, find="money cost price"),
    Field("certified", "ECFMG Certificate", "yes", "Is the ECFMG Certificate in your hand?",
          "the certification gate", group=_EXAM, find="ecfmg gate"),
    Field("certificate_until", "Certificate until", "date",
          "Which end date stands on your certificate? Read it on your own.",
          "when it has to be renewed", group=_EXAM),
    *_exam("step1", "Step 1"),
    Field("step2ck.score", "Step 2 CK score", "whole", "What is your Step 2 CK score?",
          "score minimums", low=1, high=300, group=_EXAM),
    *_exam("step2ck", "Step 2 CK"),
    Field("step2ck.expected", "Step 2 CK expected", "whole",
          "Which Step 2 CK score do you expect?", "score minimums, as a guess",
          low=1, high=300, group=_EXAM),
    *_exam("step3", "Step 3"),
    Field("oet.passed", "OET passed", "yes",
          "Have you passed OET Medicine, all parts in one sitting?", "the Pathway",
          NOT_YET, group=_EXAM),
    Field("oet.date", "OET date", "date", "When did you take OET?", "which season it serves",
          group=_EXAM),
    Field("oet.planned", "OET planned", "date", "When will you take OET?",
          "the dates around it", group=_EXAM),
    Field("oet.one_sitting", "OET in one sitting", "yes",
          "Were all four parts passed in one sitting?", "whether it counts", group=_EXAM),
    Field("pathway", "Pathway", "whole", "Which Pathway is yours, 1 to 6?",
          "its own conditions", low=1, high=6, group=_EXAM),
    Field("pathway_accepted", "Pathway accepted", "yes", "Has ECFMG accepted your Pathway?",
          "whether OET is still needed", group=_EXAM),
    Field("step2cs_valid", "Step 2 CS pass stands", "yes",
          "Do you hold a Step 2 CS pass that still stands?", "whether you need a Pathway",
          group=_EXAM),
    Field("step2cs_attempts", "Step 2 CS attempts", "whole",
          "How many attempts at the former Step 2 CS?", "attempt limits", high=MOST_ATTEMPTS,
          group=_EXAM),
    *(Field(f"experience.{kind}", f"{kind.capitalize()} months", "number",
            f"How many months of {words} in the US?", "the experience gate",
            high=240, group=_DONE)
      for kind, words in (("elective", "electives as a student"),
                          ("externship", "hands-on externship"),
                          ("observership", "observership"), ("research", "research"),
                          ("volunteer", "volunteer work"))),
    Field("letters.us", "US letters", "whole", "How many letters from US physicians do you have?",
          "the letter need", high=30, group=_DONE),
    Field("letters.specialty", "Specialty letters", "whole",
          "How many of your letters are from your specialty?", "the letter need",
          high=30, group=_DONE),
    *(Field(f"weights.{wish}", f"Weight of {wish}", "number",
            f"How much should {wish} weigh? (all six together: 100)",
            "the order of programs", high=100, group=_WEIGHT)
      for wish in WISHES),
)
# fmt: on

BY_KEY: Final = {field.key: field for field in FIELDS}
FIRST_RUN: Final = (
    "graduate_type",
    "graduation_date",
    "specialties",
    "match_year",
    "us_status",
    "citizenship",
    "visa",
    "step1.passed",
    "step1.attempts",
    "step2ck.passed",
    "step2ck.attempts",
    "step2ck.score",
    "certified",
    "states",
    "hours_per_week",
    "time_zone",
)
"""The few questions of the first run, without those that earlier answers settle; each can be
skipped, the rest waits on the Profile page."""
