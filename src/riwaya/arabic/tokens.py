"""Words and digit runs of a text with what each may mean in a date, and the numbers that they spell."""

import re
from functools import cached_property
from itertools import accumulate

from riwaya.arabic.epochs import Epoch, of_text
from riwaya.arabic.kept import Kept
from riwaya.arabic.timewords import MARKS, Word, clitic_length, fold, look

_SPLIT = re.compile(rf"([0-9٠-٩۰-۹]+|[\u0621-\u065f\u066e-\u06ef{MARKS}]+|[A-Za-z]+)").split
_INVISIBLE = dict.fromkeys(
    map(
        ord,
        "\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff\u200b\u200c\u200d",
    )
)

_MANY_TENS = re.compile("و(?:ال)?(?:اربع|خمس|ست|سبع|ثمان|تسع)(?:ين|ون)$")


_FOLDED, _LOOKED_UP = Kept(fold), Kept(look)


class Tokens:
    """A text's tokens by number. Asking beyond the last gives None, an empty string or the text's end."""

    def __init__(self, text: str) -> None:
        self.text = text
        pieces = _SPLIT(text)  # gap, token, gap, token, ..., gap: quicker than a match object for each
        edges = list(accumulate(map(len, pieces)))
        self.spans = list(zip(edges[:-1:2], edges[1::2], strict=True))
        self.words = list(map(_LOOKED_UP.__getitem__, pieces[1::2]))

    @cached_property
    def epochs(self) -> list[Epoch]:
        """The upheavals that the text speaks of, the likeliest first."""
        return of_text(self.text)

    def word(self, i: int) -> Word | None:
        return self.words[i] if 0 <= i < len(self.words) else None

    def raw(self, i: int) -> str:
        """The folded token, clitics kept."""
        if not 0 <= i < len(self.spans):
            return ""
        a, b = self.spans[i]
        return _FOLDED[self.text[a:b]]

    def start(self, i: int) -> int:
        """Where token i begins, the letters attached before its word left out."""
        a, b = self.spans[i]
        word = self.words[i]
        return a + clitic_length(self.text[a:b], word.clitic) if word and word.clitic else a

    def end(self, i: int) -> int:
        return self.spans[i][1] if 0 <= i < len(self.spans) else len(self.text)

    def gap(self, i: int) -> str:
        """What stands between token i - 1 and token i, without spaces and invisible marks; a newline stays."""
        if not 0 < i < len(self.spans):
            return "\n"
        between = self.text[self.spans[i - 1][1] : self.spans[i][0]]
        if between == " ":
            return ""
        if "\n" in between:
            return "\n"
        return "".join(between.translate(_INVISIBLE).split())

    def near(self, i: int, through: str = "") -> bool:
        """Whether token i follows its neighbour with nothing but spaces, or characters of `through`, between."""
        gap = self.gap(i)
        return not gap or all(c in through for c in gap)

    def before_is(self, i: int, raws: tuple[str, ...]) -> bool:
        return i > 0 and self.near(i) and self.raw(i - 1) in raws

    def index_after(self, offset: int, i: int) -> int:
        """The first token at or after token i that starts at `offset` or later."""
        while i < len(self.spans) and self.spans[i][0] < offset:
            i += 1
        return i

    def integer(self, i: int) -> tuple[int, int] | None:
        """A whole number at token i, in digits or words: (value, next token)."""
        word = self.word(i)
        if word is None:
            return None
        if word.kind == "al" and self.near(i + 1):
            i, word = i + 1, self.word(i + 1)
            if word is None:
                return None
        if word.kind == "digits":
            return word.value, i + 1
        total, group, j, any_ = 0, 0, i, False
        while True:
            word = self.word(j)
            if word is None or (any_ and not self.near(j)):
                break
            # وأحد (and one) is spelled as واحد (one) once folded.
            joined = word.clitic.startswith("و") or (any_ and self.raw(j) == "واحد")
            if word.kind == "card" and (joined or not any_):
                group += word.value
            elif (word.kind == "ten" and any_ and 0 < group % 100 < 10 and not joined) or (
                word.kind == "ten" and not any_
            ):
                group += 10
            elif word.kind == "tens" and (joined or not any_):
                group += word.value
            elif word.kind == "hundred" and any_ and 0 < group < 10 and not joined:
                group *= 100
            elif word.kind == "hundred" and (joined or not any_):
                group += word.value
            elif word.kind == "thousand" and any_ and 0 < group < 1000 and not joined:
                total, group = total + group * 1000, 0
            elif word.kind == "thousand" and (joined or not any_):
                total, group = total + word.value, 0
            else:
                break
            any_ = True
            j += 1
        return (total + group, j) if any_ else None

    def ordinal(self, i: int) -> tuple[int, int] | None:
        """A day of the month at token i, in digits or as an ordinal of one to thirty-one: (value, next token)."""
        word = self.word(i)
        if word is None:
            return None
        if word.kind == "al" and self.near(i + 1):
            i, word = i + 1, self.word(i + 1)
            if word is None or word.kind != "digits":
                return None
        if word.kind == "digits":
            return (word.value, i + 1) if 1 <= word.value <= 31 else None
        if word.kind == "tens":
            return (word.value, i + 1) if word.value <= 30 else None
        if word.kind != "ord":
            return None
        then = self.word(i + 1)
        if then and self.near(i + 1) and _MANY_TENS.match(self.raw(i + 1)):
            return None  # 'الخامس والأربعين': no day of a month
        if then and self.near(i + 1):
            if then.kind == "ten" and not then.clitic:
                return word.value + 10, i + 2
            if then.kind == "tens" and then.clitic.startswith("و"):
                return (word.value + then.value, i + 2) if word.value + then.value <= 31 else None
        return word.value, i + 1
