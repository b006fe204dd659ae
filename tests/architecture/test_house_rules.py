"""Rules of the house that are about what a module does, not what it imports."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.tree import FUNCTIONS, ROOT, handlers, modules

PYTHON_FOLDERS = ("functions", "infra", "benchmarks", "simulation", "tests")
LONGEST_MODULE = 300
LONGEST_HANDLER = 160

# Read in one place, platform, so that tests can fix them: the environment, the time, chance.
OUTER_WORLD = {
    "os.environ",
    "os.getenv",
    "datetime.now",
    "datetime.utcnow",
    "datetime.today",
    "datetime.datetime.now",
    "date.today",
    "time.time",
    "time.time_ns",
    "uuid.uuid1",
    "uuid.uuid4",
    "uuid4",
    "secrets.token_bytes",
    "secrets.token_hex",
    "secrets.token_urlsafe",
    "secrets.choice",
    "random.random",
    "random.choice",
    "random.randint",
    "os.urandom",
}
# Costs a request, a file or seconds of a cold start; never while a module is being imported.
CLIENTS = {"create_client", "client", "resource", "get_session", "Session", "urlopen", "open", "read_text"}


def dotted(node: ast.AST) -> str:
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}"
    return ""


def at_import(tree: ast.Module) -> Iterator[ast.AST]:
    """Give the nodes that run when the module is imported: everything outside the bodies of functions."""
    waiting: list[ast.AST] = list(tree.body)
    while waiting:
        node = waiting.pop()
        yield node
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            waiting += [*node.decorator_list, *node.args.defaults, *filter(None, node.args.kw_defaults)]
        elif not isinstance(node, ast.Lambda):
            waiting += ast.iter_child_nodes(node)


def places(path: str, nodes: Iterator[ast.AST], names: set[str]) -> list[str]:
    found = ((node, dotted(node)) for node in nodes if isinstance(node, ast.Attribute | ast.Name))
    return [f"{path}:{node.lineno} {name}" for node, name in found if name in names]


def test_only_platform_reads_the_environment_the_time_or_chance() -> None:
    found = [
        place
        for path, tree in modules(FUNCTIONS)
        if not path.startswith("functions/hearthline/platform/")
        for place in places(path, ast.walk(tree), OUTER_WORLD)
    ]

    assert found == []


def test_nothing_is_read_while_a_module_is_imported() -> None:
    found = [
        place for path, tree in modules(FUNCTIONS) for place in places(path, at_import(tree), OUTER_WORLD)
    ]

    assert found == []


def test_no_client_is_made_and_no_file_opened_while_a_module_is_imported() -> None:
    found = [
        f"{path}:{node.lineno} {dotted(node.func)}"
        for path, tree in modules(FUNCTIONS)
        for node in at_import(tree)
        if isinstance(node, ast.Call) and dotted(node.func).rpartition(".")[2] in CLIENTS
    ]

    assert found == []


@pytest.mark.parametrize("handler", handlers())
def test_a_handler_is_short_enough_to_hold_no_rule_of_the_business(handler: str) -> None:
    lines = (FUNCTIONS / handler / "handler.py").read_text("utf-8").count("\n")

    assert lines <= LONGEST_HANDLER


def test_a_module_is_one_idea_and_so_not_long() -> None:
    lengths = {
        path.relative_to(ROOT).as_posix(): path.read_text("utf-8").count("\n")
        for folder in PYTHON_FOLDERS
        for path in Path(ROOT, folder).rglob("*.py")
        if "node_modules" not in path.parts
    }

    assert {path: lines for path, lines in lengths.items() if lines > LONGEST_MODULE} == {}
