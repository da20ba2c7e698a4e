"""How long the PDF of a whole application takes: 40 pages of text with budget, framework and table of contents."""

import io
import statistics
import time
from datetime import UTC, datetime

import pikepdf

from sipgrants.core.money import Money
from sipgrants.documents import application, plan
from sipgrants.documents.kit.language import Language
from sipgrants.documents.kit.page import Imprint

SENTENCE = (
    "The project strengthens the capacity of the ministry to control trade in mercury and mercury compounds. "
)
PARAGRAPH = SENTENCE * 7
MOMENT = datetime(2027, 4, 15, 21, 59, 5, tzinfo=UTC)


def budget(lines: int) -> plan.Budget:
    """Return a budget of two years with that many lines."""
    amounts = (Money.usd("2150"), Money.usd("850.50"))
    classes = ("Staff and other personnel", "Travel", "Contractual services")
    return plan.Budget(
        ("2027", "2028"),
        [
            plan.BudgetLine(f"1.{number} Training of officers", classes[number % 3], SENTENCE[:90], amounts)
            for number in range(lines)
        ],
        [],
    )


def dossier(paragraphs: int) -> application.WholeApplication:
    """Return an application of ten sections with that many paragraphs each, and a budget of 40 lines."""
    sections = [
        application.Section(
            str(number),
            f"Section {number}",
            [
                application.Answer(f"Question {one}", "\n".join([PARAGRAPH] * (paragraphs // 4)))
                for one in range(4)
            ],
        )
        for number in range(1, 11)
    ]
    return application.WholeApplication(
        imprint=Imprint("SIP-6-ZM-01/A1", MOMENT, "7K2M-QX9T-0WBV-5RHD", "https://sip.example/check/7K2M"),
        reference="SIP-6-ZM-01",
        title="Reducing mercury use in artisanal gold mining",
        party="Zambia",
        partners=["Senegal"],
        institution="Ministry of Environment",
        round_name="Round 6",
        version=1,
        submitted_at=MOMENT,
        zone="Africa/Lusaka",
        sha256="9f" * 32,
        amount=Money.usd("240000"),
        months=24,
        sections=[*sections, application.Section("B", "Budget", [budget(40)])],
        files=[],
    )


def timed(paragraphs: int, times: int = 3) -> tuple[int, float]:
    """Return the pages of the PDF, and the median of several runs in seconds (the first warms the fonts up)."""
    language, whole, found, data = Language("en"), dossier(paragraphs), [], b""
    application.render(dossier(4), language)
    for _ in range(times):
        begun = time.perf_counter()
        data = application.render(whole, language)
        found.append(time.perf_counter() - begun)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return len(pdf.pages), statistics.median(found)


def main() -> None:
    """Print the figures."""
    for paragraphs in (8, 20):
        pages, seconds = timed(paragraphs)
        print(
            f"PDF of a whole application, {pages} pages: {seconds:.2f} s ({seconds / pages * 1000:.0f} ms a page)"
        )


if __name__ == "__main__":
    main()
