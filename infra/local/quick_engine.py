"""MiniStack without some of what makes it slow, and with the same answers.

For each request it reads the caller's policies anew from their text, and checks anew the grammar of each
condition; a function asks with the same few of both all the time. And Python looks for garbage whenever some
hundred new objects have come, in an engine that keeps nearly all of them.
"""

import functools
import gc
from collections.abc import Callable
from typing import Any

from ministack.core import iam_evaluator  # type: ignore[import-not-found]  # installed beside this environment
from ministack.services import dynamodb  # type: ignore[import-not-found]

KEPT = 4096
"""Texts whose reading is kept, of each kind."""

OBJECTS = 50_000
"""New objects before Python looks for those that nobody needs any more."""


def quicken() -> None:
    """Keep what is read of equal texts, and look for garbage less often."""
    iam_evaluator.parse_policy_document = _kept_of_texts(iam_evaluator.parse_policy_document)
    dynamodb._tokenize = _kept_of_texts(dynamodb._tokenize)  # noqa: SLF001 (the engine is pinned)
    dynamodb._condition_syntax_error = functools.lru_cache(KEPT)(  # noqa: SLF001
        dynamodb._condition_syntax_error  # noqa: SLF001
    )
    gc.set_threshold(OBJECTS, 20, 100)


def _kept_of_texts(read: Callable[[Any], list[Any]]) -> Callable[[Any], list[Any]]:
    """Give a reading of which each caller has a list of its own; what is not text is read anew."""
    kept = functools.lru_cache(KEPT)(lambda text: tuple(read(text)))

    def reading(document: Any) -> list[Any]:
        return list(kept(document)) if isinstance(document, str) else read(document)

    return reading
