"""The states of every subject. What can be computed (open, overdue, quorate, fully paid) is never a state."""

from enum import StrEnum


class RoundState(StrEnum):
    DRAFT = "draft"
    ANNOUNCED = "announced"
    SCREENING = "screening"
    APPRAISAL = "appraisal"
    WITH_BOARD = "with_board"
    DECIDED = "decided"
    COMPLETED = "completed"
    CANCELLED = "cancelled"


class RoundQuestionState(StrEnum):
    ASKED = "asked"
    ANSWERED = "answered"
    MERGED = "merged"
    DECLINED = "declined"


class ApplicationState(StrEnum):
    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    ELIGIBLE = "eligible"
    INELIGIBLE = "ineligible"
    WITH_BOARD = "with_board"
    APPROVED = "approved"
    RESERVE = "reserve"
    NOT_APPROVED = "not_approved"
    WITHDRAWN = "withdrawn"


class PartnerState(StrEnum):
    INVITED = "invited"
    CONFIRMED = "confirmed"
    REFUSED = "refused"
    REMOVED = "removed"


class CommentState(StrEnum):
    OPEN = "open"
    SETTLED = "settled"


class SheetState(StrEnum):
    DRAFT = "draft"
    HANDED_IN = "handed_in"
    ANNULLED = "annulled"


class DeclarationState(StrEnum):
    NONE = "none"
    INTEREST = "interest"
    LIFTED = "lifted"


class DecisionState(StrEnum):
    DRAFTED = "drafted"
    TAKEN = "taken"
    CONFIRMED = "confirmed"
    SUPERSEDED = "superseded"


class ScenarioState(StrEnum):
    OPEN = "open"
    CHOSEN = "chosen"


class MeetingState(StrEnum):
    PLANNED = "planned"
    IN_SESSION = "in_session"
    ENDED = "ended"


class VoteState(StrEnum):
    OPEN = "open"
    CLOSED = "closed"
    VOID = "void"


class AgendaPaperState(StrEnum):
    ATTACHED = "attached"
    REMOVED = "removed"


class ActionPointState(StrEnum):
    OPEN = "open"
    DONE = "done"


class AwardEventState(StrEnum):
    PLANNED = "planned"
    RECORDED = "recorded"
    CANCELLED = "cancelled"


class AwardPointState(StrEnum):
    OPEN = "open"
    DONE = "done"


class MeetingReportState(StrEnum):
    DRAFTED = "drafted"
    ADOPTED = "adopted"


class AdviceState(StrEnum):
    DRAFTED = "drafted"
    RELEASED = "released"


class PublicStatementState(StrEnum):
    DRAFTED = "drafted"
    ADOPTED = "adopted"


class AwardState(StrEnum):
    OFFERED = "offered"
    ACCEPTED = "accepted"
    ACTIVE = "active"
    SUSPENDED = "suspended"
    COMPLETED = "completed"
    CLOSED = "closed"
    DECLINED = "declined"
    LAPSED = "lapsed"
    TERMINATED = "terminated"


class InstalmentState(StrEnum):
    PLANNED = "planned"
    REQUESTED = "requested"
    CERTIFIED = "certified"
    APPROVED = "approved"
    PAID = "paid"
    ACKNOWLEDGED = "acknowledged"
    HELD = "held"
    CANCELLED = "cancelled"


class ReportState(StrEnum):
    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    ACCEPTED = "accepted"
    WAIVED = "waived"


class ChangeState(StrEnum):
    PROPOSED = "proposed"
    RETURNED = "returned"
    APPROVED = "approved"
    IN_FORCE = "in_force"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class ContributionState(StrEnum):
    PLEDGED = "pledged"
    AGREED = "agreed"
    RECEIVED = "received"
    WRITTEN_OFF = "written_off"


class ProposalState(StrEnum):
    ASKED = "asked"
    CONFIRMED = "confirmed"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
