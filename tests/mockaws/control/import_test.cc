// Import and export of what `aws iam get-account-authorization-details` prints.
#include "mockaws/control/import.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "policy_engine/base/json.h"
#include "tests/mockaws/iam/mfa_fixture.h"

namespace mockaws {
namespace {

// In the shape and order that the CLI prints, of an account that the server doesn't have yet.
constexpr const char* kDetails = R"({
  "UserDetailList": [{
    "Path": "/staff/", "UserName": "Ana", "UserId": "AIDAIMPORTEDANA00001",
    "Arn": "arn:aws:iam::444455556666:user/staff/Ana", "CreateDate": "2020-05-06T07:08:09+00:00",
    "UserPolicyList": [{"PolicyName": "own", "PolicyDocument": {"Version": "2012-10-17",
      "Statement": [{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"}]}}],
    "GroupList": ["Admins"], "AttachedManagedPolicies": [],
    "PermissionsBoundary": {"PermissionsBoundaryType": "Policy",
      "PermissionsBoundaryArn": "arn:aws:iam::444455556666:policy/Edge"},
    "Tags": [{"Key": "team", "Value": "blue"}]}],
  "GroupDetailList": [{
    "Path": "/", "GroupName": "Admins", "GroupId": "AGPAIMPORTEDADMINS01",
    "Arn": "arn:aws:iam::444455556666:group/Admins", "CreateDate": "2020-01-01T00:00:00+00:00",
    "GroupPolicyList": [], "AttachedManagedPolicies": [{"PolicyName": "Edge",
      "PolicyArn": "arn:aws:iam::444455556666:policy/Edge"}]}],
  "RoleDetailList": [{
    "Path": "/", "RoleName": "Worker", "RoleId": "AROAIMPORTEDWORKER01",
    "Arn": "arn:aws:iam::444455556666:role/Worker", "CreateDate": "2021-01-01T00:00:00+00:00",
    "AssumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": [{"Effect": "Allow",
      "Principal": {"AWS": "arn:aws:iam::444455556666:user/staff/Ana"},
      "Action": "sts:AssumeRole"}]},
    "InstanceProfileList": [], "RolePolicyList": [], "AttachedManagedPolicies": [],
    "Tags": [], "RoleLastUsed": {}}],
  "Policies": [{
    "PolicyName": "Edge", "PolicyId": "ANPAIMPORTEDEDGE0001",
    "Arn": "arn:aws:iam::444455556666:policy/Edge", "Path": "/", "DefaultVersionId": "v3",
    "AttachmentCount": 1, "PermissionsBoundaryUsageCount": 1, "IsAttachable": true,
    "CreateDate": "2019-01-01T00:00:00+00:00", "UpdateDate": "2019-02-01T00:00:00+00:00",
    "PolicyVersionList": [{"Document": {"Version": "2012-10-17", "Statement": [{"Effect": "Allow",
      "Action": "*", "Resource": "*"}]}, "VersionId": "v3", "IsDefaultVersion": true,
      "CreateDate": "2019-02-01T00:00:00+00:00"}]}]})";

class ImportTest : public MfaTest {
 protected:
  HttpResponse Control(const std::string& method, const std::string& path,
                       const std::string& body = {}) {
    HttpRequest request;
    request.method = method;
    request.target = "/_iamsim/" + path;
    request.peer_address = "127.0.0.1";
    request.body = body;
    return service_.Handle(request);
  }
  std::string Import(const std::string& body) { return Control("POST", "import", body).body; }
  // kDetails with one text replaced.
  static std::string With(const std::string& from, const std::string& to) {
    std::string text = kDetails;
    const size_t at = text.find(from);
    EXPECT_NE(at, std::string::npos) << from;
    return text.replace(at, from.size(), to);
  }
};

// Members in the order of their names, so that texts can be compared.
std::string Sorted(const policy_engine::Json& json) {
  if (json.is_array()) {
    std::string text = "[";
    for (const auto& item : json.items()) text += Sorted(item) + ",";
    return text + "]";
  }
  if (!json.is_object()) return json.Dump();
  std::vector<std::string> members;
  for (const auto& member : json.members()) {
    members.push_back(member.key + ":" + Sorted(member.value));
  }
  std::sort(members.begin(), members.end());
  std::string text = "{";
  for (const std::string& member : members) text += "\n" + member;
  return text + "}";
}

TEST_F(ImportTest, ExportGivesBackWhatWasImported) {
  const HttpResponse imported = Control("POST", "import", kDetails);
  EXPECT_EQ(imported.status, 200);
  const auto report = policy_engine::ParseJson(imported.body);
  EXPECT_EQ(report->Dump(),
            R"({"account":"444455556666","users":1,"groups":1,"roles":1,"policies":1,)"
            R"("instanceProfiles":0,"notes":[]})");
  const HttpResponse exported = Control("GET", "export?account=444455556666");
  EXPECT_EQ(exported.status, 200);
  const auto given = policy_engine::ParseJson(kDetails);
  const auto got = policy_engine::ParseJson(exported.body);
  ASSERT_TRUE(given.ok() && got.ok());
  EXPECT_EQ(Sorted(*got), Sorted(*given));
}

TEST_F(ImportTest, WhatItDoesNotKnowIsToldByItsPlace) {
  const std::string report =
      Import(With(R"("GroupList": ["Admins"],)", R"("GroupList": ["Admins"], "Shoes": 1,)"));
  EXPECT_NE(report.find("/UserDetailList/0/Shoes"), std::string::npos) << report;
}

TEST_F(ImportTest, AnAttachedPolicyThatIsNowhereIsTold) {
  const std::string report =
      Import(With(R"("RolePolicyList": [], "AttachedManagedPolicies": [])",
                  R"("RolePolicyList": [], "AttachedManagedPolicies": [{"PolicyName": "Gone",
                     "PolicyArn": "arn:aws:iam::aws:policy/NoSuchPolicyAtAll"}])"));
  EXPECT_NE(report.find("/RoleDetailList/0/AttachedManagedPolicies/0"), std::string::npos)
      << report;
}

TEST_F(ImportTest, AFaultChangesNothing) {
  const std::pair<const char*, const char*> faults[] = {
      {R"("GroupList": ["Admins"])", R"("GroupList": ["Nobody"])"},
      {R"("Action": "sts:AssumeRole")", R"("Action": 7)"},
      {R"("DefaultVersionId": "v3")", R"("DefaultVersionId": "v4")"},
      {"arn:aws:iam::444455556666:role/Worker", "arn:aws:iam::777788889999:role/Worker"},
      {"arn:aws:iam::444455556666:role/Worker", "arn:aws:iam::444455556666:role/Other"},
      {"2020-01-01T00:00:00+00:00", "yesterday"},
      {R"("UserDetailList")", R"("IsTruncated": true, "UserDetailList")"},
  };
  for (const auto& [from, to] : faults) {
    EXPECT_EQ(Control("POST", "import", With(from, to)).status, 400) << to;
    EXPECT_EQ(Control("GET", "export?account=444455556666").status, 404) << to;
  }
  EXPECT_EQ(Control("POST", "import", "{}").status, 400);
  EXPECT_EQ(Control("POST", "import", "[").status, 400);
}

TEST_F(ImportTest, AnAccountIsImportedOnce) {
  EXPECT_EQ(Control("POST", "import", kDetails).status, 200);
  EXPECT_EQ(Control("POST", "import", kDetails).status, 409);
}

}  // namespace
}  // namespace mockaws
