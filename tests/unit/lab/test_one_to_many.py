"""Searches one to many on a small made-up population."""

import json

import prints_of_chance as prints
from openbitmap.biometrics import threshold
from openbitmap.biometrics.finger import Template
from openbitmap.lab import Clocks, Population, enrol, figures, search
from openbitmap.vocabulary import FingerPosition

INDEX, THUMB = FingerPosition.RIGHT_INDEX, FingerPosition.RIGHT_THUMB


def person(number: int, impression: int) -> dict[FingerPosition, Template]:
    two = {INDEX: prints.finger(2 * number), THUMB: prints.finger(2 * number + 1)}
    return {p: prints.template(prints.impression(f, impression)) for p, f in two.items()}


def test_known_people_come_first_and_strangers_raise_no_alarm() -> None:
    enrolled = [(row, p, t.data) for row in range(20) for p, t in person(row, 1).items()]
    mated = [(row, person(row, 2)) for row in range(0, 20, 2)]
    strangers = [person(row, 1) for row in range(100, 105)]
    population = Population(enrolled, mated, strangers)
    told: list[int] = []
    ticks = iter(range(1000))
    clocks = Clocks(lambda: float(next(ticks)), lambda: 0.0, told.append)
    gallery = enrol(population, told.append)
    found = list(search(gallery, population, clocks, threads=2))
    result = figures(gallery, found, 20, fingers=2, threads=2)
    body = json.loads(result.to_json(threshold(2, 20, 1e-3)))
    assert (body["people"], body["probes"], body["strangers"], body["fingers"]) == (20, 15, 5, 2)
    assert body["rank1"] == 1 and body["fnir_at_fpir_1e-3"] == 0 and body["false_alarms_at_fpir_1e-3"] == 0
    assert body["p50_ms"] == body["p95_ms"] == 1000 and body["cpu_s_per_search"] == 0
    assert 2000 < body["bytes_per_person"] < 8000
    assert body["threshold"]["gallery_size"] == 20
    assert told == list(range(1, 16))


def test_a_mate_who_is_not_enrolled_is_a_miss() -> None:
    population = Population([(1, INDEX, prints.template(prints.finger(1)).data)], [(2, person(5, 1))], [])
    gallery = enrol(population, lambda count: None)
    clocks = Clocks(lambda: 0.0, lambda: 0.0, lambda count: None)
    result = figures(gallery, list(search(gallery, population, clocks, threads=1)), 1, fingers=2, threads=1)
    assert result.rank1 == 0 and result.fnir_at_fpir == 1
    assert result.strangers == 0 and result.false_alarms == 0
