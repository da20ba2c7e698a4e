"""Public pages, and what machines ask: whether the process lives and whether it can work."""

from typing import Any

import structlog
from flask import Blueprint, current_app, g, jsonify, redirect, render_template, request, url_for
from sqlalchemy import text
from werkzeug.wrappers import Response

from sipgrants.core import db, files
from sipgrants.core.errors import NotFound
from sipgrants.core.i18n import msg
from sipgrants.meetings import statement_queries
from sipgrants.portfolio import contributions_routes, queries
from sipgrants.portfolio.forms import ProjectFilter
from sipgrants.rounds import event_queries, question_queries
from sipgrants.rounds.queries import is_open
from sipgrants.rounds.routes.calendar import calendar_file
from sipgrants.web import downloads, gate, locale
from sipgrants.web.limits import limiter

log = structlog.get_logger("web")
bp = Blueprint("portfolio", __name__)
contributions_routes.add(bp)
PLACES = [
    ("portfolio.index", msg("The Programme")),
    ("portfolio.rounds", msg("Rounds")),
    ("portfolio.projects", msg("Funded projects")),
    ("portfolio.contributions", msg("Contributions")),
    ("portfolio.verify", msg("Verify a document")),
]
FOOTER = [
    ("portfolio.help", msg("Help")),
    ("portfolio.privacy", msg("Privacy")),
    ("portfolio.accessibility", msg("Accessibility")),
    ("portfolio.verify", msg("Verify a document")),
]


@bp.app_context_processor
def _frame() -> dict[str, Any]:
    return {"footer": FOOTER} if g.get("person") else {"footer": FOOTER, "places": PLACES}


@bp.get("/")
@gate.requires("public.read")
def index() -> str | Response:
    """Show the Programme at a glance; whoever is signed in goes home."""
    if g.get("person") and "stay" not in request.args:
        return redirect(url_for("desk.home"))
    every = queries.rounds()
    return render_template(
        "portfolio/index.html",
        glance=queries.glance(),
        rounds=every,
        open=[one for one in every if is_open(one)],
    )


@bp.get("/public/rounds")
@gate.requires("public.read")
def rounds() -> str:
    """List the rounds, past ones with what is documented of them."""
    return render_template("portfolio/rounds.html", rounds=queries.rounds(), is_open=is_open)


@bp.get("/public/rounds/<int:number>", endpoint="round")
@gate.requires("public.read")
def show_round(number: int) -> str:
    """Show one round."""
    found = queries.round_by(number)
    names = queries.party_names(locale.choose())
    statement = statement_queries.adopted_on(found.id)
    paper = statement.document if statement else None
    return render_template(
        "portfolio/round.html",
        round=found,
        names=names,
        is_open=is_open(found),
        published=question_queries.published(found),
        events=event_queries.events(found),
        kinds=event_queries.KINDS,
        statement=statement,
        file=db.session().get(files.StoredFile, paper.file_id) if paper and paper.file_id else None,
    )


@bp.get("/public/rounds/<int:number>/statement.pdf")
@gate.requires("public.read")
def statement(number: int) -> Response:
    """Give out the Co-Chairs' statement on a round, as it was issued."""
    found = statement_queries.adopted_on(queries.round_by(number).id)
    if found is None or found.document is None or found.document.file_id is None:
        raise NotFound()
    return downloads.stored(db.find(files.StoredFile, found.document.file_id))


@bp.get("/public/rounds/<int:number>/calendar.ics")
@gate.requires("public.read")
def calendar(number: int) -> Response:
    """All dates of a public round for a calendar."""
    found = queries.round_by(number)
    if found.past is not None:
        raise NotFound()
    return calendar_file(found)


@bp.get("/projects")
@gate.requires("public.read")
def projects() -> str:
    """List the funded projects."""
    form = ProjectFilter(request.args, meta={"csrf": False})
    form.offer(queries.rounds(), queries.party_names(locale.choose()))
    chosen = form.chosen()
    page = queries.projects(chosen, _page())
    return render_template(
        "portfolio/projects.html", page=page, form=form, chosen=chosen, numbers=queries.numbers_by_id()
    )


@bp.get("/projects/<number>")
@gate.requires("public.read")
def project(number: str) -> str:
    """Show one funded project."""
    award = queries.project(number)
    return render_template(
        "portfolio/project.html", award=award, plan=queries.plan_of(award), numbers=queries.numbers_by_id()
    )


@bp.get("/verify")
@gate.requires("public.read")
@limiter.limit("30 per minute")
def verify() -> str:
    """Tell whether a code is that of an issued document: kind, number, date, hash, nothing else."""
    typed = request.args.get("code", "").strip()[:60]
    found = queries.verified(typed) if typed else None
    file = db.session().get(files.StoredFile, found.file_id) if found and found.file_id else None
    return render_template("portfolio/verify.html", typed=typed, found=found, file=file)


@bp.get("/help", endpoint="help")
@gate.requires("public.read")
def show_help() -> str:
    """Tell how to get on."""
    return render_template("portfolio/help.html")


@bp.get("/privacy")
@gate.requires("public.read")
def privacy() -> str:
    """Tell what is kept of whom."""
    return render_template("portfolio/privacy.html")


@bp.get("/accessibility")
@gate.requires("public.read")
def accessibility() -> str:
    """Tell what was done so that everybody can use this."""
    return render_template("portfolio/accessibility.html")


@bp.get("/healthz")
@gate.requires("public.read")
@limiter.exempt
def healthz() -> Response:
    """Answer that the process lives."""
    return jsonify(status="ok")


@bp.get("/readyz")
@gate.requires("public.read")
@limiter.exempt
def readyz() -> tuple[Response, int]:
    """Answer whether database, files and queue can be reached; the reasons are in the log only."""
    checks = {
        "database": _database,
        "files": files.current().check,
        "queue": current_app.extensions["queue"].length,
    }
    found = {name: _works(name, check) for name, check in checks.items()}
    return jsonify(found), 200 if all(found.values()) else 503


def _database() -> None:
    db.session().execute(text("select 1"))


def _works(name: str, check: Any) -> bool:
    try:
        check()
    except Exception as error:
        log.error("not ready", part=name, exc_info=error)
        return False
    return True


def _page() -> int:
    value = request.args.get("page", "1")
    return max(1, int(value)) if value.isdecimal() and len(value) < 7 else 1
