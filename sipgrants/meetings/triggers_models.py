"""Triggers by which the database itself refuses to change what was released or adopted."""

from sipgrants.documents.triggers_models import keep
from sipgrants.meetings.advice_models import Advice, PublicStatement

keep(Advice, "old.state = 'released'")
keep(PublicStatement, "old.state = 'adopted'")
