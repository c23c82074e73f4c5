// Organizations: set through the control API, applied to every call of their members.
#include <algorithm>

#include "tests/mockaws/iam/iam_fixture.h"

namespace mockaws {
namespace {

// Root with a unit of one member; the unit's SCP denies what the test says.
std::string OrganizationOf(const std::string& scp, const std::string& more = {}) {
  return R"({"id":"o-exampleorg1","managementAccount":"444455556666",)" + more +
         R"("policies":[{"name":"Guard","id":"p-guardguard","type":"SERVICE_CONTROL_POLICY",)"
         R"("document":)" +
         scp +
         R"(}],"root":{"id":"r-ab12","units":[{"id":"ou-ab12-11112222","name":"Prod",)"
         R"("serviceControlPolicies":["FullAWSAccess","Guard"],"accounts":["111122223333"]}]}})";
}

const std::string kDenyUsers =
    R"({"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"iam:CreateUser",)"
    R"("Resource":"*"}})";

class OrganizationTest : public IamTest {
 protected:
  HttpResponse Control(const std::string& method, const std::string& body) {
    HttpRequest request;
    request.method = method;
    request.target = "/_iamsim/organization";
    request.peer_address = "127.0.0.1";
    request.body = body;
    return service_.Handle(request);
  }
  void Organize(const std::string& body) {
    const HttpResponse response = Control("PUT", body);
    EXPECT_EQ(response.status, 200) << response.body;
  }
};

TEST_F(OrganizationTest, AnScpBindsMembersTheirRootUserTooAndNotTheManagementAccount) {
  Organize(OrganizationOf(kDenyUsers));
  const Answer refused = Call("CreateUser", {{"UserName", "u"}});
  EXPECT_EQ(refused.status, 403);
  EXPECT_TRUE(refused.message.find(" with an explicit deny in a service control policy") !=
              std::string::npos)
      << refused.message;
  EXPECT_OUTCOME(Call("CreateUser", {{"UserName", "u"}}, Root(kOtherAccount)), "ok");
  Control("DELETE", "");
  EXPECT_OUTCOME(Call("CreateUser", {{"UserName", "u"}}), "ok");
}

TEST_F(OrganizationTest, EachLevelMustAllow) {
  Organize(R"({"managementAccount":"444455556666","policies":[{"name":"ReadOnly",)"
           R"("type":"SERVICE_CONTROL_POLICY","document":{"Version":"2012-10-17","Statement":)"
           R"({"Effect":"Allow","Action":"iam:Get*","Resource":"*"}}}],"root":{"units":[{)"
           R"("name":"U","serviceControlPolicies":["ReadOnly"],"accounts":["111122223333"]}]}})");
  EXPECT_OUTCOME(Call("GetAccountSummary", {}), "ok");
  EXPECT_EQ(Call("ListUsers", {}).code, "AccessDenied");
}

TEST_F(OrganizationTest, PrincipalKeysTellTheOrganizationAndThePath) {
  Organize(OrganizationOf(
      R"({"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"iam:ListUsers",)"
      R"("Resource":"*","Condition":{"StringEquals":{"aws:PrincipalOrgID":"o-exampleorg1"}}},)"
      R"({"Effect":"Deny","Action":"iam:ListRoles","Resource":"*","Condition":)"
      R"({"ForAnyValue:StringLike":{"aws:PrincipalOrgPaths":"o-exampleorg1/r-ab12/ou-*/"}}},)"
      R"({"Effect":"Deny","Action":"iam:ListGroups","Resource":"*","Condition":)"
      R"({"StringNotEquals":{"aws:ResourceOrgID":"o-exampleorg1"}}}]})"));
  EXPECT_EQ(Call("ListUsers", {}).code, "AccessDenied");
  EXPECT_EQ(Call("ListRoles", {}).code, "AccessDenied");
  EXPECT_OUTCOME(Call("ListGroups", {}), "ok");
}

