// Which context keys a call carries, by its caller: the page "AWS global condition context keys".
#include "policy_engine/base/json.h"
#include "tests/mockaws/sts/sts_fixture.h"

namespace mockaws {
namespace {

class ContextKeys : public StsTest {
 protected:
  // What a question with these credentials carries; "(absent)" for what it doesn't.
  struct Keys {
    policy_engine::Json json;
    std::string operator[](const std::string& key) const {
      const policy_engine::Json* value = json.Find(key);
      return value == nullptr ? "(absent)" : value->is_string() ? value->AsString() : value->Dump();
    }
  };
  Keys Of(const SigningCredentials& who) {
    const std::string token =
        who.session_token.empty() ? "" : R"(,"sessionToken":")" + who.session_token + "\"";
    return Asked(R"({"accessKeyId":")" + who.access_key_id + "\"" + token + "}");
  }
  Keys Asked(const std::string& principal) {
    const auto answer = policy_engine::ParseJson(
        Control("authorize", R"({"principal":)" + principal +
                                 R"(,"action":"s3:GetObject","resource":"arn:aws:s3:::b/k"})"));
    return {*answer->Find("authorizations")->items().back().Find("context")};
  }
  SigningCredentials RoleSession(const Parameters& more = {}) {
    NewRole("r", TrustAll(), {{"Path", "/team/"}});
    const Answer answer = Sts(
        "AssumeRole",
        [&] {
          Parameters all = {{"RoleArn", Arn("role/team/r")}, {"RoleSessionName", "s1"}};
          all.insert(all.end(), more.begin(), more.end());
          return all;
        }(),
        Ana());
    EXPECT_OUTCOME(answer, "ok");
    return CredentialsOf(answer);
  }
  SigningCredentials Federated() {
    return CredentialsOf(Sts("GetFederationToken",
                             {{"Name", "fed"}, {"Policy", std::string(kAllowAll)}},
                             NewUser("feds", std::string(kAllowAll))));
  }
};

TEST_F(ContextKeys, PrincipalArnIsARolesOwnForItsSessions) {
  EXPECT_EQ(Of(NewUser("ana"))["aws:PrincipalArn"], Arn("user/ana"));
  EXPECT_EQ(Of(Root())["aws:PrincipalArn"], Arn("root"));
  EXPECT_EQ(Of(Federated())["aws:PrincipalArn"], "arn:aws:sts::111122223333:federated-user/fed");
}

TEST_F(ContextKeys, PrincipalArnOfARoleSessionHasTheRolesPath) {
  EXPECT_EQ(Of(RoleSession())["aws:PrincipalArn"], Arn("role/team/r"));
}

TEST_F(ContextKeys, PrincipalAccountIsAlwaysThere) {
  EXPECT_EQ(Of(NewUser("ana"))["aws:PrincipalAccount"], "111122223333");
  EXPECT_EQ(Asked(R"({"anonymous":true})")["aws:PrincipalAccount"], "anonymous");
}

TEST_F(ContextKeys, PrincipalTypeTellsTheKindOfCaller) {
  EXPECT_EQ(Of(Root())["aws:PrincipalType"], "Account");
  EXPECT_EQ(Of(NewUser("bob"))["aws:PrincipalType"], "User");
  EXPECT_EQ(Of(RoleSession())["aws:PrincipalType"], "AssumedRole");
  EXPECT_EQ(Of(Federated())["aws:PrincipalType"], "FederatedUser");
  EXPECT_EQ(Asked(R"({"anonymous":true})")["aws:PrincipalType"], "Anonymous");
}

TEST_F(ContextKeys, UserIdHasAFormForEachKindOfCaller) {
  Must("CreateUser", {{"UserName", "eve"}});
  const std::string id = Must("GetUser", {{"UserName", "eve"}}).Text("User.UserId");
  EXPECT_EQ(Of(KeyOf("eve"))["aws:userid"], id);
  const auto session = RoleSession();
  const std::string role = Must("GetRole", {{"RoleName", "r"}}).Text("Role.RoleId");
  EXPECT_EQ(Of(session)["aws:userid"], role + ":s1");
  EXPECT_EQ(Of(Federated())["aws:userid"], "111122223333:fed");
  EXPECT_EQ(Of(Root())["aws:userid"], "111122223333");
  EXPECT_EQ(Asked(R"({"anonymous":true})")["aws:userid"], "anonymous");
}

