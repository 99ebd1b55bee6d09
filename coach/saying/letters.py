"""Letters in words: who gets which, what each further one would improve, what comes next."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Annotated, Final

from coach.logs.letters import COMING, IN_HAND
from coach.saying.locked import lock_lines, lock_words
from coach.saying.rotations import source
from coach.saying.table import Col, programs_columns, table
from coach.saying.text import APPLY, DOT, OPEN, ROOM, Answer, Line, head, labelled, notes, parted
from coach.subjects.coach import Coach
from coach.subjects.letters import HOW, KINDS, NEEDS, Board, Nudge, Seat, in_words, least_letters
from coach.subjects.options import Opt
from coach.wording import counted, short

if TYPE_CHECKING:
    from coach.subjects.kept import Letter

NEVER: Final = (
    "The text of a letter is neither kept nor written here: the writer writes it and uploads it."
)
NO_LIST: Final = (
    "No program is on your list yet: mark programs with a on Programs, or open the application "
    "list (L)."
)
NOT_WAIVED: Final = "Not waived: programs trust a letter more that its subject cannot read."
CHOSEN: Final = (
    "Chosen exactly: what is asked for first, then how well the writer knows you, your specialty, "
    "the US, and how new it is. A weak letter is left out where nothing asks for it."
)
SHOWN: Final = 8
"""Letters with a column of their own."""
FURTHER: Final = 6
"""Letters more that are named."""


def assign(
    coach: Coach,
    coming: Annotated[bool, Opt("as if letters that were asked for were there")] = False,
    apply: Annotated[bool, Opt("write it into the letters; undo takes it back")] = False,
) -> Answer:
    """The best letters for each program on the list, and what each further one would improve."""
    board = coach.letters.board(coming)
    changed = coach.letters.take_over() if apply else False
    data = {
        "assignment": [
            {
                "program_id": seat.program_id,
                "letters": seat.letters,
                "assigned": seat.assigned,
                "lacking": dict(zip(NEEDS, seat.lacking, strict=True)),
            }
            for seat in board.seats
        ],
        "further": board.further(),
        "changed": changed,
    }
    told = ["Assigned; `coach undo` takes it back."] if changed else []
    return Answer(data, [*board_lines(coach, board), *notes(*told)])


def board_lines(coach: Coach, board: Board) -> list[Line]:
    """Letters, programs with what they get and lack, and what one letter more would do."""
    if not board.seats:
        return [Line.of(NO_LIST), *_source_lines(coach, board)]
    order = sorted(board.letters, key=lambda key: -_count(board, key))
    useful = [in_words(each, board) for each in board.further() if each.improves]
    further = useful[:FURTHER] or ["Nothing that is asked for would come nearer by one more."]
    return parted(
        [head(f"{complete_words(board)} ({coach.letters.programs()[0]})"), _signs(board)],
        _letter_lines(board, order),
        _seat_lines(coach, board, order),
        [head("One letter more"), *(Line.of(words, indent=2, hang=2) for words in further)],
        _source_lines(coach, board),
    )


def complete_words(board: Board) -> str:
    """How many programs get all that is asked for, and by whose word that is asked."""
    full = sum(seat.complete for seat in board.seats)
    read = sum(seat.asking.was_read for seat in board.seats)
    asked = "all that you read they ask for" if read else "all that is usually asked for"
    if 0 < read < len(board.seats):
        asked = f"all that is usually asked for, {read} of them by what you read there"
    elif not read and len({seat.asking for seat in board.seats}) == 1:
        asked += f" ({_asked_words(board.seats[0].asking.counts)})"
    return f"{full} of {counted(len(board.seats), 'program')} can get {asked}"


def _signs(board: Board) -> Line:
    """What the signs mean, and where the proposal differs from what was assigned."""
    assigned = sum(bool(seat.assigned) for seat in board.seats)
    other = sum(seat.differs for seat in board.seats)
    differs = f"; the proposal differs at {other} of them (A, --apply takes it)" if other else ""
    words = f"{APPLY} assigned, at {counted(assigned, 'program')}{differs}; {OPEN} proposed."
    return Line.of(words, "dim")


def _letter_lines(board: Board, order: Sequence[str]) -> list[Line]:
    lines = []
    for place, key in enumerate(order, 1):
        letter = board.letters[key]
        count = counted(_count(board, key), "program")
        kind = letter.kind * (letter.kind != "clinical")
        about = ", ".join(filter(None, (letter.specialty, letter.origin, kind, letter.state)))
        what = f"{letter.writer} {DOT} {about} {DOT} {count}"
        lines.append(Line.labelled(str(place) if place <= SHOWN else "", what))
    more = [f"{each.writer} ({each.state})" for each in board.coming.values()]
    return [*lines, *labelled(("coming", ", ".join(more)))] or [Line.of("No letter is there yet.")]


def _count(board: Board, key: str) -> int:
    """How many programs get a letter: what was assigned there, else what is proposed."""
    return sum(key in (seat.assigned or seat.letters) for seat in board.seats)


def _seat_lines(coach: Coach, board: Board, order: Sequence[str]) -> list[Line]:
    """The programs across which letters stand, those that lack something first."""
    seats = sorted(board.seats, key=lambda seat: seat.complete)
    columns = [
        *(Col(str(place), 7) for place, _ in enumerate(order[:SHOWN], 1)),
        Col("missing", 6, left=True, least=12),
    ]
    cells = [[*(_sign(seat, key) for key in order[:SHOWN]), lacking_words(seat)] for seat in seats]
    programs, named = programs_columns(coach, [seat.program_id for seat in seats])
    whole = [(*names, *row) for names, row in zip(named, cells, strict=True)]
    return table((*programs, *columns), whole, ROOM - 1, gap=1)  # a page has a margin


def _sign(seat: Seat, key: str) -> str:
    return APPLY if key in seat.assigned else OPEN if key in seat.letters else DOT


def lacking_words(seat: Seat) -> str:
    """What a program lacks with what it gets, the total first: `2: 1 US, 2 own`; "-": nothing."""
    lacks = seat.short or seat.lacking
    if not any(lacks):
        return "-"
    kinds = zip(("US", "own", "chair", "standard"), lacks[1:], strict=True)
    each = ", ".join(f"{count} {kind}" for kind, count in kinds if count)
    return f"{least_letters(lacks)}{f': {each}' if each else ' of any kind'}"


def _source_lines(coach: Coach, board: Board) -> list[Line]:
    """Where the counts come from, and what is told only as a number."""
    specialties = dict.fromkeys(seat.specialty for seat in board.seats)
    named = specialties or dict.fromkeys(coach.profile.applicant.specialties)
    lines = list[Line]()
    for name in named:
        rule = coach.letters.rule(name)
        sure = (f"  {rule.note}{source(rule)}", "dim")
        lines.append(Line(((rule_words(coach, name), ""), sure), hang=2))
    told = coach.letters.told_as_numbers
    more = f"{told} of your letters are told only as a number; name their writers (e)."
    notes_below = [CHOSEN, *([more] if told else []), NEVER]
    return [*lines, *(Line.of(note, "dim") for note in notes_below)]


def rule_words(coach: Coach, specialty: str) -> str:
    """How many letters a specialty usually asks for, and of which kinds."""
    rule = coach.letters.rule(specialty)
    asked = _asked_words((rule.letters, rule.us, rule.own, rule.chair, rule.standard))
    return f"{specialty}: usually {asked}; a program takes at most 4."


def _asked_words(counts: Sequence[int]) -> str:
    """`3 in all, 2 from a US physician`."""
    words = ("in all", *(KINDS[need] for need in NEEDS[1:]))
    each = zip(words, counts, strict=True)
    return ", ".join(f"{count} {kind}" for kind, count in each if count)


def beside_letters(coach: Coach, letter: Letter) -> list[Line]:
    """What comes next with a letter, whom it serves, what the writer needs, and the waiver."""
    board = coach.letters.board()
    due, rules = coach.letters.nudges.get(letter.key), coach.library.rules
    person = coach.people.named(letter.writer)
    writer = f"{person.name}, {person.role}" if person else "not among your people yet (n adds)"
    waived = {None: rules["letters_waive"].text, False: NOT_WAIVED, True: "waived"}
    lines = labelled(
        ("Next", _next_words(coach, due[1]) if due else ""),
        *_use(board, letter),
        ("Writer", writer),
        *(_how(due[1]) if due else ()),
        ("Needs", "" if letter.key in board.letters else rules["letter_when"].text),
        ("Waiver", waived[letter.waived]),
        ("Never", rules["letters_never_own"].text),
    )
    return [*lock_lines(coach), *lines]


def _how(due: Nudge) -> list[tuple[str, str]]:
    """How to do what comes next, and by which wait it comes."""
    why = f"{due.wait.text}{source(due.wait)}" if due.wait else ""
    return [("How", HOW[due.what]), ("Why", why)]


def _use(board: Board, letter: Letter) -> list[tuple[str, str]]:
    """How many programs a letter serves, or would."""
    count = _count(board, letter.key)
    gains = (
        in_words(each, board)
        for each in board.further()
        if each.improves and each.key == letter.key
    )
    of = counted(len(board.seats), "program")
    serves = f"{count} of {of}" if letter.key in board.letters else ""
    return [("Serves", serves), ("Would", next(gains, ""))]


def _next_words(coach: Coach, due: Nudge) -> str:
    today = coach.today
    if due.what == "wait":
        return f"wait, or ask somebody else; you reminded on {short(due.day, today)}"
    days = f"by {short(due.until, today)}"
    if due.until < today:
        days = f"its day was {short(due.until, today)}"
    elif due.day > today:
        days = f"from {short(due.day, today)}, {days}"
    return f"{due.what}, {days}"


def standing_letters(coach: Coach) -> list[Line]:
    """How the letters stand against the list."""
    board = coach.letters.board()
    if not board.seats:
        return [Line.of(NO_LIST), Line.of(NEVER, "dim")]
    short_ones = [seat for seat in board.seats if not seat.complete]
    useful = next((each for each in board.further() if each.improves), None)
    return labelled(
        ("Complete", complete_words(board)),
        ("Missing", _most_missing(short_ones)),
        ("Best", in_words(useful, board) if useful else ""),
        ("", lock_words(coach)),
    )


def _most_missing(seats: Iterable[Seat]) -> str:
    counts = [sum(seat.lacking[place] > 0 for seat in seats) for place in range(len(NEEDS))]
    named = sorted(zip(counts, NEEDS, strict=True), key=lambda each: -each[0])
    return "; ".join(f"{KINDS[need]} at {count}" for count, need in named if count)


def short_letters(coach: Coach) -> str:
    """How many are there, and at how many programs something is missing."""
    letters = coach.letters.entries().values()
    if not letters:
        return ""
    board = coach.letters.board()
    lacking = sum(not seat.complete for seat in board.seats)
    where = f", missing at {lacking} of {len(board.seats)}" if lacking else ""
    return f"{len(board.letters)} there, {len(letters) - len(board.letters)} not yet{where}"


def closed_letters(coach: Coach, letter: Letter) -> dict[str, str]:
    """Why nobody is to be reminded or thanked now, by command."""
    remind = "" if letter.state in COMING else f"the letter is {letter.state}"
    thank = "" if letter.state in IN_HAND else "the letter is not there yet"
    if letter.reminded:
        remind = f"reminded on {short(letter.reminded, coach.today)}; wait, or ask somebody else"
    if letter.thanked:
        thank = f"thanked on {short(letter.thanked, coach.today)}"
    reasons = {"outreach.reminded": remind, "letters.thanked": thank}
    return {key: reason for key, reason in reasons.items() if reason}
