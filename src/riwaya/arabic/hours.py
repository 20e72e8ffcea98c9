"""Hours of the clock on a day that is known: which of the twenty-four a report means, and on which side of midnight."""

from datetime import date
from typing import Any

from riwaya.arabic.intervals import FLAG_GMT, Interval, shift


def _hour(hour: int, name: str) -> int:
    """The hour of a 24-hour clock for an hour said with a part of the day."""
    if hour > 12 or not name:
        return hour % 24
    if name == "am":
        return hour % 12
    if name == "pm":
        return hour % 12 + 12
    if name == "noon":
        return hour + 12 if hour < 6 else hour
    return hour % 12 + 12 if hour % 12 >= 6 else hour % 12


def with_hours(base: Interval, f: dict[str, Any]) -> Interval:
    """`base` narrowed to the hours said; an hour after midnight of a night lies on its second day."""
    if not base.start or base.precision != "day":
        return base
    hour, minute, name = f["clock"]
    name = name or f.get("part_period", "")
    if name == "" and f.get("clock2") and f["clock2"][2] == "am":
        name = "am"
    start_hour = _hour(hour, name)
    night = base.start != base.end
    day = base.end if night and start_hour < 12 else base.start
    start = f"{day}T{start_hour:02}:{minute:02}"
    end = start
    if f.get("clock2"):
        hour2, minute2, name2 = f["clock2"]
        end_hour = _hour(hour2, name2 or (name if hour2 >= hour else ""))
        end = f"{day}T{end_hour:02}:{minute2:02}"
        if end < start:
            end = f"{shift(date.fromisoformat(day), 1)}T{end_hour:02}:{minute2:02}"
            if end < start:
                end = start
    flags = [*base.flags, FLAG_GMT] if f.get("zone") == "gmt" else base.flags
    return Interval(start, end, "hour", flags)
