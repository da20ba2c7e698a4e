"""The only wiring: `create_app` puts configuration, edge and stages together."""

from pathlib import Path

from flask import Flask
from flask_wtf import CSRFProtect
from jinja2 import FileSystemBytecodeCache, StrictUndefined
from werkzeug.middleware.proxy_fix import ProxyFix

from sipgrants import cli
from sipgrants import config as configuration
from sipgrants.accounts import queries as accounts_queries
from sipgrants.accounts import rights as accounts_rights
from sipgrants.accounts import routes as accounts_routes
from sipgrants.accounts.commands import digest as accounts_digest
from sipgrants.accounts.commands import infected as accounts_infected
from sipgrants.applications import facts as applications_facts
from sipgrants.applications import printing_jobs as applications_printing
from sipgrants.applications import reminding_queries as applications_reminding
from sipgrants.applications import rights as applications_rights
from sipgrants.applications import routes as applications_routes
from sipgrants.applications import waiting_queries as applications_waiting
from sipgrants.appraisal import queries as appraisal_queries
from sipgrants.appraisal import reminding_queries as appraisal_reminding
from sipgrants.appraisal import rights as appraisal_rights
from sipgrants.appraisal import routes as appraisal_routes
from sipgrants.awards import facts as awards_facts
from sipgrants.awards import file_queries as awards_files
from sipgrants.awards import grants_facts
from sipgrants.awards import printing_jobs as awards_printing
from sipgrants.awards import reminding_queries as awards_reminding
from sipgrants.awards import rights as awards_rights
from sipgrants.awards import routes as awards_routes
from sipgrants.awards import waiting_queries as awards_waiting
from sipgrants.board import orientation_routes as board_routes
from sipgrants.board import queries as board_queries
from sipgrants.board import rights as board_rights
from sipgrants.changes import facts as changes_facts
from sipgrants.changes import file_queries as changes_files
from sipgrants.changes import printing_jobs as changes_printing
from sipgrants.changes import queries as changes_queries
from sipgrants.changes import reminding_queries as changes_reminding
from sipgrants.changes import routes as changes_routes
from sipgrants.config import ROOT, Config
from sipgrants.core import sealing
from sipgrants.core.db import Database
from sipgrants.core.files import Store
from sipgrants.core.runtime import Runtime
from sipgrants.desk import queries as desk_queries
from sipgrants.desk import watching_routes as desk_routes
from sipgrants.disbursements import facts as disbursements_facts
from sipgrants.disbursements import printing_jobs as disbursements_printing
from sipgrants.disbursements import reminding_queries as disbursements_reminding
from sipgrants.disbursements import rights as disbursements_rights
from sipgrants.disbursements import routes as disbursements_routes
from sipgrants.disbursements import waiting_queries as disbursements_waiting
from sipgrants.documents import issuing_commands
from sipgrants.documents import rights as documents_rights
from sipgrants.documents import routes as documents_routes
from sipgrants.dossiers import printing_jobs as dossiers_printing
from sipgrants.dossiers import routes as dossiers_routes
from sipgrants.events import file_queries as events_files
from sipgrants.events import reminding_queries as events_reminding
from sipgrants.events import rights as events_rights
from sipgrants.events import routes as events_routes
from sipgrants.events import waiting_queries as events_waiting
from sipgrants.fund import facts as fund_facts
from sipgrants.fund import printing_jobs as fund_printing
from sipgrants.fund import routes as fund_routes
from sipgrants.fund import waiting_queries as fund_waiting
from sipgrants.fund.commands import verifying as fund_verifying
from sipgrants.lifecycle import rights
from sipgrants.meetings import advice_jobs, afterwards_queries, statement_jobs, statement_queries
from sipgrants.meetings import jobs as meetings_jobs
from sipgrants.meetings import page_queries as meetings_queries
from sipgrants.meetings import paper_news_queries as meetings_news
from sipgrants.meetings import paper_queries as meetings_papers
from sipgrants.meetings import point_queries as meetings_points
from sipgrants.meetings import reminding_queries as meetings_reminding
from sipgrants.meetings import rights as meetings_rights
from sipgrants.meetings import routes as meetings_routes
from sipgrants.meetings.commands import reserves as meetings_reserves
from sipgrants.parties import routes as parties_routes
from sipgrants.portfolio import routes as portfolio_routes
from sipgrants.questionnaires import rights as questionnaires_rights
from sipgrants.questionnaires import routes as questionnaires_routes
from sipgrants.reports import facts as reports_facts
from sipgrants.reports import file_queries as reports_files
from sipgrants.reports import jobs as reports_jobs
from sipgrants.reports import printing_jobs as reports_printing
from sipgrants.reports import queries as reports_queries
from sipgrants.reports import rights as reports_rights
from sipgrants.reports import routes as reports_routes
from sipgrants.rounds import queries as rounds_queries
from sipgrants.rounds import reminding_queries as rounds_reminding
from sipgrants.rounds import rights as rounds_rights
from sipgrants.rounds import routes as rounds_routes
from sipgrants.rounds import waiting_queries as rounds_waiting
from sipgrants.scoring import facts as scoring_facts
from sipgrants.scoring import pack_jobs as scoring_packing
from sipgrants.scoring import page_queries as scoring_queries
from sipgrants.scoring import reminding_queries as scoring_reminding
from sipgrants.scoring import rights as scoring_rights
from sipgrants.scoring import routes as scoring_routes
from sipgrants.screening import facts as screening_facts
from sipgrants.screening import queries as screening_queries
from sipgrants.screening import rights as screening_rights
from sipgrants.screening import routes as screening_routes
from sipgrants.web import (
    arriving,
    assets,
    context,
    errors,
    formats,
    gate,
    headers,
    limits,
    locale,
    logs,
    loopback,
    once,
    reminders,
    saving,
)
from sipgrants.web.incoming import CleanRequest
from sipgrants.worker.command import work_off, worker
from sipgrants.worker.queue import Queue

