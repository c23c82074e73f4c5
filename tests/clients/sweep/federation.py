"""Identity providers and all of STS."""

import json
from datetime import datetime, timezone

from server import allow, trust
from sweep.accounts import MANAGEMENT
from sweep.credentials import (Key, jwks, saml_metadata, saml_response, totp, web_identity_token)
from sweep.entities import ACCOUNT, READ_ONLY, tag_calls
from sweep.user_credentials import new_mfa_device

ISSUER = "https://idp.example.com"
ENTITY = "https://idp.example.com/saml"
THUMBPRINT = "990f4193972f2becf12ddeda5237f9c952f20d9e"


def _trust_provider(arn, action, condition):
    return json.dumps({"Version": "2012-10-17", "Statement": [
        {"Effect": "Allow", "Principal": {"Federated": arn}, "Action": action,
         "Condition": {"StringEquals": condition}}]})


def _is_session(answer, kind="assumed-role"):
    assert answer["Credentials"]["AccessKeyId"].startswith("ASIA")
    user = answer.get("AssumedRoleUser") or answer["FederatedUser"]
    assert f":{kind}/" in user["Arn"], user


def saml(sweep):
    iam, key = sweep.client("iam", ACCOUNT), Key()
    metadata = saml_metadata(key, ENTITY)
    provider = sweep.call(iam, "CreateSAMLProvider", Name="corp",
                          SAMLMetadataDocument=metadata)["SAMLProviderArn"]
    which = {"SAMLProviderArn": provider}
    sweep.call(iam, "GetSAMLProvider", **which)
    assert len(sweep.call(iam, "ListSAMLProviders")["SAMLProviderList"]) == 1
    sweep.call(iam, "UpdateSAMLProvider", SAMLMetadataDocument=metadata, **which)
    tag_calls(sweep, iam, "SAMLProvider", **which)
    role = iam.create_role(RoleName="corp", AssumeRolePolicyDocument=_trust_provider(
        provider, "sts:AssumeRoleWithSAML",
        {"SAML:aud": "https://signin.aws.amazon.com/saml"}))["Role"]["Arn"]
    now = datetime.fromtimestamp(sweep.server.now(), timezone.utc)
    try:
        _is_session(sweep.call(
            sweep.client("sts", ACCOUNT), "AssumeRoleWithSAML", RoleArn=role, PrincipalArn=provider,
            SAMLAssertion=saml_response(key, ENTITY, role, provider, now)))
    finally:
        sweep.call(iam, "DeleteSAMLProvider", **which)


def open_id_connect(sweep):
    iam, key = sweep.client("iam", ACCOUNT), Key()
    provider = sweep.call(iam, "CreateOpenIDConnectProvider", Url=ISSUER, ClientIDList=["app"],
                          ThumbprintList=[THUMBPRINT])["OpenIDConnectProviderArn"]
    which = {"OpenIDConnectProviderArn": provider}
    sweep.call(iam, "GetOpenIDConnectProvider", **which)
    assert sweep.call(iam, "ListOpenIDConnectProviders")["OpenIDConnectProviderList"]
    sweep.call(iam, "UpdateOpenIDConnectProviderThumbprint", ThumbprintList=[THUMBPRINT], **which)
    sweep.call(iam, "AddClientIDToOpenIDConnectProvider", ClientID="other", **which)
    sweep.call(iam, "RemoveClientIDFromOpenIDConnectProvider", ClientID="other", **which)
    tag_calls(sweep, iam, "OpenIDConnectProvider", **which)
    role = iam.create_role(RoleName="web", AssumeRolePolicyDocument=_trust_provider(
        provider, "sts:AssumeRoleWithWebIdentity",
        {"idp.example.com:aud": "app", "idp.example.com:sub": "somebody"}))["Role"]["Arn"]
    now = sweep.server.now()
    token = web_identity_token(key, {"iss": ISSUER, "aud": "app", "sub": "somebody", "iat": now,
                                     "exp": now + 600})
    try:
        sweep.server.control("oidc", {"issuer": ISSUER, "jwks": jwks(key)})
        _is_session(sweep.call(
            sweep.client("sts", ACCOUNT), "AssumeRoleWithWebIdentity", RoleArn=role,
            RoleSessionName="somebody", WebIdentityToken=token))
    finally:
        sweep.call(iam, "DeleteOpenIDConnectProvider", **which)


