"""Run as a script, in a process of its own: pyfing itself, on Keras with JAX, writes the minutiae it finds.

python pyfing_oracle.py IMAGES.npz OUT.npz LEAST_QUALITY: grey 500 ppi arrays in, rows (x, y, direction, is an ending,
quality) in reading order out. Only the conversion from a JAX array is ours: pyfing expects TensorFlow's.
"""

import os
import sys

import numpy as np
from numpy.typing import NDArray


class WithNumpy:
    """What pyfing wants of the network's output: a `numpy()`."""

    def __init__(self, values: object) -> None:
        self.values = np.asarray(values)

    def numpy(self) -> NDArray[np.float32]:
        return self.values


def main() -> None:
    os.environ["KERAS_BACKEND"] = "jax"
    import jax
    from pyfing.minutiae_end_to_end import Leader, LeaderParameters

    leader = Leader(LeaderParameters(minutia_quality_threshold=float(sys.argv[3])))
    network = leader.model
    compiled = jax.jit(lambda image: network(image, training=False))  # op by op it takes a minute a print
    leader.model = lambda image, training: WithNumpy(compiled(image))
    found: dict[str, NDArray[np.float64]] = {}
    with np.load(sys.argv[1]) as images:
        for name in images.files:
            minutiae = leader.run(images[name], 500)
            rows = [(m.x, m.y, m.direction, float(m.type == "E"), m.quality) for m in minutiae]
            found[name] = np.array(rows, np.float64).reshape(-1, 5)
    np.savez(sys.argv[2], allow_pickle=False, **found)


if __name__ == "__main__":
    main()
