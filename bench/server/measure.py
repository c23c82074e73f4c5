"""Measures iamsim's server beside a bare Beast server: `scripts/bench-server` runs it.

  measure.py BUILD_FOLDER [--seconds 5] [--connections 8] [--rounds 3] [--users N]

Prints a Markdown report. Both servers get the same connections and send the same number of bytes;
rounds alternate between them and the median counts, so that a slow moment of the machine falls on
both. Where moto's server is installed (`moto_server`), it gets the same calls in the same run.
"""

import argparse
import datetime
import hashlib
import hmac
import json
import os
import pathlib
import re
import shutil
import socket
import sqlite3
import statistics
import subprocess
import tempfile
import time
import urllib.parse
import urllib.request

FIRST_USERS = 2000
OWNER, PARTNER = "111122223333", "444455556666"
TRUST = ('{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"AWS":"%s"},'
         '"Action":"sts:AssumeRole","Condition":{"StringEquals":{"sts:ExternalId":"x-1"}}}}'
         % PARTNER)
GRANT = ('{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"sts:AssumeRole",'
         '"Resource":"*"}}')
CALLS = {
    "GetCallerIdentity": {},
    "AssumeRole": {"RoleArn": f"arn:aws:iam::{OWNER}:role/R", "RoleSessionName": "session",
                   "ExternalId": "x-1"}}
VERSIONS = {"iam": "2010-05-08", "sts": "2011-06-15"}


def hmac256(key, text):
    return hmac.new(key, text.encode(), hashlib.sha256).digest()


def signed(service, action, parameters, key, secret, port):
    """The bytes of a signed request, valid for fifteen minutes."""
    body = urllib.parse.urlencode(
        {"Action": action, "Version": VERSIONS[service], **parameters})
    now = datetime.datetime.now(datetime.timezone.utc).strftime("%Y%m%dT%H%M%SZ")
    kind = "application/x-www-form-urlencoded; charset=utf-8"
    names = "content-type;host;x-amz-date"
    canonical = "\n".join([
        "POST", "/", "", f"content-type:{kind}", f"host:127.0.0.1:{port}", f"x-amz-date:{now}", "",
        names, hashlib.sha256(body.encode()).hexdigest()])
    scope = f"{now[:8]}/us-east-1/{service}/aws4_request"
    text = "\n".join(["AWS4-HMAC-SHA256", now, scope,
                      hashlib.sha256(canonical.encode()).hexdigest()])
    derived = ("AWS4" + secret).encode()
    for part in (now[:8], "us-east-1", service, "aws4_request"):
        derived = hmac256(derived, part)
    signature = hmac256(derived, text).hex()
    head = "\r\n".join([
        "POST / HTTP/1.1", f"Host: 127.0.0.1:{port}", "Accept-Encoding: identity",
        f"Content-Type: {kind}",
        "User-Agent: aws-cli/2.9.19 Python/3.11.2 Linux/6.1.0 source/x86_64.debian.12",
        f"X-Amz-Date: {now}",
        f"Authorization: AWS4-HMAC-SHA256 Credential={key}/{scope}, SignedHeaders={names}, "
        f"Signature={signature}", f"Content-Length: {len(body)}", "", body])
    return head.encode()


def exchange(connection, request):
    """The whole answer to one request."""
    connection.sendall(request)
    data = b""
    while True:
        data += connection.recv(65536)
        head, found, body = data.partition(b"\r\n\r\n")
        if found:
            length = int(re.search(rb"(?i)content-length: (\d+)", head).group(1))
            if len(body) >= length:
                return data


class Server:
    """A server process that prints where it listens."""

    def __init__(self, command):
        self.started = time.perf_counter()
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        self.port = int(self.process.stdout.readline().rsplit(":", 1)[1])

    def connect(self):
        return socket.create_connection(("127.0.0.1", self.port))

    def call(self, service, action, parameters, key, secret="test"):
        with self.connect() as connection:
            answer = exchange(connection, signed(service, action, parameters, key, secret,
                                                 self.port))
        if not answer.startswith(b"HTTP/1.1 200"):
            raise SystemExit(f"{action}: {answer.decode()}")
        return answer.decode()

    def set_quota(self, account, name, value):
        body = json.dumps({"account": account, "quotas": {name: value}}).encode()
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}/_iamsim/quotas", body,
                                         {"Content-Type": "application/json"})
        urllib.request.urlopen(request).read()

    def memory_kib(self):
        status = pathlib.Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(r"VmRSS:\s+(\d+)", status).group(1))

    def stop(self):
        self.process.terminate()
        self.process.wait()


