#!/usr/bin/env python3
"""boto3 against iamsim: a user with a managed policy, then a role across accounts."""

import json
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

import boto3
import botocore.config
import botocore.exceptions

from server import Server, allow, redirect_sts, trust
from sweep.credentials import Key, jwks, web_identity_token

CUSTOMER = "111122223333"
THIRD_PARTY = "444455556666"
EXTERNAL_ID = "Unique-Id-0815"
READ_ONLY = "arn:aws:iam::aws:policy/ReadOnlyAccess"


class Boto3(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.server = Server()
        cls.addClassCleanup(cls.server.stop)

    def client(self, service, key_id, secret="test", token=None):
        return boto3.client(
            service, endpoint_url=self.server.url, region_name="us-east-1",
            aws_access_key_id=key_id, aws_secret_access_key=secret, aws_session_token=token,
            config=botocore.config.Config(retries={"max_attempts": 0}))

    def client_of(self, service, credentials):
        """By an access key or by temporary credentials, as the API gives them."""
        return self.client(service, credentials["AccessKeyId"], credentials["SecretAccessKey"],
                           credentials.get("SessionToken"))

    def refused(self, code, call, **parameters):
        """The message of the error that `call` must give."""
        with self.assertRaises(botocore.exceptions.ClientError) as caught:
            call(**parameters)
        self.assertEqual(caught.exception.response["Error"]["Code"], code)
        return caught.exception.response["Error"]["Message"]

    def new_user(self, account, name):
        """Creates a user with an access key; returns both as the API gives them."""
        iam = self.client("iam", account)
        user = iam.create_user(UserName=name)["User"]
        return user, iam.create_access_key(UserName=name)["AccessKey"]

    def test_a_user_has_what_the_managed_policy_grants_until_its_key_is_inactive(self):
        root = self.client("iam", CUSTOMER)
        user, key = self.new_user(CUSTOMER, "auditor")
        iam = self.client_of("iam", key)
        self.assertIn("is not authorized to perform: iam:ListUsers",
                      self.refused("AccessDenied", iam.list_users))
        root.attach_user_policy(UserName="auditor", PolicyArn=READ_ONLY)
        self.assertIn(user["Arn"], [listed["Arn"] for listed in iam.list_users()["Users"]])
        self.refused("AccessDenied", iam.create_user, UserName="other")
        root.update_access_key(UserName="auditor", AccessKeyId=key["AccessKeyId"],
                               Status="Inactive")
        self.refused("InvalidClientTokenId", iam.list_users)

    def test_wrong_secrets_and_unknown_keys_are_refused(self):
        self.refused("SignatureDoesNotMatch",
                     self.client("sts", CUSTOMER, "wrong").get_caller_identity)
        self.refused("InvalidClientTokenId",
                     self.client("sts", "AKIAIOSFODNN7EXAMPLE").get_caller_identity)

    def test_a_role_needs_both_hands_the_external_id_and_expires(self):
        deputy, key = self.new_user(THIRD_PARTY, "deputy")
        customer = self.client("iam", CUSTOMER)
        role = customer.create_role(
            RoleName="DeputyAccess",
            AssumeRolePolicyDocument=trust(deputy["Arn"], EXTERNAL_ID))["Role"]
        policy = customer.create_policy(PolicyName="ListUsersOnly",
                                        PolicyDocument=allow("iam:ListUsers"))["Policy"]
        customer.attach_role_policy(RoleName="DeputyAccess", PolicyArn=policy["Arn"])
        sts = self.client_of("sts", key)
        request = {"RoleArn": role["Arn"], "RoleSessionName": "visit",
                   "ExternalId": EXTERNAL_ID}

        message = self.refused("AccessDenied", sts.assume_role, **request)
        self.assertEqual(message, f"User: {deputy['Arn']} is not authorized to perform: "
                                  f"sts:AssumeRole on resource: {role['Arn']}")
        self.client("iam", THIRD_PARTY).put_user_policy(
            UserName="deputy", PolicyName="assume",
            PolicyDocument=allow("sts:AssumeRole", resource=role["Arn"]))
        self.refused("AccessDenied", sts.assume_role, **{**request, "ExternalId": "guess"})
        self.refused("AccessDenied", sts.assume_role, RoleArn=role["Arn"],
                     RoleSessionName="visit")

        session = sts.assume_role(**request)["Credentials"]
        identity = self.client_of("sts", session).get_caller_identity()
        self.assertEqual(identity["Arn"],
                         f"arn:aws:sts::{CUSTOMER}:assumed-role/DeputyAccess/visit")
        self.assertEqual(identity["UserId"], f"{role['RoleId']}:visit")
        self.assertEqual(identity["Account"], CUSTOMER)
        visitor = self.client_of("iam", session)
        visitor.list_users()
        self.refused("AccessDenied", visitor.list_roles)

        self.server.advance("PT59M59S")
        visitor.list_users()
        self.server.advance("PT2S")
        self.assertEqual(self.refused("ExpiredToken", visitor.list_users),
                         "The security token included in the request is expired")
        again = sts.assume_role(**request)["Credentials"]
        self.client_of("iam", again).list_users()

    def test_paginators_walk_through_all_managed_policies(self):
        pages = self.client("iam", CUSTOMER).get_paginator("list_policies").paginate(Scope="AWS")
        arns = [policy["Arn"] for page in pages for policy in page["Policies"]]
        self.assertGreater(len(arns), 1500)
        self.assertEqual(len(arns), len(set(arns)))
        self.assertIn("arn:aws:iam::aws:policy/PowerUserAccess", arns)

    def test_policy_documents_come_back_as_documents(self):
        iam = self.client("iam", CUSTOMER)
        version = iam.get_policy(PolicyArn=READ_ONLY)["Policy"]["DefaultVersionId"]
        document = iam.get_policy_version(PolicyArn=READ_ONLY,
                                          VersionId=version)["PolicyVersion"]["Document"]
        self.assertEqual(document["Version"], "2012-10-17")

    def test_presigned_requests_work_without_a_header(self):
        url = self.client("sts", CUSTOMER).generate_presigned_url("get_caller_identity",
                                                                  HttpMethod="GET")
        answer = botocore.httpsession.URLLib3Session().send(
            botocore.awsrequest.AWSRequest("GET", url).prepare())
        self.assertEqual(answer.status_code, 200, answer.text)
        self.assertIn(f"arn:aws:iam::{CUSTOMER}:root", answer.text)

    def test_a_web_identity_is_taken_from_the_environment(self):
        key, issuer = Key(), "https://token.ci.example.com"
        iam = self.client("iam", CUSTOMER)
        provider = iam.create_open_id_connect_provider(
            Url=issuer, ClientIDList=["sts.amazonaws.com"],
            ThumbprintList=["990f4193972f2becf12ddeda5237f9c952f20d9e"])["OpenIDConnectProviderArn"]
        role = iam.create_role(RoleName="Deployer", AssumeRolePolicyDocument=json.dumps({
            "Version": "2012-10-17", "Statement": [{
                "Effect": "Allow", "Principal": {"Federated": provider},
                "Action": "sts:AssumeRoleWithWebIdentity",
                "Condition": {"StringEquals": {"token.ci.example.com:sub": "job"}}}]}))["Role"]
        self.server.control("oidc", {"issuer": issuer, "jwks": jwks(key)})
        now = self.server.now()
        with tempfile.TemporaryDirectory() as folder:
            home = pathlib.Path(folder)
            redirect_sts(home, self.server.url)
            token = home / "token"
            token.write_text(web_identity_token(key, {
                "iss": issuer, "aud": "sts.amazonaws.com", "sub": "job", "iat": now,
                "exp": now + 600}))
            variables = {"HOME": folder, "PATH": os.defpath, "AWS_ROLE_ARN": role["Arn"],
                         "AWS_WEB_IDENTITY_TOKEN_FILE": str(token),
                         "AWS_ROLE_SESSION_NAME": "job", "AWS_DEFAULT_REGION": "us-east-1"}
            done = subprocess.run(
                [sys.executable, "-c", "import boto3;"
                 "print(boto3.client('sts').get_caller_identity()['Arn'])"],
                env=variables, capture_output=True, text=True, check=False, timeout=60)
        self.assertEqual(done.stdout.strip(),
                         f"arn:aws:sts::{CUSTOMER}:assumed-role/Deployer/job", done.stderr)


if __name__ == "__main__":
    unittest.main()
