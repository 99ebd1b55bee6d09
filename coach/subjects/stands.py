"""Where applying stands for this applicant today: the season to look at, and what to say first."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING, Final

from coach.applying.phases import MOST_LATE, PASSED, Stand, stand_at
from coach.journey.over import SENDING
from coach.journey.stages import BOUND
from coach.logs.applications import APPLICATIONS
from coach.logs.season import of_season
from coach.records import Applicant
from coach.state import State
from coach.wording import share_range, short

if TYPE_CHECKING:
    from coach.applying.weighing import Worth

MATCHED: Final = (
    "You matched: nothing is left to apply to. `coach after` has what your first day hangs on."
)
ASK_FIRST: Final = (
    "whether a program still takes applications is in no fact: see its page or the service before "
    "you pay; `coach verify` asks that first"
)
SUBMITTING: Final = (*SENDING, "signals")
"""Tasks after which signals are sent."""
SIGNALS: Final = ("signal", "gold", "silver")
"""Words of a note that tell of one."""
First = tuple[tuple[str, str], ...]
"""What is said before an answer, each with its label."""


def stand_of(state: State, season: int | None = None) -> Stand:
    """Where applying stands in a season; None: in the one planned for."""
    days = {event.key: event.day for event in state.calendar(season or state.season)}
    return stand_at(days, state.today, state.applicant.match_result)


def later(state: State) -> State:
    """The same applicant in the first season after this one that can still be applied to in time;
    gates count the degree's years by its Match year."""
    # What this rests on is read here too, so that a kept answer is old with it.
    _ = state.overlays, state.program_marks
    seasons = (stand_of(state, season) for season in count(state.season + 1))
    season = next(stand.season for stand in seasons if stand.phase not in PASSED)
    return state.assuming({"match_year": season, "match_result": None})


def in_time(state: State) -> State:
    """The season that a decision of today serves: this one, or a later one once it is late."""
    return later(state) if stand_of(state).passed else state


def looked_at(state: State, next_season: bool, count: int | None) -> tuple[State, First, str]:
    """The season that is answered for, what to say first, or why nothing is answered; `count`: the
    number of applications that was asked for."""
    stand = stand_of(state)
    if why := settled(state):
        return state, (), why
    if stand.phase == "over" or next_season:
        ahead = later(state)
        return ahead, _first(ahead, stand, False), ""
    # Who asks for a number is answered as long as an invitation may come.
    if why := "" if count and stand.left.high else _nothing(state):
        return state, (), why
    return state, _first(state, None, count is not None), ""


def settled(state: State) -> str:
    """Why nobody applies any more, in this season or a later one; "" while one does."""
    bound = f"{BOUND[0].upper()}{BOUND[1:]}. `coach journey` has the steps to a first year."
    return {"matched": MATCHED, "bound": bound}.get(stand_of(state).phase, "")


def _nothing(state: State) -> str:
    """Why nothing of this season is proposed, and what is; "" where something is."""
    stand, events, today = stand_of(state), state.events, state.today
    if stand.phase == "ended":
        since = short(events["interview_season_end"].day, today)
        return (
            f"Interviews for {stand.season} are mostly over since {since} (a habit; a few run to "
            "mid February): an application now would bring next to nothing, so none is proposed. "
            "`--count N` lists some all the same; `--next` (n on the page) shows the next season."
        )
    if stand.phase == "waiting":
        since, monday = (
            short(events[key].day, today) for key in ("nrmp_rol_deadline", "match_status_monday")
        )
        week = f"Match Week begins on {monday}"
        if today >= events["match_status_monday"].day:
            week = "Only SOAP takes applications, from whom R3 says may take part"
        return (
            f"Rank lists for {stand.season} were due on {since}: a new application promises "
            f"nothing now. {week}: `coach calendar --match-week` has its "
            "hours. `--next` (n on the page) shows the next season."
        )
    return ""


