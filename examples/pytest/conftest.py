"""An iamsim server for each test session, with the accounts of accounts.yaml.

IAMSIM names the program, `iamsim` on the PATH if it is not set."""

import os
import pathlib
import subprocess

import pytest

HERE = pathlib.Path(__file__).parent


@pytest.fixture(scope="session")
def aws_url():
    """Where the server listens."""
    server = subprocess.Popen(
        [os.environ.get("IAMSIM", "iamsim"), "serve", "--listen", "127.0.0.1:0",
         "--seed", str(HERE / "accounts.yaml")], stdout=subprocess.PIPE, text=True)
    first = server.stdout.readline()
    assert first.startswith("listening on http://"), first
    yield first.split()[-1]
    server.terminate()
    server.communicate(timeout=30)
