"""What differs between two versions of a form: added, removed, changed and moved, each with its place."""

import pytest

from sipgrants.questionnaires import editing
from sipgrants.questionnaires.content import Content
from sipgrants.questionnaires.differing import compare, recorded
from tests.questionnaires.test_editing import asked, small

CHECK = {"rule": "equal", "left": "a", "right": ["b"], "message": {"en": "Not equal."}}


def told(before: Content, after: Content) -> list[tuple[str, str, str]]:
    return [(one.what, one.part, one.path) for one in compare(before, after)]


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        (small(), []),
        (editing.remove(small(), path="one.b"), [("removed", "question", "one.b")]),
        (
            editing.remove(small(), path="two"),
            [("removed", "section", "two"), ("removed", "question", "two.costs")],
        ),
        (
            editing.add_question(small(), section="two", key="d", kind="date", label={"en": "D"}),
            [("added", "question", "two.d")],
        ),
        (
            editing.add_section(small(), key="three", title={"en": "Three"}, guidance={}),
            [("added", "section", "three")],
        ),
        (
            editing.move(editing.move(small(), path="one.c", by=-1), path="one.c", by=-1),
            [("moved", "question", "one.c")],
        ),
        (editing.move(small(), path="one.c", by=1), [("moved", "question", "two.c")]),
        (editing.move(small(), path="two.costs.part", by=-1), [("changed", "question", "two.costs")]),
        (
            editing.edit_section(small(), section="one", title={"en": "First"}, guidance={}),
            [("changed", "section", "one")],
        ),
        (
            editing.introduce(small(), title={"en": "Small"}, introduction={"en": "Read this."}),
            [("changed", "form", "")],
        ),
        (editing.put_check(small(), key="", check=CHECK), [("added", "check", "check_1")]),
    ],
)
def test_what_differs_is_told_part_by_part(after: Content, expected: list[tuple[str, str, str]]) -> None:
    assert told(small(), after) == expected


def test_what_changed_of_a_question_is_told_with_before_and_after() -> None:
    wanted = asked("a", "short_text", max_words=9) | {"required": False, "label": {"en": "A", "fr": "A"}}
    after = editing.edit_question(small(), path="one.a", asked=wanted)
    assert recorded(compare(small(), after)) == [
        {
            "what": "changed",
            "part": "question",
            "path": "one.a",
            "values": {
                "label": [{"en": "A"}, {"en": "A", "fr": "A"}],
                "required": [True, False],
                "max_words": [None, 9],
            },
        }
    ]