TEST_F(ContextKeys, UsernameIsThereForUsersAlone) {
  const auto bob = NewUser("bob", std::string(kAllowAll));
  EXPECT_EQ(Of(bob)["aws:username"], "bob");
  EXPECT_EQ(Of(CredentialsOf(Sts("GetSessionToken", {}, bob)))["aws:username"], "bob");
  EXPECT_EQ(Of(Root())["aws:username"], "(absent)");
  EXPECT_EQ(Of(RoleSession())["aws:username"], "(absent)");
  EXPECT_EQ(Of(Federated())["aws:username"], "(absent)");
}

TEST_F(ContextKeys, SessionTagsReplaceTheRolesTagsInAnyCase) {
  NewRole("tagged", TrustAll(),
          {{"Tags.member.1.Key", "Team"},
           {"Tags.member.1.Value", "blue"},
           {"Tags.member.2.Key", "Site"},
           {"Tags.member.2.Value", "here"}});
  const Keys keys =
      Of(Session("tagged", Ana(), {{"Tags.member.1.Key", "team"}, {"Tags.member.1.Value", "red"}}));
  EXPECT_EQ(keys["aws:PrincipalTag/team"], "red");
  EXPECT_EQ(keys["aws:PrincipalTag/Team"], "(absent)");
  EXPECT_EQ(keys["aws:PrincipalTag/Site"], "here");
}

TEST_F(ContextKeys, PrincipalIsAwsServiceIsFalseForSignedCallers) {
  EXPECT_EQ(Of(NewUser("bob"))["aws:PrincipalIsAWSService"], "false");
  EXPECT_EQ(Asked(R"({"service":"ec2.amazonaws.com"})")["aws:PrincipalIsAWSService"], "true");
}

TEST_F(ContextKeys, ServicesAreNamed) {
  const Keys keys = Asked(R"({"service":"ec2.amazonaws.com"})");
  EXPECT_EQ(keys["aws:PrincipalServiceName"], "ec2.amazonaws.com");
  EXPECT_NE(keys["aws:PrincipalServiceNamesList"].find("ec2.amazonaws.com"), std::string::npos);
  EXPECT_EQ(Of(NewUser("bob"))["aws:PrincipalServiceName"], "(absent)");
}

TEST_F(ContextKeys, TimeIsAlwaysThere) {
  const Keys keys = Of(NewUser("bob"));
  EXPECT_EQ(keys["aws:CurrentTime"], "2026-01-02T03:04:05Z");
  EXPECT_EQ(keys["aws:EpochTime"], "1767323045");
}

TEST_F(ContextKeys, TokenIssueTimeIsOfTemporaryCredentials) {
  EXPECT_EQ(Of(NewUser("bob"))["aws:TokenIssueTime"], "(absent)");
  const auto session = RoleSession();
  Advance(std::chrono::minutes(5));
  EXPECT_EQ(Of(session)["aws:TokenIssueTime"], "2026-01-02T03:04:05Z");
}

TEST_F(ContextKeys, MultiFactorAuthPresentIsAbsentWithLongTermKeys) {
  const auto bob = NewUser("bob", std::string(kAllowAll));
  EXPECT_EQ(Of(bob)["aws:MultiFactorAuthPresent"], "(absent)");
  EXPECT_EQ(Of(CredentialsOf(Sts("GetSessionToken", {}, bob)))["aws:MultiFactorAuthPresent"],
            "false");
  EXPECT_EQ(Of(RoleSession())["aws:MultiFactorAuthPresent"], "false");
}

TEST_F(ContextKeys, MultiFactorAuthAgeIsOfCredentialsWithMfa) {
  const auto ana = Ana();
  const Device device = EnabledDevice("phone", "ana");
  Advance(std::chrono::minutes(2));
  const auto session = MfaSession(ana, device, 0);
  Advance(std::chrono::minutes(1));
  EXPECT_EQ(Of(session)["aws:MultiFactorAuthPresent"], "true");
  EXPECT_EQ(Of(session)["aws:MultiFactorAuthAge"], "60");
  EXPECT_EQ(Of(ana)["aws:MultiFactorAuthAge"], "(absent)");
}

