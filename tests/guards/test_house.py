"""The house rules that no linter knows: sizes, names, imports at the top, pure rules pure."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import grimp
import pytest

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "sipgrants"
MODULES = sorted([*PACKAGE.rglob("*.py"), *(ROOT / "tests").rglob("*.py")])
OURS = [path for path in MODULES if path.is_relative_to(PACKAGE)]

FILE_LINES, FILE_LINES_AT_MOST = 300, 400
FUNCTION_LINES, FUNCTION_LINES_AT_MOST = 40, 60

# What may be longer, and why: splitting would hide an order that matters.
LONG_FILES: dict[str, str] = {"sipgrants/lifecycle/policy.py": "one table of rights, read from top to bottom"}
LONG_FUNCTIONS: dict[str, str] = {}

VAGUE_NAMES = {
    "utils",
    "util",
    "helpers",
    "helper",
    "common",
    "misc",
    "services",
    "service",
    "manager",
    "managers",
}

# The kinds of file in a stage. What is none of these is a pure rule.
KINDS = {"routes", "jobs", "commands", "forms", "queries", "models", "rights", "facts", "history", "places"}
EDGE = {"web", "cli", "app", "worker"}
GROUND = {"core", "lifecycle", "schema"}
FLASK = {"flask", "werkzeug", "wtforms", "flask_wtf", "flask_babel", "flask_login", "flask_limiter"}
DATABASE = {"sqlalchemy", "alembic", "psycopg"}


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


@cache
def parse(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def module_of(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def room_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def kind_of(path: Path) -> str:
    """`commands` for commands.py, commands/team.py and team_commands.py; `rule` where nothing fits."""
    words = [*path.relative_to(PACKAGE).parts[1:-1], path.stem, path.stem.rpartition("_")[2]]
    return next((word for word in words if word in KINDS), "rule")


def test_files_are_short_enough_to_read() -> None:
    lines = {name_of(path): len(path.read_text(encoding="utf-8").splitlines()) for path in MODULES}
    limits = {name: FILE_LINES_AT_MOST if name in LONG_FILES else FILE_LINES for name in lines}
    assert {name: long for name, long in lines.items() if long > limits[name]} == {}


def test_functions_are_short_enough_to_read() -> None:
    too_long = {}
    for path in MODULES:
        for function in functions(parse(path)):
            name = f"{name_of(path)}:{function.name}"
            lines = (function.end_lineno or function.lineno) - function.lineno + 1
            if lines > (FUNCTION_LINES_AT_MOST if name in LONG_FUNCTIONS else FUNCTION_LINES):
                too_long[name] = lines
    assert too_long == {}


def test_imports_stand_at_the_top() -> None:
    inside = {
        f"{name_of(path)}:{node.lineno}"
        for path in MODULES
        for function in functions(parse(path))
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    }
    assert inside == set()


def test_names_say_what_a_module_is_for() -> None:
    vague = [name_of(path) for path in MODULES if VAGUE_NAMES & {path.stem, path.parent.name}]
    assert vague == []


@pytest.fixture(scope="module")
def imports() -> grimp.ImportGraph:
    """Who imports whom, packages from elsewhere included."""
    return grimp.build_graph("sipgrants", include_external_packages=True, cache_dir=None)


def reaches(imports: grimp.ImportGraph, path: Path, packages: set[str]) -> set[str]:
    """Which of `packages` the module imports, itself or by way of others."""
    return packages & imports.find_upstream_modules(module_of(path))


def test_flask_stays_at_the_edge(imports: grimp.ImportGraph) -> None:
    inner = [path for path in OURS if room_of(path) not in EDGE and kind_of(path) not in {"routes", "forms"}]
    assert {name_of(path) for path in inner if reaches(imports, path, FLASK)} == set()


def test_pure_rules_know_no_database(imports: grimp.ImportGraph) -> None:
    """A stage's module that is none of the kinds is a rule: read and tested without a database."""
    rules = [path for path in OURS if room_of(path) not in EDGE | GROUND and kind_of(path) == "rule"]
    assert {name_of(path) for path in rules if reaches(imports, path, DATABASE)} == set()


@pytest.mark.parametrize("exceptions", [LONG_FILES, LONG_FUNCTIONS], ids=["files", "functions"])
def test_exceptions_are_still_needed(exceptions: dict[str, str]) -> None:
    for name, reason in exceptions.items():
        assert (ROOT / name.partition(":")[0]).exists(), f"{name} is gone"
        assert reason
