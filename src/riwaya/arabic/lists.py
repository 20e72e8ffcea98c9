"""Plain word lists beside the code: sections of folded words, for people to read and extend."""

from pathlib import Path

_DATA = Path(__file__).with_name("data")


def read_lists(name: str) -> dict[str, frozenset[str]]:
    """{section: words} of `data/<name>.txt`: "[section]" lines, words between them, "#" lines left out."""
    lists: dict[str, set[str]] = {}
    section: set[str] = set()
    for line in (_DATA / f"{name}.txt").read_text("utf-8").splitlines():
        if line.startswith("["):
            section = lists.setdefault(line.strip("[]"), set())
        elif not line.startswith("#"):
            section.update(line.split())
    return {title: frozenset(words) for title, words in lists.items()}
