"""Even out what a float graph's products read, before it is quantized.

A few channels of the layers' states are a hundred times as large as the others. Quantized with one scale for all, they
leave the others three or four values of 256. So each channel is divided by a number of its own before the product, and
the matrix's row for it multiplied by the same: the product stays what it was, and both are told apart more finely
(SmoothQuant, Xiao et al. 2023, arXiv:2211.10438).
"""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
SHARE = 0.6
"""How much of a channel's size over the median goes over to the matrix."""
MOST = 8.0
"""No channel is divided or multiplied by more: the matrix is rounded too, by its largest row."""
EVEN = ".even"
"""The end of the name of the numbers that an input's channels are multiplied by."""
_USUAL = 0.5
"""Channels under this share of the median size count as of that size: samples may not show how large they get."""


def even_out(path: Path, samples: Sequence[Floats]) -> None:
    """Rewrite the graph at `path` (input `embedded`) for inputs like the samples, [windows, tokens, width] each.
    Without samples it stays as it is."""
    if not samples:
        return
    import onnx
    from onnx import helper, numpy_helper

    model = onnx.load(str(path))
    graph = model.graph
    matrices = {t.name: t for t in graph.initializer}
    readers: dict[str, list[onnx.NodeProto]] = {}
    for node in graph.node:
        if node.op_type == "MatMul":
            readers.setdefault(node.input[0], []).append(node)
    largest = _largest(model, sorted(readers), samples)
    nodes = []
    for node in graph.node:
        source = node.input[0]
        if node.op_type == "MatMul" and source in largest:  # the first that reads it: the others read what it made
            by = _numbers(largest.pop(source))
            graph.initializer.append(numpy_helper.from_array(1 / by, source + EVEN))
            nodes.append(helper.make_node("Mul", [source, source + EVEN], [f"{source}.evened"]))
            for n in readers[source]:
                matrix = matrices[n.input[1]]
                matrix.CopyFrom(numpy_helper.from_array(numpy_helper.to_array(matrix) * by[:, None], matrix.name))
                n.input[0] = f"{source}.evened"
        nodes.append(node)
    del graph.node[:]
    graph.node.extend(nodes)
    onnx.save(model, str(path))


def _numbers(largest: Floats) -> Floats:
    """What each channel is divided by; their geometric mean is 1, nearly."""
    usual = max(float(np.median(largest)), 1e-6)
    by = (np.maximum(largest, _USUAL * usual) / usual) ** SHARE
    return np.asarray(np.clip(by / np.exp(np.log(by).mean()), 1 / MOST, MOST), dtype=np.float32)


def _largest(model: object, names: Sequence[str], samples: Sequence[Floats]) -> dict[str, Floats]:
    """By name of an input of products, the largest magnitude of each channel over the samples."""
    import onnx
    import onnxruntime as ort
    from onnx import TensorProto, helper

    watched = onnx.ModelProto()
    watched.CopyFrom(model)
    outputs = [n for n in names if n != "embedded"]
    watched.graph.output.extend(helper.make_tensor_value_info(n, TensorProto.FLOAT, None) for n in outputs)
    session = ort.InferenceSession(watched.SerializeToString(), providers=["CPUExecutionProvider"])
    found: dict[str, Floats] = {}
    for sample in samples:
        values = dict(zip(outputs, session.run(outputs, {"embedded": sample}), strict=True)) | {"embedded": sample}
        for name in names:
            top = np.abs(np.asarray(values[name])).reshape(-1, values[name].shape[-1]).max(0)
            found[name] = np.maximum(found.get(name, top), top)
    return found
