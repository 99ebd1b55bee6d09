"""The facts of a program, each declared once: how it is called, read, typed, asked and shown.

Whatever lists facts goes by `FACTS`: evidence, `coach fact`, columns of imports and exports, the
queue of questions, the words on the pages. What the applicant read lies over what the release
knows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from operator import attrgetter
from typing import Final

from coach.records import CoachError, Evidence, Program, ReadFact, Record
from coach.rules.visas import many_imgs, visa_evidence

Overlay = Mapping[str, ReadFact]
"""The applicant's own facts of one program, by field."""
YES_NO: Final = ("yes", "no")
CONTACT: Final = ("welcome", "no_contact", "after_interview_no")
"""What a program may say of messages from applicants."""
LONGEST_TEXT: Final = 120
"""Letters of a fact that is a text."""
DOUBTFUL: Final = ("no longer on", "goes on")
"""Words of a caution which leaves open whether a program takes applications."""


class ProgramFact(Record):
    """One fact of a program as it is declared: a number, one of a few words, or a short text."""

    key: str
    """As `coach fact` and files take it."""
    label: str
    short: str
    """In a few letters, for the head of a column."""
    limits: tuple[float, float] | None = None
    """The numbers that are possible; None for words."""
    whole: bool = False
    """Only whole numbers are possible."""
    unit: str = ""
    """Pattern of the words behind a number that only repeat what it counts."""
    words: tuple[str, ...] = YES_NO
    """The words that are possible, where it is no number; none: any short text."""
    aliases: tuple[str, ...] = ()
    """Names that people give its column, the surest first."""
    question: str = ""
    """What to ask a program, after "May I ask"; "" where no gate waits for it."""
    none: tuple[float, str] = (-1.0, "")
    """The number that stands for none, and how that is said."""
    typed: tuple[str, str] = ("yes", "or no")
    """What stands for the value in `coach fact`, and how to say "none"."""
    stated: Callable[[Program, Overlay], Evidence | None] | None = None
    """What the release says, None for nothing; the default: no list of programs states it."""
    hangs_on: tuple[str | Callable[[Program], object], ...] = ()
    """All of a program on which its value hangs, the words about it apart."""

    def asked(self, year: int) -> str:
        """A polite sentence that asks whether, and commits nobody to anything."""
        return asked_together((self.key,), year)

    def command(self, program_id: str) -> str:
        """The command that keeps an answer, as the start of a sentence."""
        value, none = self.typed
        return f"`coach fact {program_id} {self.key} {value}` ({none})"


def _stated(program: Program, overlay: Overlay, *, field: str, year: str) -> Evidence | None:
    value: str | float | None = getattr(program, field)
    if value is None or value == "":
        return None
    source, day = ";".join(program.sources), str(getattr(program, year) or "")
    return Evidence(field, value, "second-hand", source, day)


def _img_share(program: Program, overlay: Overlay) -> Evidence | None:
    stated = _stated(program, overlay, field="img_share", year="composition_year")
    if stated or program.share_mid is None:
        return stated
    return Evidence(
        "img_share",
        program.share_mid,
        "estimated",
        program.estimate_source,
        program.estimate_as_of,
        low=program.share_low,
        high=program.share_high,
        note=f"from {program.estimate_basis}",
    )


def _visa(program: Program, overlay: Overlay, *, kind: str) -> Evidence:
    read = overlay.get("img_share")
    return visa_evidence(program, kind, float(read.value) if read else None)


def _accepting(program: Program, overlay: Overlay) -> Evidence:
    source, year = ";".join(program.sources), str(program.list_year)
    if end := program.closing:
        return Evidence("accepting", "no", end.status, end.source, end.as_of, note=end.what)
    if any(sign in program.caution for sign in DOUBTFUL) or program.list_year < 2025:
        note = program.caution or f"last seen on a list of {program.list_year}"
        return Evidence("accepting", None, "unknown", source, year, note=note)
    return Evidence("accepting", "yes", "second-hand", source, year)


def _names(text: str) -> tuple[str, ...]:
    return tuple(text.split(", "))