TEST_F(OrganizationTest, WhatIsWrongIsNamed) {
  const struct {
    std::string body;
    std::string told;
  } kCases[] = {
      {R"({"managementAccount":"1"})", "account id of twelve digits"},
      {R"({"managementAccount":"444455556666","rot":{}})", "is unknown"},
      {R"({"managementAccount":"444455556666","root":{"serviceControlPolicies":["None"]}})",
       "there is no policy"},
      {R"({"managementAccount":"444455556666","root":{"accounts":["111122223333",)"
       R"("111122223333"]}})",
       "stands twice"},
      {R"({"managementAccount":"444455556666","policies":[{"name":"P","type":)"
       R"("SERVICE_CONTROL_POLICY","document":{"Version":"2012-10-17","Statement":)"
       R"({"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}}}]})",
       "policy \\\"P\\\""},
  };
  for (const auto& c : kCases) {
    const HttpResponse response = Control("PUT", c.body);
    EXPECT_EQ(response.status, 400) << response.body;
    EXPECT_TRUE(response.body.find(c.told) != std::string::npos) << response.body;
  }
}

TEST_F(OrganizationTest, ANodeHasTenScpsAtMost) {
  const auto organize = [&](int count) {
    std::string policies;
    std::string names = "\"FullAWSAccess\"";
    for (int i = 1; i < count; ++i) {
      const std::string name = "P" + std::to_string(i);
      policies += (i == 1 ? "" : ",") + std::string(R"({"name":")") + name +
                  R"(","type":"SERVICE_CONTROL_POLICY","document":)" + kDenyUsers + "}";
      names += ",\"" + name + "\"";
    }
    return Control("PUT", R"({"managementAccount":"444455556666","policies":[)" + policies +
                              R"(],"root":{"serviceControlPolicies":[)" + names + "]}}")
        .status;
  };
  EXPECT_EQ(organize(10), 200);
  EXPECT_EQ(organize(11), 400);
}

TEST_F(OrganizationTest, PoliciesHaveTheirSizeWhiteSpaceIncluded) {
  const auto organize = [&](const std::string& type, const std::string& principal, size_t size) {
    std::string text = R"({\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Deny\",)" +
                       principal + R"(\"Action\":\"s3:*\",\"Resource\":\")";
    const std::string end = R"(\"}]})";
    const auto length = [&] {
      return text.size() + end.size() -
             static_cast<size_t>(std::count(text.begin(), text.end(), '\\') +
                                 std::count(end.begin(), end.end(), '\\'));
    };
    text += "arn:aws:s3:::";
    while (length() < size) text += 'b';
    return Control("PUT",
                   R"({"managementAccount":"444455556666","policies":[{"name":"P","type":")" +
                       type + R"(","document":")" + text + end + R"("}]})")
        .status;
  };
  EXPECT_EQ(organize("SERVICE_CONTROL_POLICY", "", 10240), 200);
  EXPECT_EQ(organize("SERVICE_CONTROL_POLICY", "", 10241), 400);
  const std::string everyone = R"(\"Principal\":\"*\",)";
  EXPECT_EQ(organize("RESOURCE_CONTROL_POLICY", everyone, 5120), 200);
  EXPECT_EQ(organize("RESOURCE_CONTROL_POLICY", everyone, 5121), 400);
}

TEST_F(OrganizationTest, WhatWasPutIsShown) {
  Organize(OrganizationOf(kDenyUsers));
  const HttpResponse shown = Control("GET", "");
  EXPECT_TRUE(shown.body.find("ou-ab12-11112222") != std::string::npos) << shown.body;
  EXPECT_TRUE(shown.body.find("RCPFullAWSAccess") != std::string::npos) << shown.body;
}