class MotoServer(Server):
    """moto's server, which says nothing once it listens: it is asked until it answers."""

    def __init__(self, command):
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        self.process = subprocess.Popen(
            [command, "--host", "127.0.0.1", "--port", str(self.port)],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for _ in range(100):
            try:
                self.connect().close()
                return
            except OSError:
                time.sleep(0.2)
        raise SystemExit(f"{command} does not listen after 20 seconds")


def element(xml, name):
    return re.search(f"<{name}>(.*?)</{name}>", xml).group(1)


class Bench:
    def __init__(self, options):
        self.options = options
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="iamsim-bench-"))
        self.iamsim = [options.build / "simulator/iamsim", "serve", "--listen", "127.0.0.1:0"]
        self.tools = options.build / "bench/server"
        self.load_cores = []

    def load(self, port, request, *extra):
        path = self.folder / "request"
        path.write_bytes(request)
        out = subprocess.run(
            [*self.load_cores, self.tools / "server_load", "--port", str(port),
             "--request", path, "--connections", str(self.options.connections),
             "--seconds", str(self.options.seconds), *extra],
            check=True, capture_output=True, text=True).stdout
        return {name: float(value) for name, value in
                (pair.split("=") for pair in out.split())}

    def world(self, server):
        """A partner's user who may assume a role of another account, with an External ID."""
        server.call("iam", "CreateRole",
                    {"RoleName": "R", "AssumeRolePolicyDocument": TRUST}, OWNER)
        server.call("iam", "CreateUser", {"UserName": "u"}, PARTNER)
        server.call("iam", "PutUserPolicy", {"UserName": "u", "PolicyName": "p",
                                             "PolicyDocument": GRANT}, PARTNER)
        xml = server.call("iam", "CreateAccessKey", {"UserName": "u"}, PARTNER)
        return element(xml, "AccessKeyId"), element(xml, "SecretAccessKey")

    def moto_rates(self):
        """Requests a second by action; nothing where moto isn't installed."""
        command = shutil.which("moto_server")
        if command is None:
            return {}
        server = MotoServer(command)
        key, secret = self.world(server)
        rates = {action: self.load(server.port, signed("sts", action, parameters, key, secret,
                                                       server.port))["rate"]
                 for action, parameters in CALLS.items()}
        server.stop()
        return rates

    def rates(self, threads):
        # Each side on cores of its own, as far as there are enough: else the scheduler's whims
        # count.
        cores, server_cores, self.load_cores = os.cpu_count(), [], []
        if threads < cores:
            server_cores = ["taskset", "-c", f"0-{threads - 1}"]
            self.load_cores = ["taskset", "-c", f"{threads}-{cores - 1}"]
        server = Server([*server_cores, *self.iamsim, "--threads", str(threads)])
        key, secret = self.world(server)
        for action, parameters in CALLS.items():
            def request():
                return signed("sts", action, parameters, key, secret, server.port)
            with server.connect() as connection:
                answer = exchange(connection, request())
            if not answer.startswith(b"HTTP/1.1 200"):
                raise SystemExit(answer.decode())
            size = len(answer)
            bare = Server([*server_cores, self.tools / "bare_server", "--threads", str(threads),
                           "--response-bytes", str(size)])
            ours, theirs = [], []
            for _ in range(self.options.rounds):
                theirs.append(self.load(bare.port, request()))
                ours.append(self.load(server.port, request()))
            bare.stop()
            rate = statistics.median(result["rate"] for result in ours)
            bare_rate = statistics.median(result["rate"] for result in theirs)
            p99 = statistics.median(result["p99_ms"] for result in ours)
            bare_p99 = statistics.median(result["p99_ms"] for result in theirs)
            half = self.load(server.port, request(), "--rate", str(rate / 2))
            print(f"| {action} | {threads} | {size} | {rate:,.0f} | {bare_rate:,.0f} "
                  f"| {100 * rate / bare_rate:.0f} % | {p99:.2f} | {bare_p99:.2f} "
                  f"| {half['p99_ms']:.2f} |")
        server.stop()
        self.load_cores = []

    def start_up(self, *extra):
        """Milliseconds from the start of the process to the first good answer."""
        times, memory = [], 0
        for _ in range(11):
            began = time.perf_counter()
            server = Server([*self.iamsim, *extra])
            server.call("sts", "GetCallerIdentity", {}, OWNER)
            times.append((time.perf_counter() - began) * 1e3)
            memory = server.memory_kib()
            server.stop()
        return statistics.median(times), memory

    def seed_file(self):
        """A seed file of a thousand entities: users and roles with a policy each."""
        document = json.loads(GRANT)
        accounts = {"owner": {
            "id": OWNER,
            "users": {f"user-{number}": {"inline": {"p": document}} for number in range(500)},
            "roles": {f"role-{number}": {"trust": json.loads(TRUST), "inline": {"p": document}}
                      for number in range(500)}}}
        path = self.folder / "seed.json"
        path.write_text(json.dumps({"seed": 1, "accounts": accounts}))
        return path

    def durable(self, connections):
        """Acknowledged changes a second on SQLite, and how many commits of one row SQLite itself
        makes in the same place, one after the other: rounds alternate."""
        server = Server([*self.iamsim, "--data", self.folder / f"data-{connections}"])
        key, secret = self.world(server)
        del key, secret
        request = signed("iam", "PutUserPolicy", {"UserName": "u", "PolicyName": "p",
                                                  "PolicyDocument": GRANT}, PARTNER, "test",
                         server.port)
        ours, theirs = [], []
        for _ in range(self.options.rounds):
            ours.append(self.load(server.port, request, "--connections", str(connections))["rate"])
            theirs.append(self.sqlite_commits())
        server.stop()
        return statistics.median(ours), statistics.median(theirs)

    def sqlite_commits(self):
        database = sqlite3.connect(self.folder / "plain.db", isolation_level=None)
        database.execute("PRAGMA journal_mode=WAL")
        database.execute("PRAGMA synchronous=FULL")
        database.execute("CREATE TABLE IF NOT EXISTS t (k INTEGER PRIMARY KEY, v TEXT)")
        count, began = 0, time.perf_counter()
        while time.perf_counter() - began < self.options.seconds:
            database.execute("INSERT OR REPLACE INTO t VALUES (1, ?)", (GRANT,))
            count += 1
        database.close()
        return count / (time.perf_counter() - began)

    def users(self, count):
        """Memory for each user, and how fast look-ups are among so many. The first two thousand
        fill the log of decisions, which is as large ever after; memory is counted from there."""
        server = Server([*self.iamsim, "--threads", "1"])
        server.set_quota(OWNER, "UsersPerAccount", count)
        connection = server.connect()
        before, marks = 0, {}
        for number in range(count):
            answer = exchange(connection, signed("iam", "CreateUser",
                                                 {"UserName": f"user-{number:07}"}, OWNER, "test",
                                                 server.port))
            if not answer.startswith(b"HTTP/1.1 200"):
                raise SystemExit(answer.decode())
            if number + 1 in (FIRST_USERS, count):
                request = signed("iam", "GetUser", {"UserName": f"user-{number // 2:07}"}, OWNER,
                                 "test", server.port)
                marks[number + 1] = self.load(server.port, request)["rate"]
                before = before or server.memory_kib()
        after = server.memory_kib()
        server.stop()
        return (after - before) * 1024 / (count - FIRST_USERS), marks


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("build", type=pathlib.Path)
    parser.add_argument("--seconds", type=float, default=5)
    parser.add_argument("--connections", type=int, default=8)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--users", type=int, default=0)
    parser.add_argument("--threads", type=int, nargs="*", default=[1, 2])
    options = parser.parse_args()
    bench = Bench(options)
    print(f"{os.cpu_count()} cores, {options.connections} connections, median of "
          f"{options.rounds} rounds of {options.seconds:g} s\n")
    print("| call | threads | bytes | requests/s | bare server | share | p99 ms | bare p99 ms "
          "| p99 ms at half load |\n|---|---|---|---|---|---|---|---|---|")
    for threads in options.threads:
        bench.rates(threads)
    moto = bench.moto_rates()
    for action, rate in moto.items():
        print(f"\nmoto's server, {action}: {rate:,.0f} requests/s")
    if not moto:
        print("\nmoto's server is not installed here: not measured")
    millis, memory = bench.start_up()
    print(f"\nstart to first answer: {millis:.1f} ms; resident then: {memory / 1024:.1f} MiB")
    millis, memory = bench.start_up("--seed", bench.seed_file())
    print(f"the same with 1,000 users and roles from a seed file: {millis:.1f} ms; "
          f"{memory / 1024:.1f} MiB")
    for connections in (1, options.connections, 64):
        ours, theirs = bench.durable(connections)
        print(f"durable changes, {connections} connections: {ours:,.0f}/s; SQLite's own commits, "
              f"one after the other: {theirs:,.0f}/s")
    if options.users:
        each, marks = bench.users(options.users)
        print(f"each of {options.users:,} users: {each:.0f} bytes")
        for count, rate in marks.items():
            print(f"GetUser among {count:,} users: {rate:,.0f} requests/s")


if __name__ == "__main__":
    main()
