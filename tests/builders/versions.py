"""Drafts of forms.

draft("A")                          a draft of Form A, begun as a copy of the newest one
draft("A", with_costs)              with a table of costs that have to add up to the amount
"""

from collections.abc import Callable

from sipgrants.questionnaires import editing, editing_commands, queries
from sipgrants.questionnaires.content import Content
from sipgrants.questionnaires.models import FormVersion
from tests.builders import calls
from tests.builders.remembering import remembered

SUM = {
    "rule": "sum_equals",
    "left": "amount",
    "right": ["costs.part"],
    "message": {"en": "The costs do not add up to the amount.", "fr": "La somme diffère."},
}


@remembered
def draft(kind: str = "A", change: Callable[[Content], Content] | None = None) -> FormVersion:
    """A draft; `change` is what was written in it already."""
    by = calls.officer()
    made = editing_commands.create(queries.form_version(kind), by=by)
    if change:
        editing_commands.edit(made, by=by, change=change)
    return made


def with_costs(held: Content) -> Content:
    """A table of costs in a section of its own, and a check that they add up."""
    held = editing.add_section(held, key="costs", title={"en": "Costs"}, guidance={})
    held = editing.add_question(held, section="costs", key="costs", kind="table", label={"en": "Costs"})
    for key, kind in (("what", "short_text"), ("part", "money")):
        held = editing.add_column(held, path="costs.costs", key=key, kind=kind, label={"en": key.title()})
    return editing.put_check(held, key="", check=SUM)
