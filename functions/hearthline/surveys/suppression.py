"""Which groups are too small to be shown: what fewer than five said could be known of one who said it.

A single hidden group could be reckoned from the total and the others, and so could several that have fewer
than five together. So the next smallest are hidden along, until at least two are and five answers are in
them.
"""

from collections.abc import Mapping
from typing import Final

FEWEST: Final = 5


def hidden(sizes: Mapping[str, int], total: int | None = None) -> frozenset[str]:
    """Give which groups are not shown, of those that together are the total, by how many answers they have.

    A group in which there is none hides nothing and is not hidden. `total` is what is shown of all, where the
    groups are not all of it: the rest is one more group, which nobody is shown.
    """
    rest = 0 if total is None else total - sum(sizes.values())
    small = {group for group, size in sizes.items() if 0 < size < FEWEST}
    others = sorted((size, group) for group, size in sizes.items() if size >= FEWEST)
    if not small and not 0 < rest < FEWEST:
        return frozenset()
    for _, group in others:
        count = len(small) + (rest > 0)
        if count > 1 and sum(sizes[each] for each in small) + rest >= FEWEST:
            break
        small.add(group)
    return frozenset(small)


def hidden_parts(sizes: Mapping[str, int], total: int | None = None) -> frozenset[str]:
    """Give the same of parts `<group>/<part>` whose groups are shown as well, by another breakdown.

    A part could be reckoned from its own group and the other parts of that. So each group is taken for all
    there is of its parts, and a hidden one shows none of them.
    """
    groups: dict[str, dict[str, int]] = {}
    for name, size in sizes.items():
        groups.setdefault(name.partition("/")[0], {})[name] = size
    gone = hidden({group: sum(parts.values()) for group, parts in groups.items()}, total)
    return frozenset[str]().union(
        *(frozenset(parts) if group in gone else hidden(parts) for group, parts in groups.items())
    )
