"""`iamsim serve` as a program: addresses, TLS, limits, and what it shows of its work."""

import http.client
import json
import os
import socket
import ssl
import subprocess
import sys
import tempfile
import threading
import time
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "durability"))
# pylint: disable-next=wrong-import-position
from durable_server import Client, Refused, Server, elements

IAMSIM = os.environ["IAMSIM"]


def refusal(*options):
    """What the server says when it doesn't start."""
    run = subprocess.run([IAMSIM, "serve", *options], capture_output=True, text=True, timeout=60,
                         check=False)
    return run.returncode, run.stderr


class Started:
    """A server with options that change its first line; killed in the end."""

    def __init__(self, *options):
        # pylint: disable-next=consider-using-with
        self.process = subprocess.Popen([IAMSIM, "serve", *options], stdout=subprocess.PIPE,
                                        stderr=subprocess.PIPE, text=True)
        self.first = self.process.stdout.readline()
        self.port = int(self.first.rsplit(":", 1)[1])

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.process.communicate()

    def line_with(self, text):
        """The first further line of its output that holds `text`."""
        while line := self.process.stdout.readline():
            if text in line:
                return line
        raise RuntimeError(f"no line with {text}")


class AddressTest(unittest.TestCase):
    def test_an_address_that_others_reach_needs_tls_or_consent(self):
        code, error = refusal("--listen", "0.0.0.0:0")
        self.assertEqual(code, 2)
        self.assertIn("--allow-remote", error)
        for options in (["--allow-remote"], ["--tls", "self-signed"]):
            with Started("--listen", "0.0.0.0:0", *options) as server:
                self.assertTrue(server.first.startswith("listening on http"), server.first)


class TlsTest(unittest.TestCase):
    def answer(self, server, authority):
        context = ssl.create_default_context(cafile=authority)
        connection = http.client.HTTPSConnection("127.0.0.1", server.port, context=context,
                                                 timeout=20)
        self.addCleanup(connection.close)
        connection.request("GET", "/_iamsim/metrics")
        return connection.getresponse().status

    def test_self_signed_prints_the_authority_that_clients_need(self):
        with Started("--listen", "127.0.0.1:0", "--tls", "self-signed") as server:
            self.assertIn("https://", server.first)
            authority = server.line_with("AWS_CA_BUNDLE=").strip().split("=", 1)[1]
            self.assertEqual(self.answer(server, authority), 200)
            with self.assertRaises(ssl.SSLCertVerificationError):
                self.answer(server, None)
            with socket.create_connection(("127.0.0.1", server.port), timeout=20) as plain:
                plain.sendall(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
                try:
                    self.assertNotIn(b"200", plain.recv(1000))
                except ConnectionResetError:
                    pass
            self.assertEqual(self.answer(server, authority), 200)

    def test_a_certificate_of_ones_own_is_served(self):
        with tempfile.TemporaryDirectory() as folder:
            cert, key = os.path.join(folder, "cert.pem"), os.path.join(folder, "key.pem")
            subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt",
                            "ec_paramgen_curve:prime256v1", "-nodes", "-keyout", key, "-out", cert,
                            "-days", "2", "-subj", "/CN=test", "-addext",
                            "subjectAltName=IP:127.0.0.1"], check=True, capture_output=True)
            with Started("--listen", "127.0.0.1:0", "--tls-cert", cert, "--tls-key", key) as server:
                self.assertEqual(self.answer(server, cert), 200)
            for options in (["--tls-cert", cert], ["--tls-key", key],
                            ["--tls-cert", key, "--tls-key", cert],
                            ["--tls-cert", cert, "--tls-key", "/nowhere"],
                            ["--tls", "self-signed", "--tls-cert", cert, "--tls-key", key]):
                code, error = refusal("--listen", "127.0.0.1:0", *options)
                self.assertNotEqual(code, 0, options)
                self.assertRegex(error, "tls|key|certificate", options)


