"""What differs between papers, forms, logs and today, before anything is certified.

What is only written otherwise is explained; what can be two things is asked; nothing that nobody
can tell is called a difference.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from coach.logs.documents import DOCUMENTS
from coach.prepare.claims import NAMES, Claim, OnFile, claims, names, truth
from coach.prepare.names import FAULTS, WORDS, Name, differences, words_of
from coach.prepare.paper_faults import paper_faults
from coach.prepare.values import Same, number_of, same_value, yes_of
from coach.records import Record
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
LASTING: Final = ("date", "school")
"""Kinds of fields that should say the same from season to season, beside names and attempts."""
BODIES: Final = {
    **dict.fromkeys(("MyIntealth", "ECFMG"), "name_as_passport"),
    **dict.fromkeys(("ERAS", "ResidencyCAS", "NRMP"), "name_in_services"),
    **dict.fromkeys(("DS-160", "status paper"), "name_on_visa_form"),
}
"""The rule that says what each body wants of a name; of other papers it is that for credentials."""


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
    listed = [
        *_names(on_file, every),
        *_fields(on_file, every),
        *_gaps(on_file, every),
        *_lengths(on_file, every),
        *_papers(on_file),
        *_last_season(on_file, every),
    ]
    return sorted(listed, key=lambda each: WEIGHTS.index(each.weight))


def _names(on_file: OnFile, every: Sequence[Claim]) -> Iterator[Finding]:
    """One finding for each way in which names differ from the passport's, whoever writes so."""
    parts = [each for each in every if each.key in NAMES and each.season in (0, on_file.season)]
    called = names(parts)
    (first, _), true = next(iter(called.items()), (("", 0), Name()))
    alike: dict[tuple[tuple[str, ...], str], list[str]] = {}
    for (who, _), name in called.items():
        if kinds := differences(true, name):
            alike.setdefault((kinds, folded(name.text)), []).append(who)
    for (kinds, _), whose in alike.items():
        told = _row_of_name(parts, whose[0], truth(parts, on_file.season))
        wants = (fact for body, fact in BODIES.items() if body in whose[0])
        fact = next(wants, "name_on_credentials")
        yield Finding(
            rule="name",
            line=told.line,
            excerpt=_held(whose, called[whose[0], told.season].text, first, true.text),
            advice=f"{_sentence(kinds)} {on_file.rules[fact].text}",
            weight="differs" if {*kinds} & {*FAULTS} else "explains",
            log=told.log,
            field="name",
            fact=fact,
            who=tuple(whose),
        )


def _row_of_name(parts: Iterable[Claim], who: str, believed: Mapping[str, Claim]) -> Claim:
    """The part of somebody's name that differs, else the first."""
    own = [each for each in parts if each.who == who]
    other = (each for each in own if folded(each.value) != folded(believed[each.key].value))
    return next(other, own[0])


def _sentence(kinds: Iterable[str]) -> str:
    words = "; ".join(WORDS[kind] for kind in kinds)
    return f"{words[0].upper()}{words[1:]}."


def _held(who: Iterable[str], value: str, other: str, true: str) -> str:
    """Both sides of a difference, in at most so many characters."""
    parts = (", ".join(dict.fromkeys(who)), value, other, true)
    room = LONGEST if sum(map(len, parts)) <= LONGEST - 7 else (LONGEST - 7) // 4
    own, its, whose, says = (cut(part, room) for part in parts)
    return f"{own}: {its} · {whose}: {says}"


def _fields(on_file: OnFile, every: Sequence[Claim]) -> Iterator[Finding]:
    """One finding for each value that differs from what is true, whoever says so."""
    current = [each for each in every if each.season in (0, on_file.season)]
    believed = truth(current, on_file.season)
    alike: dict[tuple[str, str, Same], list[Claim]] = {}
    for claim in current:
        if held := _not_same(on_file, believed[claim.key], claim):
            alike.setdefault((claim.key, folded(claim.value), held), []).append(claim)
    before = {(each.who, each.key, folded(each.value)) for each in every if each not in current}
    for (key, value, held), who in alike.items():
        was_so = any((each.who, key, value) in before for each in who)
        yield _of_field(on_file, believed[key], who, held, was_so)


def _not_same(on_file: OnFile, true: Claim, claim: Claim) -> Same | None:
    """How a claim differs from the true one; None where nothing is to be said of it."""
    kind = on_file.kinds.get(claim.key, "free")
    if claim is true or kind in ("free", "gaps", "name") or not claim.value.strip():
        return None
    held = same_value(kind, true.value, claim.value, on_file.around)
    return held if held == "differs" or (held == "unclear" and kind == "date") else None


