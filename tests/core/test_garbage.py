"""Garbage that goes in circles is collected between two pieces of work, never in the middle of one."""

import gc
import weakref
from collections.abc import Iterator

import pytest

from sipgrants.core import garbage
from sipgrants.core.runtime import Runtime


class Circle:
    """Something that only a look for circles can free."""

    def __init__(self) -> None:
        self.itself = self


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    """Leave Python looking, or not, as it did."""
    looks = gc.isenabled()
    yield
    (gc.enable if looks else gc.disable)()


def circles(count: int) -> weakref.ref[Circle]:
    made = [Circle() for _ in range(count)]
    return weakref.ref(made[0])


def test_python_does_not_look_for_circles_on_its_own_where_that_kills_it(
    runtime: Runtime, monkeypatch: pytest.MonkeyPatch
) -> None:
    for is_safe in (True, False):
        gc.enable()
        monkeypatch.setattr(garbage, "IS_SAFE", is_safe)
        with runtime.scope():
            assert gc.isenabled() == is_safe
        assert gc.isenabled() == is_safe


def test_circles_are_collected_after_the_work_that_made_them(
    runtime: Runtime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(garbage, "IS_SAFE", False)
    with runtime.scope():
        first = circles(garbage.YOUNG + 1)
        assert first() is not None
    assert first() is None


def test_a_long_work_looks_between_its_pieces() -> None:
    gc.disable()
    gc.collect()
    few = circles(10)
    garbage.look()
    assert few() is not None
    many = circles(garbage.YOUNG + 1)
    garbage.look()
    assert (few(), many()) == (None, None)


def test_one_look_in_some_is_at_everything() -> None:
    gc.disable()
    old = Circle()
    reference = weakref.ref(old)
    gc.collect()
    del old
    for _ in range(garbage.OFTEN + 2):
        circles(garbage.YOUNG + 1)
        garbage.look()
    assert reference() is None
