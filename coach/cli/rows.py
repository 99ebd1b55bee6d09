"""The commands of the command line: those without a key, those of every log, and all of them."""

from __future__ import annotations

from typing import Final

from coach.commands import COMMANDS, Command
from coach.subjects.kept import with_words


def line(words: str, text: str, act: str, says: str = "", gives: str = "") -> Command:
    """A command of the command line alone; what is said has the name of the act."""
    return Command(words, text=text, words=words, act=act, says=says or act, gives=gives)


LINES: Final = (
    *(command for command in COMMANDS if command.words),
    line(
        "profile show", "Show everything the coach knows of you.", "profile.show", "profile.answers"
    ),
    line(
        "profile set", "Set answers: KEY=VALUE; no value clears.", "profile.set", "profile.answers"
    ),
    line("profile import", "Read answers from a TOML file.", "profile.read_in", "profile.answers"),
    line(
        "profile export",
        "Write the answers to a TOML file.",
        "profile.write_out",
        "profile.answers",
    ),
    line("search", "Find anything by a few letters.", "find", "library.found", gives="results"),
    line("ask", "Answer a question, with your own numbers.", "saying.advice.ask"),
    line("programs", "Rank programs, with gates and reasons.", "saying.programs.programs"),
    line("program read", "Say what the text of its page states.", "saying.program_page.read"),
    line("explain", "Show everything behind one score.", "saying.programs.explain"),
    line("list", "Say which programs to apply to.", "applying.listed"),
    line("signals", "Say which programs of the list get a signal.", "applying.signalled"),
    line("verify", "Say which missing facts to check first.", "applying.verifying"),
    line("levers", "Say what would open most programs.", "deciding.levers", gives="levers"),
    line("scenario", "Say what a visa rule would change.", "deciding.scenario"),
    line("compare-years", "Hold this season beside the next.", "deciding.years", gives="years"),
    line("filters", "Show you as filters may see you.", "deciding.filters"),
    line("moved", "Say what moved in the ranking, and why.", "programs.moved", "moved.moved"),
    line("journey", "Show the stages and their checklists.", "saying.journey.journey"),
    line(
        "what-if",
        "Hold your road beside another start, year or pace.",
        "ahead.what_if",
        "journey.what_if",
    ),
    line(
        "experience entries",
        "Print your entries for MyERAS, counted, for typing off.",
        "rotations.texts",
        "rotations.entries",
        gives="entries",
    ),
    line("task remove", "Take a task of your own away.", "saying.task.remove"),
    line(
        "study answer", "Say how well a mistake was remembered.", "study.answer", "study.answered"
    ),
    line("money forecast", "Say what is spent, what is to come, and when.", "money.forecast"),
    line(
        "money tell",
        "Say a rate, what you put by, your savings.",
        "money.tell",
        "money.told",
        gives="told",
    ),
    line(
        "money before",
        "Keep what your finished steps cost as paid, at listed prices.",
        "money.before",
        gives="kept",
    ),
    line("rank list", "Show your rank list.", "ranking.ranked", "ranking.ranks", gives="rank"),
    line(
        "rank paste",
        "Rank the programs of a list that you have, in its order.",
        "ordering.paste",
        "ranking.ranks",
        gives="rank",
    ),
    line(
        "rank chance",
        "Say the chance by length of list, as published.",
        "ordering.chance",
        gives="chance",
    ),
    line("status", "Say the season in numbers.", "status.status", "season.status", "status"),
    line("week", "Show the plan for this week.", "saying.week.week"),
    line("paper week", "Write the week on one page to print.", "saying.paper.week"),
    line("paper done", "Tick what came back on paper, by its codes.", "saying.paper.done"),
    line("paper read", "Keep what a mentor wrote between the lines.", "saying.paper.read"),
    line("today", "Say the day in five lines, for a login banner.", "week.today"),
    line("review", "Look back on a week and keep it.", "week.review", "review.review"),
    line("weeks", "Show the weeks you looked back on.", "week.weeks", "review.weeks"),
    line("calendar", "Show the dates of a season.", "saying.calendar.calendar"),
    line("log", "Say what changed, when.", "history.changes", gives="changes"),
    line("import", "Take in any list that you have, with a preview.", "saying.importing.bring_in"),
    line("check consistency", "Say what differs in papers and forms.", "saying.papers.consistency"),
    line("forms side", "Print a form beside what is true.", "saying.papers.type_off"),
    line(
        "letters assign",
        "Say which letters each program gets, and what is missing.",
        "saying.letters.assign",
    ),
    line(
        "versions keep",
        "Keep the text of a file as a version of your statement.",
        "versions.keep_file",
        "versions.kept",
    ),
    line("versions show", "Print the text of a version.", "versions.shown"),
    line(
        "check statement",
        "Check a statement, sentence by sentence.",
        "writing.statement",
        gives="findings",
    ),
    line("check cv", "Check a CV, or your entries of experience.", "writing.cv", gives="findings"),
    line("check message", "Check a message to a program before you send it.", "writing.message"),
    line(
        "invites read",
        "Say what slots the mail of a program offers; book one.",
        "saying.inviting.invite_read",
    ),
    line("applications paste", "Keep a pasted list of programs as applications.", "pasting.paste"),
    line(
        "applications take",
        "Keep the programs marked to apply to as applications.",
        "pasting.take",
        gives="kept",
    ),
    line("soap week", "Say where you stand in Match Week, and what comes next.", "soap.board"),
    line("soap rehearse", "Walk through an invented hour of it.", "soap.rehearse", "soap.board"),
    line("soap pick", "Keep one program of the official list.", "soap.pick", "soap.board"),
    line("soap drop", "Take a picked program away.", "soap.drop", "soap.board"),
    line(
        "soap read", "Say what a text of the list names; keeps nothing.", "soap.read", "soap.listed"
    ),
    line(
        "soap cards", "Print facts to have before you when they call.", "soap.cards", gives="cards"
    ),
    line("people forget", "Forget a person, in the history too.", "saying.people.forget"),
    line(
        "export", "Write a list, programs, facts, or a page for a mentor.", "saying.files.take_out"
    ),
    line("backup", "Copy everything into one file.", "history.backup", gives="backup"),
    line(
        "restore", "Put a copy in the place of everything.", "backups.restore", "backups.restored"
    ),
    line(
        "forget", "Delete all that is kept here, after asking.", "backups.forget", "backups.forgot"
    ),
    line("doctor", "Show the health of your data and of the facts.", "history.doctor"),
    line(
        "demo", "Open the app on an example applicant.", "demo.write", "history.demo", gives="demo"
    ),
)
"""Those of the command line that are not of every log."""
GROUPS: Final = {
    "program": "Read what the page of one program states.",
    "profile": "who you are: show, set, import, export",
    "check": "before you send it: statement, cv, message, consistency of papers and forms",
    "task": "your own tasks; dates, notes and links of any",
    "soap": "Match Week: where you stand (alone), a rehearsal, what you picked, answer cards",
    "money": "what is spent and to come (alone), what a dollar buys, rates and savings",
    "rank": "the rank order list (alone): places, final check, replay, chance by length",
    "paper": "the week on paper (alone), what came back from it and from a mentor",
    "study": "exams: plan (alone), readiness, another day, mistakes",
}
"""What a word that begins several commands is for."""
ALONE: Final = {
    "profile": "profile show",
    "study": "study plan",
    "money": "money forecast",
    "rank": "rank list",
    "soap": "soap week",
    "paper": "paper week",
}
"""The command that such a word is by itself."""
TAKES_MORE: Final = ("study", "money", "paper")
"""Words whose command by itself may be told what it is about: `coach study step2ck`."""

LOG_ACTS: Final = (
    ("list", "what is kept", "logs.rows", "prepare.listed:{name}"),
    ("add", "add by a line of plain typing", "logs.added", "prepare.added:{name}"),
    ("set", "change fields: FIELD=VALUE; no value clears", "logs.set", ""),
    ("remove", "take one away", "logs.remove", ""),
    ("import", "add from a table", "saying.importing.into_log", ""),
    ("export", "write a table", "saying.files.of_log", ""),
)
"""What can be done with every log on the command line: word, text, act, what is said."""


def of_log(name: str, about: str) -> list[Command]:
    """The commands of one log."""
    return [
        Command(
            id=f"{name}.{action}",
            text=f"{about}: {text}",
            words=f"{name} {action}",
            act=f"{act}:{name}",
            says=says.format(name=name),
            gives=name if action == "list" else "",
        )
        for action, text, act, says in LOG_ACTS
    ]


def every_command() -> list[Command]:
    """The commands of the table, and those of each log."""
    logs = with_words().values()
    return [*LINES, *(row for log in logs for row in of_log(log.name, log.about))]
