#!/usr/bin/env python3
"""Every operation of IAM and STS from several clients at once, for some minutes.

  soak.py SECONDS [CLIENTS] [-- OPTIONS OF iamsim serve]

IAMSIM names the program; scripts/soak builds it with sanitizers. The clients play the sweep of
tests/clients in random order on the same accounts, so that they get in each other's way: refusals
are expected, answers of 500 and more, broken connections and a server that ends badly are not. The
state is reset again and again; the memory that is resident after each reset is told, and must not
grow. Ends with 1 if anything was wrong.
"""

import multiprocessing
import os
import pathlib
import random
import statistics
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "clients"))

import botocore.exceptions  # noqa: E402
import sweep_test  # noqa: E402
from server import Server  # noqa: E402
from sweep import models  # noqa: E402
from sweep.sweep import Sweep  # noqa: E402

RESET_SECONDS = 5
GROWTH_MAX = 1.10


class SoakSweep(Sweep):
    """Counts calls and keeps the faults; what a family can't do now leaves the others alone."""

    def __init__(self, server):
        super().__init__(server)
        self.calls = 0
        self.faults = set()

    def run(self, family):
        try:
            family(self)
        except Exception:  # Another client was quicker, or the state was reset.
            pass

    def call(self, client, operation, **parameters):
        self.calls += 1
        try:
            return super().call(client, operation, **parameters)
        except botocore.exceptions.ClientError as error:
            status = error.response["ResponseMetadata"]["HTTPStatusCode"]
            if status >= 500:
                self.faults.add(f"{operation}: {status}: {error}")
            raise
        except (botocore.exceptions.BotoCoreError, AssertionError) as error:
            self.faults.add(f"{operation}: {error!r}")
            raise


class Address:
    """What a sweep needs of a server that another process runs."""

    def __init__(self, url):
        self.url = url

    control = Server.control
    advance = Server.advance
    now = Server.now


def client(url, seed, end, results):
    """One client until `end`; gives (calls, operations that did well, faults)."""
    order = random.Random(seed)
    families = list(sweep_test.FAMILIES)
    calls, good, faults = 0, set(), set()
    while time.monotonic() < end:
        sweep = SoakSweep(Address(url))
        order.shuffle(families)
        for family in families:
            if time.monotonic() < end:
                sweep.run(family)
        calls += sweep.calls
        good |= {name for name, outcome in sweep.outcomes.items() if outcome == "ok"}
        faults |= sweep.faults
    results.put((calls, good, faults))


def resident_kib(process):
    status = pathlib.Path(f"/proc/{process.pid}/status").read_text()
    return int(status.split("VmRSS:")[1].split()[0])


def grew(memory):
    """How much more the last third of the measurements is than the third in the middle: the first
    fills caches and logs."""
    third = len(memory) // 3
    if third == 0:
        return 1.0
    return statistics.median(memory[-third:]) / statistics.median(memory[third:2 * third])


def soak(server, seconds, clients):
    """(calls, operations that did well, faults, resident KiB after each reset)."""
    results, end = multiprocessing.Queue(), time.monotonic() + seconds
    workers = [multiprocessing.Process(target=client, args=(server.url, seed, end, results))
               for seed in range(clients)]
    for worker in workers:
        worker.start()
    memory = []
    while time.monotonic() < end:
        time.sleep(min(RESET_SECONDS, seconds / 10))
        server.control("reset", {})
        memory.append(resident_kib(server._process))
    parts = [results.get(timeout=120) for _ in workers]
    for worker in workers:
        worker.join()
    return (sum(part[0] for part in parts), set().union(*(part[1] for part in parts)),
            set().union(*(part[2] for part in parts)), memory)


def main():
    words = sys.argv[1:]
    options = words[words.index("--") + 1:] if "--" in words else []
    numbers = [float(word) for word in words[:words.index("--") if "--" in words else None]]
    if not numbers:
        sys.exit(__doc__)
    server = Server(*options)
    calls, good, faults, memory = soak(server, numbers[0], int((numbers + [4])[1]))
    server.stop()
    total = sum(len(names) for names in models.operations().values())
    growth = grew(memory)
    for fault in sorted(faults):
        print("FAULT " + fault)
    print(f"soak: {calls:,} calls by {os.path.basename(os.environ['IAMSIM'])}, {len(good)} of "
          f"{total} operations did well, {len(faults)} faults; resident after resets "
          f"{memory[0] / 1024:.1f} to {memory[-1] / 1024:.1f} MiB, last third {growth:.2f} of the "
          "middle one")
    return 1 if faults or growth > GROWTH_MAX else 0


if __name__ == "__main__":
    sys.exit(main())
