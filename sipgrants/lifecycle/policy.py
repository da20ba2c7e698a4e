"""The table of rights: who may do what.

One row per action, in the order of the lifecycle. A Party's roles count for records of that Party only (see
`rights.refusal`). Names behind the roles are predicates that the stages register in their `rights.py`.
"""

from sipgrants.lifecycle.actor import (
    APPROVER,
    BOARD,
    FINANCE,
    FOCAL,
    OFFICER,
    SECOND,
    SECRETARIAT,
    TEAM,
    WRITERS,
)
from sipgrants.lifecycle.actor import (
    RoleName as R,
)
from sipgrants.lifecycle.grants import EVERYBODY, SIGNED_IN, Action, Grant, Roles, signed_in, to

HEAD = frozenset({R.HEAD})
ADMIN = frozenset({R.ADMINISTRATOR})
AUDIT = frozenset({R.AUDITOR})
CHAIRS = frozenset({R.CO_CHAIR})
MANAGERS = FOCAL | {R.PROJECT_MANAGER}
OFFICE = SECRETARIAT | AUDIT  # reads whatever the Secretariat reads
NONE: Roles = frozenset()


def _row(
    name: str, *grants: Grant, second: Roles = NONE, factor: bool = False, system: bool = False
) -> tuple[str, Action]:
    return name, Action(name, grants, second, factor, system)


