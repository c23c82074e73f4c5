#include "mockaws/wire/query.h"
#include "tests/mockaws/iam/iam_fixture.h"

namespace mockaws {
namespace {

constexpr std::string_view kTrustEc2 =
    R"({ "Version": "2012-10-17", "Statement": [ { "Action": [ "sts:AssumeRole" ],)"
    R"( "Sid": "S", "Effect": "Allow", "Principal": { "Service": [ "ec2.amazonaws.com" ] } } ] })";
constexpr const char* kBoundary = "arn:aws:iam::aws:policy/ReadOnlyAccess";

std::string Trusting(const std::string& principal, const std::string& rest = {}) {
  return R"({"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":)" + principal +
         R"(,"Action":"sts:AssumeRole")" + rest + "}}";
}

std::string Decoded(const std::string& text) { return DecodeForm("text=" + text)->front().second; }

class RolesTest : public IamTest {
 protected:
  Parameters New(const std::string& name, std::string_view trust = kTrustEc2) {
    return {{"RoleName", name}, {"AssumeRolePolicyDocument", std::string(trust)}};
  }
  std::string StoredTrust(const std::string& role) {
    const Answer shown = Must("GetRole", {{"RoleName", role}});
    return Decoded(shown.Text("Role.AssumeRolePolicyDocument"));
  }
};

TEST_F(RolesTest, CreateTellsNeitherDescriptionNorDurationNorUse) {
  Parameters input = New("R");
  input.insert(input.end(), {{"Path", "/x/"},
                             {"Description", "d"},
                             {"MaxSessionDuration", "7200"},
                             {"PermissionsBoundary", kBoundary},
                             {"Tags.member.1.Key", "k"},
                             {"Tags.member.1.Value", "v"}});
  const Answer made = Must("CreateRole", input);
  EXPECT_EQ(made.Members("Role"),
            "Path RoleName RoleId Arn CreateDate AssumeRolePolicyDocument PermissionsBoundary "
            "Tags");
  EXPECT_EQ(Decoded(made.Text("Role.AssumeRolePolicyDocument")), kTrustEc2);
  EXPECT_EQ(made.Text("Role.Arn"), Arn("role/x/R"));
  EXPECT_TRUE(made.Text("Role.RoleId").starts_with("AROA"));
  const Answer shown = Must("GetRole", {{"RoleName", "r"}});
  EXPECT_EQ(shown.Members("Role"),
            "Path RoleName RoleId Arn CreateDate AssumeRolePolicyDocument Description "
            "MaxSessionDuration PermissionsBoundary Tags RoleLastUsed");
  EXPECT_EQ(shown.Count("Role.RoleLastUsed"), 0);
  EXPECT_EQ(Must("ListRoles").Members("Roles.0"),
            "Path RoleName RoleId Arn CreateDate AssumeRolePolicyDocument Description "
            "MaxSessionDuration");
}

TEST_F(RolesTest, ReadsRenderTheTrustPolicyAnew) {
  Must("CreateRole", New("R"));
  EXPECT_EQ(StoredTrust("R"),
            R"({"Version":"2012-10-17","Statement":[{"Sid":"S","Effect":"Allow","Principal":)"
            R"({"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}]})");
}

TEST_F(RolesTest, NamesAreUniqueWithoutRegardToCase) {
  Must("CreateRole", New("Role"));
  EXPECT_OUTCOME(Call("CreateRole", New("ROLE")),
                 "EntityAlreadyExists (409): Role with name ROLE already exists.");
}

TEST_F(RolesTest, MissingRolesAreNoSuchEntity) {
  for (const char* action : {"GetRole", "DeleteRole", "UpdateRole", "ListRoleTags",
                             "ListRolePolicies", "ListAttachedRolePolicies"}) {
    EXPECT_OUTCOME(Call(action, {{"RoleName", "none"}}),
                   "NoSuchEntity (404): The role with name none cannot be found.")
        << action;
  }
}

TEST_F(RolesTest, UpdateKeepsWhatItIsNotGiven) {
  Parameters input = New("R");
  input.push_back({"MaxSessionDuration", "7200"});
  Must("CreateRole", input);
  Must("UpdateRole", {{"RoleName", "R"}, {"Description", ""}});
  const Answer shown = Must("GetRole", {{"RoleName", "R"}});
  EXPECT_EQ(shown.Text("Role.MaxSessionDuration"), "7200");
  EXPECT_EQ(shown.Text("Role.Description"), "");  // stored and shown empty
  const Answer described =
      Must("UpdateRoleDescription", {{"RoleName", "R"}, {"Description", "new"}});
  EXPECT_EQ(described.Members("Role"),
            "Path RoleName RoleId Arn CreateDate AssumeRolePolicyDocument Description");
  Must("UpdateRole", {{"RoleName", "R"}, {"MaxSessionDuration", "3600"}});
  EXPECT_EQ(Must("GetRole", {{"RoleName", "R"}}).Text("Role.Description"), "new");
}

TEST_F(RolesTest, DescriptionsHaveAThousandCharacters) {
  Must("CreateRole", New("R"));
  std::string latin;
  for (int i = 0; i < 1000; ++i) latin += "\xC3\xA9";  // é counts one
  EXPECT_OUTCOME(Call("UpdateRole", {{"RoleName", "R"}, {"Description", latin}}), "ok");
  EXPECT_EQ(Call("UpdateRole", {{"RoleName", "R"}, {"Description", latin + "x"}}).code,
            "ValidationError");
}

