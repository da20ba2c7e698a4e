"""All tables in one place: whoever needs the whole schema (migrations, tests) imports this."""

from sipgrants.accounts import models as accounts
from sipgrants.applications import models as applications
from sipgrants.appraisal import models as appraisal
from sipgrants.awards import models as awards
from sipgrants.board import models as board
from sipgrants.board import orientation_models as orientation
from sipgrants.changes import models as changes
from sipgrants.core import audit_triggers, files, once, outbox, partial, scanning
from sipgrants.core.db import Base
from sipgrants.disbursements import models as disbursements
from sipgrants.documents import models as documents
from sipgrants.documents import triggers_models as kept_documents
from sipgrants.dossiers import models as dossiers
from sipgrants.events import models as events
from sipgrants.fund import models as fund
from sipgrants.fund import published_models as published
from sipgrants.fund import rate_models as rates
from sipgrants.lifecycle import countersign, reminding
from sipgrants.meetings import advice_models as advice
from sipgrants.meetings import models as meetings
from sipgrants.meetings import paper_models as meetings_papers
from sipgrants.meetings import running_models as meetings_running
from sipgrants.meetings import scenario_models as scenarios
from sipgrants.meetings import triggers_models as kept_papers
from sipgrants.parties import models as parties
from sipgrants.plans import measure_models as measures
from sipgrants.plans import models as plans
from sipgrants.questionnaires import models as questionnaires
from sipgrants.questionnaires import triggers_models as frozen_forms
from sipgrants.reports import models as reports
from sipgrants.rounds import models as rounds
from sipgrants.scoring import models as scoring
from sipgrants.screening import models as screening

metadata = Base.metadata
__all__ = [
    "accounts", "advice", "applications", "appraisal", "audit_triggers", "awards", "board", "changes",
    "countersign", "disbursements", "documents", "dossiers", "events", "files", "frozen_forms", "fund", "kept_documents",
    "kept_papers", "measures", "meetings", "meetings_papers", "meetings_running", "metadata", "once", "orientation",
    "outbox", "partial", "parties", "plans", "published", "questionnaires", "rates", "reminding", "reports", "rounds",
    "scanning", "scenarios", "scoring", "screening",
]  # fmt: skip
