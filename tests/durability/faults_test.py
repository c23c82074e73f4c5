#!/usr/bin/env python3
"""What the server does when the disk lets it down. IAMSIM names the program."""

import base64
import os
import resource
import signal
import socket
import sqlite3
import subprocess
import tempfile
import time
import unittest

from durable_server import ACCOUNT, Client, Refused, Server, element, elements, totp

DOCUMENT = ('{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:GetObject",'
            '"Resource":"arn:aws:s3:::bucket/' + "x" * 1500 + '"}}')


def refusal_of(data):
    """What the server says when it can't start."""
    run = subprocess.run([os.environ["IAMSIM"], "serve", "--listen", "127.0.0.1:0", "--data", data],
                         capture_output=True, text=True, timeout=60, check=False)
    return run.returncode, run.stderr


def new_seed(client):
    """A virtual MFA device's seed, raw bytes."""
    answer = client.call("CreateVirtualMFADevice", VirtualMFADeviceName="phone")
    return base64.b32decode(base64.b64decode(element(answer, "Base32StringSeed")))


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
        key, secret = element(answer, "AccessKeyId"), element(answer, "SecretAccessKey")
        session = Client(server.port, key, secret).call("GetSessionToken", "sts")
        seed = new_seed(client)
        credential = client.call("CreateServiceSpecificCredential", UserName="ana",
                                 ServiceName="codecommit.amazonaws.com")
        secrets = [b"Correct-Horse-7-Battery", secret.encode(), seed, base64.b32encode(seed),
                   base64.b64encode(seed), element(credential, "ServicePassword").encode(),
                   element(session, "SecretAccessKey").encode(),
                   element(session, "SessionToken").encode()]
        server.kill()  # leaves the write-ahead log there too
        for name in os.listdir(self.data):
            path = os.path.join(self.data, name)
            self.assertEqual(os.stat(path).st_mode & 0o777, 0o600, name)
            with open(path, "rb") as file:
                content = file.read()
            for number, text in enumerate(secrets):
                self.assertNotIn(text, content, f"secret {number} in {name}")

    def test_a_used_mfa_code_stays_used_after_a_crash(self):
        server = Server("--data", self.data)
        client = Client(server.port)
        client.call("CreateUser", UserName="ana")
        answer = client.call("CreateAccessKey", UserName="ana")
        key = element(answer, "AccessKeyId"), element(answer, "SecretAccessKey")
        seed, step = new_seed(client), int(time.time()) // 30
        serial = f"arn:aws:iam::{ACCOUNT}:mfa/phone"
        client.call("EnableMFADevice", UserName="ana", SerialNumber=serial,
                    AuthenticationCode1=totp(seed, step), AuthenticationCode2=totp(seed, step + 1))
        code = {"SerialNumber": serial, "TokenCode": totp(seed, step)}
        Client(server.port, *key).call("GetSessionToken", "sts", **code)
        server.kill()
        server = Server("--data", self.data)
        with self.assertRaises(Refused) as refused:
            Client(server.port, *key).call("GetSessionToken", "sts", **code)
        self.assertEqual(refused.exception.code, "AccessDenied")
        code["TokenCode"] = totp(seed, step + 1)
        Client(server.port, *key).call("GetSessionToken", "sts", **code)
        server.stop()

    def test_last_uses_outlive_a_stop_and_most_of_them_a_crash(self):
        server = Server("--data", self.data)
        client = Client(server.port)
        client.call("CreateUser", UserName="ana")
        answer = client.call("CreateAccessKey", UserName="ana")
        key = element(answer, "AccessKeyId"), element(answer, "SecretAccessKey")

        def last_use():
            answer = Client(server.port).call("GetAccessKeyLastUsed", AccessKeyId=key[0])
            return element(answer, "LastUsedDate"), element(answer, "ServiceName")

        Client(server.port, *key).call("GetCallerIdentity", "sts")
        before = last_use()
        self.assertEqual(before[1], "sts")
        server.stop()
        server = Server("--data", self.data)
        self.assertEqual(last_use(), before)
        time.sleep(1.1)
        Client(server.port, *key).call("GetCallerIdentity", "sts")
        later = last_use()
        self.assertNotEqual(later, before)
        time.sleep(7)  # they are written every five seconds
        server.kill()
        server = Server("--data", self.data)
        self.assertEqual(last_use(), later)
        server.stop()

    def test_a_database_of_a_newer_iamsim_is_refused(self):
        Server("--data", self.data).stop()
        with sqlite3.connect(os.path.join(self.data, "iamsim.db")) as database:
            database.execute("PRAGMA user_version=1000")
        database.close()
        code, error = refusal_of(self.data)
        self.assertEqual(code, 2)
        self.assertIn("is of a newer iamsim (schema 1000", error)

    def test_clients_that_hang_up_midway_leave_no_half_change(self):
        server = Server("--data", self.data)
        client, kept = Client(server.port), Client(server.port)
        client.call("CreateUser", UserName="first")
        for number in range(30):
            whole = client.request_bytes("CreateUser", UserName=f"u{number}")
            cut = len(whole) * (number + 1) // 30
            with socket.create_connection(("127.0.0.1", server.port)) as peer:
                peer.sendall(whole[:cut])  # the last one whole, its answer unread
        for name in elements(kept.call("ListUsers", MaxItems=1000), "UserName"):
            self.assertIn(name, ("first", "u29"))
        kept.call("CreateUser", UserName="after")
        server.stop()


if __name__ == "__main__":
    unittest.main()
