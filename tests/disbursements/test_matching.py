"""Payments from a file of UNEP's system: what fits by reference, amount and day is recorded at one press, and only once."""

import json
import threading
from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO
from typing import Any

import pytest
import xlsxwriter
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from sipgrants.accounts.models import Person
from sipgrants.awards.models import Instalment
from sipgrants.core import clock, db
from sipgrants.core.db import Database, find
from sipgrants.core.errors import Conflict, Forbidden, Invalid, Refused
from sipgrants.core.files import Blob, Upload
from sipgrants.core.i18n import msg
from sipgrants.core.money import Money
from sipgrants.disbursements import commands, kept_reasons, matching_queries, payment_lines, queries
from sipgrants.disbursements.matching import Candidate, Recorded, matches
from sipgrants.disbursements.models import PaymentFile
from sipgrants.disbursements.payment_lines import Line
from sipgrants.fund import queries as fund
from sipgrants.fund.proofs import differences
from sipgrants.lifecycle import labels
from sipgrants.lifecycle.actor import Actor
from sipgrants.lifecycle.actor import RoleName as R
from tests.builders import awards, money, people
from tests.builders.sending import send

SHA256 = "0" * 64
TODAY, PAID = date(2027, 4, 1), date(2027, 3, 31)
ONE = Candidate("a1", "SIP-5-ZM-1", "SSFA/12", "V-7", 1, 9_000_000, "approved", date(2027, 3, 1))
TWO = replace(ONE, id="a2", number=2, minor=5_000_000, state="certified")
OTHER = replace(ONE, id="b1", award="SIP-5-ZM-10", agreement="SSFA/12/A", vendor="V-8")
LINE = Line(2, "U-1", PAID, 9_000_000, "Payment SSFA/12, first")
KNOWN = {"U-0": Recorded(9_000_000, PAID), "U-9": Recorded(1, PAID, bounced_on=PAID)}

CASES: list[tuple[str, dict[str, Any], tuple[Candidate, ...], str]] = [
    ("by the agreement", {}, (), "fits a1"),
    ("by the award's number", {"award": "sip-5-zm-1"}, (), "fits a1"),
    ("a longer number is another award", {"award": "SIP-5-ZM-10"}, (), "fits b1"),
    ("a longer agreement is another one", {"award": "SSFA/12/A"}, (), "fits b1"),
    ("a number that goes on is another one", {"award": "SSFA/12/B"}, (), "left No award"),
    ("a number at the end of a sentence", {"award": "Agreement (SSFA/12)."}, (), "fits a1"),
    ("nothing named", {"award": "Zambia"}, (), "left No award"),
    ("two named", {"award": "SIP-5-ZM-1 and SIP-5-ZM-10"}, (), "left “SIP-5-ZM-1 and SIP-5-ZM-10” names several"),
    ("a cent less", {"minor": 8_999_999}, (), "left The amount differs"),
    ("not approved", {"minor": 5_000_000, "instalment": 2}, (), "left Instalment 2 is not approved"),
    ("unknown instalment", {"instalment": 7}, (), "left No instalment"),
    ("another vendor", {"vendor": "V-8"}, (), "left The vendor record"),
    ("its vendor", {"vendor": "v-7"}, (), "fits a1"),
    ("in the future", {"day": date(2027, 4, 2)}, (), "left The day lies in the future"),
    ("before its approval", {"day": date(2027, 2, 28)}, (), "left It was approved only later"),
    ("recorded", {"reference": "U-0"}, (), "already -"),
    ("recorded with another day", {"reference": "U-0", "day": TODAY}, (), "left Recorded with this reference"),
    ("came back", {"reference": "U-9"}, (), "left Recorded; it came back"),
    ("two alike", {}, (replace(TWO, minor=9_000_000, state="approved"),), "left Several instalments"),
    ("a broken line", {"problems": ("Broken",)}, (), "left Broken"),
]  # fmt: skip


def told(found: Any) -> list[str]:
    return [
        f"{one.result} {one.reasons[0] if one.reasons else one.candidate.id if one.candidate else '-'}"
        for one in found
    ]


@pytest.mark.parametrize(
    ("line", "more", "expected"), [case[1:] for case in CASES], ids=[c[0] for c in CASES]
)
def test_a_payment_fits_by_reference_amount_and_day_together(
    line: dict[str, Any], more: tuple[Candidate, ...], expected: str
) -> None:
    parts = [ONE, OTHER, *(more or (TWO,))]
    [found] = told(matches([replace(LINE, **line)], parts, KNOWN, TODAY))
    assert found.startswith(expected)


