"""Ways back that nobody takes every day: lost data, keys that must go, less than all that is asked for."""

from hearthline.platform.surroundings import utc_now
from infra import rebuild_insight, restore, rotate_secret, shed
from infra.rehearsals.book import Book
from infra.rehearsals.stage import Stage, eventually, expect


def lost_data(stage: Stage, book: Book) -> str:  # noqa: ARG001 - a rehearsal's shape
    """A case is deleted and another one spoilt; both come back from the copy of before."""
    gone, spoilt = (stage.file(f"{name}@rehearsal.example") for name in ("gone", "spoilt"))
    eventually(lambda: stage.mails("spoilt@rehearsal.example"), "both are told of before")
    table = stage.outputs["ComplaintsTable"]
    copy = restore.copied(stage.dynamodb, table, None, utc_now())
    keys = [f"C#{one['number'].replace('-', '')}" for one in (gone, spoilt)]
    lost = restore.compared(stage.dynamodb, copy, copy, utc_now(), keys[0]).newer
    items = stage.dynamodb.query(
        TableName=table,
        KeyConditionExpression="pk = :pk",
        ExpressionAttributeValues={":pk": {"S": keys[0]}},
    )["Items"]
    expect(items and not lost, "the case is in the table and in the copy")
    for item in items:
        stage.dynamodb.delete_item(TableName=table, Key={"pk": item["pk"], "sk": item["sk"]})
    stage.dynamodb.update_item(
        TableName=table,
        Key={"pk": {"S": keys[1]}, "sk": {"S": "A"}},
        UpdateExpression="SET title = :x",
        ExpressionAttributeValues={":x": {"S": "spoilt"}},
    )
    expect(_status(stage, gone) == 404, "the case is gone")

    expect(restore.main(["complaints", "--copy", copy]) == 1, "make restore tells that something is lost")
    expect(restore.main(["complaints", "--copy", copy, "--back"]) == 0, "make restore BACK=1 ends well")
    spoilt_again = ["complaints", "--copy", copy, "--back", "--partition", keys[1]]
    expect(restore.main(spoilt_again) == 0, "make restore PARTITION= ends well")

    expect(_status(stage, gone) == 200, "the case is there again")
    found = restore.compared(stage.dynamodb, table, copy, utc_now(), keys[1])
    expect(not found.changed and not found.lost, "the other case is as it was")
    queue = stage.outputs["NoticesQueueUrl"]
    eventually(lambda: not stage.waiting(queue), "its events are taken a second time")
    eventually(lambda: rebuild_insight.main([]) == 0, "the roll-ups equal a recount")
    expect(len(stage.mails("gone@rehearsal.example")) == 1, "its owner is not told twice")
    stage.dynamodb.delete_table(TableName=copy)
    return f"{len(items)} items of a case and the head of another came back; nobody was told twice"


def keys(stage: Stage, book: Book) -> str:  # noqa: ARG001 - a rehearsal's shape
    """A key is added, then one has leaked: what was signed before ends, and owners ask for new links."""
    old = stage.file("keys@rehearsal.example")
    eventually(lambda: _mailed(stage, old["key"]), "the mail with the link arrives")
    expect(rotate_secret.main([]) == 0, "make rotate-secret ends well")
    rotate_secret.begin_anew(stage.lambda_, stage.prefix.removesuffix("-"), utc_now())
    eventually(lambda: _status(stage, old) == 200, "the link is good beside a new key")

    expect(rotate_secret.main(["--at-once"]) == 0, "make rotate-secret NOW=1 ends well")
    eventually(lambda: _status(stage, old) == 404, "the old link is good no more")
    find = {"email": "keys@rehearsal.example"}
    expect(stage.call("POST", "/api/complaints/find", find).status < 300, "links can be asked for")
    before = f"{old['number']}?key="
    key = eventually(lambda: _new_key(stage, before, old["key"]), "a new link arrives")
    expect(_status(stage, {**old, "key": key}) == 200, "and opens the case")
    return "an old link stayed good beside a new key, ended after a leak, and the owner got a new one"


def overload(stage: Stage, book: Book) -> str:  # noqa: ARG001 - a rehearsal's shape
    """All that can wait is switched off, step by step; who complains is served all the while."""
    told = []
    for level in range(1, shed.MOST + 1):
        expect(shed.main([str(level)]) == 0, f"make shed LEVEL={level} ends well")
        stage.file(f"shed{level}@rehearsal.example")
        told.append(stage.call("GET", "/").status)
    eventually(
        lambda: stage.mails(f"shed{shed.MOST}@rehearsal.example"), "who complains is told at any level"
    )
    expect(told[0] == 200 and told[-1] in {429, 500, 503}, f"the pages give way at last, not {told}")
    expect(shed.main(["0"]) == 0, "make shed LEVEL=0 ends well")
    eventually(lambda: stage.call("GET", "/").status == 200, "the pages are there again")
    return f"filing was answered at each of {shed.MOST} levels; the pages with {told[-1]} at the last"


def _mailed(stage: Stage, text: str) -> bool:
    return any(text in mail.text for mail in stage.mails("keys@rehearsal.example"))


def _new_key(stage: Stage, before: str, old: str) -> str:
    sent = [mail.text.partition(before)[2][:22] for mail in stage.mails("keys@rehearsal.example")]
    return next((key for key in sent if key not in {"", old}), "")


def _status(stage: Stage, filed: dict[str, str]) -> int:
    return stage.call("GET", f"/api/complaints/{filed['number']}?key={filed['key']}").status
