"""Claims as a person reads them in a terminal: one compact record a claim, under a line for its document."""

from collections.abc import Callable, Sequence

from rich.console import Console
from rich.text import Text

from riwaya.codebook import CLAIM_TYPES, LEVELS, SOURCE_KINDS, STATUSES, TOLL_GROUPS, TOLL_KINDS, Precision
from riwaya.export.terminal import isolated, safe
from riwaya.records import Claim, Document, DocumentClaims, Mention, Place, Source, Toll, When

_ARROW = " → "
_STATUS_STYLE = {
    "occurred": "green",
    "ongoing": "green",
    "planned": "blue",
    "failed": "magenta",
    "denied": "red",
    "possible": "yellow",
}


def show(console: Console, document: Document, result: DocumentClaims, plain: bool = False) -> None:
    """Print a document's claims.

    Arabic is neither reshaped nor reversed: terminals that know it do both themselves. Each name is isolated
    (U+2068, U+2069) so that numbers and arrows beside it stay in place; `plain` leaves these marks out, for
    terminals that show them as boxes, and does not wrap lines, for files and pipes.
    """
    shown = safe if plain else isolated
    lines = _head(document, result, shown)
    for number, claim in enumerate(result.claims, 1):
        lines.append(_first_line(number, claim, shown))
        for label, value in _fields(claim, shown):
            lines += _wrapped(console, label, value, plain)
    for line in [*lines, Text("")]:
        console.print(line, soft_wrap=True)


def _wrapped(console: Console, label: str, value: str, plain: bool) -> list[Text]:
    """The field's lines, those after the first set under the value."""
    indent = Text.assemble("     ", (f"{label:<8}", "dim"))
    width = max(console.width - len(indent), 20)
    values = [Text(value)] if plain else Text(value).wrap(console, width, overflow="fold")
    return [(Text(" " * len(indent)) if at else indent) + line for at, line in enumerate(values)]


def _head(document: Document, result: DocumentClaims, shown: Callable[[str], str]) -> list[Text]:
    title = next((line for line in document.text.splitlines() if line.strip()), "")
    if len(title) > 160:
        title = title[:160] + "…"
    published = safe(document.published) or "date unknown"
    if document.published_from == "inferred" and document.published_evidence:
        span = document.published_evidence
        published += f" (from the text: {shown(document.text[span.start : span.end])})"
    elif document.published_from == "option":
        published += " (as given by --published)"
    count = len(result.claims)
    facts = [shown(document.outlet) if document.outlet else "", published, safe(document.path)]
    facts.append(f"{count or 'no'} claim{'s' * (count != 1)}")
    return [Text(shown(title), style="bold"), Text("  " + " · ".join(filter(None, facts)), style="dim")]


def _first_line(number: int, claim: Claim, shown: Callable[[str], str]) -> Text:
    head = Text(f"{number:3d}  ")
    head.append(CLAIM_TYPES[claim.type].label_en, style="bold cyan")
    head.append(" · ")
    head.append(STATUSES[claim.status].label_en.lower(), style=_STATUS_STYLE[claim.status])
    head.append(f"  {shown(claim.trigger.text)}")
    if claim.confidence is not None:
        head.append(f"  {claim.confidence:.2f}", style="dim")
    return head


def _fields(claim: Claim, shown: Callable[[str], str]) -> list[tuple[str, str]]:
    fields = [
        ("source", _ARROW.join(_source(s, shown) for s in claim.origin)),
        ("who", _names(claim.initiators, shown)),
        ("to whom", _names(claim.targets, shown)),
        ("where", "; ".join(_place(p, shown) for p in claim.places)),
        ("when", _when(claim.date)),
        ("toll", "; ".join(_toll(t) for t in claim.tolls)),
        ("means", _names(claim.weapons, shown)),
    ]
    return [(label, value) for label, value in fields if value]


def _source(source: Source, shown: Callable[[str], str]) -> str:
    return f"{shown(source.text)} ({SOURCE_KINDS[source.kind].label_en.lower()})"


def _names(mentions: Sequence[Mention], shown: Callable[[str], str]) -> str:
    return ", ".join(dict.fromkeys(shown(m.text) for m in mentions))


def _place(place: Place, shown: Callable[[str], str]) -> str:
    known = [safe(place.name_en), safe(place.admin1), place.country]
    if place.level is not None:
        known.append(LEVELS[place.level].label_en.lower())
    known = [k for k in dict.fromkeys(known) if k]
    return shown(place.text) + (f" ({', '.join(known)})" if known else "")


def _when(date: When) -> str:
    if date.precision is Precision.UNKNOWN or not date.start:
        return ""
    start, end = date.start.replace("T", " "), date.end.replace("T", " ")
    if end and end[:10] == start[:10]:
        end = end[11:]  # the day stands in the start; only a clock time adds to it
    period = f"{start} to {end}" if end and end != start else start
    exact = date.precision in (Precision.DAY, Precision.HOUR)
    notes = [] if exact else [f"to the {date.precision.value}"]
    return "; ".join([period, *notes, *map(safe, date.flags)])


def _toll(toll: Toll) -> str:
    low, high = toll.min, toll.max
    if low is None and high is None:
        number = "some"
    elif low == high:
        number = f"{low:,}"
    elif high is None:
        number = f"{low:,} or more"
    elif low is None:
        number = f"up to {high:,}"
    else:
        number = f"{low:,} to {high:,}"
    group = "" if toll.who == "unknown" else f" ({TOLL_GROUPS[toll.who].label_en.lower()})"
    return f"{number} {TOLL_KINDS[toll.kind].label_en.lower()}{group}"
