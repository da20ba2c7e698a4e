"""Who may send a request back: whoever makes the next move."""

from typing import Any

from sipgrants.core.i18n import Message, msg
from sipgrants.lifecycle.actor import Actor
from sipgrants.lifecycle.rights import right

_NOT_NEXT = msg("Whoever makes the next move sends it back.")


@right("instalment.finance_is_next")
def _finance_is_next(_actor: Actor, instalment: Any) -> Message | None:
    """Programme rule (section 3): "send_back requested, certified, approved > planned (who may make the next move ...)"."""
    return _NOT_NEXT if instalment.state == "certified" else None


@right("instalment.approver_is_next")
def _approver_is_next(_actor: Actor, instalment: Any) -> Message | None:
    return _NOT_NEXT if instalment.state in ("requested", "approved") else None