def _first(state: State, after: Stand | None, counted: bool) -> First:
    """What is said before an answer of this season; `after`: the season that one comes from;
    `counted`: a number of applications was asked for."""
    stand, today = stand_of(state), state.today
    if after and after.phase == "over":
        words = f"{after.season} takes no applications that could lead to a match any more"
        return (("Over", f"{words}; this is for {stand.season}, by the facts of today"),)
    if after:
        return (("Next", f"season {stand.season}, by the facts and prices of today"),)
    if stand.phase == "early":
        opens = short(state.events["eras_season_opens"].day, today)
        words = f"season {stand.season} opens on {opens} (expected); facts and prices change before"
        return (("Early", f"{words}: a picture, not a plan"),)
    review = state.events["eras_programs_review"].day
    if stand.phase == "open" and today > review:
        since = short(review, today)
        words = f"programs read since {since}: the figures are for applications sent by then"
        return (("Late", f"{words}; signals went with them"),)
    if stand.passed:
        return _late(state.applicant, stand, counted)
    running = stand_of(state, stand.season - 1)
    if state.applicant.match_year or not running.left.high or not running.passed:
        return ()
    words = f"{stand.season}, as no Match year is said and it is late for {running.season}"
    return (("Season", f"{words} (`coach profile set match_year={running.season}` shows that)"),)


def _late(who: Applicant, stand: Stand, counted: bool) -> First:
    """What an application can still bring, and what to ask before it is paid for."""
    late = (
        f"{share_range(stand.left.low, stand.left.high)} of the invitations may still come, and "
        "the figures count only those (a survey of program directors of 2018, second-hand; that "
        "late files get less is a judgement)"
    )
    if who.invitations:
        late += f"; the {who.invitations} that you have are not in them"
    lines = [("Late", late)]
    if stand.most and not counted:
        words = f"{MOST_LATE} from 1 November, whatever the budget: little is left to buy"
        lines.insert(0, ("At most", f"{words} (a judgement); `--count N` lists more"))
    if who.applied:
        words = f"you applied to {who.applied}; this is what more would bring, and each costs the"
        lines.append(("Sent", f"{words} tier after those, so more than is shown"))
    return (*lines, ("Ask", ASK_FIRST))


def seldom(season: int, this: float, then: float) -> tuple[str, str]:
    """That a late list brings next to nothing, before all that is said of it."""
    words = "sending more now is seldom worth it"
    return "First", f"{words}: value ~{this:.0f} against ~{then:.0f} for {season}"


def beside(season: int, this: float, worth: Worth) -> tuple[str, str]:
    """The next season's list in a line beside this one's value."""
    ends = worth.interviews
    return "Next", (
        f"for {season}, {worth.applications} applications for the same money: value "
        f"~{worth.value:.0f} against ~{this:.0f}, {ends.low:.0f}-{ends.high:.0f} interviews; n on "
        "the page, `coach list --next`"
    )


def signals_sent(state: State) -> str:
    """Why no signal can be given any more; "" while one can."""
    stand, who = stand_of(state), state.applicant
    if stand.phase in ("early", "ahead", "bound", "matched"):
        return ""
    ticked = any(step and step.finished for step in map(state.road.step, SUBMITTING))
    if not (who.applied or (who.applied is None and (ticked or stand.passed))):
        return ""
    return (
        f"Signals for {stand.season} went with the applications and cannot be changed. "
        f"{_noted(state)} `coach signals --next` looks at the next season."
    )


def _noted(state: State) -> str:
    """Where signals went, as far as applications and notes say."""
    sent = of_season(state.kept(APPLICATIONS), state.season)
    noted = {each.program: each.title for each in sent if each.signal}
    for mark in state.program_marks.values():
        if any(word in mark.note.lower() for word in SIGNALS):
            noted.setdefault(mark.id, mark.title)
    if noted:
        return f"By what you noted: {'; '.join(noted.values())}."
    return "Which programs have them is not kept here: note it at each application."
