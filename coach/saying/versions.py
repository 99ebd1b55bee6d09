"""Versions of a statement in words: how long, what changed, what a check finds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Final

from coach.logs.versions import VERSIONS, Version
from coach.prose.growth import KINDS, Piece, Words, words_of
from coach.prose.style import FIELD
from coach.records import CoachError
from coach.saying.text import Line, head, labelled, notes, parted
from coach.saying.writing import finding_lines, own_work_lines
from coach.subjects.coach import Coach
from coach.subjects.versions import STUDY, Compared, KeptVersion, ShownVersion
from coach.wording import counted

PAGE_WORDS: Final = 850
"""Of one page (the rule statement_length)."""
SIGNS: Final = {"changed": "~", "added": "+", "removed": "-", "moved": ">", "kept": " "}
LEGEND: Final = "~ changed, words that differ in [ ]   + added   - removed   > moved"


def beside_versions(coach: Coach, version: Version) -> list[Line]:
    """How long it is, what changed since the one before."""
    if version.taken_out:
        return [Line.of("Taken out: its text is gone, that it was here stays in the record.")]
    about = _about(coach, version)
    if version.specialty == STUDY:
        return about
    listed = coach.versions.findings(version.key)
    shown_here = [each for each in listed if not each.private]
    count = counted(len(listed), "finding") if listed else "None of our rules found anything"
    checks = Line.labelled("Checks", f"{count} (Enter reads all)")
    return [*about, checks, *finding_lines(coach, shown_here)]


def _about(coach: Coach, version: Version) -> list[Line]:
    is_over = version.specialty != STUDY and (version.words > PAGE_WORDS or version.length > FIELD)
    most = ("", "") if version.specialty == STUDY else (f" of {PAGE_WORDS}", f" of {FIELD:,}")
    words = f"{version.words}{most[0]} words, {version.length:,}{most[1]} characters"
    length = Line.labelled("Length", (words, "warn" if is_over else ""))
    try:
        held = coach.versions.compare(version.key)
    except CoachError as error:
        return [length, Line.labelled("Since", str(error))]
    return [length, Line.labelled("Since", f"{held.old.key}: {in_counts(held.counts)}")]


def reading_versions(coach: Coach, version: Version) -> list[Line]:
    """All that there is of a version: what the checks find first, the hashes last."""
    about = [head(VERSIONS.title(version)), *beside_versions(coach, version)]
    text: list[Line] = []
    if not version.taken_out:
        about = [about[0], *_about(coach, version)]
        text = [head("Text"), *map(Line.of, coach.versions.text(version.key).split("\n"))]
    is_checked = text and version.specialty != STUDY
    listed = finding_lines(coach, coach.versions.findings(version.key)) if is_checked else []
    chained = labelled(
        ("File", version.file),
        ("Note", version.note),
        ("Number", str(version.number)),
        ("Hash", version.hash),
        ("Before", version.before),
    )
    return parted(about, listed, text, chained)


def standing_versions(coach: Coach) -> list[Line]:
    """The newest version of each specialty; before the first, what the page is for."""
    newest = {version.specialty: version for version in coach.versions.statements()}
    if newest:
        return [
            Line.labelled(name, f"{version.key}, {version.when_words}, {version.words} words")
            for name, version in newest.items()
        ]
    return [
        Line.of("Your statement as it grows: o writes in your editor, a keeps a file."),
        *own_work_lines(coach.writing.own_work(always=True)),
    ]


def short_versions(coach: Coach) -> str:
    """How many versions, and of how many specialties."""
    kept = coach.versions.statements()
    specialties = len({version.specialty for version in kept})
    several = f" for {specialties} specialties" if specialties > 1 else ""
    return f"{counted(len(kept), 'version')}{several}" if kept else ""


def closed_versions(coach: Coach, version: Version) -> dict[str, str]:
    """Why a version is not to be compared or taken out, by command."""
    if version.taken_out:
        acts = ("versions.compare", "versions.check", "versions.remove")
        return dict.fromkeys(acts, "it was taken out")
    first = coach.versions.before(version) is None
    closed = {"versions.compare": "it is the first of its text"} if first else {}
    study = {"versions.check": "days of study are no text to check"}
    return closed | (study if version.specialty == STUDY else {})


def in_counts(counts: Mapping[str, int]) -> str:
    """How many sentences were changed, added, removed, moved, kept."""
    named = [f"{counts[kind]} {kind}" for kind in (*KINDS[1:], "kept") if counts[kind]]
    return ", ".join(named) or "no sentence"


def kept(coach: Coach, result: KeptVersion) -> list[Line]:
    """What became of a text."""
    version = result.version
    title = f"{version.key}: {version.specialty}, {version.words} words"
    return [*([Line.of(f"Kept as {title}.")] if result else []), *notes(result.remark)]


def shown(coach: Coach, result: ShownVersion) -> list[Line]:
    """A version with its text."""
    lines = [head(f"{result.version.specialty}, {result.version.when_words}")]
    return [*lines, Line(), *(Line.of(line) for line in result.text.split("\n"))]


def compare(coach: Coach, held: Compared) -> list[Line]:
    """Two versions, sentence by sentence."""
    days = f"{held.old.key} ({held.old.when_words}) and {held.new.key} ({held.new.when_words})"
    lines = [head(days), Line.of(in_counts(held.counts)), Line.of(LEGEND, "dim"), Line()]
    return lines + [line for piece in held.pieces for line in _piece(piece)]


def _piece(piece: Piece) -> list[Line]:
    sign = SIGNS[piece.kind]
    if piece.kind == "changed":
        old, new = words_of(piece)
        return [_marked("~ was ", old), _marked("~ now ", new)]
    tone = "dim" if piece.kind == "kept" else ""
    return [Line.of(f"{sign} {piece.new or piece.old}", tone, hang=2)]


def _marked(sign: str, words: Words) -> Line:
    """A sentence with the words in brackets that the other version lacks."""
    parts = [(sign, "dim")]
    for differs, group in groupby(words, key=itemgetter(1)):
        text = " ".join(word for word, _ in group)
        parts += [(f"[{text}]", "strong") if differs else (text, ""), (" ", "")]
    return Line(tuple(parts[:-1]), hang=len(sign))


def chain_words(coach: Coach) -> Sequence[str]:
    """Whether the chain holds, and where not: a line for the record and the doctor."""
    chain = coach.versions.chain()
    keys = {version.key: version.number for version in chain}
    told = [f"Number {keys[each.key]}: {each.words}." for each in coach.versions.breaks()]
    if told or not chain:
        return told
    hashes = f"All {len(chain)} hashes fit their texts" if chain[1:] else "The hash fits its text"
    return [f"{hashes}, and each follows the one before."]
