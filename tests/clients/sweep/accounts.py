"""The account itself, simulation, reports, delegation, role templates and the organization."""

import json

from server import allow
from sweep.entities import ACCOUNT, DOCUMENT, READ_ONLY

MANAGEMENT = "777788889999"
TEMPLATE = "arn:aws:iam::aws:role-template/ec2.amazonaws.com/InstanceReadsBucket:1"


def account(sweep):
    iam = sweep.client("iam", ACCOUNT)
    sweep.call(iam, "CreateAccountAlias", AccountAlias="example")
    assert sweep.call(iam, "ListAccountAliases")["AccountAliases"] == ["example"]
    sweep.call(iam, "DeleteAccountAlias", AccountAlias="example")
    assert sweep.call(iam, "GetAccountSummary")["SummaryMap"]
    sweep.call(iam, "GetAccountAuthorizationDetails")
    sweep.call(iam, "SetSecurityTokenServicePreferences", GlobalEndpointTokenVersion="v2Token")
    sweep.call(iam, "PutAccountProperties", Properties={"RoleManager/Enabled": "true"})
    properties = sweep.call(iam, "GetAccountProperties")["Properties"]
    assert properties["RoleManager/Enabled"] == "true", properties


def role_templates(sweep):
    iam = sweep.client("iam", ACCOUNT)
    sweep.call(iam, "GetRoleTemplateVersion", TemplateArn=TEMPLATE)
    role = sweep.call(iam, "AcquireRole", TemplateArn=TEMPLATE, ReplacementValues={
        "BucketArns": {"Values": ["arn:aws:s3:::example/*"]}})["Role"]
    assert role["RoleName"] == "InstanceReadsBucket"


def service_linked_roles(sweep):
    iam = sweep.client("iam", ACCOUNT)
    role = sweep.call(iam, "CreateServiceLinkedRole", AWSServiceName="ecs.amazonaws.com")["Role"]
    task = sweep.call(iam, "DeleteServiceLinkedRole", RoleName=role["RoleName"])["DeletionTaskId"]
    sweep.call(iam, "GetServiceLinkedRoleDeletionStatus", DeletionTaskId=task)


def simulation(sweep):
    iam = sweep.client("iam", ACCOUNT)
    user = iam.create_user(UserName="cy")["User"]["Arn"]
    iam.put_user_policy(UserName="cy", PolicyName="p", PolicyDocument=DOCUMENT)
    keys = sweep.call(iam, "GetContextKeysForCustomPolicy", PolicyInputList=[
        allow("s3:GetObject", resource="arn:aws:s3:::b/${aws:username}")])
    assert keys["ContextKeyNames"] == ["aws:username"]
    sweep.call(iam, "GetContextKeysForPrincipalPolicy", PolicySourceArn=user)
    for operation, subject in (("SimulateCustomPolicy", {"PolicyInputList": [DOCUMENT]}),
                               ("SimulatePrincipalPolicy", {"PolicySourceArn": user})):
        results = sweep.call(iam, operation, ActionNames=["s3:GetObject", "s3:PutObject"],
                             **subject)["EvaluationResults"]
        assert [result["EvalDecision"] for result in results] == ["allowed", "implicitDeny"]


def access_reports(sweep):
    iam = sweep.client("iam", ACCOUNT)
    user = iam.create_user(UserName="di")["User"]["Arn"]
    iam.attach_user_policy(UserName="di", PolicyArn=READ_ONLY)
    granting = sweep.call(iam, "ListPoliciesGrantingServiceAccess", Arn=user,
                          ServiceNamespaces=["iam"])["PoliciesGrantingServiceAccess"]
    assert granting[0]["Policies"][0]["PolicyArn"] == READ_ONLY
    job = sweep.call(iam, "GenerateServiceLastAccessedDetails", Arn=user)["JobId"]
    _wait(iam.get_service_last_accessed_details, JobId=job)
    sweep.call(iam, "GetServiceLastAccessedDetails", JobId=job)
    sweep.call(iam, "GetServiceLastAccessedDetailsWithEntities", JobId=job, ServiceNamespace="iam")


def _wait(get_report, **parameters):
    """Until a report is there: a job in progress answers without what the API promises."""
    while get_report(**parameters)["JobStatus"] == "IN_PROGRESS":
        pass


def delegation(sweep):
    maker, root = sweep.client("iam", "444455556666"), sweep.client("iam", ACCOUNT)
    root.create_user(UserName="owner")
    root.put_user_policy(UserName="owner", PolicyName="p", PolicyDocument=allow("iam:*"))
    owner = sweep.client_of("iam", root.create_access_key(UserName="owner")["AccessKey"])

    def request(workflow):
        made = sweep.call(
            maker, "CreateDelegationRequest", Description="Look at logs",
            Permissions={"PolicyTemplateArn": "arn:aws:iam::aws:policy-template/p"},
            RequestorWorkflowId=workflow, NotificationChannel="channel", SessionDuration=3600)
        return {"DelegationRequestId": made["DelegationRequestId"]}

    wanted = request("workflow-1")
    sweep.call(owner, "AssociateDelegationRequest", **wanted)
    sweep.call(owner, "UpdateDelegationRequest", Notes="please", **wanted)
    sweep.call(owner, "AcceptDelegationRequest", **wanted)
    sweep.call(owner, "SendDelegationToken", **wanted)
    got = sweep.call(owner, "GetDelegationRequest", **wanted)["DelegationRequest"]
    assert got["State"] == "FINALIZED", got
    assert sweep.call(owner, "ListDelegationRequests")["DelegationRequests"]
    arn = f"arn:aws:iam::{ACCOUNT}:delegation-request/{wanted['DelegationRequestId']}"
    sweep.call(owner, "GetHumanReadableSummary", EntityArn=arn)
    sweep.call(owner, "RejectDelegationRequest", Notes="no", **request("workflow-2"))
    token = sweep.server.control("delegation-tokens", {
        "delegationRequestId": wanted["DelegationRequestId"],
        "policy": json.loads(allow("s3:List*"))})["tradeInToken"]
    maker.create_user(UserName="maker")
    maker.put_user_policy(UserName="maker", PolicyName="p",
                          PolicyDocument=allow("sts:GetDelegatedAccessToken"))
    trader = sweep.client_of("sts", maker.create_access_key(UserName="maker")["AccessKey"])
    traded = sweep.call(trader, "GetDelegatedAccessToken", TradeInToken=token)
    assert traded["AssumedPrincipal"].endswith(":user/owner"), traded


def organization(sweep):
    sweep.server.control("organization", {
        "id": "o-exampleorg1", "managementAccount": MANAGEMENT, "trustedAccess": True,
        "root": {"id": "r-ab12", "units": [
            {"id": "ou-ab12-11112222", "name": "Prod", "accounts": [ACCOUNT]}]}}, method="PUT")
    iam = sweep.client("iam", MANAGEMENT)
    for feature in ("RootCredentialsManagement", "RootSessions"):
        sweep.call(iam, f"EnableOrganizations{feature}")
    assert len(sweep.call(iam, "ListOrganizationsFeatures")["EnabledFeatures"]) == 2
    for feature in ("RootCredentialsManagement", "RootSessions"):
        sweep.call(iam, f"DisableOrganizations{feature}")
    job = sweep.call(iam, "GenerateOrganizationsAccessReport",
                     EntityPath="o-exampleorg1/r-ab12")["JobId"]
    _wait(iam.get_organizations_access_report, JobId=job)
    sweep.call(iam, "GetOrganizationsAccessReport", JobId=job)