TEST_F(OrganizationTest, RootFeaturesAreTheManagementAccountsToEnable) {
  EXPECT_EQ(Call("ListOrganizationsFeatures").code, "OrganizationNotFoundException");
  Organize(OrganizationOf(kDenyUsers));
  EXPECT_OUTCOME(Call("ListOrganizationsFeatures"),
                 "ServiceAccessNotEnabledException (400): Trusted Access for IAM not enabled by "
                 "organization of input account 111122223333.");
  Organize(OrganizationOf(kDenyUsers, R"("trustedAccess":true,)"));
  EXPECT_OUTCOME(Call("ListOrganizationsFeatures"),
                 "AccountNotManagementOrDelegatedAdministratorException (400): Input account "
                 "111122223333 is neither management account nor delegated admin.");
  const SigningCredentials management = Root(kOtherAccount);
  EXPECT_OUTCOME(Call("EnableOrganizationsRootCredentialsManagement", {}, management), "ok");
  const Answer both = Call("EnableOrganizationsRootSessions", {}, management);
  EXPECT_EQ(both.Text("OrganizationId"), "o-exampleorg1");
  EXPECT_EQ(both.Text("EnabledFeatures.0"), "RootSessions");
  EXPECT_EQ(both.Text("EnabledFeatures.1"), "RootCredentialsManagement");
  for (int i = 0; i < 2; ++i) {
    EXPECT_OUTCOME(Call("DisableOrganizationsRootSessions", {}, management), "ok");
  }
  EXPECT_EQ(Call("ListOrganizationsFeatures", {}, management).Count("EnabledFeatures"), 1);
}

TEST_F(OrganizationTest, ADelegateMayDisableButNotEnable) {
  Organize(OrganizationOf(kDenyUsers, R"("trustedAccess":true,"rootSessions":true,)"
                                      R"("delegatedAdministrator":"111122223333",)"));
  EXPECT_OUTCOME(Call("EnableOrganizationsRootSessions"),
                 "CallerIsNotManagementAccountException (400): Caller account 111122223333 is not "
                 "management account of the organization and cannot enable IAM features.");
  EXPECT_OUTCOME(Call("DisableOrganizationsRootSessions"), "ok");
}

TEST_F(OrganizationTest, TheAccessReportListsWhatScpsLeave) {
  Organize(R"({"id":"o-exampleorg1","managementAccount":"444455556666","policies":[{"name":"Two",)"
           R"("type":"SERVICE_CONTROL_POLICY","document":{"Version":"2012-10-17","Statement":)"
           R"({"Effect":"Allow","Action":["iam:*","sts:*"],"Resource":"*"}}}],"root":)"
           R"({"id":"r-ab12","accounts":[{"id":"111122223333",)"
           R"("serviceControlPolicies":["Two"]}]}})");
  Call("ListUsers", {});
  const SigningCredentials management = Root(kOtherAccount);
  const Parameters path = {{"EntityPath", "o-exampleorg1/r-ab12/111122223333"}};
  const Answer made = Call("GenerateOrganizationsAccessReport", path, management);
  EXPECT_OUTCOME(made, "ok");
  const Parameters job = {{"JobId", made.Text("JobId")}};
  EXPECT_EQ(Call("GenerateOrganizationsAccessReport", path, management).Text("JobId"),
            made.Text("JobId"));
  EXPECT_EQ(Call("GetOrganizationsAccessReport", job, management).Members(""),
            "JobStatus JobCreationDate");
  const Answer done = Call("GetOrganizationsAccessReport", job, management);
  EXPECT_EQ(done.Text("JobStatus"), "COMPLETED");
  EXPECT_EQ(done.Text("NumberOfServicesAccessible"), "2");
  EXPECT_EQ(done.Text("NumberOfServicesNotAccessed"), "1");
  EXPECT_EQ(done.Text("AccessDetails.0.ServiceNamespace"), "iam");
  EXPECT_EQ(done.Text("AccessDetails.0.EntityPath"), "o-exampleorg1/r-ab12/111122223333");
  EXPECT_EQ(Call("GenerateOrganizationsAccessReport", {{"EntityPath", "o-otherorg123/r-ab12"}},
                 management)
                .code,
            "AccessDenied");
}

}  // namespace
}  // namespace mockaws
