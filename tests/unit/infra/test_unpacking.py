"""The local engine's workers share what was unpacked, and none of them sees another one's files."""

import threading
import zipfile
from pathlib import Path

import pytest

from infra.local.unpacking import unpack_once


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(zipfile.ZipFile, "extractall", zipfile.ZipFile.extractall)
    unpack_once(tmp_path / "kept")
    return tmp_path / "kept"


def archive(path: Path, text: str) -> Path:
    with zipfile.ZipFile(path, "w") as out:
        out.writestr("package/module.py", text)
        out.writestr("handler.py", "import package")
    return path


def unpack(path: Path, target: Path) -> None:
    with zipfile.ZipFile(path) as given:
        given.extractall(target)


def test_an_archive_is_unpacked_once_and_is_whole_everywhere(tmp_path: Path, kept: Path) -> None:
    code = archive(tmp_path / "code.zip", "one")
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        unpack(code, tmp_path / name)

    assert len(list(kept.iterdir())) == 1
    first, second = (tmp_path / name / "package" / "module.py" for name in ("a", "b"))
    assert (first.read_text(), second.read_text()) == ("one", "one")
    assert first.samefile(second)


def test_another_archive_under_the_same_name_is_another(tmp_path: Path, kept: Path) -> None:
    unpack(archive(tmp_path / "code.zip", "one"), tmp_path / "a")
    unpack(archive(tmp_path / "code.zip", "two"), tmp_path / "b")

    assert (tmp_path / "b" / "package" / "module.py").read_text() == "two"


def test_what_one_removes_or_adds_is_not_missing_elsewhere(tmp_path: Path, kept: Path) -> None:
    code = archive(tmp_path / "code.zip", "one")
    unpack(code, tmp_path / "a")
    (tmp_path / "a" / "handler.py").unlink()
    (tmp_path / "a" / "more.py").write_text("more")

    unpack(code, tmp_path / "b")

    assert sorted(path.name for path in (tmp_path / "b").iterdir()) == ["handler.py", "package"]


def test_many_at_once_each_get_all_of_it(tmp_path: Path, kept: Path) -> None:
    code = archive(tmp_path / "code.zip", "one")
    threads = [threading.Thread(target=unpack, args=(code, tmp_path / str(one))) for one in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    found = [(tmp_path / str(one) / "package" / "module.py").read_text() for one in range(8)]
    assert found == ["one"] * 8
