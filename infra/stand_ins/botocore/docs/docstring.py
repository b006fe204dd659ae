"""In place of botocore's own: the texts of `help(client)`, for which the artefact holds no documentation."""

from typing import Any


class LazyLoadedDocstring(str):
    """An empty text, whatever it is said to be made of."""

    __slots__ = ()

    def __new__(cls, *_args: Any, **_kwargs: Any) -> "LazyLoadedDocstring":
        """Make it of nothing."""
        return super().__new__(cls)


class ClientMethodDocstring(LazyLoadedDocstring):
    """The text of a client's method."""

    __slots__ = ()


class WaiterDocstring(LazyLoadedDocstring):
    """The text of a waiter's method."""

    __slots__ = ()


class PaginatorDocstring(LazyLoadedDocstring):
    """The text of a paginator's method."""

    __slots__ = ()
