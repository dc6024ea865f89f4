"""A scan for whose threads there is no memory is an error in the caller, not the end of the process."""

import subprocess
import sys

import pytest

SCAN = """
import resource, sys
import prints_of_chance as prints
from openbitmap.biometrics import FingerGallery
from openbitmap.vocabulary import FingerPosition

gallery, finger = FingerGallery(), prints.template(prints.finger(1)).data
for row in range(64 * 64):
    gallery.add(row, FingerPosition.RIGHT_INDEX, finger)
taken = 4096 * int(open("/proc/self/statm").read().split()[0])
resource.setrlimit(resource.RLIMIT_AS, (taken + (2 << 20), resource.RLIM_INFINITY))
try:
    gallery.compare(FingerPosition.RIGHT_INDEX, finger, threads=64)
except MemoryError:
    resource.setrlimit(resource.RLIMIT_AS, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    print("refused,", len(gallery.compare(FingerPosition.RIGHT_INDEX, finger, threads=2)[0]), "afterwards")
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="limits of address space are tried on Linux only")
def test_a_scan_without_memory_is_refused_and_the_next_one_works() -> None:
    limited = f'ulimit -s 256; exec {sys.executable} -c "$0"'
    environment = {"PYTHONPATH": ":".join(sys.path), "OPENBLAS_NUM_THREADS": "1"}
    command = ["bash", "-c", limited, SCAN]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    assert (done.returncode, done.stdout) == (0, "refused, 4096 afterwards\n"), done.stderr
