"""Sentences that a page has twice, letter for letter: a lead that stands again below the article tells nothing new, nor
does the title in the line that links to it (رابط الخبر: ...)."""

from collections.abc import Sequence

from riwaya.arabic.folding import fold, fold_with_map
from riwaya.extract.encoder.merge import Draft
from riwaya.records import Sentence

_LONG = 30
"""Letters from which a sentence that stands twice is a copy and no formula of news ("وفي التفاصيل:")."""
_FAR = 3
"""Sentences between the two: a title that its lead repeats is told by both."""
_LEAD = 2
"""The last sentence that may be a lead's: further down two attacks may be told in the same words."""
_NEAR = 2
"""Code points by which a trigger may lie off in the copy."""


def copies(text: str, sentences: Sequence[Sentence]) -> dict[int, int]:
    """The number of each sentence that stands again, with that of the one which it repeats."""
    first: dict[str, int] = {}
    out = {}
    for sentence in sentences:
        words = " ".join(fold(text[sentence.span.start : sentence.span.end]).split())
        at = first.setdefault(words, sentence.number)
        if len(words) >= _LONG and sentence.number - at >= _FAR and at <= _LEAD:
            out[sentence.number] = at
    return out


_TITLE = 25
"""Letters from which a title behind a colon is the page's own and no short word that happens to end a sentence."""
_LINK = 40
"""Letters before it, at most."""


def link_lines(text: str, sentences: Sequence[Sentence]) -> dict[int, int]:
    """The number of each sentence below that ends with the whole title behind a colon, with the code points before the
    title. Of 68 such lines in coded articles none has a claim of its own."""
    title = fold(text[slice(*sentences[0].span)]).strip() if sentences else ""
    out = {}
    for sentence in sentences[_FAR:] if len(title) >= _TITLE else ():
        folded = fold_with_map(text[sentence.span.start : sentence.span.end])
        before, found, behind = folded.text.rpartition(title)
        if found and not behind.strip() and len(before) <= _LINK and before.rstrip().endswith(":"):
            out[sentence.number] = folded.span(len(before), len(before) + 1)[0]
    return out


def said_once(drafts: list[Draft], text: str, sentences: Sequence[Sentence]) -> list[Draft]:
    """The drafts without those of copied words, which become mentions of what the first telling says. What a copied
    lead alone tells stays; a title that stands again as a link tells nothing."""
    repeats, links = copies(text, sentences), link_lines(text, sentences)
    repeats |= dict.fromkeys(links, 0)
    if not repeats:
        return drafts

    def place(draft: Draft) -> int:
        return draft.span.start - sentences[draft.sentence].span.start - links.get(draft.sentence, 0)

    kept = []
    for draft in drafts:
        at = repeats.get(draft.sentence)
        told = [d for d in drafts if d.sentence == at and abs(place(d) - place(draft)) <= _NEAR]
        if not told and draft.sentence not in links:
            kept.append(draft)
        for first in told:
            claim = first.claim
            if draft.sentence not in claim.mention_ids:
                first.claim = claim.model_copy(
                    update={
                        "mention_ids": [*claim.mention_ids, draft.sentence],
                        "mentions": [*claim.mentions, sentences[draft.sentence].span],
                    }
                )
    return kept
