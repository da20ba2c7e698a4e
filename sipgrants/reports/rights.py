"""What the table of rights asks about reports."""

from sipgrants.core.i18n import Message, msg
from sipgrants.lifecycle.actor import Actor
from sipgrants.lifecycle.rights import right
from sipgrants.reports.kinds import WITH_FIGURES
from sipgrants.reports.models import Report


@right("report.has_figures")
def _has_figures(_actor: Actor, report: Report) -> Message | None:
    """The finance officer judges figures, not words."""
    return (
        None
        if report.kind in WITH_FIGURES
        else msg("The programme officer reviews a report without figures.")
    )
