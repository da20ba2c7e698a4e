"""Signing in and out, accepting an invitation, setting a forgotten password."""

from collections.abc import Callable
from urllib.parse import urlsplit

from flask import abort, g, jsonify, redirect, render_template, request, session, url_for
from flask_limiter.util import get_remote_address
from flask_wtf.csrf import generate_csrf
from werkzeug.wrappers import Response

from sipgrants.accounts import passwords, queries, tokens
from sipgrants.accounts.commands import profile, signing
from sipgrants.accounts.forms.signing import ForgottenForm, InvitationForm, PasswordForm, SignInForm
from sipgrants.accounts.models import Person, Token
from sipgrants.accounts.routes import sessions
from sipgrants.accounts.routes.blueprint import bp, config, hasher
from sipgrants.core import db
from sipgrants.core.errors import Conflict, Forbidden, Invalid, Problem, require
from sipgrants.core.i18n import Message, msg
from sipgrants.web import locale
from sipgrants.web.gate import requires
from sipgrants.web.limits import limiter
from sipgrants.web.notices import tell
from sipgrants.web.scripts import is_script

Answer = Response | str | tuple[str, int]
_guessing = limiter.shared_limit(
    "30 per minute; 200 per hour", scope="guessing", key_func=get_remote_address, methods=["POST"]
)
_TOO_OLD = msg("This link was used already or is too old. Ask for a new one.")


@bp.route("/sign-in", methods=["GET", "POST"])
@_guessing
@requires("account.sign_in")
def sign_in() -> Answer:
    """Ask for address and password. Whatever is wrong, the answer is the same."""
    form = SignInForm()
    if g.person is not None and request.method == "GET":
        return redirect(_next())
    if form.validate_on_submit():
        person = _proved(form.email.data, form.password.data)
        if person is not None:
            return _begin(person)
        form.form_errors.append(locale.translate(_NOT_THIS))
    if form.errors and is_script():
        raise Invalid([Problem("", _NOT_THIS)])
    return render_template("accounts/sign_in.html", form=form), 422 if form.errors else 200


@_guessing
def sign_in_on_the_way(address: str, password: str) -> Message | None:
    """Sign somebody in who was about to send a form; returns what to say where that fails."""
    person = _proved(address, password)
    if person is None:
        return _NOT_THIS
    sessions.begin(person)
    return None


_NOT_THIS = msg(
    "Address and password do not belong together, or there were too many attempts. Check both; wait a quarter of an hour; "
    "or set a new password."
)


def _proved(address: str, password: str) -> Person | None:
    if config().demo and not sessions.is_loopback():
        raise Forbidden(msg("The demonstration is open on the machine it runs on, and nowhere else."))
    person = queries.person_of_address(address)
    counted = person is not None and person.disabled_at is None and signing.attempt(person)
    kept = person.password_hash if person is not None and counted else None
    # Without a hash to compare with it takes as long: the time tells nobody whether there is such an account.
    if not hasher().verify(kept, password) or person is None:
        return None
    signing.sign_in(person, password_hash=hasher().again(kept or "", password))
    return person


def _begin(person: Person) -> Response:
    target = _next()
    sessions.begin(person)
    if is_script():
        g.pop("csrf_token", None)  # the one of the session before
        return jsonify(person=str(person.id), token=generate_csrf())
    return redirect(target, 303)


def _next() -> str:
    """Return where to go: only within this site."""
    wanted = request.args.get("next", "")
    parts = urlsplit(wanted)
    local = (
        wanted.startswith("/") and not wanted.startswith(("//", "/\\")) and not (parts.scheme or parts.netloc)
    )
    return wanted if local else url_for("desk.home")


@bp.post("/sign-out")
@requires("account.sign_in")
def sign_out() -> Answer:
    """End this session."""
    sessions.end()
    tell(msg("You are signed out."))
    return redirect(url_for("accounts.sign_in"), 303)


@bp.post("/language")
@requires("public.read")
def language() -> Answer:
    """Switch the language of this session, and of the person where somebody is signed in."""
    wanted = request.form.get("locale", "")
    if wanted not in locale.offered():
        abort(400)
    session["locale"] = wanted
    if g.person is not None:
        profile.choose_language(g.person, wanted, by=g.actor)
    target = request.form.get("next", "/")
    return redirect(target if target.startswith("/") and not target.startswith(("//", "/\\")) else "/", 303)


@bp.route("/forgotten", methods=["GET", "POST"])
@_guessing
@requires("account.sign_in")
def forgotten() -> Answer:
    """Send a link by mail. The answer does not tell whether there is such an account."""
    form = ForgottenForm()
    if form.validate_on_submit():
        person = queries.person_of_address(form.email.data)
        if person is not None and person.disabled_at is None:
            signing.forget(person)
        return render_template("accounts/forgotten_sent.html", address=form.email.data)
    return render_template("accounts/forgotten.html", form=form), 422 if form.errors else 200


@bp.route("/reset/<text>", methods=["GET", "POST"])
@_guessing
@requires("account.sign_in")
def reset(text: str) -> Answer:
    """Set a new password with the link of a mail; only sending the form uses the link up."""
    token, person = _opened("reset", text)
    form = PasswordForm()

    def carry_out(password_hash: str) -> Person:
        return signing.reset_password(token, password_hash)

    return _set_password(form, person, carry_out, "accounts/reset.html")


@bp.route("/invitation/<text>", methods=["GET", "POST"])
@_guessing
@requires("account.sign_in")
def invitation(text: str) -> Answer:
    """Accept an invitation: name, language, time zone and a password."""
    token, person = _opened("invitation", text)
    form = InvitationForm(obj=person)

    def carry_out(password_hash: str) -> Person:
        return signing.accept_invitation(
            token, password_hash, name=form.name.data, locale=form.locale.data, zone=form.zone.data
        )

    return _set_password(form, person, carry_out, "accounts/invitation.html")


def _opened(kind: str, text: str) -> tuple[Token, Person]:
    token = queries.open_token(kind, tokens.read(config().secret_key, text))
    person = db.session().get(Person, token.person_id) if token else None
    if token is None or person is None or person.disabled_at is not None:
        raise Conflict(_TOO_OLD)
    return token, person


def _set_password(
    form: PasswordForm, person: Person, carry_out: Callable[[str], Person], template: str
) -> Answer:
    """Show the form, or set the password and sign the person in."""
    if form.validate_on_submit():
        try:
            check_new(form, person)
            person = carry_out(hasher().hash(form.password.data))
            signing.sign_in(person)
            return _begin(person)
        except Invalid as error:
            form.take(error)
    return render_template(template, form=form, whose=person), 422 if form.errors else 200


def check_new(form: PasswordForm, person: Person) -> None:
    """Raise Invalid with all that is wrong with a new password."""
    typed = form.password.data or ""
    found = passwords.problems(typed, email=person.email, name=person.name)
    if typed != form.again.data:
        found.append(Problem("again", msg("This is not the same password.")))
    require(found)
