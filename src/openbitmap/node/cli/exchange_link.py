"""A link on loopback that is cut now and then, and the processor time of other processes: for `bench exchange`."""

import os
import socket
import threading
import time
from pathlib import Path

DOWN_SECONDS = 0.5


class Proxy:
    """A TCP link that can be cut: all of its connections die at once, and for a moment none is let in."""

    def __init__(self, target: int) -> None:
        self.target = target
        self.cuts = 0
        self.shut = False
        self._open: set[socket.socket] = set()
        self._door = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._door.getsockname()[1])
        self._closing = threading.Event()
        threading.Thread(target=self._accept, daemon=True).start()

    def cut(self) -> None:
        self.cuts += 1
        for end in list(self._open):
            _shut(end)

    def cut_every(self, seconds: float) -> None:
        threading.Thread(target=self._cut_on, args=(seconds,), daemon=True).start()

    def close(self) -> None:
        self._closing.set()
        _shut(self._door)
        self._door.close()
        self.cut()

    def _cut_on(self, seconds: float) -> None:
        self.cuts = 0
        while not self._closing.wait(seconds):
            self.shut = True
            self.cut()
            time.sleep(DOWN_SECONDS)
            self.shut = False

    def _accept(self) -> None:
        while not self._closing.is_set():
            try:
                near, _ = self._door.accept()
                if self.shut:
                    near.close()
                    continue
                far = socket.create_connection(("127.0.0.1", self.target), timeout=5)
            except OSError:
                continue
            far.settimeout(None)
            self._open |= {near, far}
            for source, sink in ((near, far), (far, near)):
                threading.Thread(target=self._pump, args=(source, sink), daemon=True).start()

    def _pump(self, source: socket.socket, sink: socket.socket) -> None:
        try:
            while data := source.recv(65_536):
                sink.sendall(data)
        except OSError:
            pass
        finally:
            for end in (source, sink):
                _shut(end)
            self._open -= {source, sink}


def _shut(end: socket.socket) -> None:
    try:
        end.shutdown(socket.SHUT_RDWR)
    except OSError:
        return


def cpu_of(pid: int, *, with_reaped: bool = False) -> float:
    """User and system seconds of a process; 0 where it is gone."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2].split()
    except OSError:
        return 0.0
    last = 15 if with_reaped else 13
    return sum(int(field) for field in fields[11:last]) / os.sysconf("SC_CLK_TCK")


def family_cpu(parent: int) -> float:
    """A process with its children, living and reaped: a database server."""
    total = cpu_of(parent, with_reaped=True)
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text("ascii").rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == parent:
            total += cpu_of(int(path.parent.name))
    return total


def p50_p99(values: list[float]) -> tuple[float, float]:
    ordered = sorted(values)
    return ordered[len(ordered) // 2], ordered[min(len(ordered) - 1, len(ordered) * 99 // 100)]
