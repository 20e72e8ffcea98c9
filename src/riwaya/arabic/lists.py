"""Plain word lists beside the code: sections of folded words, for people to read and extend."""

from importlib.resources import files


def read_lists(name: str) -> dict[str, frozenset[str]]:
    """{section: words} of `data/<name>.txt`: "[section]" lines, words between them, "#" lines left out."""
    lists: dict[str, set[str]] = {}
    section: set[str] = set()
    for line in files("riwaya.arabic").joinpath(f"data/{name}.txt").read_text("utf-8").splitlines():
        if line.startswith("["):
            section = lists.setdefault(line.strip("[]"), set())
        elif not line.startswith("#"):
            section.update(line.split())
    return {title: frozenset(words) for title, words in lists.items()}
