"""One example of every document, with names in six languages and text that tries to be markup."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

from sipgrants.core.money import Money
from sipgrants.documents import (
    agreement,
    application,
    contributions,
    dossier,
    expenditure,
    final_report,
    meeting_report,
    payment,
    plan,
    progress_report,
    public_statement,
    receipt,
    score_matrices,
    transmittal,
)
from sipgrants.documents.files import FileEntry
from sipgrants.documents.kit.blocks import Signatory
from sipgrants.documents.kit.language import Language
from sipgrants.documents.kit.page import Imprint
from sipgrants.documents.letters import (
    approved,
    closure,
    ineligible,
    layout,
    not_approved,
    notice,
    offer,
    partner,
    recommendations,
    reconsideration,
    reserve,
    round_cancelled,
)

MARKUP = "<b>x<img src=/etc/passwd>"
NAMES = "Côte d’Ivoire, España, Российская Федерация, 中国, المغرب, Türkiye"
ARABIC = "يهدف المشروع إلى خفض استخدام الزئبق في تعدين الذهب الحرفي (3 مناطق) وحماية صحة النساء."
CHINESE = "项目旨在减少手工和小规模采金中的汞使用，并保护社区健康。"
MOMENT = datetime(2024, 7, 31, 21, 59, 5, tzinfo=UTC)
DAY = date(2024, 9, 15)
HASH = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
CODE = "7K2M-QX9T-0WBV-5RHD"
TITLE = "Reducing mercury use in artisanal gold mining"
IMPRINT = Imprint("SIP/R4/2024/0012", MOMENT, CODE, "https://sip.example/check/7K2MQX9T0WBV5RHD")
FILES = [FileEntry(f"form-c-{n}.pdf", 120_400 + n, HASH) for n in range(3)]
LONG = " ".join(["The project strengthens the capacity of the ministry to control trade in mercury."] * 6)
SIGNATORY = Signatory("Ministry of Environment", "Awa Koné", "National Focal Point")


def usd(amount: str) -> Money:
    return Money.usd(amount)


BUDGET = plan.Budget(
    ("2025", "2026"),
    [
        plan.BudgetLine(
            f"1.{n} Training of customs officers", name, LONG[:90], (usd("21500"), usd("8500.50"))
        )
        for n, name in enumerate(("Staff and other personnel", "Travel", "Contractual services", "Travel"), 1)
    ],
    [plan.OtherFunding("Government of Côte d’Ivoire", "In kind", usd("40000"))],
)
FRAMEWORK = plan.Framework(
    "Mercury use in three regions is halved.",
    [
        plan.Result("Outcome 1", "Customs control trade in mercury", heads_group=True),
        *(
            plan.Result(
                f"Output 1.{n}", "Officers are trained", "Officers trained", "0", "120", "Lists", "Staff stay"
            )
            for n in range(1, 4)
        ),
    ],
)
WORKPLAN = plan.Workplan(
    [f"Q{q}" for q in range(1, 9)],
    [plan.Step(f"1.{n}", "Training of officers", "Customs", frozenset({n, n + 1})) for n in range(1, 5)],
)
RISKS = plan.Risks([plan.Risk("Trained officers move on", "Medium", "High", "Train trainers in each region")])
RECEIPT = receipt.Receipt(
    IMPRINT, "SIP-4-0012", TITLE, "Côte d’Ivoire", ["المغرب", "中国"], "Fourth round", 2, MOMENT,
    "Africa/Lusaka", HASH, f"Awa Koné {MARKUP}", usd("187500.50"), 24, FILES, MOMENT, round_zone="Europe/Zurich",
)  # fmt: skip
APPLICATION = application.WholeApplication(
    IMPRINT, "SIP-4-0012", TITLE, "Côte d’Ivoire", ["Sénégal", "Togo"], "Ministry of Environment", "Fourth round",
    2, MOMENT, "Africa/Abidjan", HASH, usd("120002"), 24,
    [
        application.Section(
            "1", "Summary",
            [application.Answer("Summary of the project", f"{LONG}\n{MARKUP}\n{NAMES}\n{ARABIC}\n{CHINESE}"),
             application.Grid("Contacts", ("Name", "Telephone"), [("Awa Koné", "+225 27 20 00 00 00")])],
        ),
        application.Section("3", "Project", [application.Answer("Theory of change", ""), FRAMEWORK]),
        application.Section("6", "Risks", [RISKS]),
        application.Section("8", "Implementation", [WORKPLAN]),
        application.Section("B", "Budget", [BUDGET]),
    ],
    FILES,
)  # fmt: skip
DOSSIER = dossier.Dossier(
    replace(IMPRINT, code="", verify_at="", instead=dossier.FOR_THE_BOARD), "SIP-4-0012", TITLE, "Côte d’Ivoire",
    ["المغرب"], "Fourth round", usd("120002"), 24, APPLICATION.sections, FILES,
    [("Summary", f"{LONG} {MARKUP}"), ("Strengths", ARABIC)], [CHINESE, NAMES],
)  # fmt: skip
TRANSMITTAL = transmittal.Transmittal(
    replace(IMPRINT, code="", verify_at=""), "SIP-4-0012", TITLE, "Côte d’Ivoire", [], "Fourth round", usd("120002"),
    24, "Awa Koné", "Director", "Ministry of Environment", f"{LONG} {MARKUP}", DAY,
)  # fmt: skip
LETTER = layout.Correspondence(
    IMPRINT, DAY, "Awa Koné", "National Focal Point", ["Ministry of Environment", "Abidjan", "Côte d’Ivoire"],
    "Mónica Sánchez", "Executive Secretary", ["1219 Geneva, Switzerland"],
    "Signed in the system on 15 September 2024", ["Permanent Mission, Geneva"],
)  # fmt: skip
MATTER = layout.Matter("SIP-4-0012", TITLE, "Côte d’Ivoire", "Fourth round", ["المغرب"], "Africa/Abidjan")
REASONS = [
    "Form C is not signed by the National Focal Point.",
    f"{MARKUP} the duration exceeds 36 months.",
    ARABIC,
]
REPORT = meeting_report.MeetingReport(
    replace(IMPRINT, number="UNEP/MC/SIP.GB.6/3"), "Limited", "English", DAY, "Sixth meeting", "Geneva",
    date(2024, 9, 10), date(2024, 9, 12), "Report of the sixth meeting of the Governing Board",
    [
        meeting_report.Item("1", "Opening of the meeting", ["The Co-Chair opened the meeting at 10 a.m.", LONG]),
        meeting_report.Item(
            "4", "Application SIP-4-0012, Côte d’Ivoire", [f"The Board noted the gender plan. {MARKUP}"],
            [meeting_report.Bar("Yao Bernard", "member from the applicant's country", [
                meeting_report.Absence(datetime(2024, 9, 11, 10, 5), datetime(2024, 9, 11, 10, 20))])],  # noqa: DTZ001
            [meeting_report.Decision(
                "GB.6/3", TITLE, "The Board approves the application.", usd("110000"), REASONS[:2], 9, 6)],
            frozenset({"member-1"}),
        ),
        meeting_report.Item("5", "Other matters", ["No other matter was raised."]),
    ],
    [meeting_report.Attendee("Yao Bernard", "Member", "Africa", "In person"),
     meeting_report.Attendee("王伟", "Co-Chair", "Asia and the Pacific", "Online")],
    "The report was adopted by both Co-Chairs.",
    [
        score_matrices.ScoreMatrix(title, ["Yao Bernard", "王伟", *(f"Board member {n}" for n in range(3, 11))], [
            score_matrices.ScoreLine("SIP-4-0003", "Ghana", [*["4.1"] * 9, "–"], "4.1"),
            score_matrices.ScoreLine(
                "SIP-4-0012", "Côte d’Ivoire", ["×", *[given] * 9], given, frozenset({"member-1"})),
            score_matrices.ScoreLine("SIP-4-0020", "Nepal", ["3.2"] * 10, "3.2"),
        ])
        for title, given in (("Independent scores", "3.9"), ("Revised scores", "3.8"))
    ],
    "Europe/Zurich",
)  # fmt: skip
AGREEMENT = agreement.Agreement(
    IMPRINT, "SSFA", "SIP-4-0012", TITLE, "Côte d’Ivoire", "Ministry of Environment",
    Signatory("For the United Nations Environment Programme", "Mónica Sánchez", "Executive Secretary"),
    SIGNATORY, usd("120002"), date(2025, 1, 1), date(2026, 12, 31),
    [
        agreement.InstalmentLine(1, usd("60000"), date(2025, 1, 15), ["The agreement is signed."]),
        agreement.InstalmentLine(2, usd("60002"), None, ["The first progress report is accepted.", MARKUP]),
    ],
    ["The budget is revised before signature."], BUDGET, FRAMEWORK, WORKPLAN,
    [agreement.ReportLine("Progress report", "January to June 2025", date(2025, 7, 31))],
    [("Accounts and audit", [LONG, LONG])],
)  # fmt: skip
PAYMENT = payment.Payment(
    IMPRINT, "SIP/SSFA/2025/03", TITLE, "Côte d’Ivoire", f"Ministry {MARKUP}", "V-100234", 2, 3, usd("60002"),
    usd("120002"), usd("60000"), [("First progress report accepted", "Met on 2 August 2025")],
    [
        payment.Act("Requested", "Awa Koné", "Project manager", MOMENT, "R-2"),
        payment.Act("Certified", "Anna Berg", "Finance officer", MOMENT, "V-100234"),
        payment.Act("Approved", "Li Na", "Approving officer", MOMENT),
        payment.Act("Paid"),
    ],
)  # fmt: skip
PROGRESS = progress_report.ProgressReport(
    IMPRINT, "SIP/SSFA/2025/03", TITLE, "Côte d’Ivoire", 1, date(2025, 1, 1), date(2025, 6, 30), date(2025, 7, 31),
    "Awa Koné", MOMENT,
    [
        progress_report.Achievement("Outcome 1", "Customs control trade", heads_group=True),
        progress_report.Achievement("Output 1.1", "Officers trained", "Number", "0", "120", "64 <b>", "On track",
                                    before="12", notes=[("Evidence", f"Lists {MARKUP}")]),
    ],
    [progress_report.Chapter("Difficulties", [("What hinders the project?", f"{LONG} {MARKUP}\n{ARABIC}")])],
    files=FILES,
    works=[progress_report.Work("1.1.1", "Train", "1, 2", "Not started", "Under way", [("Done", MARKUP)])],
)  # fmt: skip
STATEMENT = expenditure.Statement(
    IMPRINT, "SIP/SSFA/2025/03", TITLE, "Côte d’Ivoire", date(2025, 1, 1), date(2025, 6, 30),
    [
        expenditure.Spending("Travel", usd("30000"), usd("0"), usd("12345.67"), f"Fuel {MARKUP}"),
        expenditure.Spending("Contractual services", usd("90002"), usd("0"), usd("20000")),
    ],
    expenditure.Advance(usd("60000"), usd("32345.67")),
    [expenditure.Rate("XOF", Decimal("602.125"), "UN operational rate", "June 2025")],
    Signatory("Certifying officer", "Jean Kouassi", "Director of finance"),
)  # fmt: skip
FINAL = final_report.FinalReport(
    IMPRINT, "SIP/SSFA/2025/03", TITLE, "Côte d’Ivoire", ["Togo"], date(2025, 1, 1), date(2026, 12, 31), "Awa Koné",
    MOMENT, f"{LONG}\n{MARKUP}", PROGRESS.achievements, PROGRESS.chapters,
    [final_report.Equipment("Mercury analyser", "LX-22", DAY, usd("8450"), "Abidjan", "Stays with the ministry")],
    replace(
        STATEMENT, final=True, opinion="In our opinion the statement is fair.", by_line=STATEMENT.lines,
        local=[expenditure.Local(f"Fuel {MARKUP}", "XOF", Decimal(602125), Decimal("602.125"), usd("1000"), "600", "Bank")],
    ), SIGNATORY, FILES,
)  # fmt: skip
CONTRIBUTIONS = contributions.Contributions(
    IMPRINT, DAY,
    [
        contributions.Gift("Norway", "2024", Money.parse("5000000", "NOK"), usd("470000"), usd("470000")),
        contributions.Gift(f"Germany {MARKUP}", "2024", Money.parse("500000", "EUR"), usd("541000"), usd("300000")),
    ],
    [contributions.InKind("Switzerland", "2024", "A seconded officer for six months")],
)  # fmt: skip
SETTLEMENT = closure.Settlement(
    usd("120002"), usd("120002"), usd("1002"), usd("0"), usd("119500"), usd("500"), usd("0")
)

OWN_WORDS = replace(LETTER, opening=["The Board has good news.", MARKUP], closing=["Until soon."])
PUBLIC = public_statement.PublicStatement(
    IMPRINT, f"Round 4 {MARKUP}", DAY, [LONG, ARABIC], ["Thank you."], 36,
    [public_statement.Approved(TITLE, NAMES, usd("110000")), public_statement.Approved(MARKUP, "Togo", usd("1.50"))],
    3, 24, usd("110001.50"), ["UNEP/MC/SIP.GB.6"], ["Yao Bernard", "王伟"],
)  # fmt: skip

Render = Callable[[Language], bytes]
DOCUMENTS: dict[str, Render] = {
    "receipt": lambda to: receipt.render(RECEIPT, to),
    "application": lambda to: application.render(APPLICATION, to),
    "dossier": lambda to: dossier.render(DOSSIER, to),
    "transmittal": lambda to: transmittal.render(TRANSMITTAL, to),
    "meeting_report": lambda to: meeting_report.render(REPORT, to),
    "agreement": lambda to: agreement.render(AGREEMENT, to),
    "payment": lambda to: payment.render(PAYMENT, to),
    "progress_report": lambda to: progress_report.render(PROGRESS, to),
    "expenditure": lambda to: expenditure.render(STATEMENT, to),
    "final_report": lambda to: final_report.render(FINAL, to),
    "contributions": lambda to: contributions.render(CONTRIBUTIONS, to),
    "ineligible": lambda to: ineligible.render(ineligible.Ineligible(LETTER, MATTER, REASONS, MOMENT), to),
    "offer": lambda to: offer.render(
        offer.Offer(
            LETTER, MATTER, "GB.6/3", DAY, usd("120002"), usd("110000"), REASONS[:2], ["Share the data."], MOMENT
        ),
        to,
    ),
    "approved": lambda to: approved.render(
        approved.Approved(OWN_WORDS, MATTER, "GB.6/3", DAY, usd("110000"), REASONS[:1]), to
    ),
    "recommendations": lambda to: recommendations.render(
        recommendations.Recommendations(LETTER, MATTER, "GB.6/4", [("", REASONS), (f"Risk {MARKUP}", [ARABIC])]), to
    ),
    "public_statement": lambda to: public_statement.render(PUBLIC, to),
    "not_approved": lambda to: not_approved.render(
        not_approved.NotApproved(LETTER, MATTER, "GB.6/4", DAY, REASONS), to
    ),
    "reserve": lambda to: reserve.render(
        reserve.InReserve(LETTER, MATTER, "GB.6/5", DAY, date(2025, 6, 30), REASONS), to
    ),
    "reconsideration": lambda to: reconsideration.render(
        reconsideration.Reconsidered(LETTER, MATTER, DAY, False, REASONS), to
    ),
    "round_cancelled": lambda to: round_cancelled.render(
        round_cancelled.RoundCancelled(LETTER, MATTER, f"No funds. {MARKUP}"), to
    ),
    "partner": lambda to: partner.render(
        partner.ApprovedToPartner(LETTER, MATTER, f"Togo {MARKUP}", "GB.6/3", DAY, usd("110000")), to
    ),
    "suspension": lambda to: notice.render(
        notice.Notice(
            LETTER, MATTER, notice.NoticeKind.SUSPENDED, "SIP/SSFA/2025/03", DAY, REASONS, REASONS[:1],
            usd("120002"), usd("60000"),
        ),
        to,
    ),
    "termination": lambda to: notice.render(
        notice.Notice(
            LETTER, MATTER, notice.NoticeKind.TERMINATED, "SIP/SSFA/2025/03", DAY, REASONS, REASONS[:1],
            usd("120002"), usd("60000"),
        ),
        to,
    ),
    "closure": lambda to: closure.render(
        closure.Closure(
            LETTER, MATTER, "SIP/SSFA/2025/03", DAY, SETTLEMENT,
            [closure.Asset("Mercury analyser", f"LX-22 {MARKUP}", usd("8450"), "Stays with the ministry")],
        ),
        to,
    ),
}  # fmt: skip
