"""Does the money reconcile after anything? 10,000 worlds, in each of them 5 to 60 acts drawn by chance (`make sequences`).

Each world is a fund with two awards (tests/builders/anything.py). What does not agree is printed with its seed, which makes
it happen again. Takes about an hour on two processors; a number says how many: `python -m bench.sequences 500`.
"""

import os
import random
import sys
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from sipgrants.core import sealing
from sipgrants.core.files import Store
from sipgrants.core.runtime import Runtime
from tests.builders import anything, remembering
from tests.servers import databases

BATCH = 25


def walked(seed: int, template: Path, folder: Path) -> tuple[list[str], list[str]]:
    """Return what was done in the world of that seed, and what does not agree in the end."""
    target = folder / f"{os.getpid()}.sqlite"
    with (
        databases.sqlite_copy(template, target) as database,
        remembering.in_use(database.engine),
        Runtime(database, Store(f"file://{folder}/files")).scope(),
    ):
        world = anything.world(seed)
        for _step in range(random.Random(seed).randint(5, 60)):
            world.step()
        return world.done, world.disagreements()


def batch(first: int, many: int, folder: str) -> tuple[Counter[str], list[str]]:
    """Walk through the worlds from `first` on; count what was done, gather what does not agree."""
    sealing.equip("for-tests-only-" * 4)
    done: Counter[str] = Counter()
    wrong: list[str] = []
    for seed in range(first, first + many):
        acts, found = walked(seed, Path(folder) / "template.sqlite", Path(folder))
        done.update(acts)
        wrong += found
    return done, wrong


def main(many: int) -> int:
    """Print how many sequences reconciled, and what was done in them."""
    started, done, wrong = perf_counter(), Counter[str](), []
    with TemporaryDirectory() as folder, ProcessPoolExecutor(os.cpu_count()) as pool:
        databases.make_tables(f"sqlite:///{folder}/template.sqlite")
        parts = [(first, min(BATCH, many - first), folder) for first in range(0, many, BATCH)]
        for (first, size, _folder), (acts, found) in zip(
            parts, pool.map(batch, *zip(*parts, strict=True)), strict=True
        ):
            done.update(acts)
            wrong += found
            print(*found, sep="\n", end="\n" if found else "")
            if (first + size) % 1000 == 0:
                print(f"{first + size:,} sequences", flush=True)
    acts = ", ".join(f"{name} {number:,}" for name, number in done.most_common())
    print(f"{many:,} sequences, {sum(done.values()):,} acts carried out ({acts})")
    print(f"{len(wrong)} disagreements; {perf_counter() - started:.0f} s")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000))