# A table: one entry, one fact.
# fmt: off
_DECLARED: Final = (
    ProgramFact(key="img_share", label="IMG share", short="IMG %", limits=(0.0, 100.0),
        unit=r"\s*%$", stated=_img_share,
        hangs_on=("img_share", "share_low", "share_mid", "share_high"),
        aliases=_names("IMG %, % IMG, % of IMGs, IMGs %, IMG share, IMG residents %, % IMG "
                       "residents, IMG percentage, IMG share %, % IMGs")),
    ProgramFact(key="positions", label="places a year", short="places", limits=(0.0, 500.0),
        whole=True, stated=partial(_stated, field="positions", year="positions_year"),
        hangs_on=("positions",),
        aliases=_names("places a year, positions, places, slots, seats, PGY1 positions, first "
                       "year positions, number of positions")),
    ProgramFact(key="visa_j1", label="J-1", short="J-1",
        question="whether your program sponsors J-1 visas", stated=partial(_visa, kind="j1"),
        hangs_on=("visa_j1", "visa_year", "j1_probability", many_imgs),
        aliases=_names("J-1, J1 visa, visa J1, J1 sponsorship, J1 visa sponsorship, sponsors "
                       "J1, J1 sponsored")),
    ProgramFact(key="visa_h1b", label="H-1B", short="H-1B",
        question="whether your program sponsors H-1B visas", stated=partial(_visa, kind="h1b"),
        hangs_on=("visa_h1b", "visa_j1", "visa_year", "h1b_probability", many_imgs),
        aliases=_names("H-1B, H1B visa, visa H1B, H1B sponsorship, H1, H1 visa, H1B visa "
                       "sponsorship, sponsors H1B, H1B sponsored")),
    ProgramFact(key="kind", label="type", short="type",
        words=("university", "university-affiliated", "community", "military", "other"),
        stated=partial(_stated, field="kind", year="kind_year"), hangs_on=("kind",),
        aliases=_names("type, program type, kind, setting")),
    ProgramFact(key="graduation_year_limit", label="graduation-year limit (years)", short="years",
        limits=(0.0, 40.0), unit=r"\s*(years?|yrs?)\.?$",
        question="whether there is a limit on the years since graduation",
        none=(40.0, "no limit"), typed=("YEARS", "40 where there is no limit"),
        aliases=_names("graduation year limit, YOG limit, YOG cutoff, year limit, grad year "
                       "limit, years since graduation, YOG, max YOG, years since graduation "
                       "limit, year of graduation limit, max years since graduation")),
    ProgramFact(key="attempts_limit", label="attempts limit per exam", short="tries",
        limits=(1.0, 4.0), whole=True,
        question="whether there is a limit on attempts at a USMLE Step",
        none=(4.0, "no limit"), typed=("NUMBER", "1 to 4; 4 where there is no limit"),
        aliases=_names("attempts limit, attempt limit, max attempts, attempts allowed, attempts "
                       "limit per exam, USMLE attempts limit")),
    ProgramFact(key="step2ck_minimum", label="Step 2 CK minimum", short="CK min",
        limits=(1.0, 300.0), whole=True, question="whether you ask for a minimum Step 2 CK score",
        none=(1.0, "no minimum"), typed=("SCORE", "1 where there is no minimum"),
        aliases=_names("Step 2 CK minimum, min Step 2, minimum Step 2, Step 2 minimum, min Step "
                       "2 CK, minimum Step 2 CK, Step 2 CK min, Step 2 min, Step 2 cutoff, Step "
                       "2 CK cutoff, min Step 2 score, Step 2 minimum score, minimum Step 2 CK "
                       "score")),
    ProgramFact(key="experience_months", label="US experience asked for (months)", short="US exp",
        limits=(0.0, 36.0), unit=r"\s*(months?|mos?)\.?$",
        question="how many months of US clinical experience you ask for",
        typed=("MONTHS", "0 where none are asked for"),
        aliases=_names("US experience asked for, USCE, USCE months, months of USCE, US "
                       "experience months, US clinical experience, US clinical experience "
                       "months, USCE required months")),
    ProgramFact(key="certificate_needed", label="certificate needed to apply", short="cert.",
        question="whether the ECFMG Certificate is needed to apply",
        aliases=_names("certificate needed to apply, certificate needed, ECFMG required, ECFMG "
                       "certificate needed, ECFMG certification required, ECFMG certificate "
                       "required, ECFMG needed")),
    ProgramFact(key="letters_asked", label="letters asked for", short="letters",
        limits=(0.0, 4.0), whole=True, unit=r"\s*(letters?|LORs?)\.?$",
        typed=("NUMBER", "0 where none are asked for"),
        aliases=_names("letters asked for, letters, LOR, LORs, number of letters, letters of "
                       "recommendation, LORs required, letters required")),
    ProgramFact(key="chair_letter", label="chair's letter asked for", short="chair",
        aliases=_names("chair's letter asked for, chair letter, chair's letter, department "
                       "letter, chair LOR, chair letter required")),
    ProgramFact(key="contact", label="word on contact", short="contact", words=CONTACT,
        typed=("welcome", "no_contact, after_interview_no"),
        aliases=_names("word on contact, contact policy, communication policy, contact")),
    ProgramFact(key="pay", label="pay of the first year (USD)", short="pay",
        limits=(20_000.0, 200_000.0), whole=True, unit=r"\s*(usd|dollars?)\.?$",
        aliases=_names("pay, salary, stipend, PGY1 salary, PGY1 stipend, PGY1 pay, salary PGY1")),
    ProgramFact(key="leave_days", label="paid leave (working days a year)", short="leave",
        limits=(0.0, 80.0), whole=True, unit=r"\s*(working )?days?$",
        aliases=_names("paid leave, vacation, vacation days, PTO, PTO days, paid time off, leave")),
    ProgramFact(key="interviews", label="interviews offered a year", short="interviews",
        limits=(0.0, 10_000.0), whole=True,
        stated=partial(_stated, field="interviews", year="interviews_year"),
        hangs_on=("interviews",),
        aliases=_names("interviews offered, interviews, number of interviews, interview slots")),
    ProgramFact(key="tracks", label="kinds of posts and tracks", short="tracks", words=(),
        aliases=_names("tracks, track, kinds of posts, program tracks, position types")),
    ProgramFact(key="coordinator", label="coordinator or office", short="office", words=(),
        aliases=_names("coordinator, program coordinator, coordinator email, program email")),
    ProgramFact(key="accepting", label="accepts applications", short="opens",
        question="whether your program takes applications", stated=_accepting,
        hangs_on=("caution", "list_year", "closing"),
        aliases=_names("accepts applications, accepting, accepting applications")),
)
# fmt: on
FACTS: Final[dict[str, ProgramFact]] = {fact.key: fact for fact in _DECLARED}
"""The facts of a program by key, in the order in which they are shown."""