TEST_F(ContextKeys, SecureTransportAndViaAwsServiceAreAlwaysThere) {
  const Keys keys = Of(NewUser("bob"));
  EXPECT_NE(keys["aws:SecureTransport"], "(absent)");
  EXPECT_EQ(keys["aws:ViaAWSService"], "false");
}

TEST_F(ContextKeys, SourceIdentityIsOfSessionsThatCarryOne) {
  EXPECT_EQ(Of(RoleSession({{"SourceIdentity", "ana"}}))["aws:SourceIdentity"], "ana");
  EXPECT_EQ(Of(NewUser("bob"))["aws:SourceIdentity"], "(absent)");
}

TEST_F(ContextKeys, AssumedRootIsOfTaskSessionsAlone) {
  Control("organization",
          R"({"id":"o-abcdefghij","managementAccount":"111122223333","trustedAccess":true,)"
          R"("rootCredentialsManagement":true,"root":{"accounts":["444455556666"]}})",
          200, "PUT");
  const auto task = CredentialsOf(
      Sts("AssumeRoot",
          {{"TargetPrincipal", "444455556666"},
           {"TaskPolicyArn.arn", "arn:aws:iam::aws:policy/root-task/IAMAuditRootUserCredentials"}},
          Ana()));
  EXPECT_EQ(Of(task)["aws:AssumedRoot"], "true");
  EXPECT_EQ(Of(Root())["aws:AssumedRoot"], "(absent)");
}

// ------------------------------------------------------------------ what trust policies see

class TrustKeys : public StsTest {
 protected:
  // Assumes a role whose trust policy has this condition.
  std::string Under(const std::string& condition, const Parameters& more = {}) {
    const std::string name = "r" + std::to_string(++made_);
    NewRole(name, Trust(R"("Principal":{"AWS":"111122223333"},"Action":["sts:AssumeRole",)"
                        R"("sts:TagSession","sts:SetSourceIdentity"],"Condition":{)" +
                        condition + "}"));
    return Sts("AssumeRole", Assume(name, more), ana_).Outcome() == "ok" ? "met" : "not met";
  }
  int made_ = 0;
  SigningCredentials ana_ = Ana();
};

TEST_F(TrustKeys, RoleSessionNameIsInEveryCall) {
  EXPECT_EQ(Under(R"("StringEquals":{"sts:RoleSessionName":"s1"})"), "met");
}

TEST_F(TrustKeys, ExternalIdIsThereOnlyIfSent) {
  EXPECT_EQ(Under(R"("Null":{"sts:ExternalId":"true"})"), "met");
  EXPECT_EQ(Under(R"("StringEquals":{"sts:ExternalId":"e-1"})", {{"ExternalId", "e-1"}}), "met");
}

TEST_F(TrustKeys, SourceIdentityThatIsFirstSetIsThereAsStsOnly) {
  const Parameters set = {{"SourceIdentity", "ana"}};
  EXPECT_EQ(Under(R"("StringEquals":{"sts:SourceIdentity":"ana"})", set), "met");
  EXPECT_EQ(Under(R"("Null":{"aws:SourceIdentity":"true"})", set), "met");
}

TEST_F(TrustKeys, TransitiveTagKeysAreAList) {
  const Parameters tags = {{"Tags.member.1.Key", "k"},
                           {"Tags.member.1.Value", "v"},
                           {"TransitiveTagKeys.member.1", "k"}};
  EXPECT_EQ(Under(R"("ForAllValues:StringEquals":{"sts:TransitiveTagKeys":"k"})", tags), "met");
  EXPECT_EQ(Under(R"("StringEquals":{"sts:TransitiveTagKeys":"k"})", tags), "not met");
}

TEST_F(TrustKeys, RequestTagsAndTagKeysAreTheSessionTags) {
  const Parameters tags = {{"Tags.member.1.Key", "k"}, {"Tags.member.1.Value", "v"}};
  EXPECT_EQ(Under(R"("StringEquals":{"aws:RequestTag/k":"v"},)"
                  R"("ForAnyValue:StringEquals":{"aws:TagKeys":"k"})",
                  tags),
            "met");
}

TEST_F(TrustKeys, DurationSecondsIsNeverThere) {
  EXPECT_EQ(
      Under(R"("NumericLessThan":{"sts:DurationSeconds":"7200"})", {{"DurationSeconds", "900"}}),
      "not met");
}

}  // namespace
}  // namespace mockaws
