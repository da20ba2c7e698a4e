"""The second factor: asking for it before a guarded step, and setting it up."""

import hmac
import io

import segno
from flask import g, redirect, render_template, session, url_for
from markupsafe import Markup

from sipgrants.accounts import queries, second_factor
from sipgrants.accounts.commands import factor as commands
from sipgrants.accounts.forms.profile import FactorForm
from sipgrants.accounts.models import Person
from sipgrants.accounts.routes import sessions
from sipgrants.accounts.routes.blueprint import bp, code, config, hasher
from sipgrants.accounts.routes.signing import Answer
from sipgrants.core import clock
from sipgrants.core.i18n import Message, msg
from sipgrants.web import factor as edge
from sipgrants.web import locale
from sipgrants.web.gate import requires
from sipgrants.web.notices import tell

_NEW = "factor_secret"  # in the session until its first code was typed


def check(typed: str) -> Message | None:
    """Check what was typed; returns what to say where it is wrong."""
    person: Person = g.person
    if person.totp_secret:
        return commands.check_authenticator(person, typed)
    if not _by_mail(person):
        return msg("Set up an authenticator first, then enter its code here.")
    token = queries.present_code(person)
    right = token is not None and hmac.compare_digest(
        second_factor.plain(typed).encode(), code(token.id).encode()
    )
    return commands.check_code(person, token, right)


def begin(asking: bool) -> dict[str, object]:
    """Return what the page shows; where it is shown for the first time (`asking`), send the code."""
    person: Person = g.person
    if person.totp_secret:
        return {"way": "authenticator", "shown": None, "address": person.email}
    if not _by_mail(person):
        return {"way": "missing", "shown": None, "address": person.email}
    token = commands.send_code(person) if asking else queries.present_code(person)
    shown = code(token.id) if token and _is_demonstration() else None
    return {"way": "mail", "shown": shown, "address": person.email}


def _by_mail(person: Person) -> bool:
    return _is_demonstration() or queries.may_use_mail_code(person)


def _is_demonstration() -> bool:
    return config().demo and sessions.is_loopback()


@bp.route("/account/factor", methods=["GET", "POST"])
@requires("account.use")
def set_up_factor() -> Answer:
    """Set up an authenticator: scan, type the first code, keep the recovery codes."""
    person: Person = g.person
    if person.totp_secret:
        return redirect(url_for("accounts.profile", _anchor="factor"))
    secret = session.setdefault(_NEW, second_factor.new_secret())
    form = FactorForm()
    if form.validate_on_submit():
        step = second_factor.step_of(secret, form.code.data, clock.now(), None)
        if _is_proved(form, person, step) and step is not None:
            return _set_up(person, secret, step)
    address = second_factor.address(secret, person.email)
    page = render_template(
        "accounts/factor.html", form=form, secret=_grouped(secret), picture=_picture(address)
    )
    return page, 422 if form.errors else 200


def _is_proved(form: FactorForm, person: Person, step: int | None) -> bool:
    if not hasher().verify(person.password_hash, form.password.data or ""):
        form.password.errors = [locale.translate(msg("This is not your password."))]
    if step is None:
        text = msg(
            "This code is not right. Check that the clock of your telephone is, and enter the present code."
        )
        form.code.errors = [locale.translate(text)]
    return not form.errors


def _set_up(person: Person, secret: str, step: int) -> Answer:
    codes = second_factor.new_recovery_codes()
    commands.set_up(person, secret, step, [second_factor.digest(one) for one in codes], by=g.actor)
    session.pop(_NEW)
    edge.note_given()
    return render_template("accounts/recovery_codes.html", codes=codes)


@bp.post("/account/factor/codes")
@requires("account.renew_recovery_codes")
def renew_recovery_codes() -> Answer:
    """Show ten new recovery codes, once."""
    codes = second_factor.new_recovery_codes()
    commands.renew_recovery_codes(g.person, [second_factor.digest(one) for one in codes], by=g.actor)
    return render_template("accounts/recovery_codes.html", codes=codes)


@bp.post("/account/factor/drop")
@requires("account.drop_factor")
def drop_factor() -> Answer:
    """Forget the authenticator: for a new telephone."""
    commands.drop(g.person, by=g.actor)
    tell(msg("Your authenticator is forgotten. Set up the new one now."), "attention")
    return redirect(url_for("accounts.set_up_factor"), 303)


def _picture(address: str) -> Markup:
    """Return the QR code as a drawing inside the page."""
    out = io.BytesIO()
    segno.make(address, error="m").save(
        out, kind="svg", xmldecl=False, svgns=False, scale=5, border=4, dark="#000", light="#fff", nl=False
    )
    return Markup(out.getvalue().decode())  # noqa: S704 -- drawn here, holds no text


def _grouped(secret: str) -> str:
    return " ".join(secret[i : i + 4] for i in range(0, len(secret), 4))
