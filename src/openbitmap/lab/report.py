"""What a run of the accuracy protocol found, and its form as JSON: rates as fractions, intervals beside them."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from openbitmap.lab.rates import Curve, Rates

PROTOCOL = (
    "Full cross: every unordered pair of prints of a database, once; genuine where the finger is the same, impostor "
    "otherwise. A comparison is accepted above the threshold. A print that fails to enrol counts as a miss in each of "
    "its genuine pairs and as a rejection in each of its impostor pairs. Pooled: all databases under one threshold, no "
    "pairs between databases. ci95: bootstrap over fingers; where it is [0, 0] no error was seen, which bounds the "
    "rate at 3/n of n pairs at best, and far less tightly with so few fingers."
)
FMR_NAMES = ("1e-2", "1e-3", "1e-4", "0")


@dataclass(frozen=True)
class Result:
    """Counts, rates and DET curve of one database, or of all pooled; no rates where a kind of comparison is
    missing."""

    genuine: int
    impostor: int
    failures_to_enrol: int
    rates: Rates | None
    curve: Curve | None


@dataclass(frozen=True)
class Cost:
    """CPU time of one thread. None where nothing was measured."""

    extract_cpu_ms: float | None
    match_cpu_us: float | None


@dataclass(frozen=True)
class Report:
    """A whole run; `findings` are sentences about files that were left out, assumed or not enrolled."""

    databases: Mapping[str, Result]
    pooled: Result
    cost: Cost
    findings: tuple[str, ...]
    matcher: str
    extraction: str

    def to_json(self) -> str:
        """Text with a stable order of keys, fit for a diff."""
        body = {
            "databases": {name: _result(result) for name, result in self.databases.items()},
            "pooled": _result(self.pooled),
            "cost": {
                "extract_cpu_ms": _rounded(self.cost.extract_cpu_ms),
                "match_cpu_us": _rounded(self.cost.match_cpu_us),
            },
            "parameters": {"extraction": self.extraction, "matcher": self.matcher},
            "protocol": PROTOCOL,
            "findings": list(self.findings),
        }
        return json.dumps(body, indent=2, ensure_ascii=False) + "\n"


def _result(result: Result) -> dict[str, object]:
    body: dict[str, object] = {
        "genuine": result.genuine,
        "impostor": result.impostor,
        "failures_to_enrol": result.failures_to_enrol,
    }
    if result.rates is None:
        return body | {"eer": None, "fnmr": dict.fromkeys(FMR_NAMES), "ci95": None}
    rates = result.rates
    intervals = [[round(low, 6), round(high, 6)] for low, high in zip(rates.low, rates.high, strict=True)]
    return body | {
        "eer": round(rates.equal_error_rate, 6),
        "fnmr": {name: round(rate, 6) for name, rate in zip(FMR_NAMES, rates.fnmr, strict=True)},
        "ci95": {"eer": intervals[0], "fnmr": dict(zip(FMR_NAMES, intervals[1:], strict=True))},
    }


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 2)