def outbound_federation(sweep):
    iam = sweep.client("iam", ACCOUNT)
    sweep.call(iam, "EnableOutboundWebIdentityFederation")
    sweep.call(iam, "GetOutboundWebIdentityFederationInfo")
    sts = _sts_of_new_user(sweep, "minter", "sts:GetWebIdentityToken")
    try:
        token = sweep.call(sts, "GetWebIdentityToken", Audience=["app"],
                           SigningAlgorithm="RS256")["WebIdentityToken"]
        assert token.count(".") == 2
    finally:
        sweep.call(iam, "DisableOutboundWebIdentityFederation")


def _sts_of_new_user(sweep, name, *actions):
    iam = sweep.client("iam", ACCOUNT)
    iam.create_user(UserName=name)
    iam.put_user_policy(UserName=name, PolicyName="p", PolicyDocument=allow(*actions))
    return sweep.client_of("sts", iam.create_access_key(UserName=name)["AccessKey"])


def sessions(sweep):
    iam = sweep.client("iam", ACCOUNT)
    sts = _sts_of_new_user(sweep, "eve", "sts:*")
    identity = sweep.call(sts, "GetCallerIdentity")
    assert identity["Arn"].endswith(":user/eve")
    serial, seed = new_mfa_device(sweep, iam, "eve", "eve")
    sweep.call(sts, "GetSessionToken", SerialNumber=serial,
               TokenCode=totp(seed, sweep.server.now()))
    _is_session(sweep.call(sts, "GetFederationToken", Name="guest", Policy=allow("s3:*")),
                "federated-user")
    key_id = iam.list_access_keys(UserName="eve")["AccessKeyMetadata"][0]["AccessKeyId"]
    assert sweep.call(sts, "GetAccessKeyInfo", AccessKeyId=key_id)["Account"] == ACCOUNT
    role = iam.create_role(RoleName="guest", AssumeRolePolicyDocument=trust(
        identity["Arn"], "Unique-Id-0815"))["Role"]["Arn"]
    assumed = sweep.call(sts, "AssumeRole", RoleArn=role, RoleSessionName="eve",
                         ExternalId="Unique-Id-0815")
    _is_session(assumed)
    scoped = sweep.client_of("sts", assumed["Credentials"])
    sweep.call(scoped, "GetScopedCredentials", Policy=allow("s3:GetObject"))


def decoding(sweep):
    sts = _sts_of_new_user(sweep, "fay", "sts:DecodeAuthorizationMessage")
    message = sweep.server.control("authorize", {
        "principal": {"arn": f"arn:aws:iam::{ACCOUNT}:user/fay"}, "action": "ec2:RunInstances",
        "resource": f"arn:aws:ec2:us-east-1:{ACCOUNT}:instance/*"})["encodedMessage"]
    decoded = json.loads(sweep.call(sts, "DecodeAuthorizationMessage",
                                    EncodedMessage=message)["DecodedMessage"])
    assert decoded["allowed"] is False


def assume_root(sweep):
    iam = sweep.client("iam", MANAGEMENT)
    iam.enable_organizations_root_sessions()
    iam.enable_organizations_root_credentials_management()
    iam.create_user(UserName="chief")
    iam.put_user_policy(UserName="chief", PolicyName="p", PolicyDocument=allow("sts:AssumeRoot"))
    sts = sweep.client_of("sts", iam.create_access_key(UserName="chief")["AccessKey"])
    answer = sweep.call(sts, "AssumeRoot", TargetPrincipal=ACCOUNT, TaskPolicyArn={
        "arn": "arn:aws:iam::aws:policy/root-task/IAMAuditRootUserCredentials"})
    assert answer["Credentials"]["AccessKeyId"].startswith("ASIA")
