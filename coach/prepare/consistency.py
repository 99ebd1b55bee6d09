"""What differs between papers, forms, logs and today, before anything is certified.

What is only written otherwise is explained; what can be two things is asked; nothing that nobody
can tell is called a difference.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from typing import Final

from coach.logs.documents import DOCUMENTS
from coach.prepare.claims import EXAMS, NAMES, Claim, OnFile, claims, names, truth
from coach.prepare.names import WORDS, Name, differences, weight, words_of
from coach.prepare.paper_faults import paper_faults
from coach.prepare.values import Around, Same, number_of, same_value, yes_of
from coach.records import Record, replace
from coach.records.spelling import folded
from coach.wording import cut

LONGEST: Final = 120
"""Characters of an excerpt."""
WEIGHTS: Final = ("differs", "explains", "asks")
"""The worst first: what has to be mended, what is only written otherwise, what nobody can tell."""
RULES: Final = {
    **dict.fromkeys(("visa_now", "visa_needed", "needs_visa"), "status"),
    **dict.fromkeys(("step1_attempts", "step2ck_attempts", "step3_attempts"), "attempts"),
    **dict.fromkeys(("failed_exams", "step1_passed"), "attempts"),
    **dict.fromkeys(("step2ck_score", "step3_score"), "score"),
    **dict.fromkeys(("step1_date", "step2ck_date", "step3_date"), "exam_date"),
    **dict.fromkeys(("passport_expires", "passport_issued", "passport_country"), "passport"),
    **dict.fromkeys(("usmle_id", "aamc_id", "nrmp_id"), "number"),
}
"""The rule that a difference in a field breaks, where it is not called as the field."""
ADVICE: Final = {
    "birth_date": "There is one birth date: correct the form; a wrong paper its own office mends.",
    "graduation_date": "Write the day of the degree that the diploma states, everywhere.",
    "school": "Write the school as the diploma names it.",
    "citizenship": "Write what you hold today; a second one has a field of its own.",
    "attempts": "Every attempt is on the transcript: say what it says.",
    "score": "Say what the score report says.",
    "exam_date": "Say the day that the score report states.",
    "passport": "Copy it from the passport that you will travel on.",
    "certified": "Say how it is today: programs see the status report.",
    "number": "Look it up again: a number that is wrong joins your file to nobody.",
}
"""How to mend a difference, by rule."""
LAST_SEASON: Final = (
    "A program that kept last season's file sees both. Say what is true, and have one sentence "
    "ready that explains the other."
)
MEND: Final = "Say in both what is true today."
TWO_DAYS: Final = "It can be read as two days, or as none: write the month in letters."
NOT_TOLD: Final = (
    "It passed, and how often it was tried is not kept. Keep it, else correct the form: coach "
    "exams set {exam} attempts={count}"
)
GROWS: Final = ("certified", "step1_passed", "failed_exams")
"""What may become yes from season to season, never no; attempts may only grow."""
MOVES: Final = ("email", "phone", "passport_country", "passport_issued", "passport_expires")
"""What may be another one each season."""
BODIES: Final = {
    **dict.fromkeys(("MyIntealth", "ECFMG"), "name_as_passport"),
    **dict.fromkeys(("MyERAS", "ResidencyCAS", "NRMP"), "name_in_services"),
    **dict.fromkeys(("DS-160", "status paper"), "name_on_visa_form"),
}
"""The rule that says what each body wants of a name; of other papers it is that for credentials."""


def _denies(text: str) -> bool:
    return yes_of(text) is False


def _count(text: str) -> float:
    return number_of(text) or 0


def _is_again(text: str) -> bool:
    return _count(text) > 1


Contrary = tuple[str, Callable[[str], bool], str, Callable[[str], bool]]
CONTRARY: Final[Sequence[Contrary]] = (
    *((f"{exam}_attempts", _is_again, "failed_exams", _denies) for exam in EXAMS),
    ("needs_visa", _denies, "visa_needed", lambda text: "1" in text),
)
"""Two fields of one form that cannot both be so: the visas for residency are J-1 and H-1B."""


class Finding(Record):
    """One thing that differs, or has to be asked: where, what it says, and what to do."""

    rule: str
    line: int
    """Row of the log in its list; 0: of no row."""
    excerpt: str
    advice: str
    weight: str = "differs"
    log: str = ""
    field: str = ""
    fact: str = ""
    """The rule of the facts behind the advice."""
    who: tuple[str, ...] = ()
    """The papers and forms that say so."""


def findings(on_file: OnFile) -> list[Finding]:
    """Everything that differs, the worst first, and what has to be asked last."""
    every = claims(on_file)
    current = [each for each in every if each.season in (0, on_file.season)]
    differing = [*_names(on_file, current), *_fields(on_file, current)]
    listed = [
        *differing,
        *_contrary(current, {(who, each.field) for each in differing for who in each.who}),
        *_untold(current),
        *_gaps(on_file, current),
        *_lengths(on_file, current),
        *_papers(on_file),
        *_last_season(on_file, every),
    ]
    return sorted(listed, key=lambda each: WEIGHTS.index(each.weight))


def _finding(
    whose: Sequence[Claim], other: str, advice: str, weight: str = "differs", fact: str = ""
) -> Finding:
    """What claims of one value say beside what is true, in at most so many characters."""
    first, who = whose[0], tuple(dict.fromkeys(each.who for each in whose))
    parts = (", ".join(who), first.value, other)
    room = LONGEST if sum(map(len, parts)) <= LONGEST - 5 else LONGEST // 3 - 2
    own, value, true = (cut(part, room if other else LONGEST) for part in parts)
    return Finding(
        rule=RULES.get(first.key, first.key),
        line=first.line,
        excerpt=cut(f"{own}: {value}{' · ' * bool(true)}{true}", LONGEST),
        advice=advice,
        weight=weight,
        log=first.log,
        field=first.key,
        fact=fact,
        who=who,
    )


def _names(on_file: OnFile, current: Sequence[Claim]) -> Iterator[Finding]:
    """One finding for each way in which names differ from the passport's, whoever writes so."""
    parts = [each for each in current if each.key in NAMES]
    called, believed = names(parts), truth(parts)
    (first, _), true = next(iter(called.items()), (("", 0), Name()))
    alike: dict[tuple[tuple[str, ...], str], list[Claim]] = {}
    for (who, _), name in called.items():
        if kinds := differences(true, name):
            own = [each for each in parts if each.who == who]
            told = replace(_most_telling(own, believed), key="name", value=name.text)
            alike.setdefault((kinds, folded(name.text)), []).append(told)
    for (kinds, _), whose in alike.items():
        fact = _wants(whose[0].who)
        ways = "; ".join(WORDS[kind] for kind in kinds)
        advice = f"{ways[0].upper()}{ways[1:]}. {on_file.rules[fact].text}"
        yield _finding(whose, f"{first}: {true.text}", advice, weight(kinds), fact)


