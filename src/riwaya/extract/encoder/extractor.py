"""The `encoder` extractor: the default of Riwaya."""

import os
from collections.abc import Callable
from pathlib import Path

from riwaya.extract.encoder.calibrate import Calibration
from riwaya.extract.encoder.decode import decode
from riwaya.extract.encoder.fills import Thresholds
from riwaya.extract.encoder.grammar import Grammar
from riwaya.extract.encoder.model import SHIPPED, Model, settings_of
from riwaya.extract.patterns import Reading
from riwaya.extract.relevance import is_relevant
from riwaya.records import Claim, Document, Sentence

FLOOR = 0.25
"""Words that the first reading thinks less likely than this to begin a trigger are not read again."""


class EncoderExtractor:
    """Claims by the learned model. Raises `model.ModelError` where the model is missing or damaged."""

    name = "encoder"

    def __init__(
        self, folder: Path = SHIPPED, threads: int = 0, find_places: Callable[..., object] | None = None
    ) -> None:
        """`threads`: of the network; 0 takes `RIWAYA_THREADS`, or as many as there are cores.

        `find_places` is what other extractors are given; the network finds the names of places itself.
        """
        self.model = Model(folder, threads or int(os.environ.get("RIWAYA_THREADS", "0")))
        self.version = self.model.version
        thresholds, calibration = settings_of(self.model.manifest)
        self.cuts = Thresholds(**thresholds)
        self.calibration = Calibration(**calibration)

    def extract(self, document: Document, sentences: list[Sentence]) -> list[Claim]:
        """The document's claims in the order of their triggers, each with calibrated confidences."""
        spans = [(s.span.start, s.span.end) for s in sentences]
        reading = Reading(document.text, spans)
        if not is_relevant(document.text):
            return []  # other news: the network has seen little of it and is too eager there
        scored = self.model.read(document.text, spans, FLOOR)
        claims = decode(document, sentences, scored, self.cuts, Grammar.of(document, sentences, reading))
        stage = f"encoder/{self.version}"
        return [self.calibration.apply(c).model_copy(update={"stages": {"claim": stage, **c.stages}}) for c in claims]
