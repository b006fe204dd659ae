"""The export of the running system: asked for by its queue, written under its role, read by DuckDB."""

import uuid
from datetime import UTC, datetime
from pathlib import Path

from hearthline.platform.objects import Objects
from infra.analytics import ask, fetch, opened, wait
from infra.local.stack import LocalStack
from tests.system.client import Client


def test_what_was_filed_is_in_the_export_and_its_words_are_not(
    stack: LocalStack, anyone: Client, tmp_path: Path
) -> None:
    mark = uuid.uuid4().hex
    filing = {
        "kind": "repair",
        "title": mark,
        "text": mark,
        "city": "cc",
        "home": {"project": mark, "building": "3", "unit": mark[:8]},
        "contact": {"name": mark[:20], "email": f"{mark}@example.com"},
    }
    before = datetime.now(UTC)
    filed = anyone.post("/api/complaints", filing)
    assert filed.status == 201, filed.body
    outputs = stack.description()["outputs"]
    files = Objects(stack.client("s3"), outputs["AnalyticsBucket"])

    manifest = wait(files, ask(stack.client("sqs"), outputs, everything=False), patience=120)
    fetch(files, tmp_path)

    assert manifest["tables"]["complaints"]["rows"] >= 1
    with opened(tmp_path) as tables:
        found = tables.execute(
            "SELECT c.kind, p.clock FROM complaints c JOIN promises p USING (complaint, month, city)"
            " WHERE c.city = 'cc' AND epoch_ms(c.received_at) >= ? ORDER BY p.clock",
            [int(before.timestamp() * 1000)],
        ).fetchall()
        said = tables.execute("SELECT COLUMNS(*)::VARCHAR FROM complaints").fetchall()
    assert found == [("repair", clock) for clock in ("acknowledge", "answer", "resolve")]
    assert not [value for row in said for value in row if value and mark[:8] in value]
    assert filed.json["number"].replace("-", "") not in str(said)
