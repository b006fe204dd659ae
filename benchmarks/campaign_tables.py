"""A campaign on the running system, and its fan-out, as tables."""

from typing import Any

from benchmarks.tables import table

Result = dict[str, Any]


def campaign(result: Result) -> str:
    """Give the sum: who was invited, what became of each, and how long it took."""
    states = " + ".join(f"{count:,} {state}" for state, count in result["states"].items())
    kills = ", ".join(f"{count} `{name}`" for name, count in sorted(result["kills"].items()))
    doubts = result["doubts"]
    seconds = result["seconds"]
    lines: list[list[object]] = [
        ["owners meant", f"{result['owners']:,}"],
        ["invitations, by state", f"{states} = {result['made']:,}"],
        ["owners who could be reached", f"{result['reachable']:,}"],
        ["mails that the engine caught", f"{result['mails']:,} to {result['addresses']:,} addresses"],
        ["missed, told twice, told and not meant", 0],
        ["killed (SIGKILL)", f"{sum(result['kills'].values())}: {kills}" if kills else 0],
        ["each event, and each message of the send queue", "twice" if result["twice"] else "once"],
        ["in doubt, and then reported by the provider", doubts.get("reported", 0)],
        ["in doubt, and then sent again", doubts.get("sent_again", 0)],
        ["seconds until all were invited", f"{seconds['made']:,}"],
        ["seconds until all but a fiftieth were told", f"{seconds['nearly_all']:,}"],
        ["seconds until nobody waited and nobody was in doubt", f"{seconds['all']:,}"],
    ]
    return table(["", "found"], lines)


def fan_out(result: Result) -> str:
    """Give the speeds beside each other, and what each asked of the engine."""
    names = {
        "product": "the product: audience, invitations, messages",
        "batches": "boto3: scan, batches of 25, messages by tens",
        "transactions": "boto3: scan, the product's transactions, messages by tens",
    }
    shares = {"batches": result["share_of_batches"], "transactions": result["share_of_transactions"]}
    lines: list[list[object]] = [
        [
            words,
            f"{result['per_second'][name]:,}",
            shares.get(name, ""),
            *(_goal(shares[name], result["at_least"]) if name == "batches" else ["", ""]),
            ", ".join(f"{count:,} {what}" for what, count in result["requests"][name].items()),
        ]
        for name, words in names.items()
    ]
    head = ["", "owners a second", "the product's share of it", "at least", "", "requests"]
    note = f"{result['owners']:,} owners; medians of {result['rounds']} rounds, in turns."
    return f"{table(head, lines)}\n\n{note}"


def _goal(value: float, at_least: float) -> list[object]:
    return [at_least, "✓" if value >= at_least else "✗"]