def _wants(body: str) -> str:
    """The rule of what a body wants of a name."""
    return next((fact for name, fact in BODIES.items() if name in body), "name_on_credentials")


def _most_telling(own: Sequence[Claim], believed: Mapping[str, Claim]) -> Claim:
    """The part of a name that differs, else its first."""
    return max(own, key=lambda each: folded(each.value) != folded(believed[each.key].value))


def _fields(on_file: OnFile, current: Sequence[Claim]) -> Iterator[Finding]:
    """One finding for each value that differs from what is true, whoever says so."""
    believed, kinds = truth(current), on_file.kinds
    alike: dict[tuple[str, str, Same], list[Claim]] = {}
    for claim in current:
        kind, true = kinds.get(claim.key, "free"), believed[claim.key]
        held = _held(kind, true, claim, on_file.around)
        if (held, kind) in (("differs", kind), ("unclear", "date")):
            alike.setdefault((claim.key, folded(claim.value), held), []).append(claim)
    for (key, _, held), whose in alike.items():
        rule, true = RULES.get(key, key), believed[key]
        fact = "status_now" if rule == "status" else ""
        advice = on_file.rules[fact].text if fact else ADVICE.get(rule, MEND)
        if held == "unclear":
            yield _finding(whose, str(true), TWO_DAYS, "asks", fact)
        else:
            yield _finding(whose, str(true), advice, fact=fact)


def _held(kind: str, true: Claim, claim: Claim, around: Around) -> Same:
    """How a value stands to the true one; a blank one, or words of one's own, as it should."""
    if claim is true or kind in ("free", "gaps", "name") or not claim.value.strip():
        return "same"
    return same_value(kind, true.value, claim.value, around)


def _contrary(current: Iterable[Claim], named: Set[tuple[str, str]]) -> Iterator[Finding]:
    """A form of which two fields cannot both be so, unless one of them is named already."""
    own = {(each.who, each.key): each for each in current if each.log == "forms"}
    for (who, key), claim in own.items():
        for row in (row for row in CONTRARY if row[0] == key):
            yield from _denied(claim, own.get((who, row[2])), row, named)