def test_lines_that_meet_each_other_are_left_to_a_person() -> None:
    second = replace(TWO, state="approved")
    for line, expected in (
        (LINE, ["left Another line has the same reference."] * 2),
        (
            replace(LINE, reference="U-2"),
            ["left Another line fits the same instalment: was it paid twice?"] * 2,
        ),
        (replace(LINE, reference="U-2", minor=5_000_000), ["fits a1", "left Record instalment 1 first"]),
    ):
        found = told(matches([LINE, line], [ONE, second], {}, TODAY))
        assert [one[: len(want)] for one, want in zip(found, expected, strict=True)] == expected


def workbook(*rows: list[Any]) -> bytes:
    kept = BytesIO()
    with xlsxwriter.Workbook(kept, {"default_date_format": "yyyy-mm-dd", "remove_timezone": True}) as book:
        sheet = book.add_worksheet()
        for at, row in enumerate(rows):
            sheet.write_row(at, 0, row)
    return kept.getvalue()


HEAD = ["Payment document", "Posting date", "Amount in USD", "Assignment"]


@pytest.mark.parametrize(
    "data",
    [
        b"payment reference,paid on,amount,award\n\nU-1,2027-03-31,\"90,000.10\",SSFA/12\n",
        "\ufeffReport\nPayment  Document;Posting Date;Amount;Text\n;;;\nU-1;31.03.2027;90000,10;SSFA/12\n".encode(),
        "payment document\tdate\tamount\tagreement\nU-1\t2027-03-31\t90000.1\tSSFA/12\n".encode("utf-16"),
        workbook(["Payments of March"], HEAD, ["U-1", date(2027, 3, 31), 90000.1, "SSFA/12"]),
    ],
    ids=["csv", "semicolons", "utf-16", "xlsx"],
)  # fmt: skip
def test_a_file_is_read_as_spreadsheets_save_it(data: bytes) -> None:
    [line] = payment_lines.read(data)
    assert replace(line, number=0) == Line(0, "U-1", PAID, 9_000_010, "SSFA/12")


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        (["", "2027-03-31", "1", "A"], "reference of the payment is missing"),
        (["U", "03/04/2027", "1", "A"], "is no date"),
        (["U", "2027-03-31", "1.005", "A"], "is no amount"),
        (["U", "2027-03-31", "-5", "A"], "This is no payment"),
        (["U", "2027-03-31", "1", "A", "CHF"], "grants are paid in US dollars"),
    ],
)
def test_what_could_be_read_in_two_ways_is_refused(cells: list[str], reason: str) -> None:
    head = ["payment reference", "paid on", "amount", "award", "currency"]
    [line] = payment_lines.read("\n".join(";".join(row) for row in (head, cells)).encode())
    assert [reason in str(one) for one in line.problems] == [True]


