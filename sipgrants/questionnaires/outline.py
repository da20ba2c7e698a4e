"""A question in a few words: its kind, its limits, when it is shown. For the outline, the readable form, the comparison."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sipgrants.core.i18n import Message, msg, nmsg
from sipgrants.core.money import Money
from sipgrants.questionnaires import kinds
from sipgrants.questionnaires.texts import Spoken

Part = Mapping[str, Any]
Shown = Message | str


def told(question: Part, by_key: Mapping[str, Part]) -> list[Message]:
    """Return what there is to know of a question or a column beside its words; `by_key`: the questions of its form."""
    found = [kinds.LABELS.get(question["kind"]) or Message(question["kind"])]
    if not question.get("required", True):
        found.append(msg("optional"))
    words = question.get("max_words")
    if words is not None:
        found.append(nmsg("at most %(num)s word", "at most %(num)s words", words))
    found += _bounds(question)
    when = question.get("show_when")
    return [*found, _condition(when, by_key)] if when else found


def _bounds(question: Part) -> list[Message]:
    show = Money if question["kind"] == "money" else int
    least, most = (None if question.get(name) is None else show(question[name]) for name in ("min", "max"))
    if least is not None and most is not None:
        return [msg("from %(least)s to %(most)s", least=least, most=most)]
    if least is not None:
        return [msg("at least %(least)s", least=least)]
    return [] if most is None else [msg("at most %(most)s", most=most)]


def _condition(when: Part, by_key: Mapping[str, Part]) -> Message:
    asker = by_key.get(when["question"])
    if asker is None:
        return msg("only after an answer to a question that is not there any more")
    words = {one["value"]: Spoken(one["label"]) for one in asker.get("options", ())}
    answer = words.get(when["is"], when["is"])
    return msg(
        "only if “%(answer)s” is chosen for: %(question)s", answer=answer, question=Spoken(asker["label"])
    )


def lines(name: str, value: Any) -> list[Shown]:
    """Return a value that changed, line by line: texts by language, answers to choose from, columns."""
    if value is None or value == "":
        return []
    if isinstance(value, bool):
        return [msg("Yes") if value else msg("No")]
    if name == "kind":
        return [kinds.LABELS.get(value) or str(value)]
    if name == "show_when":
        return [f"{value['question']} = {value['is']}"]
    if isinstance(value, Mapping):
        return [f"{code}: {text}" for code, text in value.items()]
    if isinstance(value, list):
        return [line for one in value for line in _of_list(one)]
    return [str(value)]


def _of_list(one: Any) -> list[Shown]:
    if not isinstance(one, Mapping):
        return [str(one)]
    name = one.get("value") or one.get("key") or ""
    rest = [f"{key}: {value}" for key, value in one.items() if key not in ("value", "key", "label", "hint")]
    words = [f"{code}: {text}" for code, text in (one.get("label") or {}).items()]
    return [" | ".join([str(name), *words, *rest])]
