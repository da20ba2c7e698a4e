"""Writing an application: start it, task list, sections of the forms, parts of the plan, Form C."""

from typing import Any
from uuid import UUID

from flask import current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext

from sipgrants.applications import (
    check_queries,
    commands,
    comment_queries,
    page_queries,
    prefill_queries,
    queries,
)
from sipgrants.applications.check_queries import SIGNED, Draft
from sipgrants.applications.commands.prefilling import Wanted
from sipgrants.applications.forms import NewApplication, languages
from sipgrants.applications.models import Application
from sipgrants.applications.routes import commenting
from sipgrants.applications.routes.blueprint import Page, bp
from sipgrants.core import clock
from sipgrants.core.i18n import msg
from sipgrants.lifecycle import labels, rights
from sipgrants.lifecycle.actor import WRITERS
from sipgrants.parties import eligibility
from sipgrants.parties import queries as parties
from sipgrants.plans.content import PARTS
from sipgrants.questionnaires import queries as questionnaires
from sipgrants.questionnaires import reading
from sipgrants.questionnaires.commands import Saved
from sipgrants.rounds import queries as rounds
from sipgrants.rounds import question_queries
from sipgrants.rounds.models import Round
from sipgrants.web import gate, locale, saving
from sipgrants.web.forms import options
from sipgrants.web.gate import requires
from sipgrants.web.notices import tell


@bp.route("/new/<uuid:round_id>", methods=["GET", "POST"])
@requires("application.create")
def create(round_id: UUID) -> Page:
    """What makes a Party eligible, then the start of an application."""
    round_ = rounds.find(gate.actor(), round_id)
    mine = gate.actor().parties(WRITERS)
    form = NewApplication()
    form.party_id.choices = options(parties.choices(locale.choose(), only=mine))
    form.language.choices = options(languages(round_))
    earlier = [one for party in sorted(mine) for one in queries.of_party(party)]
    form.source.choices = options(
        [("", ""), *((str(one.id), f"{one.reference} {one.title}") for one in earlier)]
    )
    if form.validate_on_submit():
        return _begun(round_, form)
    return render_template("applications/new.html", form=form, round=round_, **_before(round_, sorted(mine)))


def _begun(round_: Round, form: NewApplication) -> Page:
    """Start the application, and say on the next page what was taken over and from where."""
    made = commands.create(
        round_,
        by=gate.actor(),
        party_id=form.party_id.data,
        language=form.language.data,
        source=queries.find(gate.actor(), UUID(form.source.data)) if form.source.data else None,
        prefill=Wanted(bool(form.register.data), bool(form.last.data), locale.into(form.language.data)),
    )
    for words in page_queries.taken_over(made):
        tell(words)
    return redirect(url_for("applications.tasks", application_id=made.id), 303)


def _before(round_: Round, mine: list[str]) -> dict[str, Any]:
    """What is read before a draft is started: every rule, whom to ask, what is known already."""
    tested = round_.status_day or clock.today()
    overdue = rights.known("party.late_reports")
    found = parties.findings(mine, tested, articles=["4"], gef_matches=0, overdue=overdue)
    of_parties = [one for one in found if one.party]
    return {
        "findings": [*of_parties, *eligibility.to_come(tested)],
        "rules": eligibility.LABELS,
        "refused": eligibility.refused(of_parties),
        "tested": tested,
        "known": prefill_queries.known(mine),
        "may_ask": question_queries.takes_questions(round_, gate.actor()),
        "office": current_app.extensions["config"].office_address,
    }


@bp.get("/<uuid:application_id>/tasks")
@requires("application.edit")
def tasks(application_id: UUID) -> Page:
    """Every section with its state, the deadline, what comes next."""
    draft = draft_to_write(application_id)
    groups = page_queries.tasks(draft, gate.actor())
    return render_template(
        "applications/tasks.html",
        application=draft.application,
        groups=groups,
        comments=sum(one.comments for _title, rows in groups for one in rows),
        files=draft.files,
        gaps=len(check_queries.gaps(draft)),
        to_mend=rights.known("application.to_mend", application_id),
        limit=page_queries.limit(draft.application),
        late=page_queries.may_hand_in(draft.application),
        reader_zone=locale.zone_name(),
        verb=_verb(draft.application),
        languages=languages(draft.application.round),
    )


@bp.post("/<uuid:application_id>/language")
@requires("application.edit")
def language(application_id: UUID) -> Page:
    """Say in which language the application is written."""
    application = queries.find(gate.actor(), application_id)
    commands.set_language(application, by=gate.actor(), language=request.form.get("language", ""))
    flash(gettext("The language is changed."), "good")
    return redirect(url_for("applications.tasks", application_id=application_id), 303)


def _verb(application: Application) -> str:
    return {"submitted": "replace", "returned": "resubmit"}.get(application.state, "submit")


