"""What the learned extractor costs: `python benchmarks/encoder_speed.py ../shared/corpora/conflict_2018.jsonl.gz [N]`.

Prints, for the first N articles (200) in one process with one thread, as each process of a batch has it: articles a
second end to end (sentences, network, decoding, resolving), the same with the network's bare forward passes alone (the
encoder over the same tokens, the second reading over as many triggers and words), what the pipeline adds to those, and
the peak memory. Articles come in the file's order; loading is not counted. `riwaya extract FILE --jobs 2` is what two
cores do.
"""

import os
import resource
import statistics
import sys
import time
from itertools import islice

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as the command line does, before numpy is there

import numpy as np

from riwaya.arabic.sentences import split_sentences
from riwaya.extract.encoder.extractor import EncoderExtractor
from riwaya.extract.encoder.heads import Floats
from riwaya.extract.encoder.windows import windows
from riwaya.intake import read_all
from riwaya.pipeline import read
from riwaya.records import Document, to_line


def main() -> None:
    path, count = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 200
    documents = [d for d in islice(read_all([path]), count) if isinstance(d, Document)]
    extractor = EncoderExtractor(threads=1)
    cut = [windows(extractor.model.tokenizer, d.text, split_sentences(d.text)) for d in documents]
    for d in documents[:5]:
        read(d, extractor)

    read_again, shapes = extractor.model.again, []

    def noted(views: Floats) -> Floats:
        shapes.append(views.shape)
        return read_again(views)

    extractor.model.again = noted  # type: ignore[method-assign]
    start = time.perf_counter()
    claims = size = 0
    for d in documents:
        result = read(d, extractor)
        claims += len(result.claims)
        size += len(to_line(result))
    whole = time.perf_counter() - start

    inputs = {shape: np.zeros(shape, dtype=np.float32) for shape in shapes}
    start = time.perf_counter()
    for document in cut:
        for window in document:
            extractor.model.states(window)
    encoder = time.perf_counter() - start
    for shape in shapes:
        read_again(inputs[shape])
    bare = time.perf_counter() - start

    n = len(documents)
    words = statistics.median(len(d.text.split()) for d in documents)
    tokens = sum(len(w.ids) for document in cut for w in document)
    print(f"{n} articles, median {words:.0f} words, {tokens / n:.0f} tokens each, {claims / n:.1f} claims each")
    print(f"end to end            {n / whole:.1f} articles/s")
    print(f"bare forward passes   {n / bare:.1f} articles/s, the encoder's {100 * encoder / bare:.0f} % of the time")
    print(f"the pipeline adds     {100 * (whole / bare - 1):.0f} %")
    print(f"peak memory           {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()
