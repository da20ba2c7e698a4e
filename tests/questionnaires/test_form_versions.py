"""The life of a version: copied, edited, frozen for good; who may do what, and what the history keeps."""

from functools import partial

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from sipgrants.core import audit
from sipgrants.core.errors import Conflict, Forbidden, NotFound, Stale
from sipgrants.lifecycle import rights
from sipgrants.lifecycle.actor import SYSTEM, RoleName
from sipgrants.questionnaires import commands, editing, editing_commands, editor_queries, queries
from sipgrants.questionnaires.content import content
from sipgrants.questionnaires.models import FormVersion, Section
from tests.builders import calls, versions
from tests.builders.questionnaires import add_form, answers_to, form, question, writer

R = RoleName
RENAME = partial(editing.edit_section, section="summary", title={"en": "In short"}, guidance={})


def test_the_forms_that_ship_are_frozen_with_a_hash(db: Session) -> None:
    shipped = form("A")
    assert (shipped.frozen_at is not None, shipped.sha256) == (True, queries.fingerprint(shipped))


def test_a_new_version_is_a_copy_that_nobody_is_asked_by(db: Session) -> None:
    first = form("A")
    made = versions.draft("A")
    assert (made.number, made.frozen_at, content(made)) == (2, None, content(first))
    assert queries.form_version("A").number == 1
    assert versions.draft("A").number == 3


def test_only_the_forms_of_a_round_are_written_here(db: Session) -> None:
    with pytest.raises(Conflict):
        editing_commands.create(form("progress"), by=calls.officer())


def test_an_edit_changes_the_draft_and_says_in_the_history_what(both: Session) -> None:
    form("A")
    made, by = versions.draft("A"), calls.officer()
    editing_commands.edit(made, by=by, change=RENAME)
    both.expire_all()
    assert (made.sections[0].title, made.version > 1) == ({"en": "In short"}, True)
    entry = audit.of("form", made.id)[-1]
    changes = entry.details["changes"]
    assert (entry.action, [one["path"] for one in changes]) == ("form.edit", ["summary"])
    assert changes[0]["values"]["title"][1] == {"en": "In short"}
    editing_commands.edit(made, by=by, change=RENAME)
    assert len(audit.of("form", made.id)) == 2


def test_the_whole_form_is_there_after_every_kind_of_change(both: Session) -> None:
    form("A")
    made = versions.draft("A", versions.with_costs)
    before = content(made)
    editing_commands.edit(made, by=calls.officer(), change=partial(editing.move, path="costs", by=-1))
    both.expire_all()
    assert content(made) == editing.move(before, path="costs", by=-1)


def test_a_page_that_somebody_else_has_overtaken_is_stale(both: Session) -> None:
    form("A")
    made, by = versions.draft("A"), calls.officer()
    seen = made.version
    editing_commands.edit(made, by=by, change=RENAME, seen=seen)
    with pytest.raises(Stale):
        editing_commands.edit(made, by=by, change=partial(editing.remove, path="gender"), seen=seen)


def test_a_frozen_version_is_not_edited_nor_discarded(db: Session) -> None:
    frozen, by = form("A"), calls.officer()
    with pytest.raises(Conflict):
        editing_commands.edit(frozen, by=by, change=RENAME)
    with pytest.raises(Conflict):
        editing_commands.discard(frozen, by=by)


REFUSED = (
    "update form_version set title = '{}' where kind = 'A'",
    "delete from form_version where kind = 'A'",
    "update form_section set key = 'x' where key = 'summary'",
    "delete from form_question where key = 'amount'",
    "update form_question set required = not required where key = 'amount'",
    "insert into form_section select * from form_section where key = 'summary'",
)


def test_the_database_itself_refuses_to_change_what_is_frozen(both: Session) -> None:
    form("A")
    for statement in REFUSED:
        with pytest.raises(DBAPIError, match="frozen"):
            both.execute(text(statement))
        both.rollback()


def test_a_hash_without_a_day_is_no_state(both: Session) -> None:
    form("A")
    made = versions.draft("A")
    with pytest.raises(DBAPIError):
        both.execute(text("update form_version set sha256 = 'x' where number = 2"))
    both.rollback()
    assert made.sha256 == ""