def _of_field(
    on_file: OnFile, true: Claim, who: Sequence[Claim], held: Same, was_so: bool
) -> Finding:
    first, rule = who[0], RULES.get(true.key, true.key)
    fact = "status_now" if rule == "status" else ""
    advice = on_file.rules[fact].text if fact else ADVICE.get(rule, MEND)
    if held == "unclear":
        advice = "It can be read as two days, or as none: write the month in letters."
    elif was_so:
        advice = f"It is what last season's file says. {advice}"
    return Finding(
        rule=rule,
        line=first.line,
        excerpt=_held([each.who for each in who], first.value, true.who, true.value),
        advice=advice,
        weight="asks" if held == "unclear" else "differs",
        log=first.log,
        field=true.key,
        fact=fact,
        who=tuple(each.who for each in who),
    )


def _gaps(on_file: OnFile, every: Sequence[Claim]) -> Iterator[Finding]:
    """“No gaps” in a form, while the log of experience has one."""
    if not on_file.gaps:
        return
    gap = max(on_file.gaps, key=lambda each: each.months)
    says = f"{gap.since:%b %Y} to {gap.until:%b %Y}"
    told = [each for each in every if each.key == "gaps" and each.season == on_file.season]
    denied = [each for each in told if yes_of(each.value) is False]
    if denied:
        yield Finding(
            rule="gaps",
            line=denied[0].line,
            excerpt=_held([each.who for each in denied], denied[0].value, "your log", says),
            advice=f"{gap.months:g} months without a dated entry. {on_file.rules['flag_gap'].text}",
            log="forms",
            field="gaps",
            fact="flag_gap",
            who=tuple(each.who for each in denied),
        )


def _lengths(on_file: OnFile, every: Iterable[Claim]) -> Iterator[Finding]:
    """What is longer than its field takes."""
    limits = {(field.form, field.key): field.limit for field in on_file.fields if field.limit}
    for claim in every:
        limit = limits.get((claim.who, claim.key), 0) if claim.season == on_file.season else 0
        if limit and len(claim.value) > limit:
            yield Finding(
                rule="length",
                line=claim.line,
                excerpt=cut(f"{claim.who}: {claim.value}", LONGEST),
                advice=f"{len(claim.value)} characters, spaces with them; the field takes {limit}.",
                log="forms",
                field=claim.key,
                who=(claim.who,),
            )


def _papers(on_file: OnFile) -> Iterator[Finding]:
    """Papers that end too early, lack their translation, or are too large."""
    lines = {paper.key: line for line, paper in enumerate(on_file.documents, 1)}
    for fault in paper_faults(on_file):
        title = DOCUMENTS.title(fault.paper)
        yield Finding(
            rule=fault.rule,
            line=lines[fault.paper.key],
            excerpt=cut(f"{title}: {fault.says}", LONGEST),
            advice=on_file.rules[fault.fact].text,
            log="documents",
            field=fault.paper.kind,
            fact=fault.fact,
            who=(title,),
        )


def _last_season(on_file: OnFile, every: Sequence[Claim]) -> Iterator[Finding]:
    """What last season's file says otherwise than is true, of what should not change."""
    believed = truth(every, on_file.season)
    now = {(each.who, each.key, each.value) for each in every if each.season == on_file.season}
    for claim in _of_last_season(every, on_file.season):
        true = believed.get(claim.key)
        if true and (claim.who, claim.key, claim.value) not in now:
            yield from _changed(on_file, claim, true)


def _of_last_season(every: Iterable[Claim], season: int) -> list[Claim]:
    """What the newest of the earlier seasons' forms say."""
    past = [each for each in every if 0 < each.season < season]
    newest = max((each.season for each in past), default=0)
    return [each for each in past if each.season == newest]


def _changed(on_file: OnFile, before: Claim, now: Claim) -> Iterator[Finding]:
    if _asks(on_file, before, now):
        yield Finding(
            rule="last_season",
            line=before.line,
            excerpt=_held([f"{before.who} {before.season}"], before.value, now.who, now.value),
            advice=LAST_SEASON,
            weight="explains",
            log="forms",
            field=before.key,
            who=(before.who,),
        )


def _asks(on_file: OnFile, before: Claim, now: Claim) -> bool:
    """Whether a program that holds both would ask: attempts may grow, never fall."""
    kind = on_file.kinds.get(before.key, "")
    if kind == "number":
        return before.key.endswith("attempts") and _falls(before.value, now.value)
    if kind == "gaps":
        return yes_of(before.value) is not False and yes_of(now.value) is False
    if kind == "name":
        mine, its = ({*words_of(each.value)} for each in (now, before))
        return bool(mine and its) and mine & its not in (mine, its)
    held = kind in LASTING and same_value(kind, before.value, now.value, on_file.around)
    return held == "differs"


def _falls(before: str, now: str) -> bool:
    was, is_now = number_of(before), number_of(now)
    return None not in (was, is_now) and (was or 0) > (is_now or 0)
