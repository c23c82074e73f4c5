"""Users, groups, roles, instance profiles and policies: made, read, changed, deleted."""

import json

from server import allow

ACCOUNT = "111122223333"
READ_ONLY = "arn:aws:iam::aws:policy/ReadOnlyAccess"
TAGS = [{"Key": "team", "Value": "blue"}]
DOCUMENT = allow("s3:GetObject")
SERVICE_TRUST = json.dumps({"Version": "2012-10-17", "Statement": [
    {"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"},
     "Action": "sts:AssumeRole"}]})


def tag_calls(sweep, iam, kind, **which):
    """Tag, list and untag anything that can have tags."""
    sweep.call(iam, f"Tag{kind}", Tags=TAGS, **which)
    assert sweep.call(iam, f"List{kind}Tags", **which)["Tags"] == TAGS
    sweep.call(iam, f"Untag{kind}", TagKeys=["team"], **which)


def _policies_of(sweep, iam, kind, name):
    which = {f"{kind}Name": name}
    sweep.call(iam, f"Put{kind}Policy", PolicyName="inline", PolicyDocument=DOCUMENT, **which)
    got = sweep.call(iam, f"Get{kind}Policy", PolicyName="inline", **which)
    assert got["PolicyDocument"] == json.loads(DOCUMENT)
    assert sweep.call(iam, f"List{kind}Policies", **which)["PolicyNames"] == ["inline"]
    sweep.call(iam, f"Delete{kind}Policy", PolicyName="inline", **which)
    sweep.call(iam, f"Attach{kind}Policy", PolicyArn=READ_ONLY, **which)
    attached = sweep.call(iam, f"ListAttached{kind}Policies", **which)["AttachedPolicies"]
    assert attached == [{"PolicyName": "ReadOnlyAccess", "PolicyArn": READ_ONLY}]
    sweep.call(iam, f"Detach{kind}Policy", PolicyArn=READ_ONLY, **which)


def users_and_groups(sweep):
    iam = sweep.client("iam", ACCOUNT)
    user = {"UserName": "ana"}
    sweep.call(iam, "CreateUser", Path="/x/", Tags=TAGS, **user)
    sweep.call(iam, "UpdateUser", NewPath="/y/", **user)
    assert sweep.call(iam, "GetUser", **user)["User"]["Path"] == "/y/"
    assert sweep.call(iam, "ListUsers")["Users"]
    sweep.call(iam, "PutUserPermissionsBoundary", PermissionsBoundary=READ_ONLY, **user)
    sweep.call(iam, "DeleteUserPermissionsBoundary", **user)
    tag_calls(sweep, iam, "User", **user)
    _policies_of(sweep, iam, "User", "ana")
    group = {"GroupName": "readers"}
    sweep.call(iam, "CreateGroup", **group)
    sweep.call(iam, "UpdateGroup", NewPath="/y/", **group)
    sweep.call(iam, "AddUserToGroup", **group, **user)
    assert sweep.call(iam, "GetGroup", **group)["Users"]
    assert sweep.call(iam, "ListGroups")["Groups"]
    assert sweep.call(iam, "ListGroupsForUser", **user)["Groups"]
    _policies_of(sweep, iam, "Group", "readers")
    sweep.call(iam, "RemoveUserFromGroup", **group, **user)
    sweep.call(iam, "DeleteGroup", **group)
    sweep.call(iam, "DeleteUser", **user)


def roles_and_instance_profiles(sweep):
    iam = sweep.client("iam", ACCOUNT)
    role = {"RoleName": "worker"}
    sweep.call(iam, "CreateRole", AssumeRolePolicyDocument=SERVICE_TRUST, **role)
    assert sweep.call(iam, "ListRoles")["Roles"]
    sweep.call(iam, "UpdateRole", Description="works", **role)
    sweep.call(iam, "UpdateRoleDescription", Description="works on", **role)
    assert sweep.call(iam, "GetRole", **role)["Role"]["Description"] == "works on"
    sweep.call(iam, "UpdateAssumeRolePolicy", PolicyDocument=SERVICE_TRUST, **role)
    sweep.call(iam, "PutRolePermissionsBoundary", PermissionsBoundary=READ_ONLY, **role)
    sweep.call(iam, "DeleteRolePermissionsBoundary", **role)
    tag_calls(sweep, iam, "Role", **role)
    _policies_of(sweep, iam, "Role", "worker")
    profile = {"InstanceProfileName": "box"}
    sweep.call(iam, "CreateInstanceProfile", **profile)
    sweep.call(iam, "AddRoleToInstanceProfile", **profile, **role)
    assert sweep.call(iam, "GetInstanceProfile", **profile)["InstanceProfile"]["Roles"]
    assert sweep.call(iam, "ListInstanceProfiles")["InstanceProfiles"]
    assert sweep.call(iam, "ListInstanceProfilesForRole", **role)["InstanceProfiles"]
    tag_calls(sweep, iam, "InstanceProfile", **profile)
    sweep.call(iam, "RemoveRoleFromInstanceProfile", **profile, **role)
    sweep.call(iam, "DeleteInstanceProfile", **profile)
    sweep.call(iam, "DeleteRole", **role)


def managed_policies(sweep):
    iam = sweep.client("iam", ACCOUNT)
    policy = {"PolicyArn": sweep.call(iam, "CreatePolicy", PolicyName="read",
                                      PolicyDocument=DOCUMENT)["Policy"]["Arn"]}
    sweep.call(iam, "CreatePolicyVersion", PolicyDocument=allow("s3:*"), **policy)
    sweep.call(iam, "SetDefaultPolicyVersion", VersionId="v2", **policy)
    assert sweep.call(iam, "GetPolicy", **policy)["Policy"]["DefaultVersionId"] == "v2"
    sweep.call(iam, "GetPolicyVersion", VersionId="v1", **policy)
    assert len(sweep.call(iam, "ListPolicyVersions", **policy)["Versions"]) == 2
    sweep.call(iam, "DeletePolicyVersion", VersionId="v1", **policy)
    assert len(sweep.call(iam, "ListPolicies", Scope="Local")["Policies"]) == 1
    sweep.call(iam, "ListEntitiesForPolicy", **policy)
    tag_calls(sweep, iam, "Policy", **policy)
    sweep.call(iam, "DeletePolicy", **policy)
