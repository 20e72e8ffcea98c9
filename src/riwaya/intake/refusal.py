"""What intake could not read, said so that a person can mend it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Refusal:
    """One input that gave no document. `place` is where in the file ('line 12'), empty for all of it."""

    path: str
    place: str
    reason: str
    remedy: str

    def __str__(self) -> str:
        where = f"{self.path}, {self.place}" if self.place else self.path
        return f"{where}: {self.reason}" + (f"; {self.remedy}" if self.remedy else "")


class Refused(Exception):
    """Raised inside intake where an input gives no document; `read_all` turns it into a `Refusal`."""

    def __init__(self, reason: str, remedy: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.remedy = remedy

    def at(self, path: str, place: str = "") -> Refusal:
        return Refusal(path, place, self.reason, self.remedy)