# Importing a room's rights binds them to the table of rights.
RIGHTS = (
    accounts_rights, questionnaires_rights, rounds_rights, applications_rights, board_rights, screening_rights,
    appraisal_rights, scoring_rights, meetings_rights, documents_rights, applications_facts, fund_facts,
    reports_facts, reports_rights, reports_jobs,
    scoring_facts, screening_facts, awards_facts, grants_facts, disbursements_facts, disbursements_rights,
    awards_rights, changes_facts, events_rights,
)  # fmt: skip
# Importing a room's printing binds its kinds of documents.
PRINTING = (
    applications_printing, reports_printing, meetings_jobs, awards_printing, disbursements_printing,
    changes_printing, dossiers_printing, scoring_packing, advice_jobs, statement_jobs, fund_printing,
)  # fmt: skip
# Importing what the clock drives, and what the scanner tells, hands it over.
CLOCKWORK = (
    meetings_reserves, meetings_papers, accounts_digest, accounts_infected, reports_files, awards_files,
    changes_files, events_files, fund_verifying,
)  # fmt: skip
# Importing who is waited for gives its page a button, and the clock a ladder.
REMINDING = (
    rounds_reminding, applications_reminding, appraisal_reminding, scoring_reminding, meetings_reminding,
    meetings_points, meetings_news, awards_reminding, disbursements_reminding, changes_reminding,
    events_reminding,
)  # fmt: skip
MIB = 1024 * 1024
HERE = Path(__file__).resolve().parent


def create_app(config: Config | None = None) -> Flask:
    """Return the application for `config` (the environment's where none is given)."""
    config = config or configuration.load()
    app = Flask(
        "sipgrants",
        template_folder=str(ROOT / "templates"),
        static_folder=None,
        instance_path=str(config.instance),
    )
    app.request_class = CleanRequest
    _settings(app, config)
    runtime = Runtime(Database(config.database_url), Store(config.files_url, config.clamav_url))
    logs.init(config)
    locale.init(app)
    context.init(app, runtime)
    CSRFProtect(app)
    saving.init(app)
    loopback.init(app, lambda: rounds_queries.holds_demonstration(runtime.database))
    limits.init(app, config.limits_url)
    gate.init(app)
    once.init(app)
    errors.init(app)
    headers.init(app)
    formats.init(app)
    if config.trusted_proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=config.trusted_proxies, x_proto=config.trusted_proxies)  # type: ignore[method-assign]
    assets.init(app, HERE / "static", config.instance / "cache")
    cli.register(app)
    _worker(app, config)
    _stages(app)
    _waits(app)
    rights.check_bindings()
    return app


