"""Cells that people open in a spreadsheet: no text of ours is ever run as a formula."""

from typing import Final

_DANGEROUS: Final = ("=", "+", "-", "@")


def escaped(cell: str) -> str:
    """Give a cell as text: before ``= + - @`` or a control character comes an apostrophe.

    What spreadsheets skip (spaces, a full-width form) before such a character does not hide it.
    Source: OWASP, CSV Injection.
    """
    shown = cell.lstrip(" \u00a0\u3000")
    if not shown:
        return cell
    first = shown[0]
    narrow = chr(ord(first) - 0xFEE0) if "\uff01" <= first <= "\uff5e" else first
    return f"'{cell}" if narrow in _DANGEROUS or first < " " or "\x7f" <= first <= "\x9f" else cell
