"""`python -m seed_data.estimating` writes estimates.csv and estimates.md in seed_data."""

from __future__ import annotations

import sys
from pathlib import Path

from seed_data.estimating import checking, checking_visas, report, simulating, writing
from seed_data.estimating.shares import Model, model
from seed_data.estimating.tables import table
from seed_data.estimating.visa_rates import Rates, rates
from seed_data.estimating.visas import VisaModel, chances, visa_model


def estimate(folder: Path) -> tuple[str, str]:
    """The text of estimates.csv and of estimates.md, from the seed tables of a folder."""
    fitted = model(folder)
    links = table(folder, "statistics/visa_links.csv")
    tables = {visa: rates(links, visa) for visa in ("j1", "h1b")}
    listing = visa_model(fitted)
    visas = writing.Visas(
        chances(fitted, listing, tables, "j1"), chances(fitted, listing, tables, "h1b")
    )
    rows = writing.text(writing.rows(fitted, visas))
    return rows, _document(fitted, listing, tables, visas)


def _document(
    fitted: Model, listing: VisaModel, tables: dict[str, Rates], visas: writing.Visas
) -> str:
    by_visa = (("j1", visas.j1), ("h1b", visas.h1b))
    return report.document(
        fitted,
        checking.comparison(fitted),
        checking.by_part(fitted),
        simulating.simulation(fitted),
        checking_visas.forecasts(listing),
        [(visa, checking_visas.cells(fitted, some, tables[visa], visa)) for visa, some in by_visa],
        simulating.certain_none(fitted),
    )


def main() -> None:
    """Writes both files and prints the document."""
    folder = Path(__file__).parent.parent
    rows, document = estimate(folder)
    (folder / "estimates.csv").write_text(rows, encoding="utf-8")
    (folder / "estimates.md").write_text(document, encoding="utf-8")
    sys.stdout.write(document)


if __name__ == "__main__":
    main()
