"""Forms: what was typed into which field of which form, season by season."""

from datetime import date
from typing import Annotated, Final, Literal, get_args

from msgspec import Meta

from coach.logs.fields import also, ask, named, private
from coach.logs.log import Entry, Log
from coach.logs.settling import settled_form

Forms = Literal["MyIntealth", "ECFMG record", "MyERAS", "ResidencyCAS", "NRMP", "DS-160"]
FORMS_IN_ORDER: Final[tuple[str, ...]] = get_args(Forms)
"""The forms in the order of the road."""


class Filed(Entry, kw_only=True):
    """What was typed into one field of a form."""

    form: Annotated[
        Forms,
        ask("Which form?"),
        also(eras="MyERAS", cas="ResidencyCAS", r3="NRMP", ds160="DS-160"),
    ]
    field: Annotated[str, named("blank"), ask("Which field of it?")]
    value: Annotated[str, private, ask("What stands there?")]
    season: Annotated[int, Meta(ge=2000, le=2100), ask("Of which Match year?")] | None = None
    day: Annotated[date | None, ask("When did you type it?")] = None
    never = "Never a password, nor the number of a passport, a visa or social security."
    settled = settled_form

    @property
    def field_words(self) -> str:
        """The field in words."""
        return self.field.replace("_", " ")

    @property
    def order(self) -> float:
        """The newest season first, in it form by form."""
        return -10 * (self.season or 0) + FORMS_IN_ORDER.index(self.form)


FILED = Log(
    "forms",
    Filed,
    title=lambda filed: f"{filed.form}: {filed.field_words}, {filed.season}",
    line="filed {form} {field} {value}",
    columns=("form", "field", "value", "season"),
    demo=("filed MyERAS citizenship Pakistan", "filed MyERAS step2ck_score 241"),
)
