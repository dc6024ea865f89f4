"""The gate: our extraction and our comparison on FVC2002 DB1_B to DB4_B, one threshold over all four databases."""

import time
from pathlib import Path

import pytest

from openbitmap.biometrics import finger
from openbitmap.lab import Instruments, Report, measure_accuracy

DATA = Path(__file__).parents[3] / "shared" / "data" / "fingerprints" / "fvc2002"

pytestmark = [
    pytest.mark.real_prints,
    pytest.mark.slow,
    pytest.mark.skipif(
        not DATA.is_dir(), reason="../shared/data/fingerprints/fvc2002 is absent: no real prints to test on"
    ),
]


@pytest.fixture(scope="module")
def report() -> Report:
    return measure_accuracy(DATA, Instruments(finger.extract, time.process_time, lambda *_: None))


def test_every_print_enrols_and_every_pair_is_compared(report: Report) -> None:
    assert list(report.databases) == ["DB1_B", "DB2_B", "DB3_B", "DB4_B"]
    for result in [*report.databases.values()]:
        assert (result.genuine, result.impostor, result.failures_to_enrol) == (280, 2880, 0)
    assert report.findings == ()


def test_equal_error_rate_is_at_most_half_a_percent(report: Report) -> None:
    assert report.pooled.rates is not None
    assert report.pooled.rates.equal_error_rate <= 0.005


def test_misses_at_one_false_match_in_a_thousand_are_at_most_eight_in_a_thousand(report: Report) -> None:
    assert report.pooled.rates is not None
    assert report.pooled.rates.fnmr[1] <= 0.008


def test_a_comparison_costs_at_most_fifty_microseconds(report: Report) -> None:
    assert report.cost.match_cpu_us is not None and report.cost.match_cpu_us <= 50
