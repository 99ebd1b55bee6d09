"""The page that shows how a text grew, for somebody who doubts it, with what it does not prove."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Annotated, Final

from coach.files.pages import PAGES, Part, rendered
from coach.logs.versions import Version
from coach.places import named
from coach.prepare.record import RECIPE
from coach.prose.growth import KINDS, Piece, counts
from coach.records import CoachError
from coach.saying.text import Answer, notes
from coach.saying.versions import SIGNS, chain_words
from coach.subjects.coach import Coach
from coach.subjects.options import Force, Opt
from coach.subjects.versions import STUDY
from coach.wording import counted
from coach.writing import is_typed, write_file

BAR: Final = 12
"""Signs of the longest bar."""
ABOUT: Final = (
    "Each row is a text as it was kept at that moment, by the clock of the writer's own machine "
    "(times are UTC). Sentences are compared with the version of the same text before it. Each "
    "hash is made of the text, its time and the hash before it: if a letter or a date of an "
    "earlier version were changed later, its hash would not fit any more, nor any after it.",
    "In the table, sentences: ~ changed, + added, - removed, > moved, = kept as they were.",
)
NOT_PROVEN: Final = (
    "It is a record that one keeps for oneself. It can be made after the fact: somebody who sets "
    "a clock and types old drafts gets a chain that holds as well.",
    "It says when a text was kept, not who wrote it, nor with whose help. Versions that were left "
    "out after the last one, or before the first, cannot be seen from it.",
    "It proves nothing about an exam. Days of study are what the writer noted, and no exam "
    "content stands here.",
    "What weighs more is what others hold: a mail on that day with a draft, or with one of these "
    "hashes, shows that this very text was there by then.",
    "For the one who keeps it: show it to nobody before you have had advice.",
)
LEFT_OUT: Final = (
    "Left out of this page are the texts of number {numbers}: their hashes cannot be recomputed "
    "from it. The writer can put them in: coach versions record FILE --all-texts, or W in the app."
)
OWN: Final = "It is for yourself: show it to nobody before you have had advice."


def record(
    coach: Coach,
    file: Annotated[str, Opt(f"{', '.join(PAGES)}, or - for the screen", "FILE")],
    all_texts: Annotated[bool, Opt("every text in full, to recompute every hash")] = False,
    anyway: Annotated[bool, Opt("write it though a finding for you alone stands in it")] = False,
    force: Force = False,
) -> Answer:
    """Writes the page that shows how the text grew. Raises CoachError before a text goes out that
    a finding for the applicant alone is about."""
    chain = coach.versions.chain()
    if not chain:
        raise CoachError("No version is kept yet: coach versions keep FILE.")
    ending = ".txt" if is_typed(file) else Path(file).suffix.lower()
    if ending not in PAGES:
        raise CoachError(f"{file}: the record is written to {', '.join(PAGES)} files.")
    shown = _shown(coach, chain, all_texts)
    doubt = _doubt(coach, shown)
    if doubt and not is_typed(file) and not anyway:
        raise CoachError(f"{doubt} --anyway writes it all the same.")
    parts = [*_parts(coach, chain, shown)]
    page = rendered(parts, ending)
    faults = [each for each in coach.versions.breaks() if each.is_fault]
    data: dict[str, object] = {"file": file, "versions": len(chain), "holds": not faults}
    write_file(named(file), page.encode(), force)
    if is_typed(file):
        return Answer(data | {"page": page}, notes(OWN, doubt))
    return Answer(data, notes(f"Written to {file}, for you alone. {OWN}", doubt))


def _shown(coach: Coach, chain: Sequence[Version], all_texts: bool) -> dict[Version, str]:
    """The texts that stand in the record: the first and the last of each statement, or all."""
    texts = coach.versions.texts()
    there = [version for version in chain if version.key in texts]
    last = {each.specialty: each for each in there}
    first = {each.specialty: each for each in reversed(there)}
    return {
        each: texts[each.key]
        for each in there
        if all_texts or each in (first[each.specialty], last[each.specialty])
    }


def _doubt(coach: Coach, shown: Iterable[Version]) -> str:
    """What findings for the applicant alone say of texts of the record; "" where there is none."""
    told: dict[str, list[str]] = {}
    for version in shown:
        listed = coach.versions.findings(version.key) if version.specialty != STUDY else []
        for title in dict.fromkeys(each.title for each in listed if each.private):
            told.setdefault(title, []).append(f"{version.number}")
    each = (f"{title} (text of number {', '.join(numbers)})." for title, numbers in told.items())
    return " ".join(each)


def _parts(coach: Coach, chain: Sequence[Version], shown: Mapping[Version, str]) -> Iterator[Part]:
    texts = coach.versions.texts()
    kinds = list(dict.fromkeys(version.specialty for version in chain))
    span = f"{counted(len(chain), 'version')} kept from {chain[0].when} to {chain[-1].when}"
    yield Part("How this text grew", [f"{span}: {', '.join(kinds)}.", *ABOUT])
    header = ("No", "kept (UTC)", "text", "words", "length", "sentences")
    yield Part("Version by version", (), header, [*_rows(coach, chain, texts)])
    yield Part("Hashes", (), ("No", "SHA-256"), [(each.number, each.hash) for each in chain])
    yield Part("Whether the chain holds", chain_words(coach))
    yield Part("What this does not prove", NOT_PROVEN)
    left = [each for each in chain if each.key in texts and each not in shown]
    yield Part("How to recompute a hash", [RECIPE, *_left_out(left)])
    for version in sorted(shown, key=lambda each: kinds.index(each.specialty)):
        title = f"Number {version.number}, {version.specialty}, {version.when}"
        yield Part(title, verbatim=shown[version])


def _rows(
    coach: Coach, chain: Sequence[Version], texts: Mapping[str, str]
) -> Iterator[Sequence[str | int]]:
    """How long each version is, and what changed in it."""
    most = max(version.length for version in chain) or 1
    last: dict[str, str] = {}
    for each in chain:
        name = "Study" if each.specialty == STUDY else each.specialty
        begin = each.number, each.when.replace("T", " ")[:16], name
        if each.key not in texts:
            gone = "a version was taken out here" if each.taken_out else "its text is not there"
            yield (*begin, "", "", gone)
            continue
        before, now = last.get(each.specialty), texts[each.key]
        pieces = [] if before is None else coach.versions.pieces(each, before, now)
        bar = "#" * max(1, round(BAR * each.length / most))
        yield (*begin, each.words, bar, "the first" if before is None else _signs(pieces))
        last[each.specialty] = now


def _signs(pieces: Sequence[Piece]) -> str:
    told = counts(pieces)
    changed = [f"{SIGNS[kind]}{told[kind]}" for kind in KINDS[1:] if told[kind]]
    return " ".join([*changed, f"={told['kept']}"])


def _left_out(chain: Sequence[Version]) -> list[str]:
    numbers = ", ".join(f"{each.number}" for each in chain)
    return [LEFT_OUT.format(numbers=numbers)] if chain else []
