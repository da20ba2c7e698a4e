"""What an indicator counts for over all projects, as an officer decided."""

from uuid import UUID

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column

from sipgrants.core.db import Record
from sipgrants.plans.measuring import How, Measure

_MEASURES = ", ".join(f"'{one}'" for one in ("", *Measure))
_HOWS = ", ".join(f"'{one}'" for one in How)


class IndicatorMeasure(Record):
    """For which measure an indicator counts, through all versions of its plan; none (""): looked at, it counts for none."""

    __tablename__ = "indicator_measure"
    __table_args__ = (
        CheckConstraint(f"measure in ({_MEASURES})", name="measure"),
        CheckConstraint(f"how in ({_HOWS})", name="how"),
    )
    subject_type = "indicator_measure"
    origin_id: Mapped[UUID] = mapped_column(unique=True)  # the indicator's first ancestor
    measure: Mapped[str]
    how: Mapped[str]
    changed_by: Mapped[UUID | None]
