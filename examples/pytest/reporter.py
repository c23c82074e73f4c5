"""The code under test: counts a customer's users with the role that the customer gave us."""

import boto3


def count_users(role_arn, external_id, **client_options):
    sts = boto3.client("sts", **client_options)
    credentials = sts.assume_role(RoleArn=role_arn, RoleSessionName="cost-reports",
                                  ExternalId=external_id)["Credentials"]
    iam = boto3.client("iam", **{
        **client_options, "aws_access_key_id": credentials["AccessKeyId"],
        "aws_secret_access_key": credentials["SecretAccessKey"],
        "aws_session_token": credentials["SessionToken"]})
    return len(iam.list_users()["Users"])
