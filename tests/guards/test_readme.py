"""The README shows the table of moves as it is."""

from sipgrants.cli.lifecycle import picture
from sipgrants.config import ROOT


def test_the_picture_of_the_lifecycle_is_the_present_one() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    shown = text.split("<!-- lifecycle -->\n")[1].split("\n<!-- /lifecycle -->")[0]
    assert shown == picture()


def test_every_room_is_on_the_map() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    rooms = {path.parent.name for path in (ROOT / "sipgrants").glob("*/__init__.py")}
    assert [room for room in sorted(rooms) if f"`{room}/`" not in text] == []
