"""What a long run shows on standard error: a bar on a terminal, and lines about what was refused."""

import sys
from types import TracebackType
from typing import Any

from riwaya.export.terminal import safe

_FEW = 5  # so many documents are done before a bar could be read


class Progress:
    """Counts documents; a bar appears after the first few, on a terminal only, and goes when all is done."""

    def __init__(self, shown: bool = True) -> None:
        self._shown = shown and sys.stderr.isatty()
        self._done = 0
        self._bar: Any = None

    def step(self) -> None:
        """One more document is done."""
        self._done += 1
        if self._bar is not None:
            self._bar.update(0, completed=self._done)
        elif self._shown and self._done > _FEW:
            self._start()

    def say(self, line: str) -> None:
        """A line on standard error, above the bar; whatever it holds is printed as text."""
        if self._bar is None:
            print(safe(line), file=sys.stderr, flush=True)
        else:
            self._bar.console.print(safe(line), markup=False, highlight=False, soft_wrap=True)

    def _start(self) -> None:
        from rich import progress
        from rich.console import Console

        self._bar = progress.Progress(
            progress.SpinnerColumn(),
            progress.TextColumn("{task.completed} documents"),
            progress.BarColumn(),
            progress.TimeElapsedColumn(),
            console=Console(stderr=True),
            transient=True,
        )
        self._bar.add_task("", total=None, completed=self._done)
        self._bar.start()

    def __enter__(self) -> "Progress":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar is not None:
            self._bar.stop()
