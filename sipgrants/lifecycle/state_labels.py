"""What the states of each record are called: texts of their own, as languages bend them to the noun they tell of."""

from sipgrants.core.i18n import Message, cmsg

STATES: dict[str, dict[str, Message]] = {
    "round": {
        "draft": cmsg("round", "Draft"),
        "announced": cmsg("round", "Announced"),
        "screening": cmsg("round", "Screening"),
        "appraisal": cmsg("round", "Appraisal"),
        "with_board": cmsg("round", "With the Board"),
        "decided": cmsg("round", "Decided"),
        "completed": cmsg("round", "Completed"),
        "cancelled": cmsg("round", "Cancelled"),
    },
    "round_question": {
        "asked": cmsg("round_question", "Waiting for an answer"),
        "answered": cmsg("round_question", "Answered"),
        "merged": cmsg("round_question", "Answered with another"),
        "declined": cmsg("round_question", "Declined"),
    },
    "application": {
        "draft": cmsg("application", "Draft"),
        "submitted": cmsg("application", "Submitted"),
        "returned": cmsg("application", "Returned"),
        "eligible": cmsg("application", "Eligible"),
        "ineligible": cmsg("application", "Ineligible"),
        "with_board": cmsg("application", "With the Board"),
        "approved": cmsg("application", "Approved"),
        "reserve": cmsg("application", "Reserve"),
        "not_approved": cmsg("application", "Not approved"),
        "withdrawn": cmsg("application", "Withdrawn"),
    },
    "partner": {
        "invited": cmsg("partner", "Invited"),
        "confirmed": cmsg("partner", "Confirmed"),
        "refused": cmsg("partner", "Refused"),
        "removed": cmsg("partner", "Removed"),
    },
    "comment": {
        "open": cmsg("comment", "Open"),
        "settled": cmsg("comment", "Settled"),
    },
    "sheet": {
        "draft": cmsg("sheet", "Draft"),
        "handed_in": cmsg("sheet", "Handed in"),
        "annulled": cmsg("sheet", "Annulled"),
    },
    "declaration": {
        "none": cmsg("declaration", "No interest"),
        "interest": cmsg("declaration", "Interest declared"),
        "lifted": cmsg("declaration", "Lifted"),
    },
    "decision": {
        "drafted": cmsg("decision", "Drafted"),
        "taken": cmsg("decision", "Taken"),
        "confirmed": cmsg("decision", "Confirmed"),
        "superseded": cmsg("decision", "Superseded"),
    },
    "scenario": {
        "open": cmsg("scenario", "On trial"),
        "chosen": cmsg("scenario", "Chosen"),
    },
    "meeting": {
        "planned": cmsg("meeting", "Planned"),
        "in_session": cmsg("meeting", "In session"),
        "ended": cmsg("meeting", "Ended"),
    },
    "vote": {
        "open": cmsg("vote", "Open"),
        "closed": cmsg("vote", "Closed"),
        "void": cmsg("vote", "Void"),
    },
    "agenda_paper": {
        "attached": cmsg("agenda_paper", "Attached"),
        "removed": cmsg("agenda_paper", "Removed"),
    },
    "action_point": {
        "open": cmsg("action_point", "Open"),
        "done": cmsg("action_point", "Done"),
    },
    "award_event": {
        "planned": cmsg("award_event", "Planned"),
        "recorded": cmsg("award_event", "Notes written"),
        "cancelled": cmsg("award_event", "Cancelled"),
    },
    "award_point": {
        "open": cmsg("award_point", "Open"),
        "done": cmsg("award_point", "Done"),
    },
    "meeting_report": {
        "drafted": cmsg("meeting_report", "Drafted"),
        "adopted": cmsg("meeting_report", "Adopted"),
    },
    "advice": {
        "drafted": cmsg("advice", "Drafted"),
        "released": cmsg("advice", "Released"),
    },
    "public_statement": {
        "drafted": cmsg("public_statement", "Drafted"),
        "adopted": cmsg("public_statement", "Adopted"),
    },
    "award": {
        "offered": cmsg("award", "Offered"),
        "accepted": cmsg("award", "Accepted"),
        "active": cmsg("award", "Active"),
        "suspended": cmsg("award", "Suspended"),
        "completed": cmsg("award", "Completed"),
        "closed": cmsg("award", "Closed"),
        "declined": cmsg("award", "Declined"),
        "lapsed": cmsg("award", "Lapsed"),
        "terminated": cmsg("award", "Terminated"),
    },
    "instalment": {
        "planned": cmsg("instalment", "Planned"),
        "requested": cmsg("instalment", "Requested"),
        "certified": cmsg("instalment", "Certified"),
        "approved": cmsg("instalment", "Approved"),
        "paid": cmsg("instalment", "Paid"),
        "acknowledged": cmsg("instalment", "Acknowledged"),
        "held": cmsg("instalment", "Held"),
        "cancelled": cmsg("instalment", "Cancelled"),
    },
    "report": {
        "draft": cmsg("report", "Draft"),
        "submitted": cmsg("report", "Submitted"),
        "returned": cmsg("report", "Returned"),
        "accepted": cmsg("report", "Accepted"),
        "waived": cmsg("report", "Waived"),
    },
    "change": {
        "proposed": cmsg("change", "Proposed"),
        "returned": cmsg("change", "Returned"),
        "approved": cmsg("change", "Approved"),
        "in_force": cmsg("change", "In force"),
        "refused": cmsg("change", "Refused"),
        "withdrawn": cmsg("change", "Withdrawn"),
    },
    "contribution": {
        "pledged": cmsg("contribution", "Pledged"),
        "agreed": cmsg("contribution", "Agreed"),
        "received": cmsg("contribution", "Received"),
        "written_off": cmsg("contribution", "Written off"),
    },
    "proposal": {
        "asked": cmsg("proposal", "Waiting for a second person"),
        "confirmed": cmsg("proposal", "Confirmed"),
        "refused": cmsg("proposal", "Refused"),
        "withdrawn": cmsg("proposal", "Withdrawn"),
    },
}

# What a Party is shown instead of an outcome that it was not told yet (see told.py): no states.
SHOWN: dict[str, Message] = {
    "being_screened": cmsg("application", "Being screened"),
    "before_board": cmsg("application", "Before the Board"),
}
