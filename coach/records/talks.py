"""What the release knows of talks with programs: what is asked, and how one looks back."""

from coach.records.facts import Fact, Words


class TalkRow(Fact, kw_only=True):
    """A question or a note for an interview."""

    key: Words
    kind: Words
    """Of practice: what it is about; of a note: ask, trait, decline, consent or second."""
    text: Words
    of: tuple[str, ...] = ()
    """What has to hold of program or applicant for it to be of use, one of several."""
    words: tuple[str, ...] = ()
    """Parts of words by which an applicant may write of a trait."""
