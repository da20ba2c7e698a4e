"""Mutants of the Board's rules: each small change of a rule has to make a test fail (`make mutants`, some minutes).

Prints every change that no test noticed. Some change nothing that anybody could see; whoever reads the list decides.
"""

import ast
import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import hypothesis
import numpy as np  # noqa: F401 (loaded once, before the processes part)
import pytest

# Rules, and the tests that have to notice.
TABLE = """
board/bars.py         board/test_bars.py
board/confirming.py   board/test_bars.py
scoring/ranking.py    scoring/test_ranking.py
scoring/severity.py   scoring/test_ranking.py
scoring/stability.py  scoring/test_ranking.py
scoring/standings.py  scoring/test_ranking.py scoring/test_resampling.py
scoring/resampling.py scoring/test_resampling.py
scoring/sheets.py     scoring/test_sheets.py
scoring/filled.py     scoring/test_sheets.py
meetings/voting.py    meetings/test_voting.py
meetings/quorum.py    meetings/test_item_quorum.py
meetings/line.py      meetings/test_line.py
meetings/portfolio.py meetings/test_portfolio.py
meetings/proposal.py  meetings/test_proposal.py
"""
ROOT = Path(__file__).resolve().parent.parent
PLAIN = ("--noconftest", "-qx", "-n0", "--assert=plain", "--hypothesis-profile=mutants")
OTHER: dict[type, type] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In, ast.And: ast.Or, ast.Or: ast.And,
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Add, ast.FloorDiv: ast.Mult, ast.BitAnd: ast.BitOr,
}  # fmt: skip


def changes(node: ast.AST) -> Iterator[ast.AST]:
    """Every small change of one node, as a node in its place."""
    match node:
        case ast.cmpop() | ast.operator() | ast.boolop() if type(node) in OTHER:
            yield OTHER[type(node)]()
        case ast.UnaryOp(ast.Not() | ast.USub(), operand):
            yield operand
        case ast.IfExp(test, one, other):
            yield ast.IfExp(test, other, one)
        case ast.If(_, body, orelse):
            yield ast.If(ast.Constant(value=False), body, orelse)
        case ast.comprehension(target, source, [_, *_]):
            yield ast.comprehension(target, source, [], 0)
        case ast.Constant(int() as value):
            yield ast.Constant(not value if isinstance(value, bool) else value + 1)
        case ast.Name("min" | "max" | "any" | "all" as name):
            yield ast.Name({"min": "max", "max": "min", "any": "all", "all": "any"}[name], ast.Load())
        case ast.Return(value) if value is not None and not isinstance(value, ast.Constant):
            yield ast.Return(ast.Constant(None))


def mutants(source: str) -> Iterator[tuple[str, str]]:
    """Every mutant of a module: what differs, and the whole."""
    tree = ast.parse(source)
    usual = ast.unparse(tree).splitlines()
    for _ in _changed(tree):
        whole = ast.unparse(tree)
        different = [pair for pair in zip(usual, whole.splitlines(), strict=False) if pair[0] != pair[1]]
        yield " -> ".join(line.strip() for line in different[0]), whole


def _changed(node: ast.AST) -> Iterator[None]:
    """The tree below a node, changed in one place at a time; annotations and decorators stay."""
    for name, value in ast.iter_fields(node):
        if name not in ("annotation", "returns", "decorator_list"):
            several = isinstance(value, list)
            for place, part in enumerate(value if several else [value]):
                for new in changes(part):
                    setattr(node, name, [*value[:place], new, *value[place + 1 :]] if several else new)
                    yield
                    setattr(node, name, value)
                yield from _changed(part) if isinstance(part, ast.AST) else ()


def survives(rules: str, source: str, tests: list[str]) -> bool:
    """Tell whether no test noticed; in a process of its own."""
    process = os.fork()
    if process == 0:
        signal.alarm(60)  # a mutant that never ends is noticed, too
        os.dup2(os.dup2(os.open(os.devnull, os.O_WRONLY), 1), 2)
        name = f"sipgrants.{rules[:-3].replace('/', '.')}"
        # Nothing of ours is loaded yet: whoever asks for these rules gets the mutant.
        sys.modules[name] = ModuleType(name)
        exec(compile(source, name, "exec"), sys.modules[name].__dict__)
        os._exit(pytest.main([*PLAIN, *(f"tests/{one}" for one in tests)]))
    return os.waitpid(process, 0)[1] == 0


def main() -> None:
    """Print what survived, rule by rule; `python -m bench.mutants ranking` looks at the rules of that name alone."""
    os.chdir(ROOT)
    quick = hypothesis.settings(max_examples=30, derandomize=True, database=None, deadline=None)
    hypothesis.settings.register_profile("mutants", quick)
    for rules, *tests in map(str.split, TABLE.strip().splitlines()):
        if not sys.argv[1:] or any(one in rules for one in sys.argv[1:]):
            source = (ROOT / "sipgrants" / rules).read_text(encoding="utf-8")
            assert survives(rules, source, tests), f"{rules}: its tests fail as it is"
            every = list(mutants(source))
            left = [f"\n    {words}" for words, whole in every if survives(rules, whole, tests)]
            print(f"{rules}: {len(every)} mutants, {len(left)} noticed by no test", *left, flush=True)


if __name__ == "__main__":
    main()
