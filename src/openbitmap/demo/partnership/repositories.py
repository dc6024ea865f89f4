"""The repositories behind both nodes, simulated: homeland security, criminal justice, defence and a desk of terrorist
screening behind the United States; a bureau of INTERPOL and the civil registry behind Chile."""

import secrets
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager

from openbitmap.demo.partnership.pair import NotAsTold, Pair
from openbitmap.node.home import Home
from openbitmap.node.running import RunningNode

OF_CHILE = ("interpol", "registry")
OF_THE_UNITED_STATES = ("ident", "ngi", "abis", "screening")
STRANGERS = 200
STOP_SECONDS = 20


@contextmanager
def repositories(pair: Pair, card: bytes | None) -> Iterator[None]:
    """All six as servers on this machine while the block lasts. `card` is of somebody whom homeland security knows;
    None: whom it knew before. Raises NotAsTold."""
    with ExitStack() as stack:
        stack.enter_context(_behind(pair.cl, OF_CHILE, card))
        stack.enter_context(_behind(pair.us, OF_THE_UNITED_STATES, card))
        yield


@contextmanager
def _behind(node: RunningNode, kinds: Sequence[str], card: bytes | None) -> Iterator[None]:
    home = node.home
    folder = home.folder / "simulators"
    folder.mkdir(parents=True, exist_ok=True)
    if card is not None:
        (folder / "known.eft").write_bytes(card)
    tables = [_table(home, kind, node.address) for kind in kinds]
    config = folder / "simulators.toml"
    config.write_text("\n".join(tables), encoding="utf-8")
    command = [sys.executable, "-m", "openbitmap.simulators", "--config", str(config)]
    log = (folder / "log").open("wb")
    process = subprocess.Popen(
        [*command, "--connections", str(home.folder / "connectors.toml")], stdout=subprocess.PIPE, stderr=log
    )
    try:
        assert process.stdout is not None
        for _ in kinds:  # a line each, once its door is open; its gallery loads behind it
            if not process.stdout.readline():
                raise NotAsTold(f"a simulated repository did not start; read {folder / 'log'}")
        yield
    finally:
        _stop(process)
        log.close()
        (home.folder / "connectors.toml").unlink(missing_ok=True)


def _stop(process: "subprocess.Popen[bytes]") -> None:
    process.terminate()  # an interrupt is ignored by what a shell started in the background
    try:
        process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _table(home: Home, kind: str, address: str) -> str:
    """One repository, with keys of its own; homeland security knows one person, the others strangers only."""
    key, notice_key = secrets.token_hex(16), secrets.token_hex(16)
    home.keep_key(f"{kind}.repository", key)
    home.keep_key(f"{kind}.notices", notice_key)
    lines = [
        f"[simulator.{kind}]",
        f'kind = "{kind}"',
        f'key = "{key}"',
        f"strangers = {STRANGERS}",
        f'node = "{address}"',
        f'notice_key = "{notice_key}"',
    ]
    if kind == "ident":
        lines += [
            f"[[simulator.{kind}.known]]",
            'reference = "H00000417"',
            'file = "known.eft"',
            'handling = "CALL THE DESK"',
        ]
    return "\n".join(lines) + "\n"
