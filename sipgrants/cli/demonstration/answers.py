"""The answers to Forms A, B and C of an application of the demonstration, by the key of the question.

Texts come from the theme, from paragraphs that fit every theme, and from what the application itself says;
neighbours in a theme get other paragraphs, so that no two applications read alike.
"""

from __future__ import annotations

from sipgrants.cli.demonstration.source import Row, common, fill, read, some, themes

Answers = dict[str, object]
GOLD = frozenset({"gold", "gold_health"})


def form_a(row: Row, variant: int, had_grant: bool) -> Answers:
    """Form A without what the plan and the list of partners hold. `variant` counts applications of a theme."""
    writer = _Writer(row, variant)
    return {
        **_summary(row),
        **_background(row, writer),
        **_project(writer),
        **_people(row, writer),
        **_others(row, writer, had_grant),
        **_risks(writer),
        **_lasting(writer),
        **_running(row, writer),
        **_goals(row, writer),
    }


def form_b(row: Row) -> Answers:
    """Form B without the budget; `other_funding` has the rows that the plan keeps, money in cents."""
    funding = _beside(row)
    answers: Answers = {
        "exchange_rate": some(common()["exchange"], row["number"], "exchange")[0],
        "value_for_money": _Writer(row, 0).common("value", 2),
        "has_other_funding": "yes" if funding else "no",
    }
    return answers | ({"other_funding": funding} if funding else {})


def _beside(row: Row) -> list[Row]:
    """Money and help in kind from elsewhere, in the fields of the plan."""
    money = [
        {
            "source": one["source"],
            "purpose": one["purpose"],
            "amount": one["amount"] * 100,
            "in_kind": False,
            "is_confirmed": one["status"] != "expected",
        }
        for one in row.get("other_funding", [])
    ]
    basis = "valued at salaries and rents of the public service"
    in_kind = [
        {
            "source": one["source"],
            "purpose": f"{one['what']}, {basis}",
            "amount": one["amount"] * 100,
            "in_kind": True,
            "is_confirmed": True,
        }
        for one in row.get("in_kind", [])
    ]
    return money + in_kind


def form_c(row: Row) -> Answers:
    """Form C without date and signature, which belong to the day of signing."""
    confirmations = next(q for q in _questions("form_c") if q["key"] == "confirmations")
    return {
        "consulted": themes()[row["theme"]]["consulted"],
        "consultation_record": _Writer(row, 0).common("consultation", 1),
        "confirmations": [option["value"] for option in confirmations["options"]],
        "signatory": f"National Focal Point of {row['country']}",
        "function": f"National Focal Point, {row['institution'].split(',')[0]}",
    }


def sections_of(form: str) -> dict[str, str]:
    """The section of each question of a form, by the question's key."""
    sections = read(f"forms/{form}_v1.json")["sections"]
    return {question["key"]: section["key"] for section in sections for question in section["questions"]}


class _Writer:
    """Takes paragraphs for one application from its theme and from the common ones."""

    def __init__(self, row: Row, variant: int) -> None:
        self.row, self.variant, self.theme_ = row, variant, themes()[row["theme"]]

    def theme(self, field: str, count: int = 1) -> list[str]:
        """`count` paragraphs of the theme, another first one for each application of it."""
        given = self.theme_[field]
        return [fill(given[(self.variant + step) % len(given)], self.row) for step in range(count)]

    def bank(self, field: str, count: int = 1) -> list[str]:
        """`count` common paragraphs."""
        return [fill(text, self.row) for text in some(common()[field], self.row["number"], field, count)]

    def common(self, field: str, count: int) -> str:
        """`count` common paragraphs as one text."""
        return text_of(self.bank(field, count))

    def both(self, field: str, bank: str, count: int = 1) -> str:
        """A paragraph of the theme and `count` common ones as one text."""
        return text_of([*self.theme(field), *self.bank(bank, count)])


def text_of(paragraphs: list[str]) -> str:
    """Paragraphs with an empty line between."""
    return "\n\n".join(paragraph for paragraph in paragraphs if paragraph)


def _questions(form: str) -> list[Row]:
    return [q for section in read(f"forms/{form}_v1.json")["sections"] for q in section["questions"]]


