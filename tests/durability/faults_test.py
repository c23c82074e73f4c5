#!/usr/bin/env python3
"""What the server does when the disk lets it down. IAMSIM names the program."""

import os
import resource
import signal
import subprocess
import tempfile
import unittest

from durable_server import Client, Refused, Server, elements

DOCUMENT = ('{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:GetObject",'
            '"Resource":"arn:aws:s3:::bucket/' + "x" * 1500 + '"}}')


def refusal_of(data):
    """What the server says when it can't start."""
    run = subprocess.run([os.environ["IAMSIM"], "serve", "--listen", "127.0.0.1:0", "--data", data],
                         capture_output=True, text=True, timeout=60, check=False)
    return run.returncode, run.stderr


class Faults(unittest.TestCase):
    def setUp(self):
        self._directory = tempfile.TemporaryDirectory()  # pylint: disable=consider-using-with
        self.addCleanup(self._directory.cleanup)
        self.data = os.path.join(self._directory.name, "data")

    def test_a_full_disk_refuses_changes_and_loses_none(self):
        def small_files():
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, resource.RLIM_INFINITY))

        server, made = Server("--data", self.data, limits=small_files), []
        client = Client(server.port)
        with self.assertRaises(Refused) as full:
            for number in range(1000):
                client.call("CreateUser", UserName=f"u{number}")
                made.append(f"u{number}")
                client.call("PutUserPolicy", UserName=f"u{number}", PolicyName="p",
                            PolicyDocument=DOCUMENT)
        self.assertEqual(full.exception.status, 500)
        self.assertIn("The change could not be stored: cannot write", full.exception.message)
        self.assertGreater(len(made), 5)
        # Reading goes on, and shows nothing of what was refused.
        self.assertEqual(sorted(elements(client.call("ListUsers", MaxItems=1000), "UserName")),
                         sorted(made))
        server.kill()
        server = Server("--data", self.data)
        client = Client(server.port)
        self.assertEqual(sorted(elements(client.call("ListUsers", MaxItems=1000), "UserName")),
                         sorted(made))
        client.call("CreateUser", UserName="after")
        server.stop()

    def test_a_second_server_is_refused(self):
        server = Server("--data", self.data)
        code, error = refusal_of(self.data)
        self.assertEqual(code, 2)
        self.assertIn(f"another iamsim server (process {server.process.pid}) uses {self.data}",
                      error)
        server.kill()
        Server("--data", self.data).stop()

    def test_a_directory_that_can_not_be_written_is_refused(self):
        if os.geteuid() != 0:
            os.mkdir(self.data, 0o500)
            code, error = refusal_of(self.data)
        else:  # root may write everywhere but on file systems that nobody can write to
            code, error = refusal_of("/proc/iamsim")
        self.assertEqual(code, 2)
        self.assertRegex(error, "cannot (make|write)")

    def test_a_damaged_database_is_refused(self):
        server = Server("--data", self.data)
        client = Client(server.port)
        for number in range(100):
            client.call("CreateUser", UserName=f"u{number}")
        server.stop()
        with open(os.path.join(self.data, "iamsim.db"), "r+b") as database:
            database.seek(2 * 4096)
            database.write(b"\xa5" * 4096)
        code, error = refusal_of(self.data)
        self.assertEqual(code, 2)
        self.assertIn("restore it from a copy", error)

    def test_one_changed_character_in_a_row_is_noticed(self):
        server = Server("--data", self.data)
        Client(server.port).call("CreateUser", UserName="ana")
        server.stop()
        path = os.path.join(self.data, "iamsim.db")
        with open(path, "rb") as database:
            content = database.read()
        self.assertIn(b'"name":"ana"', content)
        with open(path, "wb") as database:
            database.write(content.replace(b'"name":"ana"', b'"name":"bna"'))
        code, error = refusal_of(self.data)
        self.assertEqual(code, 2)
        self.assertIn("user, ana) is not as it was written", error)

    def test_another_key_file_is_refused(self):
        server = Server("--data", self.data)
        Client(server.port).call("CreateUser", UserName="ana")
        server.stop()
        os.unlink(os.path.join(self.data, "key"))
        code, error = refusal_of(self.data)
        self.assertEqual(code, 2)
        self.assertIn("key file", error)

    def test_secrets_are_not_on_disk_in_clear(self):
        server = Server("--data", self.data)
        client = Client(server.port)
        client.call("CreateUser", UserName="ana")
        client.call("CreateLoginProfile", UserName="ana", Password="Correct-Horse-7-Battery")
        answer = client.call("CreateAccessKey", UserName="ana")
        secret = elements(answer, "SecretAccessKey")[0]
        server.kill()  # leaves the write-ahead log there too
        for name in os.listdir(self.data):
            with open(os.path.join(self.data, name), "rb") as file:
                content = file.read()
            self.assertNotIn(secret.encode(), content, name)
            self.assertNotIn(b"Correct-Horse-7-Battery", content, name)


if __name__ == "__main__":
    unittest.main()
