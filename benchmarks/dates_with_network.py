"""How often gold claims get their coder's day from ranker and network together, as `riwaya extract` dates claims.

    python benchmarks/dates_with_network.py [claims.jsonl ...]     dev by default

The network says its days at the triggers that it finds; gold triggers that it misses are dated by the ranker alone.
"""

import sys
from dataclasses import replace
from pathlib import Path

from dates_on_gold import GOLD, gold_day, told
from riwaya.arabic.dates import expressions
from riwaya.codebook import Status
from riwaya.extract.encoder import heads as H
from riwaya.extract.encoder.fills import day
from riwaya.extract.encoder.grammar import Grammar, View
from riwaya.extract.encoder.model import SHIPPED, Model
from riwaya.extract.encoder.windows import windows
from riwaya.records import Document, Sentence, Span, When, meaning
from riwaya.resolve.dates import Dated, claim_dates
from riwaya.train.data import Article, read_articles

FLOOR = 0.1
"""Triggers less likely than this to the network are none to it."""


def views(model: Model, article: Article, document: Document) -> list[View]:
    sentences = [Sentence(number=i, span=Span(*s)) for i, s in enumerate(article.sentences)]
    grammar = Grammar.of(document, sentences)
    parts = windows(model.tokenizer, article.text, article.sentences)
    return [View.of(H.score(model.heads, model.states(w), w, FLOOR, model.again), grammar) for w in parts]


def said(document: Document, laid: list[View], claim: Dated) -> When | None:
    """The network's days at its likeliest trigger within the claim's."""
    found = [
        (1.0 - float(v.scores.type[row, 0]), at, row)
        for at, v in enumerate(laid)
        for row, word in enumerate(v.scores.trigger_at.tolist())
        if v.scores.window.starts[word] < claim.trigger.end and claim.trigger.start < v.scores.window.ends[word]
    ]
    if not found:
        return None
    _, at, row = max(found)
    scores = laid[at].scores
    return day(document, laid[at], scores.no_date[row], scores.date[row], Status(claim.status))


def main() -> None:
    model = Model(SHIPPED, 1)
    for path in map(Path, sys.argv[1:] or [str(GOLD / "dev.jsonl")]):
        alone = both = network = heard = total = 0
        for article in read_articles(path.with_name(path.stem + ".docs.jsonl"), path):
            document = Document(doc_id=article.doc_id, text=article.text, published=article.published)
            claims = [told(c) for c in article.claims]
            laid = views(model, article, document)
            hinted = [replace(c, hint=said(document, laid, c)) for c in claims]
            found = expressions(article.text)
            gold = [gold_day(c["date"]) for c in article.claims]
            alone += sum(meaning(w) == g for w, g in zip(claim_dates(document, found, claims), gold, strict=True))
            both += sum(meaning(w) == g for w, g in zip(claim_dates(document, found, hinted), gold, strict=True))
            hints = [(c.hint, g) for c, g in zip(hinted, gold, strict=True) if c.hint]
            network += sum(meaning(w) == g for w, g in hints)
            heard, total = heard + len(hints), total + len(gold)
        print(f"{path.stem}: {total} claims, ranker {alone / total:.4f}, with the network {both / total:.4f}")
        print(f"   the network alone, on the {heard} triggers that it finds: {network / heard:.4f}")


if __name__ == "__main__":
    main()
