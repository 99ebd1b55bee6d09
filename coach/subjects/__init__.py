"""The door by subject: all that screens and commands ask of an applicant's coach.

`coach = Coach.open(home, at(day))`, then:

    coach             now, today, home, version, refresh(), close(), undo(), find(query, kind,
                      limit), finder(extra), setting(key), set_setting(key, value),
                      work_out("ahead" or a view of the list): keeps what takes long
    coach.road        plan (Road; `plan.step(key)` gives None for one that does not apply), place,
                      tasks, step(key), finish(key, on, hours), reopen(key), skip(key, why),
                      move(key, day), snooze(key, day), part(key, hours), wait(key, since,
                      expected), tell(key, Telling), add(NewTask) -> key, remove(key)
    coach.ahead       opens, kept() -> Ahead or None, outlook(), what_if(Choices), moved_since(at)
    coach.week        plan(hours), pace, last_plan(), reviews(), look_back(monday),
                      keep_review(text, hours, monday)
    coach.programs    ranked(specialties, states, weights) -> Standings, standing(id), known(id),
                      listed(), marks, mark(id, mark, note), facts_of(id), read_facts,
                      record_fact, moved(since), specialties, states
    coach.library     resources(), resource(id), catalogue, marks, mark(id, mark, note),
                      helps_week(), helps_task(key), rules, sources
    coach.profile     answers, applicant, change(values, title), names, needs, need_rules
    coach.season      year, days, calendar(season), dates(limit), locked, in_match_week,
                      countries, fees
    coach.applying    listed(Limits) -> Told[Listed], of_market(file, Limits), signalled(Limits),
                      verifying(Limits), kept(view) -> Told or None
    coach.deciding    levers(), scenarios(), looks(scenarios), years(edits),
                      presets(), filters()
    coach.history     changes(limit), first_change, clock_note, undo(), release(), backup(file),
                      integrity()

Acts return whether anything changed, and raise CoachError with a sentence for what cannot be.
"""
