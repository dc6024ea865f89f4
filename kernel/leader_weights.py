"""Build step: the LEADER minutiae network's weights, out of the pinned `pyfing` wheel, folded into one flat file.

Run by CMake as `python leader_weights.py OUT`. Needs h5py, numpy and the installed wheel, which is never imported. The
weights are R. Cappelli's (MIT, see NOTICE). Folding is exact algebra, done in float64:
  - a block's layer normalisation scale and shift go into the 1x1 expansion that follows;
  - its reduction and adjustment have no non-linearity between them, so they become one matrix (4C -> out), and the
    block's own input meets the adjustment matrix directly;
  - a head's first 1x1 goes into the adjustment of its block; its nearest-neighbour upsampling commutes with all that
    is pointwise, so its last 5x5 convolution becomes four 3x3 ones at half size, one for each pixel of a 2x2 cell.
Matrices are stored as panels: [tap][input][16 outputs], the last panel 8 wide if that is enough, zeros in the padding.
"""

import hashlib
import struct
import sys
from importlib import metadata
from itertools import pairwise, product
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

PYFING = "0.7.3"
WEIGHTS = "pyfing/models/LEADER.weights.h5"
SHA256 = "0cbf12af936482d10ba54b23f40a9b192ab767df2f81bc96c5954585735fefe6"
MAGIC = b"LEADER01"
REMEDY = f'install the build requirements: pip install "pyfing=={PYFING}" h5py numpy'
ENTRY = struct.Struct("<40sII")
ALIGNED = 16  # floats: one cache line

# Keras numbers the layers of a class in the order of the graph's depth. These are the names their author gave them.
CONVOLUTIONS = """
    stem0_conv stem0_dilated_conv stem1_conv stem1_dilated_conv
    attention_conv_d1 attention_conv_d3 attention_conv_d6 attention_s
    enc1_0_conv_exp enc1_0_conv_red enc1_0_conv_adj enc1_1_conv_exp enc1_1_conv_red enc1_1_conv_adj
    enc1_2_conv_exp enc1_2_conv_red enc1_2_conv_adj enc1_3_conv_exp enc1_3_conv_red enc1_3_conv_adj
    dec1_3_conv_exp dec1_3_conv_red dec1_3_conv_adj dec1_2_conv_exp dec1_2_conv_red dec1_2_conv_adj
    dec1_1_conv_exp dec1_1_conv_red dec1_1_conv_adj dec1_0_conv_exp dec1_0_conv_red dec1_0_conv_adj
    head_0_ibc_conv_exp head_0_ibc_conv_red head_1_ibc_conv_exp head_0_ibc_conv_adj head_1_ibc_conv_red
    head_2_ibc_conv_exp head_2_ibc_conv_red head_1_ibc_conv_adj head_0_conv1 head_2_ibc_conv_adj head_0_conv2
    head_1_conv1 head_conv_pos head_2_conv1 head_1_conv2 nms_Gaussian_blur head_conv_dir head_2_conv2 head_conv_typ
"""
SEPARABLE = """
    enc0_0_conv enc0_1_conv enc0_2_conv enc0_3_conv dec0_3_conv dec0_2_conv dec0_1_conv dec0_0_conv
"""
DEPTHWISE = """
    enc1_0_depthwise_conv enc1_1_depthwise_conv enc1_2_depthwise_conv enc1_3_depthwise_conv
    dec1_3_depthwise_conv dec1_2_depthwise_conv dec1_1_depthwise_conv dec1_0_depthwise_conv
    head_0_ibc_depthwise_conv head_1_ibc_depthwise_conv head_2_ibc_depthwise_conv
"""
NORMALIZATIONS = """
    stem0_ln enc0_0_ln enc0_1_ln enc0_2_ln enc0_3_ln dec0_3_ln dec0_2_ln dec0_1_ln dec0_0_ln
    stem1_ln enc1_0_ln enc1_1_ln enc1_2_ln enc1_3_ln dec1_3_ln dec1_2_ln dec1_1_ln dec1_0_ln
    head_0_ibc_ln head_1_ibc_ln head_2_ibc_ln head_0_ln head_1_ln head_2_ln
"""
LAYERS = {
    "conv2d": CONVOLUTIONS.split(),
    "separable_conv2d": SEPARABLE.split(),
    "depthwise_conv2d": DEPTHWISE.split(),
    "layer_normalization": NORMALIZATIONS.split(),
}
GROUPS = {
    name: f"{kind}_{number}" if number else kind for kind, names in LAYERS.items() for number, name in enumerate(names)
}

