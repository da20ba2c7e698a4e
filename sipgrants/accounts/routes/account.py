"""One's own account."""

from flask import g, redirect, render_template, request, url_for

from sipgrants.accounts import queries, tokens
from sipgrants.accounts.commands import profile as commands
from sipgrants.accounts.commands import signing
from sipgrants.accounts.forms.profile import AddressForm, ChangePasswordForm, ProfileForm
from sipgrants.accounts.models import Person
from sipgrants.accounts.routes import sessions
from sipgrants.accounts.routes.blueprint import bp, config, hasher
from sipgrants.accounts.routes.signing import Answer, check_new
from sipgrants.core.errors import Conflict, Invalid, Problem
from sipgrants.core.i18n import msg
from sipgrants.web.gate import requires
from sipgrants.web.notices import tell

_NOT_YOURS = Problem("present", msg("This is not your password."))


@bp.route("/account", methods=["GET", "POST"])
@requires("account.use")
def profile() -> Answer:
    """Show the account and change name, language, time zone."""
    person: Person = g.person
    form = ProfileForm(obj=person)
    if form.validate_on_submit():
        chosen = {name: form[name].data for name in ("name", "locale", "zone", "notices")}
        commands.edit(person, **chosen, by=g.actor)
        tell(msg("Your account is changed."))
        return redirect(url_for("accounts.profile"), 303)
    by_mail = queries.may_use_mail_code(person)
    page = render_template("accounts/profile.html", form=form, person=person, by_mail=by_mail)
    return page, 422 if form.errors else 200


@bp.route("/account/password", methods=["GET", "POST"])
@requires("account.use")
def change_password() -> Answer:
    """Change the password; every other session ends."""
    form, person = ChangePasswordForm(), g.person
    if form.validate_on_submit():
        try:
            _prove(form.present.data)
            check_new(form, person)
            signing.set_password(person, hasher().hash(form.password.data), by=g.actor)
            sessions.renew(person)
            tell(msg("Your password is changed; other sessions have ended."))
            return redirect(url_for("accounts.profile"), 303)
        except Invalid as error:
            form.take(error)
    return render_template("accounts/password.html", form=form), 422 if form.errors else 200


@bp.route("/account/address", methods=["GET", "POST"])
@requires("account.use")
def change_address() -> Answer:
    """Ask for another address; a link goes to it."""
    form = AddressForm()
    if form.validate_on_submit():
        try:
            _prove(form.present.data)
            commands.ask_address(g.person, form.email.data, by=g.actor)
            return render_template("accounts/address_sent.html", address=form.email.data)
        except Invalid as error:
            form.take(error)
    return render_template("accounts/address.html", form=form), 422 if form.errors else 200


@bp.route("/address/<text>", methods=["GET", "POST"])
@requires("account.use")
def confirm_address(text: str) -> Answer:
    """Take over the new address, by the person who asked and has the link."""
    token = queries.open_token("address", tokens.read(config().secret_key, text))
    if token is None or token.person_id != g.person.id:
        raise Conflict(msg("This link was used already or is too old. Ask for a new one."))
    if request.method == "POST":
        commands.confirm_address(token)
        tell(msg("Your new address counts from now on."))
        return redirect(url_for("accounts.profile"), 303)
    return render_template("accounts/confirm_address.html", address=token.data["address"])


@bp.post("/account/sessions")
@requires("account.use")
def end_sessions() -> Answer:
    """End every session of this person but this one."""
    signing.end_sessions(g.person, by=g.actor)
    sessions.renew(g.person)
    tell(msg("All other sessions have ended."))
    return redirect(url_for("accounts.profile"), 303)


def _prove(password: str) -> None:
    """Raise Invalid where it is not this person's present password; attempts are counted."""
    person: Person = g.person
    if not signing.attempt(person) or not hasher().verify(person.password_hash, password):
        raise Invalid([_NOT_YOURS])
    signing.succeed(person)
