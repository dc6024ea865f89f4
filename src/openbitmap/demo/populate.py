"""Fills a node with the synthetic nation: thousands as templates, fifty with images through the node's own doors."""

import multiprocessing
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from itertools import groupby

import httpx
from rich.progress import Progress

from openbitmap.biometrics.finger import Template
from openbitmap.demo.world import DEMO, GALLERIES, REGISTRARS, registrar
from openbitmap.node import identities
from openbitmap.node.client import await_answer
from openbitmap.node.database import Database
from openbitmap.node.home import Home
from openbitmap.node.identities import ImportedTemplate
from openbitmap.synthetic import Enrolment, Population, enrolment_card
from openbitmap.synthetic.galleries import CANVAS, PARAMETERS
from openbitmap.synthetic.transactions import TWO_FINGERS
from openbitmap.vocabulary import GalleryKind
from openbitmap.wire import Receipt, receipt_from_json

PROCESSES = 2


def import_templates(database: Database, nation: Population, progress: Progress) -> int:
    """Enrol everybody who is known by templates only, gallery by gallery; returns how many people."""
    task = progress.add_task("templates of the nation", total=len(nation.as_templates))
    by_kind: dict[GalleryKind, list[Sequence[ImportedTemplate]]] = {kind: [] for kind in GALLERIES}
    for templates in _people_of(nation):
        person = templates[0].person
        by_kind[nation.as_templates[person].gallery].append(templates)
        progress.advance(task)
    with database.transaction() as tx:
        for kind, people in by_kind.items():
            identities.import_templates(tx, GALLERIES[kind].gallery, people, at=datetime.now(UTC), actor=DEMO)
    return sum(len(people) for people in by_kind.values())


def submit_cards(address: str, home: Home, nation: Population, *, progress: Progress) -> list[tuple[int, str]]:
    """Send the people with images as their registrars would, and wait until each was searched; person -> submission."""
    receipts: list[tuple[Enrolment, Receipt]] = []
    drawn = progress.add_task("prints of people with images", total=len(nation.with_images))
    forks = multiprocessing.get_context("forkserver")
    with ProcessPoolExecutor(PROCESSES, mp_context=forks) as pool, httpx.Client(base_url=address, timeout=60) as client:
        cards = pool.map(_card, [(nation, e) for e in nation.with_images])
        for enrolment, data in zip(nation.with_images, cards, strict=True):
            response = client.post("/v1/submissions", content=data, headers=_as(home, enrolment.gallery))
            receipts.append((enrolment, receipt_from_json(response.raise_for_status().content)))
            progress.advance(drawn)
        searched = progress.add_task("enrolled and searched by the node", total=len(receipts))
        for enrolment, receipt in receipts:
            client.headers.update(_as(home, enrolment.gallery))
            await_answer(client, receipt)
            progress.advance(searched)
    return [(enrolment.number, receipt.submission) for enrolment, receipt in receipts]


def _people_of(nation: Population) -> Iterator[list[ImportedTemplate]]:
    for batch in nation.templates():
        for _, entries in groupby(batch, key=lambda entry: entry[0]):
            yield [
                ImportedTemplate(person, position, Template(data, CANVAS, CANVAS, parameters=PARAMETERS))
                for person, position, data in entries
            ]


def _card(job: tuple[Population, Enrolment]) -> bytes:
    nation, enrolment = job
    shown = replace(nation.presentation(enrolment), post=REGISTRARS[enrolment.gallery])
    return enrolment_card(shown, fingers=TWO_FINGERS, face=True)


def _as(home: Home, kind: GalleryKind) -> dict[str, str]:
    return {"Authorization": f"Bearer {home.kept_key(registrar(kind))}"}
