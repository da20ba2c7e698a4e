"""Everything that keeps a version of a form from being announced, all at once, each with the part where it is mended.

Programme rule (section 5): "each round carries its own version of the forms". Whatever else a version asks, title, amount,
duration, plan and Parties are what the rest of the system works with (`kinds`), so they cannot be left out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sipgrants.core.errors import Problem
from sipgrants.core.i18n import Message, msg
from sipgrants.questionnaires import crossing, kinds
from sipgrants.questionnaires.content import Content, questions

Asked = Mapping[str, Any]


def problems(form: str, held: Content) -> list[Problem]:
    """Return what is wrong with the content of a version of `form`; a field is `texts`, `section`, `section.question` or
    `checks.key`.
    """
    return [
        *_named("texts", held["title"], msg("Give the form a title in English.")),
        *([] if held["sections"] else [Problem("texts", msg("The form has no section yet."))]),
        *_keys(held),
        *(problem for section in held["sections"] for problem in _section(section)),
        *_conditions(held),
        *_relied_on(form, held),
        *_checks(held),
    ]


def shared_sections(forms: Mapping[str, Content]) -> list[Message]:
    """Return the sections that two forms of one round both have: a section's address has to say which it is."""
    uses = Counter(section["key"] for held in forms.values() for section in held["sections"])
    return [
        msg("Two forms of the round have a section with the key “%(key)s”.", key=key)
        for key, times in uses.items()
        if times > 1
    ]


def _named(field: str, texts: Mapping[str, str], message: Message) -> list[Problem]:
    return [] if (texts.get("en") or "").strip() else [Problem(field, message)]


def _keys(held: Content) -> Iterator[Problem]:
    sections = Counter(one["key"] for one in held["sections"])
    for key, times in sections.items():
        if times > 1:
            yield Problem(key, msg("Two sections have the key “%(key)s”.", key=key))
        if key in kinds.RESERVED:
            yield Problem(key, msg("The key “%(key)s” is used by the system itself.", key=key))
    uses = Counter(one["key"] for one in questions(held))
    for section in held["sections"]:
        for key in dict.fromkeys(one["key"] for one in section["questions"] if uses[one["key"]] > 1):
            yield Problem(f"{section['key']}.{key}", msg("Two questions have the key “%(key)s”.", key=key))


def _section(section: Content) -> Iterator[Problem]:
    key = section["key"]
    yield from _named(key, section["title"], msg("Give the section a title in English."))
    if not section["questions"]:
        yield Problem(key, msg("This section asks nothing yet."))
    for question in section["questions"]:
        for message in _question(question):
            yield Problem(f"{key}.{question['key']}", message)


def _question(question: Asked) -> Iterator[Message]:
    if question["kind"] not in kinds.LABELS or question["kind"] in kinds.REPORTED:
        yield msg("This kind of question is not known: %(kind)s.", kind=question["kind"])
    if not (question["label"].get("en") or "").strip():
        yield msg("Write the question in English.")
    least, most = question.get("min"), question.get("max")
    if least is not None and most is not None and least > most:
        yield msg("The least is more than the most.")
    yield from _options(question)
    if question["kind"] == "table":
        yield from _columns(question)


def _options(question: Asked) -> Iterator[Message]:
    if question["kind"] not in kinds.CHOICES:
        return
    offered = question.get("options", ())
    values = Counter(one["value"] for one in offered)
    if len(values) < 2:
        yield msg("Offer at least two answers to choose from.")
    if any(times > 1 for times in values.values()):
        yield msg("Two answers to choose from have the same value.")
    if any(not (one["label"].get("en") or "").strip() for one in offered):
        yield msg("Write every answer to choose from in English.")
    if (question.get("min") or 0) > len(values):
        yield msg("More answers are asked for than there are to choose from.")


def _columns(question: Asked) -> Iterator[Message]:
    columns: Sequence[Asked] = question.get("columns", ())
    if not columns:
        yield msg("A table needs at least one column.")
    if len({one["key"] for one in columns}) < len(columns):
        yield msg("Two columns have the same key.")
    for one in columns:
        name = one["label"].get("en") or one["key"]
        if one["kind"] not in kinds.COLUMN_KINDS:
            yield msg("Column “%(column)s”: a table cannot ask for this kind.", column=name)
        for message in _question(one) if one["kind"] != "table" else ():
            yield msg("Column “%(column)s”: %(problem)s", column=name, problem=message)


def _conditions(held: Content) -> Iterator[Problem]:
    earlier: dict[str, Asked] = {}
    everywhere = {one["key"] for one in questions(held)}
    for section in held["sections"]:
        for question in section["questions"]:
            message = _condition(question, earlier, everywhere)
            if message:
                yield Problem(f"{section['key']}.{question['key']}", message)
            earlier[question["key"]] = question


def _condition(question: Asked, earlier: Mapping[str, Asked], everywhere: set[str]) -> Message | None:
    when = question.get("show_when")
    if not when:
        return None
    asker = earlier.get(when["question"])
    if asker is None and when["question"] in everywhere:
        return msg("It is shown only after an answer to a question that comes later: move it down.")
    if asker is None:
        return msg("It is shown only after an answer to a question that is not there any more.")
    if when["is"] not in [one["value"] for one in asker.get("options", ())] or asker["kind"] != "choice":
        return msg("It is shown only after an answer that cannot be chosen.")
    return None


def _relied_on(form: str, held: Content) -> Iterator[Problem]:
    present = questions(held)
    by_key = {one["key"]: one for one in present}
    count = Counter(one["kind"] for one in present)
    for key, kind in kinds.KEYS.get(form, {}).items():
        yield from _kept(key, kind, by_key.get(key))
    for kind in kinds.NEEDED.get(form, ()):
        if not count[kind]:
            yield Problem("texts", msg("The form has to ask for: %(kind)s.", kind=kinds.LABELS[kind]))
    for kind in sorted(kinds.ONCE):
        if count[kind] > 1:
            yield Problem("texts", msg("The form asks twice for: %(kind)s.", kind=kinds.LABELS[kind]))
    for key in kinds.SECTIONS.get(form, ()):
        if all(one["key"] != key for one in held["sections"]):
            yield Problem(
                "texts",
                msg("The section with the key “%(key)s” is needed: the focal point signs there.", key=key),
            )
    for key in kinds.FILES.get(form, ()):
        if by_key.get(key, {}).get("kind") != "file":
            yield Problem(
                "texts", msg("A file with the key “%(key)s” is needed: the letter signed on paper.", key=key)
            )


def _kept(key: str, kind: str, question: Asked | None) -> Iterator[Problem]:
    name = kinds.LABELS[kind]
    if question is None or question["kind"] != kind:
        text = msg("A question with the key “%(key)s” of the kind “%(kind)s” is needed.", key=key, kind=name)
        yield Problem("texts", text)
    elif not question["required"] or question.get("show_when"):
        yield Problem(
            "texts", msg("The question with the key “%(key)s” is always asked and required.", key=key)
        )


def _checks(held: Content) -> Iterator[Problem]:
    known = crossing.operands(questions(held))
    for check in held["checks"]:
        for message in crossing.wrong(check, known):
            yield Problem(f"checks.{check['key']}", message)
