"""What simulations found, as an auditor reads it: nothing yet, a trial that holds, one that broke."""

from datetime import UTC, datetime, timedelta

from playwright.sync_api import expect
from tests.journeys.browsing import Desk

from openbitmap.node import trials
from openbitmap.node.running import RunningNode
from openbitmap.node.simulation import Wrong
from openbitmap.node.trials import Broken, Made, Trial

DONE = {"acts": 21_480, "letters": 9_312, "deaths": 417, "cuts": 1_206, "seconds": 402}


def trial(ended_at: datetime, *broken: Broken) -> Trial:
    counts = {kind.value: sum(kind.value in b.kinds for b in broken) for kind in Wrong}
    made = Made("0.1.0", trials.code_digest())
    return Trial(ended_at, made, nations=2, first=1, seeds=300, fault=None, counts=counts, done=DONE, broken=broken)


def test_an_auditor_reads_what_simulations_found(shared_desk: Desk, shared_node: RunningNode) -> None:
    aldo = shared_desk.page("aldo")
    shared_desk.goto(aldo, "/simulation")
    expect(aldo.get_by_text("No simulation has been run on this machine.")).to_be_visible()
    shared_desk.accessible(aldo)

    folder, now = shared_node.home.trials, datetime.now(UTC)
    trials.keep(folder, trial(now - timedelta(hours=3)))
    shared_desk.goto(aldo, "/simulation")
    expect(aldo.get_by_role("heading", name="The newest trial")).to_contain_text("holds in all 300")
    shared_desk.picture(aldo, "simulation-holds-en", document=True)

    broken = Broken(242, ("false_coverage",), ("false_coverage, CL: an answer leaves US out",))
    trials.keep(folder, trial(now, broken))
    spanish = shared_desk.page("aldo", language="es", theme="dark")
    shared_desk.goto(spanish, "/simulation")
    expect(spanish.get_by_role("heading", name="El ensayo más reciente")).to_contain_text("falla en 1 de 300")
    spanish.get_by_text("Semilla 242").click()
    expect(spanish.get_by_text("openbitmap simulate --first 242 --seeds 1 --verbose")).to_be_visible()
    shared_desk.accessible(spanish)
    shared_desk.picture(spanish, "simulation-broken-es-dark")


def test_an_administrator_who_runs_it_finds_the_page_from_the_partners(shared_desk: Desk) -> None:
    adela = shared_desk.page("adela")
    shared_desk.goto(adela, "/partners")
    adela.get_by_role("link", name="Simulation").click()
    expect(adela.get_by_role("heading", name="Simulation", exact=True)).to_be_visible()
