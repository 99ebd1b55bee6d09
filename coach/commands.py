"""Every command with a key, declared once: keys, footer, palette, help, words on the command line.

What a row lacks it does not have there: without words it is no command of the command line. Those
of the command line alone stand in coach/cli/rows.py.
"""

from __future__ import annotations

from typing import Final

from coach.records import Record

TASKS: Final = ("week", "journey")
"""The pages of tasks."""
LIST: Final = "list"
"""In every list."""
DETAIL: Final = "detail"
"""In the text below a list."""


class Command(Record):
    """One thing the user can do."""

    id: str
    """Its name for rebinding: "task.finish"."""
    key: str = ""
    """The keys that do it, separated by commas; the footer shows the first."""
    label: str = ""
    """One word for the footer."""
    text: str = ""
    """One sentence for help, palette and usage."""
    action: str = ""
    """An `action_…` method of the page or app, with its arguments if any; or, with a dot, a
    function of a module of screens/pages: it gets the page and, without `()`, what is selected."""
    pages: tuple[str, ...] = ()
    """Where it is possible; nothing means everywhere."""
    rank: int = 0
    """Its place in the footer; 0 keeps it out."""
    words: str = ""
    """On the command line: "move", "task add"; none for what only a screen does."""
    act: str = ""
    """`road.move`: an act of a subject, `undo`: of the coach; `saying.week.week`: a function over
    the coach; with ":word" of that log. Its typed signature gives the options, its typed
    answer the JSON."""
    says: str = ""
    """`task.acted`: the function of coach/saying that puts the answer into words."""
    gives: str = ""
    """The key of the answer in JSON, where it has no keys of its own."""

    @property
    def binding(self) -> str:
        """What Textual runs: a page looks first whether the command is possible now."""
        on_a_page = self.pages and not {LIST, DETAIL} & set(self.pages)
        return f"do('{self.id}')" if on_a_page else self.action


LOG_KEYS: Final = (
    ("exams", "e", "exams", "Go to the exams and what is planned."),
    ("sessions", "s", "study", "Go to the hours of study."),
    ("tests", "n", "tests", "Go to the practice tests."),
    ("errors", "m", "mistakes", "Go to what went wrong in questions."),
    ("experience", "x", "experience", "Go to rotations, research and work."),
    ("outreach", "o", "outreach", "Go to the places and people written to."),
    ("letters", "l", "letters", "Go to the letters of recommendation."),
    ("people", "p", "people", "Go to mentors, contacts and study groups."),
    ("documents", "d", "documents", "Go to passport, diploma and the other papers."),
    ("forms", "f", "forms", "Go to what you typed into which form."),
    ("versions", "w", "statement", "Go to the versions of your statement."),
    ("spending", "c", "costs", "Go to what was paid and what is to come."),
)
"""The keys that lead from Prepare to a log: log, key, word of the footer, sentence."""
SEASON_KEYS: Final = (
    ("applications", "s", "sent", "Go to your applications, and what became of each."),
    ("invites", "i", "invitations", "Go to the invitations."),
    ("interviews", "v", "interviews", "Go to the interviews, and how each was."),
)
"""Those that lead there from Season."""
HOMES: Final = ("prepare", "season")
"""The pages of logs."""

