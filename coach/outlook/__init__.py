"""Planning as commands and pages use it: acts on single tasks, chances, what if, reviews.

It stands on the front door (coach/coach.py) and on the rules in coach/journey; every act is
one undo.
"""
