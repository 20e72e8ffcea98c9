"""From trained weights to the file that ships: an int8 ONNX graph, a row-wise int8 word table, half-precision heads.

The graph begins after the embedding: the word table is looked up in numpy, row by row with a scale of its own,
which costs nothing and loses less than one scale for the whole table.
"""

import tempfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from riwaya.train.base import Config
from riwaya.train.smoothing import even_out

Floats = NDArray[np.float32]
Weights = dict[str, Floats]
_MS = "com.microsoft"


def build_graph(config: Config, weights: Weights, path: Path) -> None:
    """Write the layers as a float ONNX graph: `embedded` [windows, tokens, width] to `states` of the same shape."""
    import onnx
    from onnx import TensorProto, helper, numpy_helper

    nodes, constants = [], []

    def constant(name: str, value: Floats) -> str:
        constants.append(numpy_helper.from_array(np.ascontiguousarray(value, dtype=np.float32), name))
        return name

    def linear(x: str, name: str, weight: Floats, bias: Floats, add: bool = True) -> str:
        nodes.append(helper.make_node("MatMul", [x, constant(f"{name}.w", weight.T)], [f"{name}.product"], name=name))
        constant(f"{name}.b", bias)
        if add:
            nodes.append(helper.make_node("Add", [f"{name}.product", f"{name}.b"], [f"{name}.sum"]))
            return f"{name}.sum"
        return f"{name}.product"

    def normed(name: str, product: str, bias: str, skipped: str, out: str, weight: Floats, shift: Floats) -> str:
        """The layer norm of `product + bias + skipped`, spelled out: in ONNX Runtime's own kernel it takes four times
        as long, a fifth of the whole pass."""

        def step(op: str, inputs: list[str], to: str, **attributes: object) -> str:
            nodes.append(helper.make_node(op, inputs, [to], **attributes))
            return to

        total = step("Add", [step("Add", [product, bias], f"{name}.biased"), skipped], f"{name}.total")
        mean = step("ReduceMean", [total], f"{name}.mean", axes=[-1])
        apart = step("Sub", [total, mean], f"{name}.apart")
        squares = step("Mul", [apart, apart], f"{name}.squares")
        spread = step(
            "Add", [step("ReduceMean", [squares], f"{name}.variance", axes=[-1]), "epsilon"], f"{name}.spread"
        )
        even = step("Div", [apart, step("Sqrt", [spread], f"{name}.deviation")], f"{name}.even")
        return step(
            "Add",
            [step("Mul", [even, constant(f"{name}.w", weight)], f"{name}.scaled"), constant(f"{name}.b", shift)],
            out,
        )

    constant("epsilon", np.array(config.epsilon, dtype=np.float32))
    x = "embedded"
    for k in range(config.layers):
        g = {
            n: weights[f"{k}.{n}"]
            for n in (f"{m}.{p}" for m in ("q", "k", "v", "ao", "fi", "fo", "aln", "oln") for p in ("weight", "bias"))
        }
        # three products of one quantized input: cutting a joint one in three took a seventh of the reader's time
        parts = [linear(x, f"{k}.{n}", g[f"{n}.weight"], g[f"{n}.bias"]) for n in ("q", "k", "v")]
        nodes.append(
            helper.make_node("MultiHeadAttention", parts, [f"{k}.attended"], domain=_MS, num_heads=config.heads)
        )
        out = linear(f"{k}.attended", f"{k}.ao", g["ao.weight"], g["ao.bias"], add=False)
        middle = normed(f"{k}.aln", out, f"{k}.ao.b", x, f"{k}.middle", g["aln.weight"], g["aln.bias"])
        inner = linear(middle, f"{k}.fi", g["fi.weight"], g["fi.bias"], add=False)
        nodes.append(helper.make_node("BiasGelu", [inner, f"{k}.fi.b"], [f"{k}.gelu"], domain=_MS))
        back = linear(f"{k}.gelu", f"{k}.fo", g["fo.weight"], g["fo.bias"], add=False)
        last = "states" if k == config.layers - 1 else f"{k}.out"
        x = normed(f"{k}.oln", back, f"{k}.fo.b", middle, last, g["oln.weight"], g["oln.bias"])
    shape = ["windows", "tokens", config.width]
    graph = helper.make_graph(
        nodes,
        "riwaya",
        [helper.make_tensor_value_info("embedded", TensorProto.FLOAT, shape)],
        [helper.make_tensor_value_info("states", TensorProto.FLOAT, shape)],
        constants,
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17), helper.make_opsetid(_MS, 1)])
    model.ir_version = 9
    onnx.save(model, str(path))


def quantized_graph(config: Config, weights: Weights, samples: Sequence[Floats]) -> bytes:
    """The layers' graph with int8 matrices (a scale for each output), activations quantized as they come.

    `samples` are inputs like those it will read, by which its channels are evened out first.
    """
    from onnx import TensorProto
    from onnxruntime.quantization import QuantType, quantize_dynamic

    with tempfile.TemporaryDirectory() as temporary:
        full, small = Path(temporary) / "full.onnx", Path(temporary) / "int8.onnx"
        build_graph(config, weights, full)
        even_out(full, samples)
        quantize_dynamic(
            str(full),
            str(small),
            op_types_to_quantize=["MatMul"],
            per_channel=True,
            weight_type=QuantType.QInt8,
            extra_options={"MatMulConstBOnly": True, "DefaultTensorType": TensorProto.FLOAT},
        )
        return small.read_bytes()


def quantized_rows(table: Floats) -> tuple[NDArray[np.int8], NDArray[np.float16]]:
    """A table in int8 with a scale for each row."""
    scale = np.maximum(np.abs(table).max(1), 1e-8) / 127
    return np.round(table / scale[:, None]).astype(np.int8), scale.astype(np.float16)
