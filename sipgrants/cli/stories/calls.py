"""The rounds of the demonstration: their settings and dates, from a draft to the announcement by two officers."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from sipgrants.cli.stories.telling import World
from sipgrants.core import audit
from sipgrants.lifecycle.actor import SYSTEM
from sipgrants.lifecycle.countersign import confirm
from sipgrants.questionnaires import queries as questionnaires
from sipgrants.rounds import commands as rounds
from sipgrants.rounds.commands.announcing import problems
from sipgrants.rounds.commands.drafting import default_criteria
from sipgrants.rounds.models import Round
from sipgrants.rounds.settings import Document, Settings


@dataclass(frozen=True)
class Call:
    """A round: its number, names, days (from the day of loading) and money in US dollars."""

    number: int
    en: str
    fr: str
    drafted: int
    announced: int
    opens: int
    closes: int
    reserve: int
    envelope: int
    scoring: str = "sealed"


# No real round has the number 0: the next one that somebody creates here is Round 7.
EARLIER = Call(
    0,
    "Earlier round (demonstration)",
    "Cycle antérieur (démonstration)",
    -1030,
    -1015,
    -1010,
    -910,
    120,
    1_250_000,
)
FIFTH = Call(5, "Round 5 (demonstration)", "Cycle 5 (démonstration)", -560, -205, -200, -110, 400, 2_000_000)
SIXTH = Call(6, "Round 6 (demonstration)", "Cycle 6 (démonstration)", -60, -42, -40, 35, 700, 1_500_000)
CALLS = {"earlier": EARLIER, "fifth": FIFTH, "sixth": SIXTH}
GUIDANCE = {
    "en": "A demonstration: nothing here was announced by the Programme. Grants are from US$ 50,000 to 250,000. Read the "
    "guidance of each section before you begin; what is missing is shown at any time.",
    "fr": "Démonstration : rien de ceci n’a été annoncé par le Programme. Les subventions vont de 50 000 à 250 000 "
    "dollars. Lisez les indications de chaque section avant de commencer ; ce qui manque est indiqué à tout moment.",
}
CAPS = {"staff": 40, "equipment": 40, "travel": 30}
ANNEX = Document(
    "letters", {"en": "Letters of those who take part", "fr": "Lettres des parties prenantes"}, required=False
)


def draft(world: World, call: Call) -> Round:
    """Begin a round and set it up, as programme officer."""
    officer = world.office("officer")
    made = rounds.create(by=officer, number=call.number)
    rounds.edit(made, by=officer, settings=_settings(world, call))
    made.is_demonstration = True
    audit.record("round.mark_demonstration", made, SYSTEM)
    return made


def announce(world: World, round_: Round) -> None:
    """Announce a round, as two officers; where the envelope is more than there is, the approving officer says why."""
    if any(one.field == "envelope_minor" for one in problems(round_)):
        rounds.justify_envelope(
            round_,
            by=world.office("approver"),
            reason="Pledges that stand beside the fund cover the rest (demonstration).",
        )
    confirm(rounds.announce(round_, by=world.office("officer")), by=world.office("officer2"))


def _settings(world: World, call: Call) -> Settings:
    form_a, form_b, form_c = (questionnaires.form_version(kind).id for kind in "ABC")
    closes = world.day(call.closes)
    return Settings(
        names={"en": call.en, "fr": call.fr},
        guidance=GUIDANCE,
        zone="Europe/Zurich",
        opens=datetime.combine(world.day(call.opens), time(9)),
        closes=datetime.combine(closes, time(23, 59)),
        questions=datetime.combine(closes - timedelta(days=14), time(18)),
        floor_minor=50_000_00,
        ceiling_minor=250_000_00,
        envelope_minor=call.envelope * 100,
        longest_months=36,
        class_caps=CAPS,
        checklist=(ANNEX,),
        languages=("en", "fr", "es"),
        framework_label="Output",
        scoring_mode=call.scoring,
        quorum_part=2,
        quorum_whole=3,
        partners_confirm="submission",
        cure_days=10,
        grace_minutes=0,
        reconsideration_days=14,
        status_day=closes,
        reserve_until=closes + timedelta(days=call.reserve - call.closes),
        criteria=default_criteria(),
        form_a_id=form_a,
        form_b_id=form_b,
        form_c_id=form_c,
    )
