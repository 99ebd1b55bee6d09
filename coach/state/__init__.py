"""What there is to know of one applicant, and from what it is derived."""

from coach.state.state import State

__all__ = ["State"]
