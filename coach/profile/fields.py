"""Everything the coach asks of an applicant, declared once: commands, pages and files use it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from coach.records import STAGES, Record

PROGRAM_KINDS: Final = ("university", "university-affiliated", "community", "military", "other")
WISHES: Final = ("place", "type", "size", "ties", "visa", "prospects")


class Field(Record):
    """One answer: its key in files, what kind of value it takes, and how it is asked for."""

    key: str
    label: str
    kind: str
    """choice, text, country, countries, whole, number, yes, date, dates, specialties, states,
    kinds, zone, year, week (hours of seven days), stretches (days or first..last)."""
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

    def also_said(self, value: str) -> list[str]:
        """Other words for one answer."""
        return self.also.get(value, "").split(",")


US_STATUSES: Final = {
    "abroad": "I live outside the US",
    "visitor": "visitor (B-1, B-2, ESTA)",
    "student": "student (F-1, J-1)",
    "student_opt": "F-1 with OPT",
    "work": "work or research visa (H-1B, J-1, O-1)",
    "dependant": "dependant (H-4, L-2, J-2)",
    "ead": "work permit (EAD)",
    "asylee": "asylum granted",
    "refugee": "refugee",
    "pending": "asylum or green card applied for",
    "tps": "TPS or parole",
    "permanent": "green card",
    "citizen": "US citizen",
}
STATUS_WORDS: Final = {
    "abroad": "outside, outside the US, not in the US, overseas, home, none, no status",
    "visitor": "B-1, B-2, B-1/B-2, ESTA, visa waiver, tourist, tourist visa, visitor visa",
    "student": "F-1, M-1, CPT, student visa, F-1 student, J-1, J-1 visa, J-1 student",
    "student_opt": "OPT, STEM OPT, F-1 OPT, F-1 on OPT",
    "work": "H-1B, H-1B visa, O-1, L-1, TN, E-3, work visa, research visa, J-1, J-1 visa, "
    "J-1 research, J-1 scholar, J-1 research scholar",
    "dependant": "dependent, H-4, L-2, J-2, F-2, O-3, spouse visa, dependent visa, H-4 EAD, "
    "L-2 EAD, J-2 EAD",
    "ead": "EAD, EAD card, work permit, work authorization, work authorisation, DACA, H-4 EAD, "
    "L-2 EAD, J-2 EAD",
    "asylee": "asylum, asylum granted, granted asylum",
    "refugee": "refugee status",
    "pending": "asylum, asylum pending, pending asylum, asylum seeker, asylum applicant, AOS, "
    "adjustment of status, I-485, green card pending, pending green card",
    "tps": "TPS, temporary protected status, parole, humanitarian parole, parolee, U4U",
    "permanent": "green card, green card holder, GC, LPR, PR, permanent resident, "
    "lawful permanent resident",
    "citizen": "US citizen, USC, American, American citizen, United States citizen",
}
VISA_WORDS: Final = {
    "none": "no, no visa, none needed, not needed, citizen, US citizen, green card, GC",
    "j1": "J-1 visa, exchange visitor",
    "either": "both, any, J-1 or H-1B, J-1/H-1B, J-1 and H-1B, H-1B or J-1",
    "h1b": "H-1B, H-1B visa, H-1B only, only H-1B",
}


def _choices(*pairs: str) -> tuple[tuple[str, str], ...]:
    return tuple((value, words) for value, _, words in (pair.partition(": ") for pair in pairs))


NOT_YET: Final = _choices("yes: yes", "no: no, not yet or not passed")
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
              "H-1B" if key == "step3" else "what comes next", NOT_YET, group=_EXAM),
        Field(f"{key}.attempts", f"{name} attempts", "whole",
              f"How many attempts at {name} so far, unfinished ones too? (0: none)",
              "attempt limits; a no after an attempt is a fail", high=MOST_ATTEMPTS, group=_EXAM),
        Field(f"{key}.attempt_dates", f"{name} attempt days", "dates",
              f"On which days were your attempts at {name}? (commas between)",
              "when the next attempt may be", group=_EXAM),
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
          _choices("non_us_img: not a citizen then: non-US IMG",
                   "us_img: a citizen then: US IMG"), group=_YOU,
          also={"non_us_img": "non-US, FMG, IMG", "us_img": "US IMG, IMG, USC"}),
    Field("school_country", "School in", "country", "In which country is your medical school?",
          "certification steps", group=_YOU),
    Field("graduation_date", "Graduation", "date",
          "When did you graduate, or when will you? (year-month-day, or the year)",
          "student or graduate steps, graduation-year limits", group=_YOU),
    Field("enrolled", "Enrolled", "yes", "Are you enrolled in a medical school now?",
          "electives in the US", group=_YOU),
    Field("specialties", "Specialties", "specialties",
          "Which specialties, first choice first? (commas between)",
          "which programs you see", group=_ROAD),
    Field("match_year", "Match year", "year",
          "In which year do you want to start residency? (Match in March of that year)",
          "every date", group=_ROAD),
    Field("hours_per_week", "Hours a week", "number",
          "How many hours a week do you have for this, honestly?",
          "how much the week holds", low=0, high=112, group=_ROAD),
    Field("hours_by_day", "Hours by day", "week",
          "How many hours on each day, Monday to Sunday? (0, 2, 0, 2, 0, 4, 4)",
          "which day of the week holds what", high=16, group=_ROAD),
    Field("days_off", "Days without hours", "stretches",
          "Which days have no hour: nights, holidays? (2026-12-24..2027-01-02, 2027-02-10)",
          "days that stay free of tasks", group=_ROAD),
    Field("time_zone", "Time zone", "zone", "Which time zone do you live in? (Asia/Karachi)",
          "deadlines in your own time", group=_ROAD),
    Field("stage", "Stage", "choice", "Which stage are you in? (empty: let the coach work it out)",
          "which tasks come first", tuple(STAGES.items()), group=_ROAD),
    Field("match_result", "Match result", "choice", "Did you match?",
          "SOAP or the steps before residency",
          _choices("matched: yes",
                   "advanced_only: an advanced post only, no first year",
                   "first_year_only: a first year only", "not_matched: no"), group=_ROAD,
          asked_back=_choices("partly: which part? advanced_only or first_year_only"),
          also={"matched": "fully, full, yes, all",
                "not_matched": "unmatched, did not match, didn't match, no, not, none"}),
    Field("result_year", "Result of", "year", "Of which Match year is that result?",
          "whether it is of this Match or the last", group=_ROAD),
    Field("citizenship", "Citizenship", "countries",
          "Which passports do you hold? (commas between)", "country rules to check today",
          group=_VISA, asked_back=_choices(
              "stateless: no country; leave it empty and say your us_status",
              "refugee: no country; leave it empty and write us_status=refugee")),
    Field("birth_country", "Born in", "country", "In which country were you born?",
          "holds on papers inside the US", group=_VISA),
    Field("us_status", "US status now", "choice", "What is your status in the US now?",
          "what you may do in a US hospital",
          tuple(US_STATUSES.items()), group=_VISA, also=STATUS_WORDS,
          asked_back=_choices("undocumented: with a work permit write ead, else leave it empty")),
    Field("status_until", "Status until", "date",
          "Which is the last day of your US status? (I-94 or programme end)",
          "a warning before it ends", group=_VISA),
    Field("status_pending", "Status pending", "yes",
          "Is an extension or another application for a status pending?",
          "whether the date decides", group=_VISA),
    Field("ead_category", "EAD category", "text", "Which category is on your work permit? (C08)",
          "whether you need a visa", group=_VISA),
    Field("visa", "Visa for residency", "choice", "Which visa do you need for residency?",
          "which programs can take you",
          _choices("none: none", "j1: J-1", "either: J-1 or H-1B, either will do",
                   "h1b: only H-1B will do"), group=_VISA, also=VISA_WORDS,
          asked_back=tuple((word, "a work permit is no visa: write visa=none and us_status=ead")
                           for word in ("ead", "eadcard", "workpermit"))),
    Field("dependants", "Dependants", "whole", "How many people would come with you?",
          "visa papers for the family", high=20, group=_VISA),
    Field("couples", "Couples Match", "yes", "Are you matching as a couple?",
          "a warning: joint lists are not covered", group=_VISA),
    Field("states", "States", "states", "Which states do you prefer, best first? (NY, MI)",
          "the place wish", group=_WISH),
    Field("ties", "Ties", "states", "In which states do you have family, study or work?",
          "the ties wish", group=_WISH),
    Field("program_types", "Program types", "kinds",
          "Which types of program, best first? (university, university-affiliated, community)",
          "the type wish", group=_WISH),
    Field("program_size", "Program size", "choice", "Which size of program?", "the size wish",
          _choices("small: small, up to 10 a year", "medium: 11 to 25", "large: more than 25"),
          group=_WISH),
    Field("budget", "Budget", "number", "How many USD can you spend on applications?",
          "how long your list can be", high=100_000, group=_WISH),
    Field("currency", "Currency", "text", "Which currency do you earn in? (PKR)",
          "costs in your own money", group=_WISH),
    Field("certified", "ECFMG Certificate", "yes", "Is the ECFMG Certificate in your hand?",
          "the certification gate", group=_EXAM),
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
    "visa",
    "step1.passed",
    "step1.attempts",
    "step2ck.score",
    "step2ck.passed",
    "certified",
    "states",
    "hours_per_week",
    "time_zone",
)
"""The few questions of the first run, without those that earlier answers settle; each can be
skipped, the rest waits on the Profile page."""