def _denied(
    claim: Claim, other: Claim | None, row: Contrary, named: Set[tuple[str, str]]
) -> Iterator[Finding]:
    mine, says, its, denies = row
    who = claim.who
    is_named = named & {(who, mine), (who, its)}
    if other and not is_named and says(claim.value) and denies(other.value):
        words = f"{its.replace('_', ' ')} {other.value}"
        yield _finding([claim], f"{who}: {words}", "Both cannot be so. " + MEND)


def _untold(current: Sequence[Claim]) -> Iterator[Finding]:
    """Attempts in a form, of an exam of which the log tells only that it was passed."""
    believed = truth(current)
    for exam in EXAMS:
        told, passed = believed.get(f"{exam}_attempts"), believed.get(f"{exam}_passed")
        if told and told.log and passed and not passed.log and _is_again(told.value):
            advice = NOT_TOLD.format(exam=exam, count=number_of(told.value))
            yield _finding([told], f"{passed.who}: passed, attempts not told", advice, "asks")


def _gaps(on_file: OnFile, current: Iterable[Claim]) -> Iterator[Finding]:
    """“No gaps” in a form, while the log of experience has one."""
    denied = [each for each in current if each.key == "gaps" and _denies(each.value)]
    if denied and on_file.gaps:
        gap, fact = max(on_file.gaps, key=lambda each: each.months), "flag_gap"
        advice = f"{gap.months:g} months without a dated entry. {on_file.rules[fact].text}"
        log = f"your log: {gap.since:%b %Y} to {gap.until:%b %Y}"
        yield _finding(denied, log, advice, fact=fact)


def _lengths(on_file: OnFile, current: Iterable[Claim]) -> Iterator[Finding]:
    """What is longer than its field takes."""
    limits = {(field.form, field.key): field.limit for field in on_file.fields if field.limit}
    for claim in current:
        limit, count = limits.get((claim.who, claim.key), 0), len(claim.value)
        if limit and count > limit:
            advice = f"{count} characters, spaces with them; the field takes {limit}."
            yield replace(_finding([claim], "", advice), rule="length")


def _papers(on_file: OnFile) -> Iterator[Finding]:
    """Papers that end too early, lack their translation, or are too large."""
    lines = {paper.key: line for line, paper in enumerate(on_file.documents, 1)}
    for paper, rule, says, fact, advice in paper_faults(on_file):
        title = DOCUMENTS.title(paper)
        claim = Claim(title, paper.kind, says, "documents", lines[paper.key])
        yield replace(_finding([claim], "", advice, fact=fact), rule=rule)


def _last_season(on_file: OnFile, every: Sequence[Claim]) -> Iterator[Finding]:
    """What the newest of the earlier seasons' forms say otherwise than is true."""
    season = on_file.season
    newest = max((each.season for each in every if each.season < season), default=0)
    believed = truth(each for each in every if each.season in (0, season))
    alike: dict[tuple[str, str], list[Claim]] = {}
    for claim in every:
        true = believed.get(claim.key)
        if true and claim.season == newest > 0 and _would_be_asked(on_file, claim, true):
            before = f"{'last year’s ' * (newest == season - 1)}{claim.who} ({newest})"
            whose = alike.setdefault((claim.key, folded(claim.value)), [])
            whose.append(replace(claim, who=before))
    for (key, _), whose in alike.items():
        held = _finding(whose, str(believed[key]), LAST_SEASON, "explains")
        yield replace(held, rule="last_season")


def _would_be_asked(on_file: OnFile, before: Claim, now: Claim) -> bool:
    """Whether a program that holds both would ask: attempts may grow, never fall."""
    kind, was, is_now = on_file.kinds.get(before.key, "free"), before.value, now.value
    if before.key in MOVES or kind == "free":
        return False
    if before.key.endswith("attempts"):
        return _count(was) > _count(is_now) > 0
    if kind == "gaps":
        return not _denies(was) and _denies(is_now)
    if before.key in GROWS:
        return yes_of(was) is True and _denies(is_now)
    if kind == "name":
        return _is_another_name(is_now, was)
    return same_value(kind, is_now, was, on_file.around) == "differs"


def _is_another_name(now: str, before: str) -> bool:
    mine, its = ({*words_of(value)} for value in (now, before))
    return bool(mine and its) and mine & its not in (mine, its)