_PLATFORM = [
    _row("public.read", EVERYBODY),
    _row("account.sign_in", EVERYBODY),
    _row("account.use", SIGNED_IN),
    _row("account.renew_recovery_codes", SIGNED_IN, factor=True),
    _row("account.drop_factor", SIGNED_IN, factor=True),
    _row("home.read", SIGNED_IN),
    _row("search.use", SIGNED_IN),
    _row("document.read", signed_in("document.readable")),
    _row("audit.read", to(AUDIT | HEAD | ADMIN)),
    _row("outbox.read", EVERYBODY),
    _row("mail.list", to(ADMIN | HEAD | AUDIT)),
    _row("mail.retry", to(ADMIN | HEAD)),
    _row("settings.read", to(OFFICE)),
    _row("settings.edit", to(ADMIN), second=SECOND | HEAD, factor=True),
    _row("proposal.list", to(SECRETARIAT)),
    _row("proposal.ask", to(SECRETARIAT)),
    _row("proposal.confirm", to(SECRETARIAT, "proposal.second_person"), factor=True),
    _row("proposal.refuse", to(SECRETARIAT, "proposal.second_person")),
    _row("proposal.withdraw", to(SECRETARIAT, "proposal.own")),
]
_PEOPLE = [
    _row("party.read", SIGNED_IN),
    _row("party.edit", to(OFFICER | ADMIN)),
    _row("party.add", to(OFFICER | ADMIN), system=True),
    _row("party.record_status", to(OFFICER)),
    _row("person.read", to(OFFICE)),
    _row("person.invite", to(OFFICER | ADMIN | HEAD)),
    _row("person.edit", to(OFFICER | ADMIN)),
    _row("person.disable", to(ADMIN, "role.not_own"), factor=True),
    _row("person.enable", to(ADMIN, "role.not_own"), factor=True),
    # Whoever may move an account to another address holds its roles: for guarded ones that takes two people.
    _row("person.recover", to(OFFICER | ADMIN, "role.not_own", "person.not_guarded"), factor=True),
    _row(
        "person.recover_guarded", to(ADMIN | HEAD, "role.not_own"), second=SECOND | HEAD | ADMIN, factor=True
    ),
    _row("person.import", to(OFFICER | ADMIN)),
    _row("role.grant", to(OFFICER | ADMIN, "role.not_own")),
    _row("role.grant_guarded", to(ADMIN | HEAD, "role.not_own"), second=SECOND | HEAD | ADMIN, factor=True),
    _row("role.end", to(OFFICER | ADMIN, "role.not_own")),
    _row("role.succeed", to(OFFICER | ADMIN, "role.not_own")),
    _row("role.file_letter", to(OFFICER | ADMIN)),
    _row("team.read", to(TEAM), to(OFFICE)),
    _row("team.invite", to(FOCAL)),
    _row("team.remove", to(FOCAL)),
    _row("board.read", to(BOARD | OFFICE)),
    _row("board.add_term", to(OFFICER)),
    _row("board.seat", to(OFFICER, "role.not_own"), second=SECOND | HEAD | ADMIN, factor=True),
    _row("board.import", to(OFFICER), factor=True),
    _row("board.unseat", to(OFFICER)),
    _row("board.elect", to(OFFICER), second=SECOND | HEAD | ADMIN, factor=True),
    _row("board.step_down", to(OFFICER)),
    _row("declaration.list", to(OFFICER | AUDIT | HEAD)),
    _row("declaration.declare_none", to(BOARD, "declaration.own")),
    _row("declaration.declare_interest", to(BOARD, "declaration.own")),
    _row("declaration.lift", to(OFFICER), factor=True),
]
_FUND = [
    _row("fund.read", to(OFFICE), to(BOARD)),
    _row("ledger.read", to(OFFICE)),
    _row("ledger.post", to(FINANCE), factor=True),
    _row("contribution.read", to(OFFICE)),
    _row("donor.record", to(FINANCE), system=True),
    _row("contribution.pledge", to(FINANCE)),
    _row("contribution.agree", to(FINANCE)),
    _row("contribution.receive", to(FINANCE)),
    _row("contribution.settle", to(FINANCE)),
    _row("contribution.write_off", to(FINANCE), second=APPROVER, factor=True),
    _row("contribution.record_opening", to(FINANCE), second=APPROVER, factor=True),
]
_ROUNDS = [
    _row("round.list", SIGNED_IN),
    _row("round.read", to(OFFICE), signed_in("round.announced")),
    _row("round.create", to(OFFICER)),
    _row("round.edit", to(OFFICER)),
    _row("round.announce", to(OFFICER), second=SECOND, factor=True),
    _row("round.extend", to(OFFICER)),
    _row("round.erratum", to(OFFICER)),
    _row("round.set_scores_due", to(OFFICER)),
    _row("round.justify_envelope", to(APPROVER)),
    _row("round.start_screening", to(OFFICER)),
    _row("round.start_appraisal", to(OFFICER)),
    _row("round.ask_declarations", to(OFFICER)),
    _row("round.open_board", to(OFFICER)),
    _row("round.decide", to(CHAIRS), factor=True),
    _row("round.record_past", system=True),
    _row("round.raise_envelope", to(APPROVER), factor=True),
    _row("round.complete", to(OFFICER)),
    _row("round.cancel", to(HEAD), factor=True),
    _row("round.extend_for", to(OFFICER), second=SECOND, factor=True),
]
_APPLICATIONS = [
    _row("application.list", to(TEAM), to(OFFICE), to(BOARD)),
    _row(
        "application.read",
        to(TEAM),
        signed_in("application.of_partner"),
        to(OFFICE, "application.not_draft"),
        to(BOARD, "application.before_board", "board.not_barred", "board.declared"),
        to(R.EXPERT, "application.invited_expert"),
    ),
    _row("application.create", to(WRITERS)),
    _row("application.edit", to(WRITERS)),
    _row("application.take_over", to(WRITERS)),
    _row("application.submit", to(FOCAL), factor=True),
    _row("application.replace", to(FOCAL), factor=True),
    _row("application.receive", to(OFFICER), second=SECOND, factor=True),
    _row("application.withdraw", to(FOCAL), factor=True, system=True),
    _row("application.resubmit", to(FOCAL), factor=True),
    # Form C: what only the focal point may say, with the second factor.
    _row("application.sign", to(FOCAL), factor=True),
    # The lead acts on a record that names another Party: the predicate asks for the role.
    _row("partner.invite", signed_in("partner.lead")),
    _row("partner.remove", signed_in("partner.lead")),
    _row("partner.read", signed_in("partner.own")),
    _row("partner.confirm", to(FOCAL, "partner.own"), factor=True),
    _row("partner.refuse", to(FOCAL, "partner.own")),
    _row("application.ask_reconsideration", to(FOCAL, "application.told")),
]
_SCREENING = [
    _row("screening.read", to(OFFICE)),
    _row("screening.check", to(OFFICER)),
    _row("screening.propose", to(OFFICER), system=True),
    _row("application.send_back", to(OFFICER)),
    _row("application.lapse", system=True),
    _row("application.find_eligible", to(OFFICER)),
    _row("application.find_ineligible", to(OFFICER), second=SECOND, factor=True),
    _row("application.reinstate", to(APPROVER | HEAD, "application.other_than_decided"), factor=True),
    _row("application.uphold", to(APPROVER | HEAD, "application.other_than_decided"), factor=True),
    _row("application.forward", to(OFFICER)),
    _row("application.recall", to(OFFICER)),
    _row(
        "appraisal.read",
        to(OFFICE),
        to(BOARD, "application.before_board", "board.not_barred", "board.declared"),
    ),
    _row("appraisal.edit", to(OFFICER)),
    _row("appraisal.finish", to(OFFICER)),
    _row("appraisal.reopen", to(OFFICER)),
    _row("expert.list", to(R.EXPERT)),
    _row("expert.invite", to(OFFICER)),
    _row("expert.withdraw", to(OFFICER)),
    _row("expert.declare_none", to(R.EXPERT, "expert.own")),
    _row("expert.declare_interest", to(R.EXPERT, "expert.own")),
    _row("expert.comment", to(R.EXPERT, "expert.own", "application.invited_expert")),
    _row("question.read", to(TEAM), to(OFFICE)),
    _row("question.ask", to(OFFICER)),
    _row("question.answer", to(WRITERS)),
    _row("letter.list", to(OFFICE)),
    _row("letter.release", to(OFFICER)),
]
_BOARD = [
    _row("scoring.list", to(BOARD | OFFICE)),
    _row("sheet.start", to(BOARD, "sheet.own", "board.not_barred", "board.declared")),
    _row("sheet.edit", to(BOARD, "sheet.own", "board.not_barred", "board.declared")),
    _row("sheet.hand_in", to(BOARD, "sheet.own", "board.not_barred", "board.declared")),
    _row("sheet.revise", to(BOARD, "sheet.own", "board.not_barred", "board.declared")),
    _row("sheet.annul", to(OFFICER), system=True),
    _row("sheet.restore", to(OFFICER), system=True),
    _row("seal.read", to(OFFICER | CHAIRS | HEAD)),
    _row("seal.open", to(CHAIRS), factor=True),
    _row("ranking.read", to(BOARD | OFFICE, "seal.is_open")),
    _row("meeting.list", to(BOARD | OFFICE)),
    _row("meeting.read", to(BOARD | OFFICE)),
    _row("meeting.plan", to(OFFICER)),
    _row("meeting.edit", to(OFFICER)),
    _row("meeting.start", to(OFFICER)),
    _row("meeting.end", to(OFFICER)),
    _row("decision.read", to(BOARD, "board.not_barred"), to(OFFICE)),
    _row("decision.draft", to(OFFICER)),
    _row("decision.edit", to(OFFICER)),
    _row("decision.take", to(OFFICER)),
    _row("decision.reopen", to(OFFICER)),
    _row("decision.agree", to(BOARD, "board.not_barred"), factor=True),
    _row("decision.confirm", to(BOARD, "decision.may_confirm"), factor=True),
    _row("decision.elect", to(OFFICER)),
    _row("decision.supersede", to(OFFICER), system=True),
    _row("meeting_report.read", to(BOARD, "meeting_report.whole"), to(OFFICE)),
    _row("report_copy.read", to(BOARD, "report_copy.own"), to(OFFICE)),
    _row("meeting_report.draft", to(OFFICER)),
    _row("meeting_report.edit", to(OFFICER)),
    _row("meeting_report.adopt", to(CHAIRS), factor=True),
    # The outcome of an application follows from the confirmed decision; nobody makes these moves by hand.
    *(
        _row(f"application.{verb}", system=True)
        for verb in (
            "approve",
            "put_in_reserve",
            "not_approve",
            "lapse_reserve",
            "correct_to_approved",
            "correct_to_reserve",
            "correct_to_not_approved",
        )
    ),
]
_AWARDS = [
    _row("award.list", to(TEAM), to(OFFICE)),
    _row("award.read", to(TEAM), signed_in("application.of_partner"), to(OFFICE)),
    _row("award.offer", to(OFFICER)),
    _row("award.record_running", to(FINANCE), second=APPROVER, factor=True),
    _row("award.accept", to(FOCAL), factor=True),
    _row("award.decline", to(FOCAL), factor=True),
    _row("award.lapse", to(APPROVER)),
    _row("award.revise_plan", to(MANAGERS)),
    _row("award.approve_plan", to(OFFICER)),
    _row("award.return_plan", to(OFFICER)),
    _row("award.meet_condition", to(OFFICER)),
    _row("award.edit", to(OFFICER)),
    _row("award.sign", to(OFFICER)),
    _row("award.activate", to(OFFICER), factor=True),
    _row("award.suspend", to(HEAD), factor=True),
    _row("award.resume", to(HEAD), factor=True),
    _row("award.complete", to(OFFICER)),
    _row("award.terminate", to(HEAD), second=APPROVER, factor=True),
    _row("award.close", to(FINANCE), second=APPROVER, factor=True),
    _row("instalment.read", to(TEAM), to(OFFICE)),
    _row("instalment.plan", to(OFFICER)),
    _row("instalment.record_running", to(FINANCE), second=APPROVER, factor=True),
    _row("instalment.request", to(MANAGERS), to(OFFICER), factor=True),
    _row("instalment.certify", to(FINANCE), factor=True),
    _row("instalment.approve", to(APPROVER), factor=True),
    _row("instalment.record_payment", to(FINANCE), factor=True),
    _row("instalment.acknowledge", to(MANAGERS)),
    _row(
        "instalment.send_back",
        to(FINANCE, "instalment.finance_is_next"),
        to(APPROVER, "instalment.approver_is_next"),
    ),
    _row("instalment.bounce", to(FINANCE), factor=True),
    _row("instalment.hold", to(OFFICER)),
    _row("instalment.release", to(OFFICER)),
    _row("instalment.cancel", to(FINANCE), second=APPROVER, factor=True),
    _row("instalment.override", to(APPROVER), second=HEAD, factor=True),
    _row("vendor.confirm", to(FINANCE), factor=True),
    _row("refund.record", to(FINANCE), factor=True),
    _row("refund.write_off", to(FINANCE), second=APPROVER, factor=True),
]
_REPORTS = [
    _row("report.list", to(TEAM), to(OFFICE)),
    _row("report.read", to(TEAM), to(OFFICE)),
    _row("report.create", to(OFFICER), system=True),
    _row("report.edit", to(WRITERS | {R.PROJECT_MANAGER})),
    _row("report.submit", to(MANAGERS), factor=True),
    _row("report.return", to(OFFICER), to(FINANCE, "report.has_figures")),
    _row("report.accept_figures", to(FINANCE, "report.has_figures"), factor=True),
    _row("report.accept", to(OFFICER), factor=True),
    _row("report.reopen", to(OFFICER), to(FINANCE, "report.has_figures"), factor=True),
    _row("report.waive", to(APPROVER), factor=True, system=True),
    _row("change.list", to(TEAM), to(OFFICE)),
    _row("change.read", to(TEAM), to(OFFICE)),
    _row("change.propose", to(MANAGERS)),
    _row("change.revise", to(MANAGERS)),
    _row("change.return", to(OFFICER)),
    _row("change.approve", to(OFFICER), factor=True),
    _row("change.sign", to(OFFICER)),
    _row("change.enter_into_force", to(OFFICER), system=True),
    _row("change.refuse", to(OFFICER)),
    _row("change.withdraw", to(MANAGERS)),
    # A Party reminds its own partners only: see reminding.py.
    _row("reminder.send", to(OFFICER), to(WRITERS), system=True),
]
POLICY: dict[str, Action] = dict(
    [
        *_PLATFORM,
        *_PEOPLE,
        *_FUND,
        *_ROUNDS,
        *_APPLICATIONS,
        *_SCREENING,
        *_BOARD,
        *_AWARDS,
        *_REPORTS,
    ]
)
# What later stages tell earlier ones, by name; each has one loader.
FACTS: frozenset[str] = frozenset(
    {
        "actor_of",
        "party.contacts",
        "party.history",
        "barred_from",
        "invited_to",
        "asked_about",
        "opened_seals",
        "declared_by",
        "board.rounds",
        "round.dossiers",
        "awards.granted",
        "fund.available",
        "rounds.names",
        "rounds.standing",
        "rounds.ever_submitted",
        "round.drafters",
        "round.applicants",
        "round.unscreened",
        "round.undecided",
        "round.reconsiderations",
        "round.untold",
        "applications.untold",
        "round.decisions",
        "party.late_reports",
        "dues.handed_in",
        "party.grants",
    }
)
