"""Chromium and Chinese characters are installed where the user may, and asked for in one line elsewhere."""

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

import pytest

from infra.local import browser


class Program(Protocol):
    """Makes a program of a shell's script."""

    def __call__(self, name: str, script: str = "") -> None: ...


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Program:
    """Give what makes programs; there are none besides. They may write to `$HERE`."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("HERE", str(tmp_path))
    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.setattr(sys, "platform", "linux")

    def make(name: str, script: str = "") -> None:
        (tmp_path / name).write_text(f"#!/bin/sh\n{script}\n")
        (tmp_path / name).chmod(0o755)

    return make


@pytest.fixture
def user(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    return lambda number: monkeypatch.setattr(os, "geteuid", lambda: number)


def test_nothing_is_done_where_all_is_here(program: Program, user: Callable[[int], None]) -> None:
    user(1000)
    program("google-chrome")
    program("fc-list", "echo /fonts/noto.ttc")

    assert browser.main() == 0
    assert browser.find().endswith("/google-chrome")


def test_root_on_debian_gets_what_is_missing(
    tmp_path: Path, program: Program, user: Callable[[int], None]
) -> None:
    user(0)
    program(
        "apt-get", 'echo "$*" >> "$HERE/asked"; : > "$HERE/chromium"; PATH=/bin chmod +x "$HERE/chromium"'
    )

    assert browser.main() == 0

    assert (tmp_path / "asked").read_text().splitlines() == [
        "-qq update",
        "-qq install --yes --no-install-recommends chromium fonts-noto-cjk",
    ]


@pytest.mark.parametrize(
    ("number", "here", "said"),
    [
        (1000, {}, "install it (`apt-get install chromium fonts-noto-cjk`), or name yours"),
        (1000, {"chromium": "", "apt-get": "", "fc-list": ""}, "(`apt-get install fonts-noto-cjk`)"),
        (0, {}, "install it (`apt-get install chromium"),
        (0, {"apt-get": "echo 'E: no network' >&2; exit 100"}, "apt-get update failed: E: no network"),
    ],
    ids=["nobody's", "no font", "no Debian", "offline"],
)
def test_elsewhere_one_line_says_what_to_do(
    program: Program,
    user: Callable[[int], None],
    capsys: pytest.CaptureFixture[str],
    number: int,
    here: dict[str, str],
    said: str,
) -> None:
    user(number)
    for name, script in here.items():
        program(name, script)

    assert browser.main() == 2

    told = [line for line in capsys.readouterr().err.splitlines() if "Installing" not in line]
    assert len(told) == 1
    assert told[0].startswith("hearthline: ")
    assert said in told[0]


def test_a_browser_that_is_named_and_missing_is_not_replaced(
    program: Program,
    user: Callable[[int], None],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    user(0)
    program("apt-get", "exit 1")
    monkeypatch.setenv("CHROMIUM", "my-chrome")

    assert browser.main() == 2
    assert "no Chromium here" in capsys.readouterr().err