# A table: one entry, one row.
# fmt: off
COMMANDS: Final[tuple[Command, ...]] = (
    # Week and Journey
    Command("task.finish", "space", "done", "Mark the task as done.", "finish", TASKS, 10,
            words="do", act="road.finish", says="task.acted"),
    Command("task.reopen", "o", "reopen", "Take back that the task is done, skipped or waits.",
            "reopen", TASKS, 12, words="reopen", act="road.reopen", says="task.acted"),
    Command("task.move", "m", "move", "Move the task to another day, or give it back to the plan.",
            "task_asks.move", TASKS, 13, words="move", act="road.move", says="task.acted"),
    Command("task.snooze", "s", "snooze", "Put the task off until a day.",
            "task_asks.snooze", TASKS, 14, words="snooze", act="road.snooze", says="task.acted"),
    Command("task.why", "enter", "why", "Show why the task is here, its dates and sources.",
            "explain", TASKS, 16),
    Command("task.add", "a,plus", "add", "Add a task of my own.", "task_asks.add()", TASKS, 20,
            words="task add", act="road.add", says="task.acted"),
    Command("task.skip", "x,S", "skip", "Leave the task out, with a reason.",
            "task_asks.skip", TASKS, 22, words="skip", act="road.skip", says="task.acted"),
    Command("task.part", "p", "part", "Say how many hours of the task are done; the rest stays.",
            "task_asks.part", TASKS, 24),
    Command("task.edit", "e", "edit", "Change its due day, note or links; all of my own tasks.",
            "task_asks.edit", TASKS, 26, words="task set", act="road.tell", says="task.acted"),
    Command("task.wait", "w", "wait", "Say that others have to answer, since when and until when.",
            "task_asks.wait", TASKS, 28),
    # Week
    Command("week.review", "r", "review", "Look back on the week: four questions, two minutes.",
            "reviewing.review()", ("week",), 18),
    Command("week.history", "H", "history", "Read the weeks that were looked back on.",
            "history", ("week",), 30),
    Command("week.answer", "y", "answer", "Answer what is asked, or change how many invitations.",
            "clock.answer()", ("week",), 11,
            words="answer", act="answering.answer", says="clock.answered"),
    Command("tips.off", "T", "", "No more tips for the first days.",
            "beginning.no_more_tips()", ("week",)),
    # Journey
    Command("journey.chain", "c", "chain", "Show the critical chain and the gates, or the stages.",
            "chain", ("journey",), 18),
    Command("journey.what_if", "i", "what if", "Ask what another start, year or pace would change.",
            "advice.what_if", ("journey",), 19),
    Command("journey.moved", "v", "moved", "Show what moved since last week, and why.",
            "read_moved", ("journey",), 21),
    Command("stage.previous", "h,left", "previous stage", "Go to the stage before.",
            "stage(-1)", ("journey",), 60),
    Command("stage.next", "l,right", "next stage", "Go to the next stage.",
            "stage(1)", ("journey",), 50),
    # Programs
    Command("program.apply", "a", "apply", "Put the program on my application list.",
            "mark('apply')", ("programs",), 10),
    Command("program.maybe", "y", "maybe", "Keep the program in mind.",
            "mark('maybe')", ("programs",), 20),
    Command("program.no", "x", "no", "Take the program out of my list.",
            "mark('no')", ("programs",), 30),
    Command("program.explain", "e,enter", "explain", "Show every reason with its source and date.",
            "explain", ("programs",), 40),
    Command("program.filter", "f", "filter", "Choose which programs are listed.",
            "filter", ("programs",), 50),
    Command("program.sort", "o", "sort", "Choose the order of the list.",
            "sort", ("programs",), 80),
    Command("program.fact", "i", "I read", "Record a fact of the program that I read.",
            "program_acts.record_fact", ("programs", "applying"), 55,
            words="fact", act="saying.programs.record_fact"),
    Command("program.weights", "w", "weights", "Change the weights; the list follows as I type.",
            "weigh", ("programs",), 60),
    Command("program.list", "L", "list", "Go to the application list: how many, in what order.",
            "go('applying')", ("programs",), 35),
    Command("program.compare", "c", "compare", "Add the program to a comparison, or take it out.",
            "compare", ("programs",), 65),
    Command("program.side_by_side", "C", "", "Show the compared programs side by side.",
            "side_by_side", ("programs",)),
    Command("program.note", "m", "note", "Write a note on the program that is marked.",
            "program_acts.note", ("programs",), 75),
    Command("program.more", "v", "more", "Levers, visa scenarios, this year or next, filters.",
            "advice.advise()", ("programs", "applying"), 70),
    # Application list
    Command("applying.previous_view", "h,left", "view before", "Go to the view before.",
            "turn(-1)", ("applying",), 20),
    Command("applying.next_view", "l,right", "next view", "List, signals, what to check first.",
            "turn(1)", ("applying",), 15),
    Command("applying.next_season", "n", "next season", "Show next season's list, or this one's.",
            "next_season", ("applying",), 22),
    Command("applying.budget", "b", "budget", "Change the budget for applications.",
            "budget", ("applying",), 10),
    Command("applying.in", "a", "keep in", "Keep the program on the list, or let it go.",
            "lock('apply')", ("applying",), 25),
    Command("applying.out", "x", "leave out", "Leave the program out of the list, or let it back.",
            "lock('no')", ("applying",), 30),
    Command("applying.why", "enter", "why", "Show what the figures of the line mean.",
            "explain", ("applying",), 40),
    Command("applying.export", "e", "export", "Write the list to a file.",
            "importing.write_list()", ("applying",), 60),
    # Prepare
    Command("prepare.add", "a,plus", "add", "Add to any log by a line: lor Dr Khan IM us ask fri.",
            "add", HOMES, 10,
            words="note", act="prepare.add", says="prepare.added", gives="kept"),
    Command("prepare.done", "space", "done", "Mark the step under the cursor as done.",
            "finish", HOMES, 12),
    Command("prepare.open", "enter", "open", "Open the log, or the entry that a step is about.",
            "open", HOMES, 14),
    *(Command(f"{home}.{log}", key, label, text, f"go('{log}')", (home,), rank)
      for home, keys in (("prepare", LOG_KEYS), ("season", SEASON_KEYS))
      for rank, (log, key, label, text) in enumerate(keys, 20)),
    # Season
    Command("season.paste", "p", "paste", "Paste what came: an invitation, or a list of programs.",
            "pasting.paste()", ("season", "applications"), 11),
    Command("season.forecast", "f", "forecast", "Read what was expected, what came, what helps.",
            "pulse.forecast()", ("season",), 12, words="forecast", act="forecasting.forecast",
            says="forecast.forecast"),
    Command("season.alarm", "z", "alarm", "Ask to be told when so few invitations are rare.",
            "pulse.alarm()", ("season",), 30),
    # Interviews
    Command("talks.felt", "y", "how was it", "Mark an interview by five keys, and add a note.",
            "talk_acts.felt", ("interviews",), 5,
            words="interviews felt", act="talks.felt", says="interviews.felt", gives="changed"),
    Command("talks.before", "b", "before", "Read what to confirm, ask, tell and practise.",
            "talk_acts.before", ("interviews",), 6,
            words="interviews before", act="talks.before", says="interviews.before"),
    Command("talks.thanked", "n", "thanked", "Say that you thanked them today.",
            "talk_acts.thanked", ("interviews",), 7),
    Command("talks.practice", "p", "practice", "Read questions to practise, of every kind.",
            "talk_acts.practice()", ("interviews",), 20,
            words="interviews practice", act="talks.practice", says="interviews.practice",
            gives="questions"),
    # Exams, practice tests, study and mistakes
    Command("study.plan", "p", "plan", "Read the plan of the exam, week by week.",
            "studying.plan", ("exams", "sessions"), 11,
            words="study plan", act="study.plan", says="study.plan"),
    Command("study.readiness", "v", "ready?", "Read the range for the exam, and what it rests on.",
            "studying.readiness", ("exams", "tests"), 11,
            words="study readiness", act="study.readiness", says="ready.readiness"),
    Command("study.replan", "r", "re-plan", "See a later day that fits, and move the exam to it.",
            "studying.replan", ("exams",), 12,
            words="study replan", act="study.replan", says="study.replan"),
    Command("study.review", "r", "review", "Go through the mistakes that are due, one by one.",
            "studying.review()", ("errors",), 9),
    # Library
    Command("resource.use", "space", "using", "Mark the resource as one I use.",
            "mark('using')", ("library",), 10),
    Command("resource.no", "x", "not for me", "Put the resource out of sight.",
            "mark('no')", ("library",), 20),
    Command("resource.open", "enter", "open", "Show how to use the resource and where it is.",
            "explain", ("library",), 30),
    Command("resource.filter", "f", "filter", "Choose which resources are listed.",
            "filter", ("library",), 40),
    # Letters and people
    Command("letters.board", "b", "board", "Show letters against the programs on the list.",
            "letter_acts.board()", ("letters",), 20),
    Command("letters.assign", "A", "assign", "Write the proposed letters into each letter.",
            "letter_acts.assign()", ("letters",), 22),
    Command("letters.thanked", "y", "thanked", "Say that you thanked the writer today.",
            "letter_acts.thanked", ("letters",), 7),
    Command("letters.person", "n", "who", "Go to the writer; add who is not kept yet.",
            "letter_acts.person", ("letters", "experience", "outreach"), 24),
    Command("people.named", "n", "where", "Go to the letter, rotation or message that names "
            "them.", "letter_acts.named", ("people",), 20),
    Command("people.forget", "F", "forget", "Forget the person, in the history too.",
            "letter_acts.forget", ("people",), 22),
    # Documents and forms
    Command("papers.side", "b", "side by side", "Show a form beside what is true, to type off.",
            "paper_acts.side()", ("documents", "forms"), 5),
    Command("papers.check", "c", "check", "Name all that differs before you certify.",
            "paper_acts.check()", ("documents", "forms"), 6),
    # Versions of a statement
    Command("versions.write", "o", "editor", "Write in your own editor; what you save is kept.",
            "writing_acts.write()", ("versions",), 5,
            words="versions edit", act="versions.edit", says="versions.kept"),
    Command("versions.check", "v", "check", "Read all that the checks find in the version.",
            "writing_acts.check", ("versions",), 6,
            words="versions check", act="versions.findings", says="writing.statement",
            gives="findings"),
    Command("versions.compare", "c", "compare", "Hold the version against the one before.",
            "writing_acts.compare", ("versions",), 7,
            words="versions compare", act="versions.compare", says="versions.compare"),
    Command("versions.record", "r", "record", "Read your own-work record: how the text grew.",
            "writing_acts.record()", ("versions",), 8),
    Command("versions.page", "W", "record to a file", "Write the own-work record to a file.",
            "writing_acts.write_record()", ("versions",), 20,
            words="versions record", act="saying.own_work.record"),
    Command("versions.study", "s", "add study", "Keep study days and tests in the same record.",
            "writing_acts.study()", ("versions",), 21,
            words="versions study", act="versions.keep_study", says="versions.kept"),
    # Money
    Command("money.months", "m", "months", "Read what each month takes, what it is, and why.",
            "spending.months()", ("spending",), 11),
    Command("money.insure", "v", "insure", "See what a dollar buys: safety in time, or interviews.",
            "advice.insure()", ("spending",), 13,
            words="money insure", act="insuring.insure", says="insuring.insure"),
    Command("money.why", "f", "forecast", "Read of a payment to come what it costs, and why.",
            "spending.why()", ("spending",), 14),
    Command("money.tell", "r", "rate", "Type a rate, what you put by each month, or savings.",
            "spending.tell()", ("spending",), 12),
    Command("money.before", "b", "before", "Keep what your finished steps cost, at listed prices.",
            "spending.before()", ("spending",), 22),
    # Profile
    Command("profile.edit", "enter", "edit", "Change the answer under the cursor.",
            "questions.answer", ("profile",), 10),
    Command("profile.questions", "r", "questions", "Go on with the first questions.",
            "questions.first_questions()", ("profile",), 15),
    Command("profile.import", "i", "import", "Read answers, programs or notes from a file.",
            "importing.read_in()", ("profile",), 20),
    Command("profile.export", "w", "write export", "Write everything to files I can keep.",
            "importing.write_profile()", ("profile",), 30),
    # Everywhere
    Command("rules", "R", "", "Show every rule with a limit, held against you today.", "rules",
            words="rules", act="profile.rules", says="rules.rules", gives="rules"),
    Command("page.find", "slash", "find", "Find words on this page.", "find", rank=91),
    Command("find.anything", "ctrl+p", "", "Find any program, task or command by a few letters.",
            "find_anything"),
    Command("undo", "u", "", "Take back the last change.", "undo",
            words="undo", act="undo", says="history.undone", gives="undone"),
    Command("pane.next", "tab", "", "Go to the next part of the page.", "next_pane"),
    Command("back", "escape", "", "Go back.", "back"),
    Command("return", "ctrl+o", "back", "Go back to where you were before a search led here.",
            "return", rank=90),
    Command("theme", "t", "", "Choose colours: the terminal's, dark, light, contrast.", "theme"),
    Command("suspend", "ctrl+z", "", "Go to the shell for a while; fg comes back.",
            "suspend_process"),
    Command("repaint", "ctrl+l", "", "Paint the screen anew.", "repaint"),
    Command("help", "question_mark", "help", "Explain this page and the line under the cursor.",
            "help", rank=99),
    Command("quit", "q", "quit", "Leave the program; everything is saved.", "quit", rank=92),
    # In every list
    Command("list.down", "j,down", "", "Go down a row.", "move(1)", (LIST,)),
    Command("list.up", "k,up", "", "Go up a row.", "move(-1)", (LIST,)),
    Command("list.top", "home", "", "Go to the first row; gg does the same.", "first", (LIST,)),
    Command("list.g", "g", "", "Pressed twice: go to the first row.", "g", (LIST,)),
    Command("list.bottom", "G,end", "", "Go to the last row.", "last", (LIST,)),
    Command("list.half_down", "ctrl+d", "", "Go down half a page.", "page(1, 2)", (LIST,)),
    Command("list.half_up", "ctrl+u", "", "Go up half a page.", "page(-1, 2)", (LIST,)),
    Command("list.page_down", "pagedown", "", "Go down a page.", "page(1)", (LIST,)),
    Command("list.page_up", "pageup", "", "Go up a page.", "page(-1)", (LIST,)),
    # In the text pane
    Command("detail.down", "J", "", "Read on, a line.", "read(1)", (DETAIL,)),
    Command("detail.up", "K", "", "Read back, a line.", "read(-1)", (DETAIL,)),
    Command("detail.page_down", "ctrl+f", "", "Read on, a page.", "leaf(1)", (DETAIL,)),
    Command("detail.page_up", "ctrl+b", "", "Read back, a page.", "leaf(-1)", (DETAIL,)),
    # Experience and outreach
    Command("experience.papers", "p", "papers", "Tick a paper that is there, or take it back.",
            "rotations.papers", ("experience",), 11),
    Command("experience.vet", "v", "checks", "Tick what you checked before you pay.",
            "rotations.vet", ("experience",), 11),
    Command("experience.texts", "m", "MyERAS", "Read the entries as they would go into MyERAS.",
            "rotations.texts()", ("experience",), 12),
    Command("outreach.answered", "y", "answered", "Say that an answer came today, and which.",
            "rotations.answered", ("outreach",), 5),
    Command("outreach.reminded", "r", "reminded", "Say that you reminded them today.",
            "rotations.reminded", ("outreach", "letters"), 6),
)
# fmt: on