def asked_together(fields: Iterable[str], year: int) -> str:
    """The questions of several facts in one sentence."""
    *some, last = (FACTS[field].question for field in fields)
    asked = f"{', '.join(some)}{',' * (len(some) > 1)} and {last}" if some else last
    return f"May I ask {asked} for residents who start in {year}?"


def in_words(field: str, value: str | float, around: str = "{}") -> str:
    """A value as it is shown: “no limit” for the number that stands for none."""
    number, none = FACTS[field].none if field in FACTS else (-1.0, "")
    text = f"{value:g}" if isinstance(value, float) else str(value)
    return none if none and text == f"{number:g}" else around.format(text)


def overlays(facts: Iterable[ReadFact]) -> dict[str, dict[str, ReadFact]]:
    """The applicant's facts by program, then by field; the newest wins."""
    by_program: dict[str, dict[str, ReadFact]] = {}
    for fact in facts:
        by_program.setdefault(fact.program_id, {})[fact.field] = fact
    return by_program


def evidence(program: Program, field: str, overlay: Overlay) -> Evidence:
    """What is known of one field; status unknown and value None where nobody said."""
    fact = FACTS[field]
    if read := overlay.get(field):
        value: str | float = float(read.value) if fact.limits else read.value
        return Evidence(field, value, "confirmed", read.source, read.day)
    known = fact.stated(program, overlay) if fact.stated else None
    return known or Evidence(field, None, "unknown")


def facts_of(program: Program, overlay: Overlay) -> dict[str, Evidence]:
    """Every field of a program that a page or a command shows."""
    return {field: evidence(program, field, overlay) for field in FACTS}


def alike(reads: Iterable[str]) -> Callable[[Program], object]:
    """A key of programs: those with the same one get the same answer of a rule with these reads.
    `reads` are facts, or attributes of a program; own facts make a program a case of its own."""
    parts = dict.fromkeys(
        part for name in reads for part in (FACTS[name].hangs_on if name in FACTS else (name,))
    )
    derived = [part for part in parts if callable(part)]
    names = [part for part in parts if isinstance(part, str)]
    whole = attrgetter(*names) if names else bool
    if not derived:
        return whole
    return lambda program: (whole(program), *(part(program) for part in derived))


def checked(field: str, value: str) -> str:
    """A fact as it is kept; "" takes it away. Raises CoachError for what is impossible."""
    fact = FACTS.get(field)
    if fact is None:
        raise CoachError(f"A program has no field {field}; fields: {', '.join(FACTS)}.")
    if fact.limits:
        return _number(fact, value) if value else ""
    if not fact.words:
        if len(value) > LONGEST_TEXT:
            raise CoachError(f"{fact.label} has at most {LONGEST_TEXT} letters.")
        return " ".join(value.split())
    if value and value.lower() not in fact.words:
        raise CoachError(f"{fact.label} is one of {', '.join(fact.words)}, not “{value}”.")
    return value.lower()


def _number(fact: ProgramFact, value: str) -> str:
    low, high = fact.limits or (0.0, 0.0)
    try:
        number = float(value.rstrip("% "))
    except ValueError:
        raise CoachError(f"{fact.label}: “{value}” is not a number.") from None
    if not low <= number <= high:
        raise CoachError(f"{fact.label}: {value} is outside {low:g} to {high:g}.")
    if fact.whole and number != int(number):
        raise CoachError(f"{fact.label}: {value} is not a whole number.")
    return f"{number:g}"
