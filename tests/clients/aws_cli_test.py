#!/usr/bin/env python3
"""The AWS CLI against iamsim. Each command takes a second to start, so there are few."""

import base64
import json
import os
import pathlib
import shutil
import subprocess
import tempfile
import unittest

from server import Server, allow, redirect_sts, trust

AWS = "/usr/bin/aws"  # Debian's
CUSTOMER = "111122223333"
THIRD_PARTY = "444455556666"
EXTERNAL_ID = "Unique-Id-0815"
ROLE = f"arn:aws:iam::{CUSTOMER}:role/DeputyAccess"
SESSION = f"arn:aws:sts::{CUSTOMER}:assumed-role/DeputyAccess/"


class AwsCli(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.server = Server()
        cls.addClassCleanup(cls.server.stop)
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.home = pathlib.Path(folder.name)
        redirect_sts(cls.home, cls.server.url)

    def run_aws(self, *arguments, credentials=None):
        variables = {"HOME": str(self.home), "PATH": os.defpath, "AWS_PAGER": "",
                     "AWS_DEFAULT_REGION": "us-east-1", "AWS_MAX_ATTEMPTS": "1",
                     "AWS_EC2_METADATA_DISABLED": "true", "AWS_DEFAULT_OUTPUT": "json"}
        if credentials:
            variables["AWS_ACCESS_KEY_ID"] = credentials["AccessKeyId"]
            variables["AWS_SECRET_ACCESS_KEY"] = credentials["SecretAccessKey"]
            variables["AWS_SESSION_TOKEN"] = credentials.get("SessionToken", "")
        return subprocess.run([AWS, "--endpoint-url", self.server.url, *arguments], timeout=60,
                              env=variables, capture_output=True, text=True, check=False)

    def aws(self, *arguments, account=None, credentials=None):
        """What the command prints, read as JSON; it must succeed."""
        if account:
            credentials = {"AccessKeyId": account, "SecretAccessKey": "test"}
        done = self.run_aws(*arguments, credentials=credentials)
        self.assertEqual(done.returncode, 0, done.stderr)
        return json.loads(done.stdout) if done.stdout.strip() else None

    def refused(self, code, *arguments, credentials=None):
        done = self.run_aws(*arguments, credentials=credentials)
        self.assertEqual(done.returncode, 254, done.stdout + done.stderr)
        self.assertIn(f"An error occurred ({code})", done.stderr)

    def write_profiles(self, key):
        (self.home / ".aws" / "credentials").write_text(
            "[source]\n"
            f"aws_access_key_id = {key['AccessKeyId']}\n"
            f"aws_secret_access_key = {key['SecretAccessKey']}\n")
        (self.home / ".aws" / "config").write_text("".join(
            f"[profile {name}]\nrole_arn = {ROLE}\nsource_profile = source\n"
            f"external_id = {external_id}\nrole_session_name = {name}\n"
            for name, external_id in (("deputy", EXTERNAL_ID), ("guesser", "guess"))))

    def set_up_handshake(self):
        """Both hands; returns the third party's access key."""
        user = self.aws("iam", "create-user", "--user-name", "deputy", account=THIRD_PARTY)
        key = self.aws("iam", "create-access-key", "--user-name", "deputy",
                       account=THIRD_PARTY)["AccessKey"]
        self.aws("iam", "put-user-policy", "--user-name", "deputy", "--policy-name", "assume",
                 "--policy-document", allow("sts:AssumeRole", resource=ROLE),
                 account=THIRD_PARTY)
        self.aws("iam", "create-role", "--role-name", "DeputyAccess",
                 "--assume-role-policy-document", trust(user["User"]["Arn"], EXTERNAL_ID),
                 account=CUSTOMER)
        policy = self.aws("iam", "create-policy", "--policy-name", "ListUsersOnly",
                          "--policy-document", allow("iam:ListUsers"), account=CUSTOMER)
        self.aws("iam", "attach-role-policy", "--role-name", "DeputyAccess", "--policy-arn",
                 policy["Policy"]["Arn"], account=CUSTOMER)
        return key

    def test_handshake_by_commands_and_by_profiles(self):
        key = self.set_up_handshake()
        assume = ["sts", "assume-role", "--role-arn", ROLE, "--role-session-name", "visit"]
        self.refused("AccessDenied", *assume, "--external-id", "guess", credentials=key)
        session = self.aws(*assume, "--external-id", EXTERNAL_ID, credentials=key)["Credentials"]
        self.aws("iam", "list-users", credentials=session)
        self.refused("AccessDenied", "iam", "list-roles", credentials=session)

        self.write_profiles(key)
        identity = self.aws("--profile", "deputy", "sts", "get-caller-identity")
        self.assertEqual(identity["Arn"], SESSION + "deputy")
        self.refused("AccessDenied", "--profile", "guesser", "sts", "get-caller-identity")

        self.server.advance("PT1H1S")
        self.refused("ExpiredToken", "iam", "list-users", credentials=session)
        # The CLI keeps a role's credentials until the machine's time says that they expired.
        self.refused("ExpiredToken", "--profile", "deputy", "iam", "list-users")
        shutil.rmtree(self.home / ".aws" / "cli" / "cache")
        self.aws("--profile", "deputy", "iam", "list-users")

    def test_waiters_pages_and_files(self):
        account = "777777777777"
        for name in ("ana", "bob", "eve"):
            self.aws("iam", "create-user", "--user-name", name, account=account)
        self.aws("iam", "wait", "user-exists", "--user-name", "ana", account=account)
        paged = self.aws("iam", "list-users", "--page-size", "1", account=account)
        self.assertEqual([user["UserName"] for user in paged["Users"]], ["ana", "bob", "eve"])
        first = self.aws("iam", "list-users", "--max-items", "2", account=account)
        self.assertEqual(len(first["Users"]), 2)
        rest = self.aws("iam", "list-users", "--starting-token", first["NextToken"],
                        account=account)
        self.assertEqual([user["UserName"] for user in rest["Users"]], ["eve"])
        details = self.aws("iam", "get-account-authorization-details", "--filter", "User",
                           account=account)
        self.assertEqual(len(details["UserDetailList"]), 3)

        picture, seed = self.home / "code.png", self.home / "seed.txt"
        for method, path in (("QRCodePNG", picture), ("Base32StringSeed", seed)):
            device = self.aws("iam", "create-virtual-mfa-device", "--virtual-mfa-device-name",
                              method, "--outfile", str(path), "--bootstrap-method", method,
                              account=account)["VirtualMFADevice"]
            self.assertEqual(device["SerialNumber"], f"arn:aws:iam::{account}:mfa/{method}")
        self.assertTrue(picture.read_bytes().startswith(b"\x89PNG"))
        self.assertEqual(len(base64.b32decode(seed.read_text())), 40)

    def test_credentials_exported_for_other_programs(self):
        root = "888888888888"
        self.aws("iam", "create-user", "--user-name", "ana", account=root)
        self.aws("iam", "put-user-policy", "--user-name", "ana", "--policy-name", "p",
                 "--policy-document", allow("sts:*"), account=root)
        key = self.aws("iam", "create-access-key", "--user-name", "ana", account=root)["AccessKey"]
        exported = self.aws("configure", "export-credentials", credentials=key)
        self.assertEqual(exported["AccessKeyId"], key["AccessKeyId"])
        process = self.home / "give-credentials"
        session = self.aws("sts", "get-session-token", credentials=key)["Credentials"]
        (self.home / "session.json").write_text(json.dumps({"Version": 1, **session}))
        process.write_text(f"#!/bin/sh\ncat {self.home}/session.json\n")
        process.chmod(0o700)
        (self.home / ".aws").mkdir(exist_ok=True)
        (self.home / ".aws" / "config").write_text(
            f"[profile process]\ncredential_process = {process}\n")
        identity = self.aws("--profile", "process", "sts", "get-caller-identity")
        self.assertEqual(identity["Arn"], f"arn:aws:iam::{root}:user/ana")


if __name__ == "__main__":
    unittest.main()
