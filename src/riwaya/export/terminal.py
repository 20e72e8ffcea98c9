"""Text from anywhere, made safe to print on a terminal."""

import sys
import unicodedata

_JOINERS = "\u200c\u200d"  # they shape the letters around them
_ISOLATE, _END = "\u2068", "\u2069"


def safe(text: str) -> str:
    """The text on one line: control characters shown as escapes, marks of direction and the like left out.

    A report may hold a sequence that clears the screen, or an override that reorders what is around it.
    """
    return " ".join("".join(_safe(c) for c in text).split())


def _safe(char: str) -> str:
    if char.isspace():
        return " "
    match unicodedata.category(char):
        case "Cf":
            return char if char in _JOINERS else ""
        case "Cc" | "Cs" | "Co" | "Cn":
            return char.encode("unicode_escape").decode("ascii")
    return char


def counted(number: int, noun: str) -> str:
    """'1 outlet', '2 outlets'."""
    return f"{number} {noun}{'s' * (number != 1)}"


def isolated(text: str) -> str:
    """The safe text with its direction kept to itself, so that it does not reorder the numbers beside it."""
    return f"{_ISOLATE}{safe(text)}{_END}"


def apart(text: str) -> str:
    """The text for standard output: isolated on a terminal; in a file or a pipe, where marks would stay, only safe."""
    return isolated(text) if sys.stdout.isatty() else safe(text)
