"""Mutants of the Board's rules: each small change of a rule has to make a test fail (`make mutants`, some minutes).

Prints every change that no test noticed. Some change nothing that anybody could see; whoever reads the list decides.
"""

import ast
import copy
import importlib.abc
import importlib.util
import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import hypothesis
import numpy as np  # noqa: F401 (loaded once, before the processes part)
import pytest
import sqlalchemy.orm  # noqa: F401

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
meetings/voting.py    meetings/test_votes.py::test_a_simple_majority_of_those_voting_decides_and_a_tie_is_not_carried meetings/test_votes.py::test_how_it_was_decided_is_told
meetings/quorum.py    meetings/test_item_quorum.py
meetings/line.py      meetings/test_line.py
meetings/portfolio.py meetings/test_portfolio.py
meetings/proposal.py  meetings/test_proposal.py
"""
ROOT = Path(__file__).resolve().parent.parent
LONGEST = 40  # seconds for the tests of one mutant: one that never ends is noticed, too
OTHER: dict[type, type] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In, ast.And: ast.Or, ast.Or: ast.And,
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Add, ast.FloorDiv: ast.Mult, ast.Div: ast.Mult,
    ast.BitAnd: ast.BitOr, ast.BitOr: ast.BitAnd,
}  # fmt: skip
_AS_IT_IS = ("annotation", "returns", "decorator_list")
CALLS = {"min": "max", "max": "min", "any": "all", "all": "any"}


def changes(node: ast.AST) -> Iterator[ast.AST]:
    """Every small change of one node, as a node in its place."""
    match node:
        case ast.Compare(left, [op], right) if type(op) in OTHER:
            yield ast.Compare(left, [OTHER[type(op)]()], right)
        case ast.BoolOp(op, values):
            yield ast.BoolOp(OTHER[type(op)](), values)
        case ast.BinOp(left, op, right) if type(op) in OTHER:
            yield ast.BinOp(left, OTHER[type(op)](), right)
        case ast.UnaryOp(ast.Not() | ast.USub(), operand):
            yield operand
        case ast.IfExp(test, one, other):
            yield ast.IfExp(test, other, one)
        case ast.If(test, body, orelse):
            yield ast.If(ast.Constant(value=False), body, orelse)
        case ast.comprehension(target, source, [_, *_]):
            yield ast.comprehension(target, source, [], 0)
        case ast.Constant(bool() as value):
            yield ast.Constant(not value)
        case ast.Constant(int() as value):
            yield ast.Constant(value + 1)
        case ast.Call(ast.Name(name), args, keywords) if name in CALLS:
            yield ast.Call(ast.Name(CALLS[name], ast.Load()), args, keywords)
        case ast.Return(value) if value is not None and not isinstance(value, ast.Constant):
            yield ast.Return(ast.Constant(None))


class Put(ast.NodeTransformer):
    """Puts one node in the place of another; annotations and decorators stay as they are."""

    def __init__(self, old: ast.AST, new: ast.AST) -> None:
        self.old, self.new, self.done = old, new, False

    def generic_visit(self, node: ast.AST) -> ast.AST:
        """Return the new node for the old one."""
        if node is self.old:
            self.done = True
            return self.new
        kept = {name: getattr(node, name) for name in _AS_IT_IS if hasattr(node, name)}
        for name, value in kept.items():
            setattr(node, name, [] if isinstance(value, list) else None)
        super().generic_visit(node)
        for name, value in kept.items():
            setattr(node, name, value)
        return node


def mutants(source: str) -> Iterator[tuple[str, str]]:
    """Every mutant of a module: what differs, and the whole."""
    plain = ast.parse(source)
    usual = ast.unparse(plain).splitlines()
    for place, node in enumerate(ast.walk(plain)):
        for new in changes(node):
            twin = copy.deepcopy(plain)
            put = Put(list(ast.walk(twin))[place], copy.deepcopy(new))
            whole = ast.unparse(ast.fix_missing_locations(put.visit(twin)))
            if put.done:
                differs = [(a, b) for a, b in zip(usual, whole.splitlines(), strict=False) if a != b]
                yield " -> ".join(part.strip() for part in differs[0]) if differs else "", whole


class Mutant(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Gives one module another source."""

    def __init__(self, name: str, source: str) -> None:
        self.name, self.source = name, source

    def find_spec(self, name: str, *_rest: object) -> object:
        """Return where the module comes from."""
        return importlib.util.spec_from_loader(name, self) if name == self.name else None

    def exec_module(self, module: ModuleType) -> None:
        """Run the changed source."""
        exec(compile(self.source, self.name, "exec"), module.__dict__)  # noqa: S102 (it is our own)


def survives(rules: str, source: str, tests: list[str]) -> bool:
    """Tell whether no test noticed; in a process of its own."""
    process = os.fork()
    if process == 0:
        signal.alarm(LONGEST)
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        os.dup2(1, 2)
        sys.meta_path.insert(0, Mutant(f"sipgrants.{rules[:-3].replace('/', '.')}", source))
        plain = ["--noconftest", "-qx", "-n0", "--assert=plain", "--hypothesis-profile=mutants"]
        os._exit(pytest.main([*plain, *(f"tests/{one}" for one in tests)]))
    return os.waitpid(process, 0)[1] == 0


def main() -> None:
    """Print what survived, rule by rule; `python -m bench.mutants ranking` looks at the rules of that name alone."""
    os.chdir(ROOT)
    quick = {"max_examples": 30, "derandomize": True, "database": None, "deadline": None}
    hypothesis.settings.register_profile(
        "mutants", phases=[hypothesis.Phase.explicit, hypothesis.Phase.generate], **quick
    )
    for rules, *tests in map(str.split, TABLE.strip().splitlines()):
        if not sys.argv[1:] or any(one in rules for one in sys.argv[1:]):
            source = (ROOT / "sipgrants" / rules).read_text(encoding="utf-8")
            assert survives(rules, source, tests), f"{rules}: its tests fail without any change"
            every = list(mutants(source))
            left = [words for words, whole in every if survives(rules, whole, tests)]
            print(
                f"{rules}: {len(every)} mutants, {len(left)} noticed by no test",
                *left,
                sep="\n    ",
                flush=True,
            )


if __name__ == "__main__":
    main()
