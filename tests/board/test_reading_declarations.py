"""What a page of declarations sends, as answers."""

from uuid import uuid4

from sipgrants.board.declared import Answer
from sipgrants.board.reading import read_answers

ONE, TWO, THREE = uuid4(), uuid4(), uuid4()
TYPED = {f"interest.{ONE}": "interest", f"reason.{ONE}": "My employer", f"reason.{TWO}": "My cousin"}


def test_rows_without_an_answer_are_left_out() -> None:
    assert read_answers(TYPED, [ONE, TWO, THREE], {TWO, THREE}) == {ONE: Answer(True, "My employer")}


def test_no_interest_in_the_others_passes_over_those_where_one_was_written_down() -> None:
    found = read_answers({**TYPED, "rest": "none"}, [ONE, TWO, THREE], {TWO, THREE})
    assert found == {ONE: Answer(True, "My employer"), THREE: Answer(False, "")}
