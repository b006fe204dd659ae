"""What runs came to, kept one file each, and put together as a page that needs nothing but a browser."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path
from typing import Any, Final

from simulation.runs import Outcome

Run = Mapping[str, Any]
DEFECTS: Final = "defects.json"
_WIDE, _HIGH, _SHOWN = 640, 120, 160
_STYLE: Final = """
body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}
body{color:#1b1b1b;background:#fff}
table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums;display:block;overflow-x:auto}
td,th{border-bottom:1px solid #ccc;padding:.2rem .6rem;text-align:right;white-space:nowrap}
td:first-child,th:first-child,td.text{text-align:left;white-space:normal}
svg{width:100%;height:auto}.line{fill:none;stroke:#0a58a8;stroke-width:1.5;opacity:.6}.bar{fill:#0a58a8}
text{font-size:11px;fill:currentColor}.bad{color:#a00}
@media (prefers-color-scheme:dark){body{color:#eee;background:#161616}.line{stroke:#7db8f0}.bar{fill:#7db8f0}}
"""


def keep(outcome: Outcome, folder: Path) -> Path:
    """Write a run's figures into the folder; what its seed came to before, in as many days, is replaced."""
    setup = outcome.setup
    told = {
        "seed": setup.seed,
        "days": setup.days,
        "share": setup.share,
        "kinds": sorted(setup.kinds),
        "findings": outcome.findings,
        "figures": outcome.days,
        "faults": outcome.faults,
        "seconds": round(outcome.seconds, 1),
    }
    path = folder / f"{setup.days:03d}-days-seed-{setup.seed:03d}.json"
    _write(path, json.dumps(told, ensure_ascii=False, sort_keys=True) + "\n")
    return path


def keep_defects(found: Mapping[str, Mapping[str, Any]], folder: Path) -> None:
    """Write what was found of each deliberate defect, beside what is known of others."""
    path = folder / DEFECTS
    before = json.loads(path.read_text("utf-8")) if path.exists() else {}
    _write(path, json.dumps({**before, **found}, ensure_ascii=False, sort_keys=True, indent=1) + "\n")


def write(folder: Path) -> Path:
    """Write the page of all that is kept in a folder."""
    runs = [json.loads(path.read_text("utf-8")) for path in sorted(folder.glob("*-days-seed-*.json"))]
    defects = folder / DEFECTS
    parts = [
        "<!doctype html><html lang=en><meta charset=utf-8><meta name=viewport content='width=device-width'>",
        f"<title>A company under faults</title><style>{_STYLE}</style>",
        "<h1>A company under faults</h1>",
        f"<p>{_summary(runs)} What happens and what must hold: docs/simulation.md.</p>",
        "<h2>Runs</h2>",
        _table(runs),
        "<h2>Complaints, by day</h2>",
        _lines(runs, "complaints"),
        "<h2>Promises of which one was broken, by day</h2>",
        _lines(runs, "breached"),
        "<h2>Faults that struck, by kind</h2>",
        _bars(sum((Counter(run["faults"]) for run in runs), Counter())),
    ]
    if defects.exists():
        parts += ["<h2>Deliberate defects</h2>", _of_defects(json.loads(defects.read_text("utf-8")))]
    path = folder / "index.html"
    _write(path, "\n".join(parts) + "\n")
    return path


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def _summary(runs: Sequence[Run]) -> str:
    held = sum(not run["findings"] for run in runs)
    last = [run["figures"][-1] for run in runs]
    return (
        f"{len(runs)} runs of {sum(len(run['figures']) for run in runs):,} days with "
        f"{sum(one['complaints'] for one in last):,} complaints, "
        f"{sum(sum(one['notices'].values()) for one in last):,} notices and "
        f"{sum(one['faults'] for one in last):,} faults: everything held in {held} of them."
    )


def _table(runs: Sequence[Run]) -> str:
    heads = (
        "seed",
        "days",
        "of the company",
        "complaints",
        "notices",
        "asked",
        "answered",
        "acts",
        "invocations",
        "faults",
        "dead letters",
        "seconds",
    )
    rows = []
    for run in runs:
        last = run["figures"][-1]
        figures = (
            *(
                run["seed"],
                len(run["figures"]),
                run["share"],
                last["complaints"],
                sum(last["notices"].values()),
                last.get("asked"),
                last.get("answered"),
            ),
            *(sum(last["acts"].values()), last["invocations"], last["faults"], last["dead"]),
            round(run["seconds"]),
        )
        said = (
            "everything held"
            if not run["findings"]
            else f"<b class=bad>{escape(run['findings'][0][:_SHOWN])}</b>"
        )
        shown = (f"<td>{'–' if one is None else f'{one:,}'}" for one in figures)
        rows.append("".join(shown) + f"<td class=text>{said}")
    body = "".join(f"<tr>{row}" for row in rows)
    return f"<table><tr>{''.join(f'<th>{head}' for head in heads)}<th>{body}</table>"


def _lines(runs: Sequence[Run], name: str) -> str:
    """Draw a line for each run."""
    days = max((len(run["figures"]) for run in runs), default=1)
    most = max((one[name] for run in runs for one in run["figures"]), default=0) or 1
    drawn = []
    for run in runs:
        points = (
            f"{40 + (_WIDE - 50) * place / max(1, days - 1):.1f},{_HIGH - _HIGH * one[name] / most + 10:.1f}"
            for place, one in enumerate(run["figures"])
        )
        drawn.append(f"<polyline class=line points='{' '.join(points)}'/>")
    words = f"<text x=0 y=18>{most:,}</text><text x=0 y={_HIGH + 10}>0</text>"
    words += f"<text x={_WIDE - 60} y={_HIGH + 28}>day {days}</text>"
    return _picture(f"{name} by day", _HIGH + 32, words + "".join(drawn))


def _bars(counts: Mapping[str, int]) -> str:
    most, drawn = max(counts.values(), default=0) or 1, []
    for place, (kind, times) in enumerate(sorted(counts.items(), key=lambda one: -one[1])):
        y = 20 * place
        drawn.append(
            f"<text x=0 y={y + 14}>{escape(kind)}</text>"
            f"<rect class=bar x=110 y={y + 3} height=14 width={420 * times / most:.1f} />"
            f"<text x={116 + 420 * times / most:.1f} y={y + 14}>{times:,}</text>"
        )
    return _picture("faults by kind", 20 * len(counts) + 4, "".join(drawn))


def _picture(says: str, high: int, drawn: str) -> str:
    return f"<svg viewBox='0 0 {_WIDE} {high}' role=img aria-label='{says}'>{drawn}</svg>"


def _of_defects(found: Mapping[str, Mapping[str, Any]]) -> str:
    rows = "".join(
        f"<tr><td>{escape(name)}<td class=text>{escape(one['says'])}<td>{one['seed']}<td>{one['day']}"
        f"<td class=text>{escape(one['finding'][:_SHOWN] or 'not found')}"
        for name, one in sorted(found.items())
    )
    missed = sum(not one["finding"] for one in found.values())
    said = f"<p>{len(found)} were put in, one at a time; {len(found) - missed} were found.</p>"
    heads = "".join(f"<th>{head}" for head in ("defect", "what is forgotten", "seed", "day", "found by"))
    return f"{said}<table><tr>{heads}{rows}</table>"
