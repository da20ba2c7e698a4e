"""What a team types into the forms: short, whole, and within the rules of the round."""

TEXT = "As agreed with the ministries."
INDICATOR = {"text": "Hospitals without mercury", "baseline": "0", "target": "40", "means": "Visits"}
ROW = "{0}.{0}.{1}.{2}"


def texts(section: str, keys: str) -> dict[str, str]:
    """A sentence for each question of a section."""
    return {f"{section}.{key}": TEXT for key in keys.split()}


def rows(section: str, table: str, *given: dict[str, str]) -> dict[str, str]:
    """The cells of a table."""
    return {
        f"{section}.{table}.{number}.{key}": value
        for number, row in enumerate(given)
        for key, value in row.items()
    }


def contact(name: str) -> dict[str, str]:
    """Whom to write to."""
    return {"name": name, "function": "Officer", "institution": "Ministry", "mail": "a@gov.example"}


def form_a(title: str, amount: str) -> dict[str, dict[str, str]]:
    """The ten sections of Form A, in their order, by the names of their fields."""
    start = {"summary.title": title, "summary.lead_institution": "Ministry", "summary.amount": amount}
    ministry = {"name": "Ministry of Health", "kind": "government", "role": "Runs it", "agreed": "yes"}
    clinic = {"name": "Clinics", "kind": "local", "role": "Replace them", "agreed": "yes"}
    post = {"post": "Manager", "institution": "Ministry", "share": "50", "paid_by": "government"}
    return {
        "summary": {
            **start,
            "summary.months": "24",
            "summary.summary": TEXT,
            **rows("summary", "contacts", contact("Mwansa"), contact("Banda")),
        },
        "background": {
            **texts("background", "problem needs mia_link national_reports articles_explained"),
            "background.mia_state": "completed",
            "background.asgm": "no",
            "background.articles": "4",
        },
        "project": texts("project", "theory_of_change objective"),
        "gender": {
            **texts("gender", "gender_analysis gender_measures vulnerable_measures"),
            "gender.vulnerable_groups": "children",
        },
        "stakeholders": {
            **rows("stakeholders", "stakeholders", ministry, clinic),
            **texts("stakeholders", "consultation complementarity_gef complementarity_other"),
            "stakeholders.earlier_grant": "no",
        },
        "risks": texts("risks", "safeguards"),
        "sustainability": texts("sustainability", "sustainability replication knowledge"),
        "implementation": {
            **texts("implementation", "arrangements capacity"),
            **rows("implementation", "team", post),
        },
        "monitoring": texts("monitoring", "monitoring evaluation audit"),
        "sdgs": {**texts("sdgs", "sdgs_explained"), "sdgs.sdgs": "3"},
    }


FORM_B = {
    "budget": texts("budget", "value_for_money"),
    "other_funding": {"other_funding.has_other_funding": "yes"},
}
FRAMEWORK = {
    "outcomes.0.title": "Fewer thermometers with mercury",
    **{f"outcomes.0.indicators.0.{key}": text for key, text in INDICATOR.items()},
    "outcomes.0.outputs.0.title": "A decree",
    **{f"outcomes.0.outputs.0.indicators.0.{key}": text for key, text in INDICATOR.items()},
    "outcomes.0.outputs.0.activities.0.title": "Draft it",
}
RISK = {"text": "Elections", "likelihood": "3", "impact": "4", "mitigation": "An order", "owner": "Manager"}
RISKS = {f"risks.{row}.{key}": text for row in range(3) for key, text in RISK.items()}
FUNDING = {"funding.0.source": "Ministry", "funding.0.purpose": "Rooms", "funding.0.amount": "5000"}
CONFIRMATIONS = ("consulted", "priorities", "agreed", "not_funded_twice", "correct", "publication")


def budget(amount: int) -> dict[str, str]:
    """Two lines over two years that add up to the amount, in whole dollars."""
    travel = amount // 10
    first = (amount - travel) // 2
    return {
        "budget.0.explanation": "A lawyer, 40 days",
        "budget.0.year1": str(first),
        "budget.0.year2": str(amount - travel - first),
        "budget.1.explanation": "Ten visits",
        "budget.1.year1": str(travel),
    }
