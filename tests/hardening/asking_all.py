"""Every page and file that somebody may open, asked; and which of the answers hang on tables that were changed."""

import io
import re
import zipfile
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from itertools import product
from uuid import UUID

from sqlalchemy import event
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from sipgrants.accounts.models import Person
from sipgrants.lifecycle import rights
from sipgrants.web import gate
from tests.builders import people
from tests.builders.pages import without_tokens
from tests.documents.reading import says
from tests.hardening.conftest import Place
from tests.hardening.lists import LISTS

# Which records of the world stand in an address, by the argument, or by room where that is only "id".
# A new argument of a new route gets a line here.
NAMED = """
advice_id        advice.drafted
attached_id      award_event_file.shared
application_id   board.barred board.unscored barred.unsealed barred.deciding board.scored
award_id         award.done
class_id         class.held
condition_id     condition.open
decision_id      barred_decision.voting
declaration_id   declaration.none
document_id      barred_document.0 barred_document.1 barred_document.2 barred_document.3
event_id         event.webinar
file_id          application_file.draft
form_id          form.draft
invitation_id    invitation.declared
item_id          item.planned
letter_id        letter.held
meeting_id       barred_meeting.reported barred_meeting.voting
orientation_id   orientation.some
paper_id         barred_paper.reported paper.planned
partner_id       application_partner.invited
payment_file_id  payment_file.sent
point_id         barred_point.open point.open
question_id      asked.open question.open
refund_id        refund.some
round_id         round.with_board round.unsealed round.deciding
scenario_id      barred_scenario.open
seat_id          seat.KE
task_id          award_point.open
term_id          term.now
accounts/id      person.board_member person.barred
appraisal/id     round.with_board round.deciding
awards/id        award.done
changes/id       change.proposed
desk/id          proposal.open
disbursements/id instalment.first
fund/id          posting.some
dossiers/id      award.done
events/id        award_event.recorded
reports/id       report.submitted
rounds/id        round.with_board round.unsealed round.deciding
screening/id     round.with_board round.unsealed round.deciding
"""
NAMES = {where: names for where, *names in map(str.split, NAMED.strip().splitlines())}
RECORDS = frozenset(name for names in NAMES.values() for name in names)
# What else stands in an address.
WORDS = {
    "code": "en", "column": "part", "day": "2026-06-30", "id": "GH", "key": "summary", "kind": "extension", "number": "1",
    "part": "budget", "party_id": "GH", "path": "summary.summary", "question": "photographs", "section": "summary",
    "sha256": "0" * 64, "text": "zz",
}  # fmt: skip
# What a page is narrowed to: what is found, and how much, must not tell either.
NARROWED = [
    "/search?q=xylophone",
    "/search?q=mercury",
    "/applications/?q=mercury&state=with_board",
    "/scoring/?round={round.unsealed}",
    "/meetings/{barred_meeting.voting}/live?beat=1",
    *(page for _, page in LISTS if "?" in page),
]


@dataclass(frozen=True)
class Told:
    """An answer without what is new each time. `hangs`: something that it was made from lies in the tables named."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: str
    hangs: bool


def addresses(place: Place, who: str, records: Collection[str] = RECORDS) -> list[str]:
    """Every address that `who` may open as far as roles go, with each of the records of the world that may stand in it.

    What roles do not open is asked in tests/guards. The history comes first: refusals of other pages are noted in it.
    """
    with place.app.extensions["runtime"].scope() as session:
        actor = people.actor_of(session.get_one(Person, UUID(place.ids[f"person.{who}"])))
    bound, found = place.app.url_map.bind("localhost"), set()
    for rule in place.app.url_map.iter_rules():
        action = gate.action_of(place.app, rule.endpoint)
        if "GET" in (rule.methods or ()) and action and rights.refusal(actor, action) is None:
            parts = [[(one, value) for value in _values(place, rule, one, records)] for one in rule.arguments]
            found |= {bound.build(rule.endpoint, dict(each)) for each in product(*parts)}
    narrowed = [page for page in NARROWED if set(re.findall(r"{(.+?)}", page)) <= {*records}]
    return sorted({*found, *map(place.at, narrowed)}, key=lambda one: ("history" not in one, one))


def _values(place: Place, rule: Rule, name: str, records: Collection[str]) -> list[str]:
    if type(rule._converters[name]).__name__ != "UUIDConverter":
        return [WORDS[name]]
    named = NAMES.get(name) or NAMES[f"{rule.endpoint.split('.')[0]}/{name}"]
    return [place.ids[one] for one in named if one in records]


def ask(place: Place, who: str, pages: Iterable[str], tables: Iterable[str] = ()) -> dict[str, Told]:
    """What `who` is told at these addresses, and whether it hangs on one of the `tables`."""
    client, statements = place.client(who), []
    engine = place.app.extensions["runtime"].database.engine
    changed = re.compile(rf"\b({'|'.join(tables)})\b")

    def listen(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        statements.append(statement)

    event.listen(engine, "before_cursor_execute", listen)
    found = {}
    for page in pages:
        statements.clear()
        answer = client.get(page)
        found[page] = _told(answer, any(map(changed.search, statements)))
    event.remove(engine, "before_cursor_execute", listen)
    return found


def _told(answer: TestResponse, hangs: bool) -> Told:
    new = {name: answer.headers.pop(name, "") for name in ("X-Request-Id", "Set-Cookie", "Content-Length")}
    body = without_tokens(_read(answer)).replace(new["X-Request-Id"] or "\0", "")
    return Told(answer.status_code, tuple(answer.headers), body, hangs)


def _read(answer: TestResponse) -> str:
    """What an answer says: documents are unpacked, without the time at which they were written."""
    data = answer.get_data()
    if answer.mimetype == "application/pdf":
        return says(data)
    if not data.startswith(b"PK"):
        return data.decode("latin-1")
    with zipfile.ZipFile(io.BytesIO(data)) as opened:
        parts = [(name, opened.read(name)) for name in opened.namelist() if name != "docProps/core.xml"]
    return "\n".join(f"{name}: {says(part) if part.startswith(b'%PDF') else part!r}" for name, part in parts)
