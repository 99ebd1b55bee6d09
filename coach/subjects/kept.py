"""The logs that are declared, for the command line and the pages."""

from typing import TYPE_CHECKING

from coach.logs import (
    OF_THE_SEASON as OF_THE_SEASON,
    short_words as short_words,
    titles as titles,
    with_words as with_words,
)

if TYPE_CHECKING:
    from coach.logs.documents import Document as Document
    from coach.logs.experience import Experience as Experience
    from coach.logs.fields import Field as Field
    from coach.logs.forms import Filed as Filed
    from coach.logs.letters import Letter as Letter
    from coach.logs.log import Entry as Entry, Log as Log
    from coach.logs.outreach import Request as Request
    from coach.logs.people import Person as Person
    from coach.logs.spending import Spending as Spending
    from coach.logs.versions import Version as Version
    from coach.subjects.logs import LogSubject as LogSubject
