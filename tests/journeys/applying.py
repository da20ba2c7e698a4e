"""A Party's team writes an application section by section, and its focal point submits it."""

from sipgrants.core import clock
from tests.journeys import answers
from tests.journeys.office import Office
from tests.journeys.walkers import Walker

SIGNED = {"signature.signatory": "M. Mwansa", "signature.function": "National Focal Point"}


def start(writer: Walker, call: str) -> str:
    """From the round's page; returns the application's address."""
    writer.go(call).follow("Start application").send("Start application")
    assert writer.url.endswith("/tasks"), writer.problems()
    return writer.url.removesuffix("/tasks")


def write_forms(writer: Walker, application: str, title: str, amount: int) -> None:
    """All sections of Forms A and B, and the parts of the plan."""
    for form in (answers.form_a(title, str(amount)), answers.FORM_B):
        for key, values in form.items():
            writer.go(f"{application}/sections/{key}").fill(**values).send("Save and continue")
    write_plan(writer, f"{application}/plan", amount)


def write_plan(writer: Walker, plan: str, amount: int) -> None:
    """The five parts of a plan; each is opened, filled in and saved."""
    writer.go(f"{plan}/framework").fill(**answers.FRAMEWORK).send("Save and continue")
    writer.go(f"{plan}/workplan").fill(**{"activities.0.quarters": "1"}).send("Save and continue")
    writer.go(f"{plan}/risks").fill(**answers.RISKS).send("Save and continue")
    writer.go(f"{plan}/budget").fill(**answers.budget(amount))
    for row, name in ((0, "contractual"), (1, "travel")):
        writer.fill(**{f"budget.{row}.budget_class": name})
        writer.choose(**{f"budget.{row}.activity": "1.1.1"})
    writer.send("Save and continue")
    writer.go(f"{plan}/other_funding").fill(**answers.FUNDING).send("Save and continue")


def attach(writer: Walker, application: str, kind: str) -> None:
    """A file beside the forms."""
    writer.go(f"{application}/files").fill(kind=kind, file=writer.world.letter).send("Upload file")
    writer.go(f"{application}/files").must_see("letter.pdf")


def sign_form_c(focal: Walker, application: str) -> None:
    """Who was consulted, what is confirmed, and the signature."""
    focal.go(f"{application}/sections/consultation")
    focal.fill(**{"consultation.consulted": "health"}, **answers.texts("consultation", "consultation_record"))
    focal.send("Save and continue")
    focal.go(f"{application}/sections/confirmation")
    for one in answers.CONFIRMATIONS:
        focal.fill(**{"confirmation.confirmations": one})
    focal.send("Save and continue")
    focal.go(f"{application}/sections/signature")
    focal.fill(**SIGNED, **{"signature.signed_on": clock.today().isoformat()}).send("Save and continue")


def submit(focal: Walker, application: str, step: str = "submit") -> None:
    """Check, press, give the second factor, and read the receipt."""
    focal.go(f"{application}/{step}").send()
    focal.go(f"{application}/receipt/{2 if step == 'replace' else 1}").must_see("SHA-256")


def apply(office: Office) -> None:
    """Zambia: a drafter writes, the focal point signs, submits, and replaces what was submitted."""
    focal = office.invite("focal.point@zm.example", "Focal point of Zambia", "focal_point", "ZM")
    focal.go("/parties/ZM/team").fill(email="drafter@zm.example", name="Drafter", role="drafter").send()
    drafter = office.enter("drafter@zm.example", "Drafter")
    application = start(drafter, office.places["round"])
    write_forms(drafter, application, "Clinics without mercury", 180_000)
    attach(drafter, application, "annex")
    sign_form_c(focal, application)
    submit(focal, application)
    drafter.go(f"{application}/sections/summary").fill(**{"summary.title": "Clinics free of mercury"})
    drafter.send("Save and continue")
    submit(focal, application, "replace")
    office.places["application"] = application
