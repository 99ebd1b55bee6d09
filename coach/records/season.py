"""What the release knows of a season that runs."""

from coach.records.facts import Anchor, Fact, Words


class StillHelps(Fact):
    """Something that may be done while invitations are few, and until when."""

    key: Words
    opens: Anchor | None
    due: Anchor | None
    contact: bool
    """Whether it is contact with programs, which Match Week forbids."""
    text: Words
    over: str = ""
    """What is said once its last day is over."""
