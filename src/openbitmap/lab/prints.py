"""Reading a tree of test prints: DATABASE/FINGER_IMPRESSION.png, the resolution from the file's own pHYs chunk.

Nothing in the tree stops a run: a file that cannot be read, decoded or enrolled is a print with a reason and
without a template."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np
import numpy.typing as npt

from openbitmap.biometrics.finger import Template
from openbitmap.images import DecoderBox, ImageRefused
from openbitmap.vocabulary import Compression

Grey = npt.NDArray[np.uint8]
ASSUMED_PPI = 500.0


class Enrolment(Protocol):
    """What an extraction gives: a template, or why there is none."""

    @property
    def template(self) -> Template | None: ...

    @property
    def failure(self) -> str | None: ...


Extract = Callable[[Grey, float], Enrolment]


@dataclass(frozen=True)
class PrintFile:
    """One file of the tree, before it is read. `impression` tells apart the prints of one finger."""

    path: Path
    database: str
    finger: str
    impression: str


@dataclass(frozen=True)
class EnrolledPrint:
    """One print after extraction; without a template it failed to enrol, and `failure` says why."""

    file: PrintFile
    template: Template | None
    failure: str | None
    assumed_ppi: bool
    cpu_seconds: float
    """CPU time of the extraction alone, decoding left out."""


@dataclass(frozen=True)
class Tree:
    """The prints of a tree in order, and the PNG files that are not named FINGER_IMPRESSION.png."""

    folder: Path
    prints: tuple[PrintFile, ...]
    misnamed: tuple[Path, ...]


def find_prints(folder: Path) -> Tree:
    """All PNG files under the folder. A file's folder is its database; files straight in `folder` make one of its
    name."""
    prints, misnamed = [], []
    for path in sorted(p for p in folder.rglob("*") if p.suffix.lower() == ".png" and p.is_file()):
        finger, separator, impression = path.stem.rpartition("_")
        if not separator or not finger or not impression:
            misnamed.append(path)
            continue
        below = path.parent.relative_to(folder).as_posix()
        prints.append(PrintFile(path, folder.name if below == "." else below, finger, impression))
    return Tree(folder, tuple(prints), tuple(misnamed))


def enrol_prints(
    files: Sequence[PrintFile], extract: Extract, cpu_seconds: Callable[[], float]
) -> Iterator[EnrolledPrint]:
    """Decodes and extracts each file, in order. `cpu_seconds` is the clock of this process's CPU time."""
    with DecoderBox() as box:
        for file in files:
            yield _enrol(file, box, extract, cpu_seconds=cpu_seconds)


def _enrol(file: PrintFile, box: DecoderBox, extract: Extract, *, cpu_seconds: Callable[[], float]) -> EnrolledPrint:
    try:
        raster = box.decode(file.path.read_bytes(), Compression.PNG)
    except (OSError, ImageRefused) as problem:
        return EnrolledPrint(file, None, f"not readable: {problem}", assumed_ppi=False, cpu_seconds=0.0)
    start = cpu_seconds()
    result = extract(_grey(raster.pixels), raster.ppi or ASSUMED_PPI)
    spent = cpu_seconds() - start
    failure = None if result.template is not None else f"not enrolled: {result.failure or 'no reason given'}"
    return EnrolledPrint(file, result.template, failure, assumed_ppi=raster.ppi is None, cpu_seconds=spent)


def _grey(pixels: Grey) -> Grey:
    """Luma of a colour print (ITU-R BT.601), the pixels themselves of a grey one."""
    if pixels.ndim == 2:
        return pixels
    grey: Grey = np.rint(pixels[:, :, :3] @ np.array([0.299, 0.587, 0.114])).astype(np.uint8)
    return grey
