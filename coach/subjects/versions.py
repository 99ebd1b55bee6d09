"""The versions of a statement: kept from a file or the editor, compared, and held together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC
from functools import cached_property
from itertools import combinations
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final, cast

from coach.logs.sessions import SESSIONS
from coach.logs.tests import TESTS
from coach.logs.versions import STUDY as STUDY, TEXTS, VERSIONS, Version, VersionText
from coach.places import named
from coach.records import CoachError, Record, replace
from coach.subjects.logs import KEY, LogSubject
from coach.subjects.options import Opt

if TYPE_CHECKING:
    from coach.files.writing import Sheet
    from coach.logs.log import Entry
    from coach.prepare.record import Break
    from coach.prose.engine import Finding
    from coach.prose.growth import Piece
    from coach.store.changes import Act
    from coach.subjects.drafts import Drafts
    from coach.subjects.writing import WritingSubject

CLOCK: Final = (
    "The clock stands earlier than at the version before: it is kept, and the record says so."
)
SPECIALTY: Final = Opt("of which specialty, where you have several", "SPECIALTY")
WHICH: Final = Opt("a key; the newest where none is named", flag="key")
NUMBER: Final[Callable[[Version], int]] = attrgetter("number")
ANYWAY: Final = Opt("keep it though it looks like a CV, or is in another script")


class Doubt(CoachError):
    """What hardly is a statement, but may be one."""


class KeptVersion(Record):
    """What became of a text; true where it is a new version."""

    version: Version
    changed: bool
    remark: str = ""

    def __bool__(self) -> bool:
        return self.changed


class ShownVersion(Record):
    """A version with its text."""

    version: Version
    text: str


class Compared(Record):
    """Two versions, sentence by sentence."""

    old: Version
    new: Version
    pieces: tuple[Piece, ...]
    counts: dict[str, int]


def newest_of(kept: Iterable[Version], specialty: str) -> Version | None:
    """The newest version of a specialty that is there."""
    there = (each for each in kept if each.specialty == specialty and not each.taken_out)
    return max(there, key=NUMBER, default=None)


class VersionsSubject(LogSubject):
    """The log of versions; a text is read by its key alone, one at a time."""

    def chain(self) -> list[Version]:
        """All of them, the oldest first."""
        return sorted(self._state.kept(VERSIONS).values(), key=NUMBER)

    def statements(self) -> list[Version]:
        """Those of a statement that are there, the oldest first."""
        return [each for each in self.chain() if not each.taken_out and each.specialty != STUDY]

    def before(self, version: Version) -> Version | None:
        """The version of the same text that was kept before."""
        earlier = (each for each in self.chain() if each.number < version.number)
        return newest_of(earlier, version.specialty)

    def text(self, key: str) -> str:
        """What a version says. Raises CoachError for one that is not there."""
        self.version(key)
        kept = self._state.store.entry(TEXTS, key)
        if kept is None:
            raise CoachError(f"The text of {key} is not there any more.")
        return kept.text

    def texts(self) -> dict[str, str]:
        """All texts by key: for what looks at the whole chain."""
        return {key: row.text for key, row in self._state.store.rows(TEXTS).items()}

    def version(self, key: str) -> Version:
        """A version by its key. Raises CoachError."""
        return cast(Version, self._known(self.entries().get(key), key))

    def specialties(self) -> list[str]:
        """Those of the versions, the newest first, then those of the profile."""
        kept = [each.specialty for each in reversed(self.statements())]
        return [*dict.fromkeys([*kept, *self._state.applicant.specialties])]

    def specialty(self, typed: str) -> str:
        """The specialty that is meant. Raises CoachError for none, and where it may be several."""
        if typed.strip():
            return self._writing.specialty(typed)
        known = self.specialties()
        if len(known) != 1:
            named = f": {' or '.join(known)}" if known else ""
            raise CoachError(f"For which specialty{named}? Name it: --specialty IM.")
        return known[0]

    # Keeping

    def keep_file(
        self,
        file: Annotated[Path, Opt("plain text: .txt or .md", "FILE")],
        specialty: Annotated[str, SPECIALTY] = "",
        note: Annotated[str, Opt("a note on it", "TEXT")] = "",
        anyway: Annotated[bool, ANYWAY] = False,
    ) -> KeptVersion:
        """Keeps the text of a file as a version. Raises CoachError for what is none."""
        from coach.files.texts import read_text

        text = read_text(named(file))
        return self.keep_text(text, specialty, file.name, note, anyway)

    def keep_text(
        self, text: str, specialty: str, file: str = "", note: str = "", anyway: bool = False
    ) -> KeptVersion:
        """Keeps a text as a version, unless it is that of the one before. Raises CoachError, and
        Doubt for one that hardly is a statement."""
        from coach.prepare.record import settled_text

        name, plain = self.specialty(specialty), settled_text(text)
        listed = self._writing.findings(plain, name)
        before = self._doubt(self._writing.findings(self.newest_text(name)))
        if (why := self._doubt(listed)) not in ("", before) and not anyway:
            raise Doubt(f"{why} coach versions keep FILE --anyway keeps it all the same.")
        draft = Version(specialty=name, file=file, note=note, findings=len(listed))
        with self._state.act("Kept: a version") as act:
            kept = self._put(act, plain, draft)
            if kept and newest_of(act.rows(VERSIONS).values(), STUDY):
                self._put(act, self._study_text(), Version(specialty=STUDY))
            act.title = f"Kept: {VERSIONS.title(kept.version)}"
        return kept

    @staticmethod
    def _doubt(listed: Sequence[Finding]) -> str:
        """Why a text is hardly a statement: in another language, or a CV; "" where it may be."""
        from coach.prose.engine import ALONE

        return next((f"{each.title}." for each in listed if each.rule in ALONE), "")

    def findings(self, key: Annotated[str, WHICH] = "") -> list[Finding]:
        """What the checks find in a version today, the worst first. Raises CoachError."""
        version = self._named(key)
        if version.specialty == STUDY:
            raise CoachError("Days of study are no text to check.")
        return self._writing.findings(self.text(version.key), version.specialty)

    @cached_property
    def _writing(self) -> WritingSubject:
        from coach.subjects.writing import WritingSubject  # not for a start

        return WritingSubject(self._state)

    def keep_study(self) -> KeptVersion:
        """Keeps the days of study and the practice tests in the same chain. Raises CoachError."""
        text = self._study_text()
        if not text:
            raise CoachError("No day of study and no practice test is kept yet.")
        with self._state.act(f"Kept: {STUDY}") as act:
            return self._put(act, text, Version(specialty=STUDY))

    def _study_text(self) -> str:
        from coach.prepare.record import study_text

        sessions, tests = self._state.kept(SESSIONS), self._state.kept(TESTS)
        return study_text(sessions.values(), tests.values())

    def _put(self, act: Act, text: str, draft: Version) -> KeptVersion:
        """A text as the next version of the chain, unless it says what the one before says."""
        from coach.prepare.record import hash_of

        kept = act.rows(VERSIONS).values()
        newest = newest_of(kept, draft.specialty)
        if newest and act.get(TEXTS, newest.key) == VersionText(newest.key, text):
            return KeptVersion(newest, False, f"Unchanged since {newest.when_words}.")
        last = max(kept, key=NUMBER, default=Version())
        version = replace(
            draft,
            key=f"v{last.number + 1}",
            number=last.number + 1,
            when=f"{act.at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
            words=len(text.split()),
            length=len(text),
            before=last.hash,
        )
        version = replace(version, hash=hash_of(version, text))
        act.put(VERSIONS, version)
        act.put(TEXTS, VersionText(version.key, text))
        return KeptVersion(version, True, CLOCK if version.when < last.when else "")

    def newest_text(self, specialty: str) -> str:
        """What the newest version of a specialty says; "" before the first."""
        newest = newest_of(self.chain(), specialty)
        row = newest and self._state.store.entry(TEXTS, newest.key)
        return row.text if row else ""

    @property
    def drafts(self) -> Drafts:
        """What is being written in an editor."""
        from coach.subjects.drafts import Drafts

        return Drafts(self, self._state.home)

    def edit(
        self, specialty: Annotated[str, SPECIALTY] = "", anyway: Annotated[bool, ANYWAY] = False
    ) -> KeptVersion:
        """Opens the newest version in your editor; what you save is the next one."""
        from coach.subjects.drafts import edit

        return self.drafts.edit_with(edit, self.specialty(specialty), anyway)

    # Comparing and holding together

    def shown(self, key: Annotated[str, WHICH] = "") -> ShownVersion:
        """A version with its text. Raises CoachError."""
        version = self._named(key)
        return ShownVersion(version, self.text(version.key))

    def _named(self, key: str) -> Version:
        """The version of a key, else the newest of all."""
        kept = self.statements()
        if not (key or kept):
            raise CoachError("No version is kept yet: coach versions keep FILE.")
        return self.version(key) if key else kept[-1]

    def compare(
        self,
        key: Annotated[str, WHICH] = "",
        other: Annotated[str, Opt("another; the one before where none is", flag="other")] = "",
    ) -> Compared:
        """Two versions, sentence by sentence, the older first. Raises CoachError."""
        from coach.prose.growth import counts

        new = self._named(key)
        old = self.version(other) if other else self.before(new)
        if old is None:
            raise CoachError(f"{new.key} is the first version of its text.")
        old, new = sorted((old, new), key=lambda each: each.number)
        pieces = self.pieces(old, self.text(old.key), self.text(new.key))
        return Compared(old, new, tuple(pieces), counts(pieces))

    def pieces(self, version: Version, old: str, new: str) -> list[Piece]:
        """What became of the sentences of a text, or of its lines where it is of study."""
        from coach.prose.growth import compared, sentences

        split = str.splitlines if version.specialty == STUDY else sentences
        return compared(split(old), split(new))

    def breaks(self) -> list[Break]:
        """Where the chain is not what was kept, and what else is to say of it."""
        from coach.prepare.record import breaks

        return breaks(self.chain(), self.texts())

    # What the log of it does otherwise

    def typed(self, line: str) -> Version:
        """The file that a line names, whatever words its name has, and the specialty beside it.
        Raises CoachError, also for a file that holds no text."""
        from coach.files.texts import read_text

        words = line.split()
        words = words[" ".join(words[:1]).casefold() in (self.log.word, self.log.name) :]
        spans = combinations(range(len(words) + 1), 2)
        for start, end in sorted(spans, key=lambda span: span[0] - span[1]):
            file = " ".join(words[start:end]).strip("'\"")
            if named(file).is_file():
                read_text(named(file))
                beside = " ".join((*words[:start], *words[end:]))
                return Version(file=file, specialty=self.specialty(beside))
        raise CoachError(f"“{' '.join(words)}” is no file; as in: version ~/statement.txt IM.")

    def add(self, line: str) -> Entry:
        """Keeps the file that a line names. Raises CoachError."""
        entry = self.typed(line)
        return self.keep_file(Path(entry.file), entry.specialty).version

    def remove(self, key: Annotated[str, KEY]) -> bool:
        """Takes the text of a version away; that it was there stays. Undo brings it back."""
        if key in self.log.damaged:
            return super().remove(key)
        version = self.version(key)
        with self._state.act(f"Taken out: {VERSIONS.title(version)}") as act:
            act.remove(TEXTS, key)
            act.put(VERSIONS, replace(version, taken_out=True))
        return act.changed

    def sheet(self, private: bool = False) -> Sheet:
        """Everything that is kept as rows, the texts only when asked for."""
        sheet = super().sheet(private)
        if not private:
            return replace(sheet, left_out=("notes and texts (--private adds them)",))
        texts = self.texts()
        rows = ((*row, texts.get(str(row[0]), "")) for row in sheet.rows)  # the key stands first
        return replace(sheet, header=(*sheet.header, "version_text"), rows=tuple(rows))
