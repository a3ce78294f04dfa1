"""Gate `offline`: the whole suite with the network cut off, all but the machine's own loopback.

What is tried runs in a network of its own (Linux, `unshare`), in which nothing but loopback
exists; examples that serve something are asked over that.
"""

import os
import shutil
import sys
from collections.abc import Iterator

from tools.commands import CommandError, output_of
from tools.trust import suite
from tools.trust.place import MissingError, Place

# `ip link set lo up`, where there is no `ip`: SIOCSIFFLAGS with IFF_UP and IFF_RUNNING.
_ALONE = """
import fcntl, os, socket, struct, sys
with socket.socket() as loopback:
    fcntl.ioctl(loopback, 0x8914, struct.pack("16sh14x", b"lo", 0x41))
try:
    socket.create_connection(("192.0.2.1", 80), 2)  # an address of nobody (RFC 5737)
except OSError as error:
    if error.errno != 101: raise  # "network is unreachable"
else:
    sys.exit("the network is not cut off")
os.execv(sys.argv[1], sys.argv[1:])
"""


def findings(place: Place) -> Iterator[str]:
    """Yield what fails without a network."""
    if not shutil.which("unshare"):
        raise MissingError("unshare, which is Linux's")
    rights = () if os.geteuid() == 0 else ("--map-current-user", "--keep-caps")
    alone = ("unshare", *rights, "--net", sys.executable, "-c", _ALONE)
    try:
        output_of(*alone, sys.executable, "-c", "")
    except CommandError as error:
        raise MissingError(f"the right to cut off the network: {error.printed.strip()}") from error
    python = place.environment("offline", extras="test,cli,terminologies,examples,docs")
    try:
        print(f"  {suite.summary((*alone, python), whole=True)}")
    except CommandError as error:
        yield str(error)