# Outputs of the refinement's decoders and of the encoder levels they are joined with, deepest first.
DECODERS = ((3, 27, 32), (2, 91, 128), (1, 42, 64), (0, 20, 32))
ENCODER_INPUTS = (64, 32, 64, 128)
HEADS = (("position", 0, "head_conv_pos"), ("direction", 1, "head_conv_dir"), ("type", 2, "head_conv_typ"))
# A 5-tap kernel on a doubled row touches three source pixels: which tap falls on which, for even and odd pixels.
PHASE_TAPS = ((0, 0, 1, 1, 2), (0, 1, 1, 2, 2))

Weights = dict[str, list[Array]]


class Panels:
    """The flat file in the making: named runs of float32."""

    def __init__(self) -> None:
        self.entries: dict[str, NDArray[np.float32]] = {}

    def add(self, name: str, values: Array) -> None:
        self.entries[name] = np.ascontiguousarray(values, np.float32).ravel()

    def add_matrix(self, name: str, taps: Array) -> None:
        """`taps` is (tap, input, output)."""
        padded = pad_outputs(taps)
        cuts = [*range(0, padded.shape[2] // 16 * 16, 16), padded.shape[2] // 16 * 16, padded.shape[2]]
        panels = [padded[:, :, a:b].ravel() for a, b in pairwise(cuts) if b > a]
        self.add(name, np.concatenate(panels))

    def write(self, path: Path) -> None:
        table, body, offset = [], [], 0
        for name, values in self.entries.items():
            table.append(ENTRY.pack(name.encode("ascii"), offset, values.size))
            room = -(-values.size // ALIGNED) * ALIGNED
            body.append(np.pad(values, (0, room - values.size)))
            offset += room
        head = MAGIC + struct.pack("<I", len(table)) + b"".join(table)
        head += bytes(-len(head) % (4 * ALIGNED))
        path.write_bytes(head + np.concatenate(body).astype("<f4").tobytes())


def pad_outputs(values: Array) -> Array:
    """Zeros up to a multiple of 8 along the last axis."""
    return np.pad(values, [(0, 0)] * (values.ndim - 1) + [(0, -values.shape[-1] % 8)])


def read_weights(path: Path) -> Weights:
    """Every layer's arrays in the order in which Keras keeps them (kernel, bias; scale, shift)."""
    try:
        import h5py
    except ImportError:
        sys.exit(f"error: h5py, which reads the LEADER weights, is not installed; {REMEDY}")
    with h5py.File(path) as file:
        groups = {name: file[f"layers/{group}/vars"] for name, group in GROUPS.items()}
        return {
            name: [np.asarray(group[str(i)][()], np.float64) for i in range(len(group))]
            for name, group in groups.items()
        }


def add_depthwise(panels: Panels, name: str, kernel: Array) -> None:
    """(k, k, channels, 1) as one row of padded channels a tap."""
    panels.add(name, pad_outputs(kernel[..., 0].reshape(-1, kernel.shape[2])))


def add_stem(panels: Panels, weights: Weights) -> None:
    for stem in ("stem0", "stem1"):
        for kind in ("conv", "dilated_conv"):
            kernel, bias = weights[f"{stem}_{kind}"]
            panels.add_matrix(f"{stem}.{kind}", kernel.reshape(25, 1, -1))
            panels.add(f"{stem}.{kind}.bias", bias)
        for part, values in zip(("scale", "shift"), weights[f"{stem}_ln"], strict=True):
            panels.add(f"{stem}.{part}", values)


def add_separable(panels: Panels, weights: Weights, name: str) -> None:
    depthwise, pointwise, bias = weights[f"{name}_conv"]
    add_depthwise(panels, f"{name}.depthwise", depthwise)
    panels.add_matrix(f"{name}.pointwise", pointwise[0])
    panels.add(f"{name}.bias", bias)
    for part, values in zip(("scale", "shift"), weights[f"{name}_ln"], strict=True):
        panels.add(f"{name}.{part}", values)


def add_attention(panels: Panels, weights: Weights) -> None:
    for dilation in (1, 3, 6):
        kernel, bias = weights[f"attention_conv_d{dilation}"]
        panels.add_matrix(f"attention.{dilation}", kernel.reshape(9, 32, 16))
        panels.add(f"attention.{dilation}.bias", bias)
    kernel, bias = weights["attention_s"]
    panels.add_matrix("attention.gate", kernel[0])
    panels.add("attention.gate.bias", bias)


def add_block(
    panels: Panels, weights: Weights, name: str, *, order: NDArray[np.int64], then: tuple[Array, Array] | None = None
) -> None:
    """An inverse bottleneck, folded. `order` permutes its input channels, `then` is a 1x1 (matrix, bias) after it."""
    kernel = weights[f"{name}_depthwise_conv"][0][:, :, order]
    scale, shift = (values[order] for values in weights[f"{name}_ln"])
    expand, expand_bias = weights[f"{name}_conv_exp"]
    reduce, reduce_bias = weights[f"{name}_conv_red"]
    adjust, adjust_bias = weights[f"{name}_conv_adj"]
    expand, reduce, adjust = expand[0, 0][order], reduce[0, 0][:, order], adjust[0, 0][order]
    reduce_bias = reduce_bias[order]
    if then is not None:
        adjust, adjust_bias = adjust @ then[0], adjust_bias @ then[0] + then[1]
    add_depthwise(panels, f"{name}.depthwise", kernel)
    panels.add_matrix(f"{name}.expand", (expand * scale[:, None])[None])
    panels.add(f"{name}.expand.bias", pad_outputs(expand_bias + shift @ expand))
    panels.add_matrix(f"{name}.reduce", (reduce @ adjust)[None])
    panels.add_matrix(f"{name}.adjust", adjust[None])
    panels.add(f"{name}.bias", pad_outputs(reduce_bias @ adjust + adjust_bias))


def skip_first(upsampled: int, skipped: int) -> NDArray[np.int64]:
    """Keras joins (upsampled, skipped); we store (skipped, upsampled), so that the uneven part lies at the end."""
    return np.concatenate([np.arange(upsampled, upsampled + skipped), np.arange(upsampled)])


def add_head(panels: Panels, weights: Weights, name: str, *, number: int, last: str) -> None:
    first, first_bias = weights[f"head_{number}_conv1"]
    order = skip_first(*DECODERS[-1][1:])
    add_block(panels, weights, f"head_{number}_ibc", order=order, then=(first[0, 0], first_bias))
    for part, values in zip(("scale", "shift"), weights[f"head_{number}_ln"], strict=True):
        panels.add(f"{name}.{part}", values)
    mix, mix_bias = weights[f"head_{number}_conv2"]
    panels.add(f"{name}.mix", mix[0, 0])
    panels.add(f"{name}.mix.bias", mix_bias)
    kernel, bias = weights[last]
    panels.add_matrix(f"{name}.last", by_phase(kernel))
    panels.add(f"{name}.last.bias", pad_outputs(np.tile(bias, 4)))


def by_phase(kernel: Array) -> Array:
    """A (5, 5, in, out) kernel on a doubled map as (9, in, 4 out) on the small one: outputs by (row, column) phase."""
    _, _, inputs, outputs = kernel.shape
    phases = np.zeros((3, 3, inputs, 2, 2, outputs))
    for row, column, i, j in product((0, 1), (0, 1), range(5), range(5)):
        phases[PHASE_TAPS[row][i], PHASE_TAPS[column][j], :, row, column] += kernel[i, j]
    return phases.reshape(9, inputs, 4 * outputs)


def fold(weights: Weights) -> Panels:
    panels = Panels()
    add_stem(panels, weights)
    for side in ("enc0", "dec0"):
        for level in range(4):
            add_separable(panels, weights, f"{side}_{level}")
    add_attention(panels, weights)
    for level, channels in enumerate(ENCODER_INPUTS):
        add_block(panels, weights, f"enc1_{level}", order=np.arange(channels))
    order = np.arange(32)
    for level, outputs, skipped in DECODERS:
        add_block(panels, weights, f"dec1_{level}", order=order)
        order = skip_first(outputs, skipped)
    for name, number, last in HEADS:
        add_head(panels, weights, name, number=number, last=last)
    return panels


def find_weights() -> Path:
    """The weights file of the installed wheel, checked by digest; SystemExit says what to install."""
    try:
        wheel = metadata.distribution("pyfing")
    except metadata.PackageNotFoundError:
        sys.exit(f"error: the package pyfing {PYFING}, which carries the LEADER weights, is not installed; {REMEDY}")
    if wheel.version != PYFING:
        sys.exit(f"error: pyfing {wheel.version} is installed, the weights are pinned to {PYFING}; {REMEDY}")
    path = Path(str(wheel.locate_file(WEIGHTS)))
    if not path.is_file() or hashlib.sha256(path.read_bytes()).hexdigest() != SHA256:
        sys.exit(f"error: {path} is missing or is not the pinned file (SHA-256 {SHA256[:16]}...); {REMEDY}")
    return path


def main() -> None:
    target = Path(sys.argv[1])
    target.parent.mkdir(parents=True, exist_ok=True)
    fold(read_weights(find_weights())).write(target)


if __name__ == "__main__":
    main()