def _summary(row: Row) -> Answers:
    mail = f"{row['lead'].lower()}.example"
    roles = [("Project manager", "manager"), ("Drafter of the application", "drafter")]
    return {
        "title": row["title"],
        "lead_institution": row["institution"],
        "contacts": [
            {
                "name": f"{role} of {row['country']}",
                "function": role,
                "institution": row["institution"],
                "mail": f"{name}@{mail}",
                "telephone": "000 000 000",
            }
            for role, name in roles
        ],
        "amount": row["amount"] * 100,
        "months": row["months"],
        "summary": text_of(row["summary"]),
    }


def _background(row: Row, writer: _Writer) -> Answers:
    problem, other = writer.theme("problem", 2)
    theme = writer.theme_
    asgm = row["asgm"] or row["theme"] in GOLD
    answers: Answers = {
        "problem": text_of([problem, row["evidence"], other]),
        "needs": text_of([*writer.theme("needs", 2), *writer.bank("needs_closing")]),
        "mia_state": "completed",
        "mia_link": writer.common("mia_link", 1),
        "asgm": "yes" if asgm else "no",
        "national_reports": writer.common("national_reports", 1),
        "articles": theme["articles"],
        "articles_explained": text_of([theme["article_texts"][article] for article in theme["articles"]]),
    }
    if asgm:
        answers["nap_link"] = writer.common("nap_link", 1)
    return answers


def _project(writer: _Writer) -> Answers:
    return {
        "theory_of_change": writer.both("theory", "assumptions", 2),
        "objective": fill(writer.theme_["objective"], writer.row),
    }


def _people(row: Row, writer: _Writer) -> Answers:
    return {
        "gender_analysis": writer.both("gender", "gender_data"),
        "gender_measures": writer.common("gender_measures", 2),
        "vulnerable_groups": writer.theme_["groups"],
        "vulnerable_measures": writer.both("vulnerable", "vulnerable_measures"),
    }


def _others(row: Row, writer: _Writer, had_grant: bool) -> Answers:
    given = writer.theme_["stakeholders"]
    chosen = some(given, row["number"], "stakeholders", min(4, len(given)))
    answers: Answers = {
        "stakeholders": [
            {"name": name, "kind": kind, "role": role, "agreed": "yes"} for name, kind, role in chosen
        ],
        "consultation": writer.common("consultation", 2),
        "complementarity_gef": writer.both("gef", "gef_closing"),
        "complementarity_other": writer.common("complementarity_other", 2),
        "earlier_grant": "yes" if had_grant else "no",
    }
    if had_grant:
        answers["earlier_grant_lessons"] = writer.common("lessons", 1)
    return answers


def _risks(writer: _Writer) -> Answers:
    row, own = writer.row, writer.theme_["risks"]
    chosen = some(own, row["number"], "own", 2 + row["number"] % 2) + some(
        common()["risks"], row["number"], "risks", 1 + row["number"] % 3 // 2
    )
    return {
        "risks": [
            {key: fill(value, row) for key, value in risk.items()}
            | _levels(risk)
            | {"owner": "Project manager"}
            for risk in chosen
        ],
        "safeguards": writer.common("safeguards", 1),
    }


def _levels(risk: Row) -> Row:
    """Likelihood and impact as they are: values of options are not sentences."""
    return {key: risk[key] for key in ("likelihood", "impact")}


def _lasting(writer: _Writer) -> Answers:
    fields = ("sustainability", "replication", "knowledge")
    return {field: writer.both(field, field) for field in fields}


def _running(row: Row, writer: _Writer) -> Answers:
    team = some(common()["team"], row["number"], "team", 3)
    manager = common()["team"][0]
    posts = team if manager in team else [manager, *team]
    return {
        "arrangements": writer.common("arrangements", 3),
        "team": [
            {"post": post, "institution": row["institution"].split(",")[0], "share": share, "paid_by": paid}
            for post, paid, share in posts
        ],
        "capacity": writer.common("capacity", 1),
        "monitoring": writer.common("monitoring", 2),
        "evaluation": writer.common("evaluation", 2),
        "audit": writer.common("audit", 1),
    }


def _goals(row: Row, writer: _Writer) -> Answers:
    goals = writer.theme_["sdgs"]
    lines = [fill(common()["sdgs"][goal], row) for goal in goals]
    return {"sdgs": goals, "sdgs_explained": text_of(lines)}
