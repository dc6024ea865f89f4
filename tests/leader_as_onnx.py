"""The LEADER network as its author published it, nothing folded, as an ONNX graph: the oracle of our own engine.

Written from pyfing's model definition (MIT, R. Cappelli), layer by layer, with his names; weights from the same wheel.
"""

import importlib.util
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import onnx
import onnxruntime
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

Floats = NDArray[np.float32]
KERNEL = Path(__file__).parents[1] / "kernel"


@cache
def weights_script() -> ModuleType:
    """kernel/leader_weights.py, which is a build step and no module of the package."""
    spec = importlib.util.spec_from_file_location("leader_weights", KERNEL / "leader_weights.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class LeaderGraph:
    """Builds the graph; every method adds nodes and returns the name of its output."""

    def __init__(self) -> None:
        script = weights_script()
        self.weights: dict[str, list[NDArray[np.float64]]] = script.read_weights(script.find_weights())
        self.nodes: list[onnx.NodeProto] = []
        self.constants: list[onnx.TensorProto] = []

    def constant(self, values: object, kind: type = np.float32) -> str:
        name = f"c{len(self.constants)}"
        self.constants.append(numpy_helper.from_array(np.asarray(values, kind), name))
        return name

    def add(self, kind: str, *inputs: str, **attributes: Any) -> str:
        name = f"{kind}_{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, list(inputs), [name], name, **attributes))
        return name

    def convolve(self, x: str, kernel: NDArray[np.float64], bias: object = None, *, dilation: int = 1) -> str:
        """A 'same' convolution of a Keras kernel (height, width, in, out)."""
        side = kernel.shape[0]
        inputs = [x, self.constant(kernel.transpose(3, 2, 0, 1))] + ([self.constant(bias)] if bias is not None else [])
        pads, dilations = [side // 2 * dilation] * 4, [dilation] * 2
        return self.add("Conv", *inputs, kernel_shape=[side] * 2, pads=pads, dilations=dilations)

    def convolution(self, x: str, layer: str, *, dilation: int = 1) -> str:
        return self.convolve(x, *self.weights[layer], dilation=dilation)

    def depthwise(self, x: str, kernel: NDArray[np.float64]) -> str:
        side, channels = kernel.shape[0], kernel.shape[2]
        weights = self.constant(kernel[..., 0].transpose(2, 0, 1)[:, None])
        return self.add("Conv", x, weights, kernel_shape=[side] * 2, pads=[side // 2] * 4, group=channels)

    def normalize(self, x: str, layer: str) -> str:
        scale, shift = (self.constant(values) for values in self.weights[layer])
        last = self.add("Transpose", x, perm=[0, 2, 3, 1])
        normal = self.add("LayerNormalization", last, scale, shift, axis=-1, epsilon=1e-3)
        return self.add("Transpose", normal, perm=[0, 3, 1, 2])

    def gelu(self, x: str) -> str:
        return self.add("Gelu", x)

    def join(self, *maps: str) -> str:
        return self.add("Concat", *maps, axis=1)

    def largest(self, x: str) -> str:
        return self.add("MaxPool", x, kernel_shape=[2, 2], strides=[2, 2])

    def mean(self, x: str) -> str:
        return self.add("AveragePool", x, kernel_shape=[2, 2], strides=[2, 2])

    def double(self, x: str) -> str:
        scales = self.constant([1, 1, 2, 2])
        nearest = {"coordinate_transformation_mode": "asymmetric", "nearest_mode": "floor"}
        return self.add("Resize", x, "", scales, mode="nearest", **nearest)

    def channels(self, x: str, first: int, last: int) -> str:
        bounds = (self.constant([bound], np.int64) for bound in (first, last, 1))
        return self.add("Slice", x, *bounds)

    def stem(self, x: str, name: str) -> str:
        parts = self.convolution(x, f"{name}_conv"), self.convolution(x, f"{name}_dilated_conv", dilation=2)
        return self.gelu(self.normalize(self.join(*parts), f"{name}_ln"))

    def separable(self, x: str, name: str) -> str:
        depthwise, pointwise, bias = self.weights[f"{name}_conv"]
        return self.gelu(self.normalize(self.convolve(self.depthwise(x, depthwise), pointwise, bias), f"{name}_ln"))

    def block(self, x: str, name: str) -> str:
        y = self.normalize(self.depthwise(x, self.weights[f"{name}_depthwise_conv"][0]), f"{name}_ln")
        y = self.convolution(self.gelu(self.convolution(y, f"{name}_conv_exp")), f"{name}_conv_red")
        return self.convolution(self.add("Add", x, y), f"{name}_conv_adj")

    def halve(self, x: str, channels: int) -> str:
        half = channels // 2
        return self.join(self.largest(self.channels(x, 0, half)), self.mean(self.channels(x, half, channels)))

    def around(self, x: str) -> str:
        skips = []
        for level, channels in enumerate((16, 32, 64, 128)):
            skips.append(self.separable(x, f"enc0_{level}"))
            x = self.halve(skips[-1], channels)
        for level in (3, 2, 1, 0):
            x = self.join(self.double(self.separable(x, f"dec0_{level}")), skips[level])
        return x

    def attend(self, x: str, soft: str) -> str:
        seen = [self.gelu(self.convolution(x, f"attention_conv_d{d}", dilation=d)) for d in (1, 3, 6)]
        gate = self.add("Sigmoid", self.convolution(self.join(*seen), "attention_s"))
        return self.join(self.add("Mul", x, gate), soft)

    def refine(self, x: str) -> str:
        skips = []
        for level, channels in enumerate((32, 64, 128, 32)):
            skips.append(self.block(x, f"enc1_{level}"))
            x = self.halve(skips[-1], channels)
        for level in (3, 2, 1, 0):
            x = self.join(self.double(self.block(x, f"dec1_{level}")), skips[level])
        return x

    def head(self, x: str, number: int, last: str) -> str:
        y = self.convolution(self.double(self.block(x, f"head_{number}_ibc")), f"head_{number}_conv1")
        y = self.gelu(self.convolution(self.normalize(y, f"head_{number}_ln"), f"head_{number}_conv2"))
        return self.convolution(y, last)

    def build(self) -> onnx.ModelProto:
        sharp, soft = self.largest(self.stem("image", "stem0")), self.mean(self.stem("image", "stem1"))
        x = self.refine(self.attend(self.around(sharp), soft))
        binomial = np.outer([1, 4, 6, 4, 1], [1, 4, 6, 4, 1])[..., None, None] / 256
        quality = self.convolve(self.add("Sigmoid", self.head(x, 0, "head_conv_pos")), binomial)
        largest = self.add("MaxPool", quality, kernel_shape=[7, 7], strides=[1, 1], pads=[3] * 4)
        outputs = {
            "quality": quality,
            "largest": largest,
            "direction": self.head(x, 1, "head_conv_dir"),
            "ending": self.add("Sigmoid", self.head(x, 2, "head_conv_typ")),
        }
        self.nodes += [helper.make_node("Identity", [source], [name]) for name, source in outputs.items()]
        values = [helper.make_tensor_value_info(name, TensorProto.FLOAT, None) for name in ("image", *outputs)]
        shape = helper.make_tensor_value_info("image", TensorProto.FLOAT, [1, 1, "height", "width"])
        graph = helper.make_graph(self.nodes, "leader", [shape], values[1:], self.constants)
        return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 20)], ir_version=10)


@cache
def session() -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    return onnxruntime.InferenceSession(LeaderGraph().build().SerializeToString(), options, ["CPUExecutionProvider"])


def oracle_minutiae(pixels: NDArray[np.uint8], least_quality: float) -> Floats:
    """Rows (x, y, direction, ending, quality) in reading order, as pyfing would read them from the network's output."""
    height, width = pixels.shape
    high, wide = (-(-side // 32) * 32 for side in (height, width))
    top, left = (high - height) // 2, (wide - width) // 2
    image = np.full((1, 1, high, wide), pixels[0, 0], np.float32)
    image[0, 0, top : top + height, left : left + width] = pixels
    quality, largest, direction, ending = session().run(None, {"image": image})
    inside = (slice(top, top + height), slice(left, left + width))
    found = (quality == largest) & (quality >= least_quality)
    y, x = np.nonzero(found[0, 0][inside])
    at = (y + top, x + left)
    angles = np.arctan2(direction[0, 1][at], direction[0, 0][at])
    return np.column_stack([x, y, angles, ending[0, 0][at], quality[0, 0][at]]).astype(np.float32)