def _settings(app: Flask, config: Config) -> None:
    config.instance.mkdir(parents=True, exist_ok=True)
    app.extensions["config"] = config
    sealing.equip(config.secret_key, *config.secret_key_fallbacks)
    app.config.update(
        SECRET_KEY=config.secret_key,
        SECRET_KEY_FALLBACKS=list(config.secret_key_fallbacks),
        SESSION_COOKIE_NAME="sipgrants",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=config.secure_cookies,
        MAX_CONTENT_LENGTH=25 * MIB,
        MAX_FORM_MEMORY_SIZE=4 * MIB,
        WTF_CSRF_TIME_LIMIT=None,
        OFFERED_LOCALES=config.locales,
    )
    compiled = config.instance / "cache" / "templates"
    compiled.mkdir(parents=True, exist_ok=True)
    app.jinja_env.bytecode_cache = FileSystemBytecodeCache(
        str(compiled)
    )  # the first page after a start is not slow
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.add_extension("jinja2.ext.do")


def _waits(app: Flask) -> None:
    """Tell the home page who knows of something that waits; in the demonstration nobody needs an authenticator."""
    sources = [
        rounds_waiting.waiting_for, applications_waiting.waiting_for, board_queries.waiting_for,
        scoring_queries.waiting_for, awards_waiting.waiting_for, disbursements_waiting.waiting_for,
        reports_queries.waiting_for, meetings_queries.waiting_for, meetings_points.waiting_for,
        screening_queries.waiting_for, appraisal_queries.waiting_for,
        changes_queries.waiting_for, events_waiting.waiting_for, statement_queries.waiting_for,
        afterwards_queries.waiting_for, fund_waiting.waiting_for,
    ]  # fmt: skip
    sources.append(desk_queries.failed_work)
    if not app.extensions["config"].demo:
        sources.append(accounts_queries.waiting_for)
    desk_queries.SOURCES[:] = sources


def _stages(app: Flask) -> None:
    """Register what the stages bring: their pages, their rights, their tasks."""
    app.register_blueprint(parties_routes.bp)
    accounts_routes.init(app)
    config: Config = app.extensions["config"]
    issuing_commands.equip(locale.into, config.base_url, config.demo, config.office_address)
    app.register_blueprint(desk_routes.bp)
    once.lead_with(app, desk_routes.page_of)
    app.register_blueprint(reminders.bp)
    app.register_blueprint(arriving.bp)
    app.register_blueprint(portfolio_routes.bp)
    questionnaires_routes.init(app)
    app.register_blueprint(rounds_routes.bp)
    app.register_blueprint(board_routes.bp)
    app.register_blueprint(scoring_routes.bp)
    fund_routes.init(app)
    app.register_blueprint(applications_routes.bp)
    app.register_blueprint(documents_routes.bp)
    app.register_blueprint(reports_routes.bp)
    app.register_blueprint(awards_routes.bp)
    app.register_blueprint(disbursements_routes.bp)
    app.register_blueprint(meetings_routes.bp)
    app.register_blueprint(screening_routes.bp)
    app.register_blueprint(appraisal_routes.bp)
    app.register_blueprint(changes_routes.bp)
    app.register_blueprint(events_routes.bp)
    app.register_blueprint(dossiers_routes.bp)


def _worker(app: Flask, config: Config) -> None:
    """Let commands tell the worker of new work after their commit."""
    queue = app.extensions["queue"] = Queue(config)
    runtime: Runtime = app.extensions["runtime"]
    runtime.database.announce = queue.put
    for command in (worker, work_off):
        app.cli.add_command(command)
