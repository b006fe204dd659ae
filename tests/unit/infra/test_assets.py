"""What the pages load is taken from npm once for each lock; without Node.js one line says what to do."""

from collections.abc import Callable
from pathlib import Path

import pytest

from infra import assets

Program = Callable[[str, str], None]

NPM = """
mkdir -p node_modules/htmx.org/dist node_modules/chart.js/dist node_modules/axe-core
echo "$RANDOM $*" >> runs
for one in htmx.org/dist/htmx.min.js chart.js/dist/chart.umd.min.js axe-core/axe.min.js; do
  cat package-lock.json > node_modules/$one
done
"""


@pytest.fixture
def web(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a checkout's folder of the lock, empty but for it; nothing is copied to the real pages."""
    web, packages = tmp_path / "web", tmp_path / "web" / "node_modules"
    web.mkdir()
    (web / "package-lock.json").write_text("one")
    served = {name: packages / path.relative_to(assets.PACKAGES) for name, path in assets.SERVED.items()}
    for name, value in {
        "WEB": web,
        "PACKAGES": packages,
        "STAMP": packages / assets.STAMP.name,
        "VENDOR": tmp_path / "vendor",
        "SERVED": served,
        "AXE": packages / assets.AXE.relative_to(assets.PACKAGES),
    }.items():
        monkeypatch.setattr(assets, name, value)
    return web


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Program:
    """Give what makes programs; there are no others beside the shell's."""
    folder = tmp_path / "bin"
    folder.mkdir()
    for name in ("mkdir", "cat"):
        (folder / name).symlink_to(f"/bin/{name}")
    monkeypatch.setenv("PATH", str(folder))

    def make(name: str, script: str) -> None:
        (folder / name).write_text(f"#!/bin/bash\n{script}")
        (folder / name).chmod(0o755)

    return make


def test_scripts_are_taken_once_for_each_lock_and_nothing_else_is_served(web: Path, program: Program) -> None:
    program("node", "echo v20.1.0")
    program("npm", NPM)

    assert [assets.main(), assets.main()] == [0, 0]
    assert len((web / "runs").read_text().splitlines()) == 1
    assert "ci --ignore-scripts" in (web / "runs").read_text()
    (assets.VENDOR / "left-over.js").touch()
    (web / "package-lock.json").write_text("two")
    assert assets.main() == 0

    assert {path.name: path.read_text() for path in assets.VENDOR.iterdir()} == dict.fromkeys(
        assets.SERVED, "two"
    )


@pytest.mark.parametrize(
    ("node", "npm", "said"),
    [
        (None, "", "Node.js 20 or newer, with npm, is needed for the pages' scripts; install it"),
        ("echo v18.19.0", "", "(found: v18.19.0); install it"),
        ("echo v22.0.0", None, "Node.js 20 or newer, with npm, is needed"),
        ("echo v22.0.0", 'echo "npm error code ENOTFOUND" >&2; exit 1', "check the network"),
        ("echo v22.0.0", 'echo "npm error code EUSAGE" >&2; exit 1', "npm ci failed: code EUSAGE"),
    ],
    ids=["no node", "old node", "no npm", "offline", "refused"],
)
def test_what_keeps_them_from_coming_is_one_line(
    web: Path,
    program: Program,
    capsys: pytest.CaptureFixture[str],
    node: str | None,
    npm: str | None,
    said: str,
) -> None:
    for name, script in (("node", node), ("npm", npm)):
        if script is not None:
            program(name, script)

    assert assets.main() == 2

    told = [line for line in capsys.readouterr().err.splitlines() if "Taking" not in line]
    assert len(told) == 1
    assert told[0].startswith("hearthline: ")
    assert said in told[0]