def test_whatever_is_answered_to_is_frozen(db: Session) -> None:
    asked = add_form("small", {"one": [question("problem")]})
    assert asked.frozen_at is None
    answers_to(asked)
    assert (asked.sha256, asked.frozen_at is not None) == (queries.fingerprint(asked), True)


def test_the_hash_tells_the_smallest_change_and_nothing_else(db: Session) -> None:
    form("A")
    made, again = versions.draft("A"), queries.form_version("A")
    before = queries.fingerprint(made)
    assert before != again.sha256  # the number is part of it
    editing_commands.edit(made, by=calls.officer(), change=RENAME)
    back = partial(
        editing.edit_section,
        section="summary",
        title=again.sections[0].title,
        guidance=again.sections[0].guidance,
    )
    assert queries.fingerprint(made) != before
    editing_commands.edit(made, by=calls.officer(), change=back)
    assert queries.fingerprint(made) == before


def test_a_draft_is_thrown_away_with_everything_in_it(both: Session) -> None:
    form("A")
    before = len(both.scalars(select(Section)).all())
    made = versions.draft("A")
    editing_commands.discard(made, by=calls.officer())
    assert both.scalars(select(FormVersion.number).where(FormVersion.kind == "A")).all() == [1]
    assert len(both.scalars(select(Section)).all()) == before


def test_a_draft_that_a_round_carries_is_not_thrown_away(db: Session) -> None:
    form("A")
    made = versions.draft("A")
    calls.draft_round(form_a_id=made.id)
    with pytest.raises(Conflict, match="carries"):
        editing_commands.discard(made, by=calls.officer())


RIGHTS = (
    (R.PROGRAMME_OFFICER, True, True),
    (R.FINANCE_OFFICER, False, True),
    (R.APPROVING_OFFICER, False, True),
    (R.HEAD, False, True),
    (R.ADMINISTRATOR, False, True),
    (R.AUDITOR, False, True),
    (R.FOCAL_POINT, False, False),
    (R.BOARD_MEMBER, False, False),
    (R.EXPERT, False, False),
)


def test_officers_write_the_office_reads_and_others_see_what_is_frozen(db: Session) -> None:
    frozen = form("A")
    made = versions.draft("A")
    for role, may_edit, may_read in RIGHTS:
        who = calls.somebody(role, of="ZM" if role in (R.FOCAL_POINT, R.BOARD_MEMBER) else None)
        allowed = {name: rights.can(who, f"form.{name}", made) for name in ("create", "edit", "discard")}
        assert (role, set(allowed.values())) == (role, {may_edit})
        assert editor_queries.find(who, frozen.id).number == 1
        assert (role, rights.can(who, "form.read", made)) == (role, may_read)


def test_whoever_may_not_write_is_refused_and_a_draft_is_not_there_for_outsiders(db: Session) -> None:
    form("A")
    made, outsider = versions.draft("A"), calls.focal_point()
    with pytest.raises(NotFound):
        editor_queries.find(outsider, made.id)
    for who in (outsider, calls.somebody(R.AUDITOR)):
        for act in (
            partial(editing_commands.edit, made, by=who, change=RENAME),
            partial(editing_commands.create, made, by=who),
            partial(editing_commands.discard, made, by=who),
        ):
            with pytest.raises(Forbidden):
                act()


def test_freezing_twice_is_freezing_once(db: Session) -> None:
    frozen = form("A")
    assert (commands.freeze(frozen, by=SYSTEM), len(audit.of("form", frozen.id))) == (frozen.sha256, 2)


def test_answers_go_over_to_a_later_version_only_where_they_are_still_asked_in_that_way(db: Session) -> None:
    form("A")
    answers = answers_to(queries.form_version("A"))
    typed = {"problem": "Lamps", "needs": "Staff", "mia_state": "none"}
    commands.save_section(answers, "background", typed, by=writer())
    plain = {"label": {"en": "Changed"}, "hint": {}, "required": True}
    later, by = versions.draft("A"), calls.officer()
    for key, kind in (("problem", "table"), ("needs", "short_text")):
        change = partial(editing.edit_question, path=f"background.{key}", asked={**plain, "kind": kind})
        editing_commands.edit(later, by=by, change=change)
    copied = commands.copy_answers(answers, by=writer(), form=later)
    assert queries.values(copied) == {"needs": "Staff", "mia_state": "none"}
