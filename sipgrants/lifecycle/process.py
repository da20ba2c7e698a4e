"""The table of moves: for every subject, which verb leads from which states to which.

Read it beside the Programme's rules: every row is one of theirs. A row without a target leaves the state as it is; a row
without sources brings the subject into being. Who may make a move is in `policy`; its further conditions are in the
command of the same name.
"""

from sipgrants.lifecycle import states as s
from sipgrants.lifecycle.moves import process_of as _process

_RUNNING = "draft announced screening appraisal with_board"
_DECIDED = "approved reserve not_approved"

ROUND = _process(
    "round",
    s.RoundState,
    ("create", "", "draft"),
    ("edit", "draft", ""),
    ("announce", "draft", "announced"),
    ("extend", "announced screening", "announced"),
    ("start_screening", "announced", "screening"),
    ("start_appraisal", "screening", "appraisal"),
    ("open_board", "appraisal", "with_board"),
    ("decide", "with_board", "decided"),
    ("record_past", "", "completed"),
    ("raise_envelope", "announced screening appraisal with_board decided", ""),
    ("complete", "decided announced screening appraisal with_board", "completed"),
    ("cancel", _RUNNING, "cancelled"),
)
ROUND_QUESTION = _process(
    "round_question",
    s.RoundQuestionState,
    ("ask", "", "asked"),
    ("edit", "asked", ""),
    ("answer", "asked", "answered"),
    ("merge", "asked", "merged"),
    ("decline", "asked", "declined"),
    ("correct", "answered", ""),
)
APPLICATION = _process(
    "application",
    s.ApplicationState,
    ("create", "", "draft"),
    ("edit", "draft submitted returned", ""),
    ("take_over", "draft submitted returned", ""),
    ("submit", "draft", "submitted"),
    ("replace", "submitted", ""),
    ("receive", "draft", "submitted"),
    ("withdraw", "draft submitted returned eligible with_board reserve", "withdrawn"),
    ("send_back", "submitted", "returned"),
    ("resubmit", "returned", "submitted"),
    ("lapse", "returned", "submitted"),
    ("find_eligible", "submitted", "eligible"),
    ("find_ineligible", "submitted eligible with_board", "ineligible"),
    ("ask_reconsideration", "ineligible", ""),
    ("uphold", "ineligible", ""),
    ("reinstate", "ineligible", "eligible"),
    ("forward", "eligible", "with_board"),
    ("recall", "with_board", "eligible"),
    ("approve", "with_board reserve", "approved"),
    ("put_in_reserve", "with_board", "reserve"),
    ("not_approve", "with_board reserve", "not_approved"),
    ("correct_to_approved", "reserve not_approved approved", "approved"),
    ("correct_to_reserve", "approved not_approved", "reserve"),
    ("correct_to_not_approved", "approved reserve", "not_approved"),
    ("lapse_reserve", "reserve", "not_approved"),
)
PARTNER = _process(
    "partner",
    s.PartnerState,
    ("invite", "", "invited"),
    ("invite", "refused removed", "invited"),
    ("confirm", "invited refused", "confirmed"),
    ("refuse", "invited confirmed", "refused"),
    ("remove", "invited confirmed refused", "removed"),
)
COMMENT = _process(
    "comment",
    s.CommentState,
    ("write", "", "open"),
    ("answer", "open", ""),
    ("settle", "open", "settled"),
    ("reopen", "settled", "open"),
)
SHEET = _process(
    "sheet",
    s.SheetState,
    ("start", "", "draft"),
    ("edit", "draft", ""),
    ("hand_in", "draft", "handed_in"),
    ("annul", "draft handed_in", "annulled"),
    ("restore", "annulled", "draft"),
    ("revise", "handed_in", ""),
)
DECLARATION = _process(
    "declaration",
    s.DeclarationState,
    ("declare_none", "", "none"),
    ("declare_interest", "none lifted", "interest"),
    ("lift", "interest", "lifted"),
)
DECISION = _process(
    "decision",
    s.DecisionState,
    ("draft", "", "drafted"),
    ("edit", "drafted", ""),
    ("take", "drafted", "taken"),
    ("reopen", "taken", "drafted"),
    ("confirm", "taken", "confirmed"),
    ("supersede", "confirmed", "superseded"),
)
SCENARIO = _process(
    "scenario",
    s.ScenarioState,
    ("save", "", "open"),
    ("change", "open", ""),
    ("discard", "open", ""),
    ("choose", "open", "chosen"),
)
MEETING = _process(
    "meeting",
    s.MeetingState,
    ("plan", "", "planned"),
    ("edit", "planned in_session", ""),
    ("start", "planned", "in_session"),
    ("adjourn", "in_session", ""),
    ("resume", "in_session", ""),
    ("end", "in_session", "ended"),
    ("annex_scores", "in_session ended", ""),
)
VOTE = _process(
    "vote",
    s.VoteState,
    ("call", "", "open"),
    ("cast", "open", ""),
    ("record", "open", ""),
    ("close", "open", "closed"),
    ("void", "open closed", "void"),
)
AGENDA_PAPER = _process(
    "agenda_paper",
    s.AgendaPaperState,
    ("attach", "", "attached"),
    ("replace", "attached", ""),
    ("remove", "attached", "removed"),
)
ACTION_POINT = _process(
    "action_point",
    s.ActionPointState,
    ("add", "", "open"),
    ("edit", "open", ""),
    ("finish", "open", "done"),
)
AWARD_EVENT = _process(
    "award_event",
    s.AwardEventState,
    ("add", "", "planned"),
    ("change", "planned", ""),
    ("cancel", "planned", "cancelled"),
    ("record", "planned recorded", "recorded"),
)
AWARD_POINT = _process(
    "award_point",
    s.AwardPointState,
    ("add", "", "open"),
    ("edit", "open", ""),
    ("finish", "open", "done"),
)
MEETING_REPORT = _process(
    "meeting_report",
    s.MeetingReportState,
    ("draft", "", "drafted"),
    ("edit", "drafted", ""),
    ("adopt", "drafted", "adopted"),
)
ADVICE = _process(
    "advice",
    s.AdviceState,
    ("draft", "", "drafted"),
    ("edit", "drafted", ""),
    ("redraft", "drafted", ""),
    ("release", "drafted", "released"),
)
PUBLIC_STATEMENT = _process(
    "public_statement",
    s.PublicStatementState,
    ("draft", "", "drafted"),
    ("edit", "drafted", ""),
    ("adopt", "drafted", "adopted"),
)
AWARD = _process(
    "award",
    s.AwardState,
    ("offer", "", "offered"),
    ("record_running", "", "active"),
    ("accept", "offered", "accepted"),
    ("decline", "offered accepted", "declined"),
    ("lapse", "offered accepted", "lapsed"),
    ("revise_plan", "accepted", ""),
    ("approve_plan", "accepted", ""),
    ("return_plan", "accepted", ""),
    ("meet_condition", "accepted active", ""),
    ("sign", "accepted", ""),
    ("activate", "accepted", "active"),
    ("suspend", "active", "suspended"),
    ("resume", "suspended", "active"),
    ("complete", "active", "completed"),
    ("terminate", "accepted active suspended", "terminated"),
    ("settle_assets", "active suspended completed terminated", ""),
    ("close", "completed terminated", "closed"),
)
INSTALMENT = _process(
    "instalment",
    s.InstalmentState,
    ("plan", "", "planned"),
    ("record_running", "", "planned"),
    ("request", "planned", "requested"),
    ("certify", "requested", "certified"),
    ("approve", "certified", "approved"),
    ("record_payment", "approved", "paid"),
    ("acknowledge", "paid", "acknowledged"),
    ("send_back", "requested certified approved", "planned"),
    ("bounce", "paid acknowledged", "approved"),
    ("hold", "planned", "held"),
    ("release", "held", "planned"),
    ("cancel", "planned held", "cancelled"),
)
REPORT = _process(
    "report",
    s.ReportState,
    ("create", "", "draft"),
    ("edit", "draft returned", ""),
    ("submit", "draft returned", "submitted"),
    ("return", "submitted", "returned"),
    ("accept_figures", "submitted", ""),
    ("accept", "submitted", "accepted"),
    ("reopen", "accepted", "returned"),
    ("waive", "draft returned", "waived"),
)
CHANGE = _process(
    "change",
    s.ChangeState,
    ("propose", "", "proposed"),
    ("revise", "returned", "proposed"),
    ("attach", "proposed returned", ""),
    ("return", "proposed", "returned"),
    ("approve", "proposed", "approved"),
    ("sign", "approved", ""),
    ("enter_into_force", "approved", "in_force"),
    ("refuse", "proposed returned approved", "refused"),
    ("withdraw", "proposed returned approved", "withdrawn"),
)
CONTRIBUTION = _process(
    "contribution",
    s.ContributionState,
    ("pledge", "", "pledged"),
    ("record_opening", "", "agreed"),
    ("agree", "pledged", "agreed"),
    ("receive", "pledged agreed", ""),
    ("settle", "pledged agreed", "received"),
    ("write_off", "pledged agreed", "written_off"),
)
PROPOSAL = _process(
    "proposal",
    s.ProposalState,
    ("ask", "", "asked"),
    ("confirm", "asked", "confirmed"),
    ("refuse", "asked", "refused"),
    ("withdraw", "asked", "withdrawn"),
)
_ALL = (
    ROUND, ROUND_QUESTION, APPLICATION, PARTNER, COMMENT, VOTE, AGENDA_PAPER, ACTION_POINT, SHEET, DECLARATION,
    DECISION, SCENARIO, MEETING, MEETING_REPORT, ADVICE, PUBLIC_STATEMENT, AWARD, INSTALMENT, REPORT,
    CHANGE, AWARD_EVENT, AWARD_POINT, CONTRIBUTION, PROPOSAL,
)  # fmt: skip
PROCESSES = {process.subject: process for process in _ALL}


def target(subject: str, verb: str, state: str) -> str | None:
    """Return the state that `verb` leads to from `state` (the same where it stays), or None where it does not apply."""
    for row in PROCESSES[subject].rows(verb):
        if state in row.sources:
            return row.target or state
    return None