@pytest.mark.parametrize(
    "data", [b"", b"a,b\n1,2\n", b"PK\x03\x04" + b"\0" * 99, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"]
)
def test_a_file_that_is_none_is_refused_with_the_reason(data: bytes) -> None:
    with pytest.raises(Invalid):
        payment_lines.read(data)


# --- recorded ---


def line_of(one: Instalment, number: int = 2, **changes: Any) -> Line:
    given = Line(number, f"U-{one.award.number}", clock.today(), one.minor, one.award.agreement_number)
    return replace(given, **changes)


def sent(lines: list[Line], by: Actor) -> PaymentFile:
    """The file of these lines, as it came."""
    upload = Upload("payments.csv", "text/csv", Blob(SHA256, 100))
    return commands.file_payments(by=by, upload=upload, lines=lines)


def press(lines: list[Line], by: Actor, mark: str = "") -> int:
    sent(lines, by)
    seen = mark or matching_queries.mark(matching_queries.outcomes(lines, by))
    return commands.match(lines, by=by, mark=seen, sha256=SHA256)


def test_what_fits_is_recorded_at_one_press_and_never_twice(both: Session) -> None:
    who = awards.team()
    first, second, waits = (
        awards.instalment_in(state, who) for state in ("approved", "approved", "certified")
    )
    lines = [line_of(first), line_of(second, 3), line_of(waits, 4)]
    before = matching_queries.mark(matching_queries.outcomes(lines, who.payer))
    assert press(lines, who.payer) == 2
    assert (first.state, second.state, waits.state) == ("paid", "paid", "certified")
    assert first.payment_reference == lines[0].reference
    assert fund.standing().figures.paid == first.minor + second.minor
    with pytest.raises(Conflict, match="Something changed"):
        press(lines, who.payer, before)
    with pytest.raises(Conflict, match="Nothing of this file"):
        press(lines, who.payer)
    again = [str(one.result) for one in matching_queries.outcomes(lines, who.payer)]
    assert (again, len(queries.payments(first.award_id))) == (["already", "already", "left"], 1)
    assert list(differences()) == []


def test_the_file_is_kept_with_who_sent_it_and_what_it_recorded(both: Session) -> None:
    who = awards.team()
    fits, waits = (awards.instalment_in(state, who) for state in ("approved", "certified"))
    lines = [line_of(fits), line_of(waits, 3)]
    press(lines, who.payer)
    file = sent(lines, who.finance)
    assert (file.file.person_id, file.lines, file.matched_by) == (who.payer.person_id, 2, who.payer.person_id)
    [payment] = matching_queries.recorded_by([file])[file.id]
    assert payment.reference == lines[0].reference
    assert [(one["number"], one["minor"]) for one in file.remaining] == [(3, waits.minor)]
    assert [bool(one["reasons"]) for one in file.remaining] == [True]


def test_a_reason_that_was_kept_still_has_its_amounts_days_and_sentences() -> None:
    state = labels.state("instalment", "certified")
    said = msg("%(a)s %(b)s %(c)s %(d)s", a=Money(5), b=date(2027, 1, 2), c=state, d=3)
    back = kept_reasons.read(json.loads(json.dumps(kept_reasons.kept(said))))
    assert back.params == {**said.params, "d": "3"}
    assert (back.params["c"].context, kept_reasons.read(["Old", {}]).text) == (state.context, "Old")


def test_files_are_listed_for_finance_officers_and_the_auditor_alone(
    client: FlaskClient, db: Session
) -> None:
    who, auditor = awards.team(), money.acting(R.AUDITOR)
    one = awards.instalment_in("approved", who)
    people.sign_in(client, find(Person, who.payer.person_id))
    text = f"payment reference,paid on,amount,award\nU-71,{clock.today()},{one.amount.decimal()},{one.award.number}\n"
    file = (BytesIO(f"{text}U-72,{clock.today()},5,Nobody\n".encode()), "payments.csv")
    page = send(client, "/instalments/payments", file=file)
    assert send(client, page.location).status_code == 303
    for actor, code in (
        (who.payer, 200),
        (auditor, 200),
        (who.officer, 403),
        (who.focal, 403),
    ):
        people.sign_in(client, find(Person, actor.person_id))
        assert client.get("/instalments/payments/files").status_code == code
    people.sign_in(client, find(Person, auditor.person_id))
    [found] = matching_queries.sent().rows
    shown = client.get(f"/instalments/payments/files/{found.id}").text
    assert [said in shown for said in ("U-71", "U-72", found.sha256, one.award.number)] == [True] * 4
    assert b"U-72" in client.get(f"/instalments/payments/files/{found.id}/file").data


def test_the_approver_never_records_by_a_file_either_and_the_gate_still_counts(both: Session) -> None:
    who, both_hats = awards.team(), money.acting(R.FINANCE_OFFICER, R.APPROVING_OFFICER)
    mine = awards.instalment_in("certified", who)
    commands.approve(mine, by=both_hats)
    [found] = matching_queries.outcomes([line_of(mine)], both_hats)
    assert ["somebody else records" in str(one) for one in found.match.reasons] == [True]
    with pytest.raises(Conflict, match="Nothing of this file"):
        press([line_of(mine)], both_hats)
    for nobody in (who.approver, who.officer, who.focal):
        with pytest.raises(Forbidden):
            press([line_of(mine)], nobody)
    awards.calls.put(mine.award, state="suspended")
    [found] = matching_queries.outcomes([line_of(mine)], who.payer)
    assert ["neither active nor completed" in str(one) for one in found.match.reasons] == [True]
    assert mine.state == "approved"


def test_two_people_with_one_file_at_the_same_moment_pay_once(both: Session, database: Database) -> None:
    who = awards.team()
    one = awards.instalment_in("approved", who)
    identifier, lines = one.id, [line_of(one)]
    sent(lines, who.payer)
    both.rollback()
    outcomes: list[str] = []
    begin = threading.Barrier(3, timeout=30)

    def record(by: Actor, is_file: bool) -> None:
        with database.scope():
            part = db.find(Instalment, identifier)
            mark = matching_queries.mark(matching_queries.outcomes(lines, by))
            begin.wait()
            try:
                if is_file:
                    commands.match(lines, by=by, mark=mark, sha256=SHA256)
                else:
                    commands.record_payment(part, by=by, paid_on=clock.today(), reference="U-by-hand")
                outcomes.append("paid")
            except Refused as refusal:
                outcomes.append(type(refusal).__name__)

    acts = [(who.payer, True), (who.finance, True), (money.finance(), False)]
    both.rollback()
    threads = [threading.Thread(target=record, args=act) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    both.rollback()
    assert sorted(outcomes) == ["Conflict", "Conflict", "paid"]
    assert (len(queries.payments(db.find(Instalment, identifier).award_id)), list(differences())) == (1, [])


def test_a_day_late_file_is_still_taken(db: Session) -> None:
    """Paid on the day of approval and recorded later: the day of the file is the day of the ledger."""
    who = awards.team()
    one = awards.instalment_in("approved", who)
    paid_on = clock.today()
    with clock.set_to(clock.now() + timedelta(days=3)):
        press([line_of(one, day=paid_on)], who.payer)
    assert one.paid_on == paid_on