def draft_to_write(application_id: UUID) -> Draft:
    """Return the draft where this person may change it now; refused with the reason otherwise."""
    application = queries.find(gate.actor(), application_id)
    commands.edit(application, by=gate.actor())
    return check_queries.draft(application)


@bp.route("/<uuid:application_id>/sections/<key>", methods=["GET", "POST"])
@requires("application.edit")
def section(application_id: UUID, key: str) -> Page:
    """A section of a form."""
    draft = draft_to_write(application_id)
    if key in SIGNED and draft.form_of(key) == "C":
        return redirect(url_for("applications.sign", application_id=application_id, key=key), 303)
    if request.method == "POST":
        return _save(draft, key, "applications.section")
    return _section_page(draft, key, "applications.section")


@bp.route("/<uuid:application_id>/sign/<key>", methods=["GET", "POST"])
@requires("application.sign")
def sign(application_id: UUID, key: str) -> Page:
    """A section of Form C that only the focal point fills in, with the second factor."""
    draft = draft_to_write(application_id)
    if request.method == "POST":
        return _save(draft, key, "applications.sign")
    return _section_page(draft, key, "applications.sign")


def keep_section(draft: Draft, key: str, *, sign: bool) -> Saved:
    """Keep what was typed in a section, by this window."""
    answers = page_queries.answers_with(draft, key)
    values = reading.read_section(questionnaires.section(answers, key), request.form)
    command = commands.sign if sign else commands.save_section
    return command(
        draft.application,
        by=gate.actor(),
        section=key,
        values=values,
        marks=request.form.get("seen"),
        page=saving.window(),
    )


def _save(draft: Draft, key: str, endpoint: str) -> Page:
    application_id = draft.application.id
    _before, after = page_queries.neighbours(draft, key)
    saved = keep_section(draft, key, sign=endpoint == "applications.sign")
    spoken_of = commenting.take(draft.application, key)
    if saved.conflicts:
        fresh = check_queries.draft(draft.application)
        return _section_page(fresh, key, endpoint, saved.conflicts), 409
    if reading.wants_more(request.form):
        return redirect(url_for(endpoint, application_id=application_id, key=key, typing=1), 303)
    if spoken_of:
        place = f"comments-{spoken_of}"
        return redirect(url_for(endpoint, application_id=application_id, key=key, _anchor=place), 303)
    if after is None or not page_queries.fills_in(draft.application, after, gate.actor()):
        return redirect(url_for("applications.tasks", application_id=application_id), 303)
    return redirect(url_for("applications.section", application_id=application_id, key=after), 303)


def _section_page(draft: Draft, key: str, endpoint: str, conflicts: Any = ()) -> str:
    application = draft.application
    before, _after = page_queries.neighbours(draft, key)
    told = check_queries.context(draft)
    answers = page_queries.answers_with(draft, key)
    begun = any(
        one.key == key and one.status != "not_started" for one in questionnaires.progress(answers, told)
    )
    page = questionnaires.page(answers, key, locale.choose(), told, conflicts, told=begun and not is_typing())
    commands.edit(application, by=gate.actor(), section=key)
    return render_template(
        "applications/section.html",
        application=application,
        page=page,
        form_title=answers.form.title,
        total=len(answers.form.sections),
        before=before,
        elsewhere=_elsewhere(draft),
        is_form_c=draft.form_of(key) == "C",
        talk=comment_queries.talk(application),
    )


def is_typing() -> bool:
    """Whoever just asked for another row is not told what is still missing in it."""
    return request.method == "GET" and "typing" in request.args


def _elsewhere(draft: Draft) -> dict[str, Any]:
    """Where the answers that are no answers are given, and how they stand."""
    application = draft.application
    found: dict[str, Any] = {
        part: {"url": url_for("applications.part", application_id=application.id, part=part)}
        for part in PARTS
    }
    names = [application.party.name(locale.choose())]
    names += [
        f"{one.party.name(locale.choose())} ({locale.translate(labels.state('partner', one.state))})"
        for one in application.partners
        if one.state in ("invited", "confirmed")
    ]
    address = url_for("applications.partners", application_id=application.id)
    found["parties"] = {"url": address, "words": ", ".join(names), "verb": msg("Invite or remove partners")}
    by_kind = page_queries.counted(draft.files)
    upload = url_for("applications.files", application_id=application.id)
    found["file"] = _Files(by_kind, upload)
    return found


class _Files(dict[str, Any]):
    """What stands for a question that asks for files, whichever it is."""

    def __init__(self, by_kind: dict[str, list[Any]], address: str) -> None:
        super().__init__()
        self._by_kind, self._address = by_kind, address

    def get(self, key: str, _default: Any = None) -> dict[str, Any]:
        """Return where files of that kind are uploaded, and which are there."""
        names = ", ".join(one.file.name for one in self._by_kind.get(key, []))
        known = {"words": names or gettext("No file yet."), "verb": msg("Attach or remove files")}
        return {"url": f"{self._address}?kind={key}", **known}
