"""`riwaya verify`: does a casebook still hold what its ledger says?"""

from typing import Annotated

import typer

from riwaya.cli.casefile import CaseArgument, open_case

app = typer.Typer()

_SHOWN = 20


@app.command()
def verify(
    case: CaseArgument,
    head: Annotated[
        str,
        typer.Option(
            metavar="N:HASH",
            help="A head of the ledger that an earlier verify or backup printed: shows that it is still in it.",
        ),
    ] = "",
) -> None:
    """Check a casebook against its ledger.

    The chain, every text, every quote, every claim and incident.

    Prints the ledger's head, to be written down elsewhere: against a later cut only that helps. The first thing
    that does not fit is named first; the exit code is then 1.
    """
    from riwaya.casebook import ledger
    from riwaya.casebook.verify import verify as check

    expected = _head(head)
    with open_case(case) as opened:
        found = 0
        for finding in check(opened, expected):
            found += 1
            if found <= _SHOWN:
                print(f"{'FIRST BREAK' if found == 1 else 'then'}: {finding}")
        if found > _SHOWN:
            print(f"and {found - _SHOWN} more")
        counts = opened.counts()
        with opened.reading() as connection:
            seq, digest = ledger.head(connection)
    if found:
        print(f"{found} thing{'s' * (found != 1)} do{'es' * (found == 1)} not fit.")
        raise typer.Exit(1)
    print(
        f"All fits: {counts['documents']} documents, {counts['claims']} claims, {counts['incidents']} incidents, "
        f"{counts['entries']} ledger entries."
    )
    print(f"Head of the ledger: {seq}:{digest}")


def _head(head: str) -> tuple[int, str] | None:
    if not head:
        return None
    number, _, digest = head.partition(":")
    if not number.isdecimal() or not digest:
        raise typer.BadParameter("a head is written N:HASH, as verify prints it", param_hint="--head")
    return int(number), digest
