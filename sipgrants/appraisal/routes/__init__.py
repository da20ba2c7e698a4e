"""The pages of the appraisal: for officers, for experts, for the applicant's team."""

from sipgrants.appraisal.routes import applicants, experts, officers, writing
from sipgrants.appraisal.routes.blueprint import bp

__all__ = ["applicants", "bp", "experts", "officers", "writing"]
