"""What the members of requests about homes mean."""

from collections.abc import Mapping

HOME_WORDS: Mapping[str, Mapping[str, str]] = {
    "FeedBody": {"events": "1 to 100 events, each as docs/feed.md describes it."},
    "BuildingsQuery": {
        "city": "A city's code, from `GET /api/catalog`.",
        "project": "The project's name, however it is spaced and cased.",
    },
    "UnitsQuery": {"building": "The building's name, from `GET /api/catalog/buildings`."},
}
