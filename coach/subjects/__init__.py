"""The door by subject: all that screens and commands ask of an applicant's coach.

`coach = Coach.open(home, at(day))`; then one module for each subject, by its name: `coach.road` is
RoadSubject of road.py. Acts return whether anything changed, or what is true where it did, and
raise CoachError with a sentence for what cannot be.
"""
