"""The pages of awards: list, record, a page for each step, the plan."""

from sipgrants.awards.routes import agreement, offers, plan, records, steps
from sipgrants.awards.routes.blueprint import bp

__all__ = ["agreement", "bp", "offers", "plan", "records", "steps"]