class LimitsTest(unittest.TestCase):
    def setUp(self):
        self.server = Server("--max-header-bytes", "2000", "--max-body-bytes", "3000",
                             "--max-connections", "6", "--header-seconds", "1",
                             "--body-seconds", "1", "--idle-seconds", "2")
        self.addCleanup(self.server.kill)

    def send(self, data):
        """All that comes back until the server closes."""
        with socket.create_connection(("127.0.0.1", self.server.port), timeout=20) as peer:
            peer.sendall(data)
            received = b""
            try:
                while piece := peer.recv(65536):
                    received += piece
            except ConnectionResetError:
                pass
            return received

    def assert_others_are_served(self):
        Client(self.server.port).call("ListUsers")

    def test_each_flag_has_its_answer(self):
        for data, status in (
                (b"GET / HTTP/1.1\r\nHost: x\r\nA: " + b"a" * 3000 + b"\r\n\r\n", b"431"),
                (b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 4000\r\n\r\n", b"413"),
                (b"POST / HTTP/1.1\r\nHost: x\r\n", b"408"),
                (b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nabc", b"408")):
            slow = threading.Thread(target=self.assert_others_are_served)
            slow.start()
            self.assertTrue(self.send(data).startswith(b"HTTP/1.1 " + status), data[:40])
            slow.join()
        began = time.monotonic()
        self.assertEqual(self.send(b""), b"")
        self.assertLess(time.monotonic() - began, 10)
        self.assert_others_are_served()

    def test_connections_beyond_the_limit_leave_the_others_alone(self):
        kept = Client(self.server.port)
        kept.call("ListUsers")
        peers = [socket.create_connection(("127.0.0.1", self.server.port), timeout=20)
                 for _ in range(5)]
        try:
            beyond = self.send(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
            self.assertTrue(beyond == b"" or beyond.startswith(b"HTTP/1.1 503"), beyond)
            kept.call("ListUsers")
        finally:
            for peer in peers:
                peer.close()


class ObservationTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()  # pylint: disable=consider-using-with
        self.addCleanup(folder.cleanup)
        self.log = os.path.join(folder.name, "access.log")
        self.trail = os.path.join(folder.name, "trail.jsonl")

    def answers(self, server):
        """Request ids of a call that succeeds and of one that is refused, and a decision's id."""
        connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=20)
        self.addCleanup(connection.close)
        client, ids = Client(server.port), []
        for name in ("ana", "ana"):
            raw = client.request_bytes("CreateUser", UserName=name).decode()
            head, body = raw.split("\r\n\r\n")
            headers = dict(line.split(": ", 1) for line in head.split("\r\n")[1:])
            connection.request("POST", "/", body, headers)
            answer = connection.getresponse()
            text = answer.read().decode()
            ids.append(answer.headers["x-amzn-RequestId"])
            self.assertEqual(elements(text, "RequestId"), [ids[-1]])
        return ids, answer.headers["x-iamsim-decision"]

    def test_logs_tell_the_answers_request_ids(self):
        for form in ("json", "text"):
            server = Server("--access-log", self.log, "--access-log-format", form, "--cloudtrail",
                            self.trail)
            ids, _ = self.answers(server)
            server.stop()
            with open(self.log, encoding="utf-8") as file:
                lines = file.read().splitlines()
            with open(self.trail, encoding="utf-8") as file:
                records = [json.loads(line) for line in file]
            self.assertEqual(len(lines), 2)
            for request_id, line, record in zip(ids, lines, records, strict=True):
                self.assertIn(request_id, line)
                if form == "json":
                    self.assertIn(request_id, json.loads(line).values())
                self.assertEqual(record["requestID"], request_id)
                self.assertEqual(record["eventName"], "CreateUser")
            self.assertIn("EntityAlreadyExists", records[1]["errorCode"])
            for path in (self.log, self.trail):
                self.assertEqual(os.stat(path).st_mode & 0o777, 0o600)
                os.unlink(path)

    def test_decisions_their_stream_and_metrics(self):
        server = Server()
        self.addCleanup(server.kill)
        with socket.create_connection(("127.0.0.1", server.port), timeout=20) as listener:
            listener.sendall(b"GET /_iamsim/decisions/stream HTTP/1.1\r\nHost: x\r\n\r\n")
            received = listener.recv(1000)
            self.assertIn(b"text/event-stream", received)
            _, decision = self.answers(server)
            while decision.encode() not in received:
                piece = listener.recv(65536)
                self.assertTrue(piece, received)
                received += piece
        client = Client(server.port)
        shown = json.loads(client.control("GET", "decisions"))["decisions"]
        self.assertEqual(shown[0]["id"], decision)
        one = json.loads(client.control("GET", f"decisions/{decision}"))
        self.assertEqual(one["id"], decision)
        metrics = client.control("GET", "metrics")
        self.assertIn("iamsim_users 1", metrics)
        self.assertRegex(metrics, r"# TYPE \w+ counter")

    def test_no_control_hides_it_all(self):
        server = Server("--no-control")
        self.addCleanup(server.kill)
        for path in ("decisions", "metrics", "reset"):
            with self.assertRaises(Refused):
                Client(server.port).control("GET", path)


class ImportTest(unittest.TestCase):
    def test_unknown_parts_are_told(self):
        server = Server()
        self.addCleanup(server.kill)
        details = {"UserDetailList": [{"UserName": "ana", "Surprise": 1, "Path": "/",
                                       "UserId": "AIDAEXAMPLEEXAMPLE11",
                                       "Arn": "arn:aws:iam::111122223333:user/ana",
                                       "CreateDate": "2026-01-01T00:00:00Z"}], "NewList": []}
        with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
            json.dump(details, file)
            file.flush()
            run = subprocess.run([IAMSIM, "import", file.name, "--endpoint",
                                  f"http://127.0.0.1:{server.port}"], capture_output=True,
                                 text=True, timeout=60, check=False)
        self.assertEqual(run.returncode, 1, run.stderr)
        notes = json.dumps(json.loads(run.stdout)["notes"])
        self.assertIn("Surprise", notes)
        self.assertIn("NewList", notes)


if __name__ == "__main__":
    unittest.main()
