"""The accuracy protocol, in order: find the prints, enrol them, cross each database, pool, report."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from openbitmap.biometrics import KernelMatcher
from openbitmap.lab.prints import ASSUMED_PPI, EnrolledPrint, Extract, Tree, enrol_prints, find_prints
from openbitmap.lab.protocol import Crossed, cross, pool
from openbitmap.lab.rates import curve, rates
from openbitmap.lab.report import Cost, Report, Result

Progress = Callable[[str, int, int], None]
"""Told what is being done, how much of it is done, and how much there is."""


class NoPrints(ValueError):
    """The folder holds no file of the form DATABASE/FINGER_IMPRESSION.png."""


@dataclass(frozen=True)
class Instruments:
    """What a run needs from outside: the extraction under test, the clock of CPU time, and someone to tell."""

    extract: Extract
    cpu_seconds: Callable[[], float]
    progress: Progress


def measure_accuracy(folder: Path, instruments: Instruments) -> Report:
    """Runs the whole protocol on a folder tree. Raises NoPrints; a bad file is a finding and a failure to enrol."""
    tree = find_prints(folder)
    if not tree.prints:
        raise NoPrints(f"{folder}: no print found; expected PNG files DATABASE/FINGER_IMPRESSION.png below it")
    prints = []
    for done, print_ in enumerate(enrol_prints(tree.prints, instruments.extract, instruments.cpu_seconds), 1):
        prints.append(print_)
        instruments.progress("extracting", done, len(tree.prints))
    databases: dict[str, list[EnrolledPrint]] = {}
    for print_ in prints:
        databases.setdefault(print_.file.database, []).append(print_)
    crossed, fingers = {}, 0
    for done, (name, members) in enumerate(databases.items(), 1):
        crossed[name] = cross(members, instruments.cpu_seconds, first_finger=fingers)
        fingers += len({print_.file.finger for print_ in members})
        instruments.progress("comparing", done, len(databases))
    return _report(tree, databases, crossed)


def _report(tree: Tree, databases: dict[str, list[EnrolledPrint]], crossed: dict[str, Crossed]) -> Report:
    prints = [print_ for members in databases.values() for print_ in members]
    extracted = [print_.cpu_seconds for print_ in prints if print_.cpu_seconds > 0]
    compared = sum(part.compared for part in crossed.values())
    cost = Cost(
        1e3 * sum(extracted) / len(extracted) if extracted else None,
        1e6 * sum(part.cpu_seconds for part in crossed.values()) / compared if compared else None,
    )
    versions = sorted({print_.template.parameters for print_ in prints if print_.template is not None})
    return Report(
        {name: _result([part], databases[name]) for name, part in crossed.items()},
        _result(list(crossed.values()), prints),
        cost,
        tuple(_findings(tree, prints)),
        KernelMatcher().parameters,
        ", ".join(versions),
    )


def _result(parts: Sequence[Crossed], prints: Sequence[EnrolledPrint]) -> Result:
    trials = pool(parts)
    genuine = int(trials.genuine.sum())
    failures = sum(print_.template is None for print_ in prints)
    return Result(genuine, len(trials) - genuine, failures, rates(trials), curve(trials))


def _findings(tree: Tree, prints: Sequence[EnrolledPrint]) -> list[str]:
    findings = [f"{path.relative_to(tree.folder)}: not named FINGER_IMPRESSION.png, left out" for path in tree.misnamed]
    for print_ in prints:
        place = print_.file.path.relative_to(tree.folder)
        if print_.failure is not None:
            findings.append(f"{place}: {print_.failure}")
        elif print_.assumed_ppi:
            findings.append(f"{place}: no resolution in the file (pHYs chunk), {ASSUMED_PPI:.0f} ppi assumed")
    return findings
