"""How well incidents are found: `python benchmarks/incidents_on_gold.py [--ends EXTRACTOR] [--errors]`.

B-cubed over the gold claims of `incidents_dev.json`: from the gold claims themselves, and with `--ends` from the
claims that an extractor finds, each named after the gold claim that `riwaya.evaluate.align` pairs it with.
"""

import argparse
import json
from pathlib import Path

from incident_gold import Story, b_cubed, dev_stories, documents, gold_accounts, gold_rows
from riwaya.match.account import Account, account_of
from riwaya.match.clustering import Group, cluster
from riwaya.match.likeness import weights


def found_accounts(stories: list[Story], extractor: str) -> dict[str, Account]:
    """The claims that the product finds in the stories' articles, under the names of their gold partners."""
    from riwaya import pipeline
    from riwaya.evaluate import align

    texts, gold = documents("dev"), gold_rows("dev")
    reader = pipeline.extractor(extractor) if extractor else pipeline.extractor()
    found = {}
    for story in stories:
        for doc_id in story.documents:
            claims = pipeline.read(texts[doc_id], reader).claims
            partner = {p: g for g, p in align(gold[doc_id], [c.model_dump(mode="json") for c in claims])}
            for number, claim in enumerate(claims):
                name = f"{doc_id}#{partner[number]}" if number in partner else f"{doc_id}#own{number}"
                found[name] = account_of(claim, texts[doc_id], name)
    return found


def report(name: str, stories: list[Story], accounts: dict[str, Account]) -> list[Group]:
    groups = cluster(accounts.values(), weights())
    for label, part in [("both stories", stories), *((s.name, [s]) for s in stories)]:
        gold = [group for story in part for group in story.incidents]
        alone = b_cubed(gold, [])[2]
        p, r, f = b_cubed(gold, groups)
        print(f"{name}, {label}: P {p:.4f} R {r:.4f} F1 {f:.4f} (every claim alone: {alone:.4f})")
    return groups


def errors(stories: list[Story], groups: list[Group]) -> None:
    """Every gold incident that came apart and every group that holds several."""
    gold_of = {c: g for s in stories for g in s.incidents for c in g}
    found_of = {c: g for g in groups for c in g}
    for story in stories:
        for group in story.incidents:
            parts: dict[Group, list[str]] = {}
            for c in group:
                parts.setdefault(found_of.get(c, (c,)), []).append(c)
            if len(parts) > 1:
                print("apart:", " | ".join(" ".join(part) for part in parts.values()))
    for found in groups:
        mixed: dict[Group, list[str]] = {}
        for c in found:
            if c in gold_of:
                mixed.setdefault(gold_of[c], []).append(c)
        if len(mixed) > 1:
            print("mixed:", " | ".join(" ".join(part) for part in mixed.values()))


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--ends", metavar="EXTRACTOR", help="also end to end, with this extractor")
    options.add_argument("--errors", action="store_true")
    options.add_argument("--out", type=Path, help="write the groups as score_incidents.py reads them")
    chosen = options.parse_args()
    stories = dev_stories()
    groups = report("gold claims", stories, gold_accounts("dev", [d for s in stories for d in s.documents]))
    if chosen.out:
        incidents = [{"id": group[0], "claims": group} for group in groups]
        chosen.out.write_text(json.dumps({"incidents": incidents}), encoding="utf-8")
    if chosen.errors:
        errors(stories, groups)
    if chosen.ends:
        report(f"end to end ({chosen.ends})", stories, found_accounts(stories, chosen.ends))


if __name__ == "__main__":
    main()
