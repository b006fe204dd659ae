"""The checkout as the architecture tests see it: function folders, domains, modules, tracked files."""

import ast
import subprocess
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
FUNCTIONS = ROOT / "functions"
DOMAIN = FUNCTIONS / "hearthline"


def function_folders() -> list[str]:
    """Give the names of the folders that hold a Lambda function."""
    return sorted(path.parent.name for path in FUNCTIONS.glob("*/__init__.py") if path.parent != DOMAIN)


def handlers() -> list[str]:
    """Give the function folders whose handler is written."""
    return [name for name in function_folders() if (FUNCTIONS / name / "handler.py").exists()]


def domains() -> list[str]:
    """Give the domain packages, platform not among them."""
    return sorted(path.parent.name for path in DOMAIN.glob("*/__init__.py") if path.parent.name != "platform")


def modules(folder: Path) -> Iterator[tuple[str, ast.Module]]:
    """Give each Python module below a folder, parsed, with its path in the checkout."""
    for path in sorted(folder.rglob("*.py")):
        yield path.relative_to(ROOT).as_posix(), ast.parse(path.read_text("utf-8"), str(path))


def tracked_texts() -> Iterator[tuple[str, str]]:
    """Give the path and text of each tracked file that is text."""
    listing = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True
    ).stdout
    for name in filter(None, listing.split("\0")):
        path = ROOT / name
        if not path.is_file():
            continue
        try:
            yield name, path.read_text("utf-8")
        except UnicodeDecodeError:
            continue
