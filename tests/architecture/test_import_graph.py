"""Who may import whom. The contracts stand in pyproject.toml; here they are run, and kept complete."""

import os
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import grimp
import pytest

from tests.architecture.tree import DOMAIN, FUNCTIONS, ROOT, domains, function_folders

CONTRACTS: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"][
    "importlinter"
]
STORES = [f"hearthline.{path.parent.name}.store" for path in sorted(DOMAIN.glob("*/store.py"))]
MODELS = [f"hearthline.{path.parent.name}.model" for path in sorted(DOMAIN.glob("*/model.py"))]


def contract(name: str) -> dict[str, Any]:
    return next(each for each in CONTRACTS["contracts"] if each["name"].startswith(name))


@pytest.fixture(scope="module")
def graph() -> grimp.ImportGraph:
    sys.path.insert(0, str(FUNCTIONS))
    try:
        return grimp.build_graph(
            "hearthline", *function_folders(), include_external_packages=True, cache_dir=None
        )
    finally:
        sys.path.remove(str(FUNCTIONS))


def test_the_contracts_hold() -> None:
    linter = Path(sys.executable).with_name("lint-imports")

    done = subprocess.run(
        [linter, "--no-cache"],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(FUNCTIONS), "PYTHONIOENCODING": "utf-8"},
        check=False,
        capture_output=True,
        text=True,
    )

    assert done.returncode == 0, done.stdout + done.stderr


def test_every_function_folder_and_domain_is_under_the_contracts() -> None:
    folders, packages = set(function_folders()), {f"hearthline.{name}" for name in domains()}

    assert set(CONTRACTS["root_packages"]) == folders | {"hearthline"}
    assert set(contract("Function folders never")["modules"]) == folders
    assert set(contract("The domain knows no")["forbidden_modules"]) == folders
    assert set(contract("Platform imports no domain")["forbidden_modules"]) == packages
    assert set(contract("Only platform and the stores")["source_modules"]) == folders | {"hearthline"}


@pytest.mark.parametrize("store", STORES)
def test_a_domain_does_not_reach_into_the_store_of_another(graph: grimp.ImportGraph, store: str) -> None:
    owner = store.removesuffix(".store")

    strangers = {
        importer
        for importer in graph.find_modules_that_directly_import(store)
        if importer.startswith(tuple(f"hearthline.{name}." for name in [*domains(), "platform"]))
        and not importer.startswith(owner + ".")
    }

    assert strangers == set()


@pytest.mark.parametrize("model", MODELS)
def test_a_model_stands_on_the_standard_library_alone(graph: grimp.ImportGraph, model: str) -> None:
    beneath = graph.find_upstream_modules(model)

    foreign = {
        name
        for name in beneath
        if not name.startswith("hearthline") and name.partition(".")[0] not in sys.stdlib_module_names
    }

    assert foreign == set()