TEST_F(RolesTest, TrustPrincipalsMustBeGood) {
  Must("CreateUser", {{"UserName", "u"}});
  const struct {
    std::string principal;
    std::string outcome;
  } kCases[] = {
      {R"("*")",
       "MalformedPolicyDocument (400): AssumeRolepolicy contained an invalid principal: "
       "\"STAR\":\"*\"."},
      {R"({"AWS":"*"})", "ok"},
      {R"({"AWS":"111122223333"})", "ok"},
      {R"({"AWS":"arn:aws:iam::111122223333:user/u"})", "ok"},
      {R"({"AWS":"arn:aws:iam::111122223333:user/none"})",
       "MalformedPolicyDocument (400): Invalid principal in policy: "
       "\"AWS\":\"arn:aws:iam::111122223333:user/none\""},
      {R"({"Service":"not-a-service"})",
       "MalformedPolicyDocument (400): Invalid principal in policy: \"SERVICE\":\"not-a-service\""},
      {R"({"Federated":"*"})",
       "MalformedPolicyDocument (400): Federated principals must be valid domain names or SAML "
       "metadata ARNs"},
  };
  for (const auto& c : kCases) {
    EXPECT_OUTCOME(Call("CreateRole", New("R", Trusting(c.principal))), c.outcome) << c.principal;
    Call("DeleteRole", {{"RoleName", "R"}});
  }
}

TEST_F(RolesTest, MalformedTrustPoliciesAreTold) {
  EXPECT_OUTCOME(Call("CreateRole", New("R", "not json")),
                 "MalformedPolicyDocument (400): This policy contains invalid Json");
  Must("CreateRole", New("R"));
  EXPECT_OUTCOME(
      Call("UpdateAssumeRolePolicy", {{"RoleName", "R"}, {"PolicyDocument", "not json"}}),
      "MalformedPolicyDocument (400): This policy contains invalid Json");
}

TEST_F(RolesTest, TrustPoliciesHave2048CharactersAtMost) {
  std::string conditions;
  for (int i = 0; i < 150; ++i) conditions += (i > 0 ? ",\"" : "\"") + std::string(12, 'x') + "\"";
  const std::string trust = Trusting(
      R"({"AWS":"*"})", R"(,"Condition":{"StringEquals":{"sts:ExternalId":[)" + conditions + "]}}");
  EXPECT_OUTCOME(Call("CreateRole", New("R", trust)),
                 "LimitExceeded (409): Cannot exceed quota for ACLSizePerRole: 2048");
}

TEST_F(RolesTest, ADeletedPrincipalShowsAsItsIdAndARecreatedOneIsAnother) {
  const std::string id = Must("CreateUser", {{"UserName", "u"}}).Text("User.UserId");
  Must("CreateRole", New("R", Trusting(R"({"AWS":"arn:aws:iam::111122223333:user/u"})")));
  Must("UpdateUser", {{"UserName", "u"}, {"NewPath", "/x/"}});
  EXPECT_NE(StoredTrust("R").find("user/x/u"), std::string::npos);
  Must("DeleteUser", {{"UserName", "u"}});
  Must("CreateUser", {{"UserName", "u"}});
  EXPECT_NE(StoredTrust("R").find("\"" + id + "\""), std::string::npos);
}

TEST_F(RolesTest, DeletionWantsTheRoleBare) {
  Must("CreateRole", New("R"));
  Must("CreateInstanceProfile", {{"InstanceProfileName", "i"}});
  Must("AddRoleToInstanceProfile", {{"InstanceProfileName", "i"}, {"RoleName", "R"}});
  Must("AttachRolePolicy", {{"RoleName", "R"}, {"PolicyArn", kBoundary}});
  Must("PutRolePolicy",
       {{"RoleName", "R"}, {"PolicyName", "p"}, {"PolicyDocument", std::string(kAllowAll)}});
  const auto refused = [&](const std::string& text) {
    EXPECT_OUTCOME(Call("DeleteRole", {{"RoleName", "R"}}),
                   "DeleteConflict (409): Cannot delete entity, must " + text);
  };
  refused("remove roles from instance profile first.");
  Must("RemoveRoleFromInstanceProfile", {{"InstanceProfileName", "i"}, {"RoleName", "R"}});
  refused("detach all policies first.");
  Must("DetachRolePolicy", {{"RoleName", "R"}, {"PolicyArn", kBoundary}});
  refused("delete policies first.");
  Must("DeleteRolePolicy", {{"RoleName", "R"}, {"PolicyName", "p"}});
  EXPECT_OUTCOME(Call("DeleteRole", {{"RoleName", "R"}}), "ok");
}

TEST_F(RolesTest, LastUseIsThatOfTheRolesSessions) {
  Must("CreateRole", New("R", kTrustAccount));
  Must("AttachRolePolicy", {{"RoleName", "R"}, {"PolicyArn", kBoundary}});
  const SigningCredentials session = AssumedRole("R");
  EXPECT_EQ(Must("GetRole", {{"RoleName", "R"}}).Count("Role.RoleLastUsed"), 0);
  Advance(std::chrono::minutes(10));
  Call("CreateUser", {{"UserName", "x"}}, session);  // refused calls count as well
  const Answer used = Must("GetRole", {{"RoleName", "R"}});
  EXPECT_EQ(used.Text("Role.RoleLastUsed.LastUsedDate"), "2026-01-02T03:14:05Z");
  EXPECT_EQ(used.Text("Role.RoleLastUsed.Region"), "us-east-1");
  Advance(std::chrono::days(401));
  EXPECT_EQ(Must("GetRole", {{"RoleName", "R"}}).Count("Role.RoleLastUsed"), 0);
}

}  // namespace
}  // namespace mockaws
