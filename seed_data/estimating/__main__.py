"""`python -m seed_data.estimating` writes estimates.csv and estimates.md in seed_data."""

from __future__ import annotations

import sys
from pathlib import Path

from seed_data.estimating import agreeing, checking, report, writing
from seed_data.estimating.shares import model, shares
from seed_data.estimating.tables import table
from seed_data.estimating.visa_rates import rates
from seed_data.estimating.visas import chances, listing


def estimate(folder: Path) -> tuple[str, str]:
    """The text of estimates.csv and of estimates.md, from the seed tables of a folder."""
    fitted, links = model(folder), table(folder, "statistics/visa_links.csv")
    share_of = shares(fitted)
    published = {visa: rates(links, visa) for visa in ("j1", "h1b")}
    listed = {visa: listing(fitted.around, visa) for visa in published}
    visas = {
        visa: chances(fitted.rows, listed[visa], printed, visa)
        for visa, printed in published.items()
    }
    step = agreeing.half_below(fitted)
    reports = table(folder, "statistics/img_share_by_specialty.csv")
    checks = report.Checks(
        scores=checking.comparison(fitted.around, fitted.blind),
        halves=checking.halves(fitted.around),
        shape=checking.shape(fitted.around, fitted.blind),
        matches=checking.beside_the_match(fitted, share_of, reports),
        forecasts=[checking.forecast(visa, places) for visa, places in listed.items()],
        step=step,
        agreements=agreeing.agreements(fitted, step),
        cells={
            visa: agreeing.cells(fitted.around, fitted.rows, visas[visa], printed, visa)
            for visa, printed in published.items()
        },
    )
    return writing.text(writing.rows(fitted, share_of, visas)), report.document(fitted, checks)


def main() -> None:
    """Writes both files and prints the document."""
    folder = Path(__file__).parent.parent
    rows, document = estimate(folder)
    (folder / "estimates.csv").write_text(rows, encoding="utf-8")
    (folder / "estimates.md").write_text(document, encoding="utf-8")
    sys.stdout.write(document)


if __name__ == "__main__":
    main()
