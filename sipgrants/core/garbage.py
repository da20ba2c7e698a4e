"""When Python looks for garbage that goes in circles: between two pieces of work, never in the middle of one.

Python 3.11 looks for it inside of any allocation. Where an object of the session is found there, SQLAlchemy writes into
the record it keeps of it; if 3.11 is just then making that record's dictionary, it makes two over one memory, and the
process dies some time later. From 3.12 on Python looks between two steps of the interpreter, which is safe.
"""

import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager

IS_SAFE = sys.version_info >= (3, 12)
YOUNG = 10_000  # objects made since, and still there, from which on it is worth looking
OFTEN = 10  # times that the young are looked at for one look at everything


@contextmanager
def looked_for_after() -> Iterator[None]:
    """Keep Python from looking on its own, from now on; look after the block where enough has gathered."""
    if IS_SAFE:
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        look()


def look() -> None:
    """Collect what goes in circles, where enough has gathered; for long work, between two pieces of it."""
    young, _middle, times = gc.get_count()
    if young > YOUNG:
        gc.collect(2 if times >= OFTEN else 1)
