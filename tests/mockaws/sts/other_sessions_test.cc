// GetSessionToken, GetFederationToken, GetScopedCredentials, AssumeRoot, GetAccessKeyInfo,
// GetCallerIdentity, DecodeAuthorizationMessage.
#include "tests/mockaws/sts/sts_fixture.h"

namespace mockaws {
namespace {

constexpr const char* kDenyAll =
    R"({"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"*","Resource":"*"}})";

class StsSessions : public StsTest {
 protected:
  // Whether the key of this account may do `action`, by the control API.
  std::string Authorize(const SigningCredentials& who, const std::string& action) {
    const std::string body = R"({"principal":{"accessKeyId":")" + who.access_key_id +
                             R"(","sessionToken":")" + who.session_token + R"("},"action":")" +
                             action + R"(","resource":"*"})";
    return Control("authorize", body);
  }
};

TEST_F(StsSessions, GetCallerIdentityAnswersInSpiteOfADenyAll) {
  const auto ana = NewUser("ana", kDenyAll);
  const Answer answer = Sts("GetCallerIdentity", {}, ana);
  EXPECT_OUTCOME(answer, "ok");
  EXPECT_EQ(answer.Members(""), "Arn UserId Account");
}

TEST_F(StsSessions, GetSessionTokenAnswersInSpiteOfADenyAll) {
  const auto ana = NewUser("ana", kDenyAll);
  const Answer answer = Sts("GetSessionToken", {}, ana);
  EXPECT_OUTCOME(answer, "ok");
  EXPECT_EQ(answer.Text("Credentials.Expiration"), "2026-01-02T15:04:05Z");
}

TEST_F(StsSessions, GetSessionTokenOfRootLastsAnHourAtMost) {
  const Answer answer = Sts("GetSessionToken", {{"DurationSeconds", "129600"}}, Root());
  EXPECT_EQ(answer.Text("Credentials.Expiration"), "2026-01-02T04:04:05Z");
}

TEST_F(StsSessions, GetSessionTokenSessionsCallFewOperations) {
  const auto ana = Ana();
  NewRole("r", TrustAll());
  const auto session = CredentialsOf(Sts("GetSessionToken", {}, ana));
  EXPECT_OUTCOME(Sts("GetCallerIdentity", {}, session), "ok");
  EXPECT_OUTCOME(Sts("AssumeRole", Assume("r"), session), "ok");
  EXPECT_OUTCOME(Sts("GetSessionToken", {}, session),
                 "AccessDenied (403): Cannot call GetSessionToken with session credentials");
  EXPECT_OUTCOME(Sts("GetFederationToken", {{"Name", "fed"}}, session),
                 "AccessDenied (403): Cannot call GetFederationToken with session credentials");
  EXPECT_EQ(Call("ListUsers", {}, session).code, "InvalidClientTokenId");
}

TEST_F(StsSessions, MfaSessionsCallIamAndShowThatAMfaCodeWasGiven) {
  const auto ana =
      NewUser("ana", Policy(R"("Action":"*","Resource":"*",)"
                            R"("Condition":{"Bool":{"aws:MultiFactorAuthPresent":"true"}})"));
  const Device device = EnabledDevice("phone", "ana");
  Advance(std::chrono::minutes(2));
  EXPECT_TRUE(MayGetUser(ana).starts_with("AccessDenied"));
  EXPECT_EQ(MayGetUser(MfaSession(ana, device, 0)), "ok");
}

TEST_F(StsSessions, SessionDiesWithItsUserEvenIfOneOfItsNameIsMadeAgain) {
  Must("CreateUser", {{"UserName", "eve"}});
  const auto key = KeyOf("eve");
  const auto session = CredentialsOf(Sts("GetSessionToken", {}, key));
  Must("DeleteAccessKey", {{"UserName", "eve"}, {"AccessKeyId", key.access_key_id}});
  Must("DeleteUser", {{"UserName", "eve"}});
  Must("CreateUser", {{"UserName", "eve"}});
  EXPECT_OUTCOME(Sts("GetCallerIdentity", {}, session),
                 "InvalidClientTokenId (403): The security token included in the request is "
                 "invalid.");
}

TEST_F(StsSessions, GetFederationTokenAnswersWithTheFederatedUser) {
  const auto ana = Ana();
  const Answer answer = Sts("GetFederationToken", {{"Name", "fed"}}, ana);
  EXPECT_OUTCOME(answer, "ok");
  EXPECT_EQ(answer.Text("FederatedUser.FederatedUserId"), "111122223333:fed");
  EXPECT_EQ(answer.Text("FederatedUser.Arn"), "arn:aws:sts::111122223333:federated-user/fed");
  EXPECT_EQ(answer.Text("Credentials.Expiration"), "2026-01-02T15:04:05Z");
  EXPECT_FALSE(answer.Has("PackedPolicySize"));
  const Answer who = Sts("GetCallerIdentity", {}, CredentialsOf(answer));
  EXPECT_EQ(who.Text("Arn"), "arn:aws:sts::111122223333:federated-user/fed");
  EXPECT_EQ(who.Text("UserId"), "111122223333:fed");
}

TEST_F(StsSessions, GetFederationTokenNeedsItsPermission) {
  const auto bob = NewUser("bob");
  EXPECT_OUTCOME(
      Sts("GetFederationToken", {{"Name", "fed"}}, bob),
      "AccessDenied (403): User: arn:aws:iam::111122223333:user/bob is not authorized to "
      "perform: sts:GetFederationToken on resource: "
      "arn:aws:sts::111122223333:federated-user/fed because no identity-based policy "
      "allows the sts:GetFederationToken action");
}

TEST_F(StsSessions, GetFederationTokenIsForLongTermKeysAlone) {
  const auto ana = Ana();
  NewRole("r", TrustAll());
  EXPECT_OUTCOME(Sts("GetFederationToken", {{"Name", "fed"}}, Session("r", ana)),
                 "AccessDenied (403): Cannot call GetFederationToken with session credentials");
  EXPECT_OUTCOME(Sts("GetFederationToken", {{"Name", "f"}}, ana),
                 "ValidationError (400): 1 validation error detected: Value at 'name' failed to "
                 "satisfy constraint: Member must have length greater than or equal to 2");
}

TEST_F(StsSessions, FederatedUsersCallNeitherIamNorStsButGetCallerIdentity) {
  const auto ana = Ana();
  NewRole("r", TrustAll());
  const auto fed = CredentialsOf(
      Sts("GetFederationToken", {{"Name", "fed"}, {"Policy", std::string(kAllowAll)}}, ana));
  EXPECT_OUTCOME(Sts("GetCallerIdentity", {}, fed), "ok");
  EXPECT_EQ(Call("ListUsers", {}, fed).code, "InvalidClientTokenId");
  EXPECT_EQ(Sts("AssumeRole", Assume("r"), fed).code, "AccessDenied");
  EXPECT_EQ(Sts("GetSessionToken", {}, fed).code, "AccessDenied");
}

TEST_F(StsSessions, FederatedUserHasWhatUserAndSessionPolicyBothAllow) {
  const auto ana = Ana();
  const auto without = CredentialsOf(Sts("GetFederationToken", {{"Name", "fed"}}, ana));
  EXPECT_NE(Authorize(without, "ec2:RunInstances").find(R"("decision": "implicitDeny")"),
            std::string::npos);
  for (const auto& who : {ana, Root()}) {
    const auto with = CredentialsOf(
        Sts("GetFederationToken",
            {{"Name", "fed"}, {"Policy", Policy(R"("Action":"ec2:*","Resource":"*")")}}, who));
    EXPECT_NE(Authorize(with, "ec2:RunInstances").find(R"("decision": "allowed")"),
              std::string::npos);
    EXPECT_NE(Authorize(with, "s3:ListAllMyBuckets").find(R"("decision": "implicitDeny")"),
              std::string::npos);
  }
}

TEST_F(StsSessions, GetAccessKeyInfoTellsTheAccountOfDeletedKeysToo) {
  const auto ana = Ana();
  const auto bob = NewUser("bob");
  Must("DeleteAccessKey", {{"UserName", "bob"}, {"AccessKeyId", bob.access_key_id}});
  EXPECT_EQ(Sts("GetAccessKeyInfo", {{"AccessKeyId", bob.access_key_id}}, ana).Text("Account"),
            "111122223333");
  const auto nobody = NewUser("nobody");
  EXPECT_EQ(Sts("GetAccessKeyInfo", {{"AccessKeyId", ana.access_key_id}}, nobody).code,
            "AccessDenied");
}

TEST_F(StsSessions, ScopedCredentialsKeepTheIdentityAndNarrowThePermissions) {
  const auto ana = Ana();
  NewRole("r", TrustAll());
  const auto session = Session("r", ana);
  const Answer scoped = Sts(
      "GetScopedCredentials",
      {{"Policy", Policy(R"("Action":["iam:ListUsers","iam:GetUser"],"Resource":"*")")}}, session);
  EXPECT_OUTCOME(scoped, "ok");
  EXPECT_EQ(scoped.Text("SessionInfo.Arn"), "arn:aws:sts::111122223333:assumed-role/r/s1");
  EXPECT_EQ(scoped.Text("ScopedPoliciesCount"), "1");
  EXPECT_EQ(scoped.Text("Credentials.Expiration"), "2026-01-02T04:04:05Z");
  const auto narrowed = CredentialsOf(scoped);
  EXPECT_EQ(Sts("GetCallerIdentity", {}, narrowed).Text("Arn"),
            "arn:aws:sts::111122223333:assumed-role/r/s1");
  EXPECT_EQ(MayGetUser(narrowed), "ok");
  EXPECT_EQ(Call("ListRoles", {}, narrowed).code, "AccessDenied");
  EXPECT_OUTCOME(Call("ListRoles", {}, session), "ok");
}

TEST_F(StsSessions, ScopesIntersectAndAtMostThreeMayBeMade) {
  const auto ana = Ana();
  NewRole("r", TrustAll());
  auto session = Session("r", ana);
  const Parameters get = {{"Policy", Policy(R"("Action":"iam:*","Resource":"*")")}};
  for (int i = 1; i <= 3; ++i) {
    const Answer scoped = Sts("GetScopedCredentials", get, session);
    EXPECT_EQ(scoped.Text("ScopedPoliciesCount"), std::to_string(i));
    session = CredentialsOf(scoped);
  }
  EXPECT_EQ(MayGetUser(session), "ok");
  EXPECT_EQ(Sts("GetScopedCredentials", get, session).code, "AccessDenied");
  EXPECT_OUTCOME(Sts("GetScopedCredentials", {{"DurationSeconds", "60"}}, session), "ok");
  const auto other = CredentialsOf(
      Sts("GetScopedCredentials", {{"Policy", Policy(R"("Action":"s3:*","Resource":"*")")}},
          CredentialsOf(Sts("GetScopedCredentials", get, Session("r", ana)))));
  EXPECT_TRUE(MayGetUser(other).starts_with("AccessDenied"));
}

TEST_F(StsSessions, ScopedCredentialsLastNoLongerThanTheCallingSession) {
  const auto ana = Ana();
  NewRole("r", TrustAll());
  const auto session = Session("r", ana);
  Advance(std::chrono::minutes(30));
  EXPECT_EQ(Sts("GetScopedCredentials", {{"DurationSeconds", "1801"}}, session).code,
            "InsufficientSessionLifetime");
  EXPECT_EQ(Sts("GetScopedCredentials", {{"DurationSeconds", "60"}}, session)
                .Text("Credentials.Expiration"),
            "2026-01-02T03:35:05Z");
  EXPECT_EQ(Sts("GetScopedCredentials", {}, session).code, "ValidationError");
  EXPECT_EQ(Sts("GetScopedCredentials", {{"DurationSeconds", "60"}}, ana).code, "AccessDenied");
  EXPECT_EQ(Sts("GetScopedCredentials", {{"DurationSeconds", "60"}}, Root()).code, "AccessDenied");
  EXPECT_EQ(Sts("GetScopedCredentials", {{"Policy", "{"}}, session).code,
            "MalformedPolicyDocument");
}

TEST_F(StsSessions, ScopedCredentialsDoNotEscapeARevocation) {
  const auto ana = Ana();
  NewRole("r", TrustAll());
  const auto session = Session("r", ana);
  Advance(std::chrono::seconds(10));
  Must("PutRolePolicy",
       {{"RoleName", "r"},
        {"PolicyName", "revoke"},
        {"PolicyDocument",
         R"({"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"*","Resource":"*",)"
         R"("Condition":{"DateLessThan":{"aws:TokenIssueTime":"2026-01-02T03:04:15Z"}}}]})"}});
  Advance(std::chrono::seconds(10));
  const auto renewed =
      CredentialsOf(Sts("GetScopedCredentials", {{"DurationSeconds", "900"}}, session));
  EXPECT_TRUE(MayGetUser(renewed).starts_with("AccessDenied"));
}

class AssumeRoot : public StsTest {
 protected:
  void Organize(const std::string& features) {
    Control("organization",
            R"({"id":"o-abcdefghij","managementAccount":"111122223333",)"
            R"("root":{"accounts":["444455556666"]})" +
                features + "}",
            200, "PUT");
  }
  Parameters Task(const std::string& target, const std::string& task,
                  const Parameters& more = {}) const {
    Parameters parameters = {{"TargetPrincipal", target},
                             {"TaskPolicyArn.arn", "arn:aws:iam::aws:policy/root-task/" + task}};
    parameters.insert(parameters.end(), more.begin(), more.end());
    return parameters;
  }
  static constexpr const char* kAudit = "IAMAuditRootUserCredentials";
};

TEST_F(AssumeRoot, GivesAMembersRootForOneTask) {
  const auto ana = Ana();
  Organize(R"(,"trustedAccess":true,"rootCredentialsManagement":true)");
  const Answer answer = Sts("AssumeRoot", Task("444455556666", kAudit), ana);
  EXPECT_OUTCOME(answer, "ok");
  EXPECT_EQ(answer.Text("Credentials.Expiration"), "2026-01-02T03:19:05Z");
  const auto session = CredentialsOf(answer);
  EXPECT_EQ(Sts("GetCallerIdentity", {}, session).Text("Arn"), "arn:aws:iam::444455556666:root");
  EXPECT_OUTCOME(Call("GetAccountSummary", {}, session), "ok");
  EXPECT_EQ(Call("ListUsers", {}, session).code, "AccessDenied");
}

TEST_F(AssumeRoot, ChecksTargetThenTaskThenPermissionThenFeature) {
  const auto ana = Ana();
  const auto bob = NewUser("bob");
  const std::string refused =
      "AccessDenied (403): User: arn:aws:iam::111122223333:user/ana is not authorized to perform: "
      "sts:AssumeRoot on resource: arn:aws:iam::";
  EXPECT_OUTCOME(Sts("AssumeRoot", Task("444455556666", kAudit), ana),
                 refused + "444455556666:root");
  Organize("");
  EXPECT_OUTCOME(Sts("AssumeRoot", Task("arn:aws:iam::444455556666:user/x", kAudit), bob),
                 "ValidationError (400): Request must contain a valid target principal");
  EXPECT_OUTCOME(Sts("AssumeRoot", Task("444455556666", "Other"), bob),
                 "ValidationError (400): Request must contain valid AWS managed task policy ARN");
  EXPECT_EQ(Sts("AssumeRoot", Task("444455556666", kAudit), bob).code, "AccessDenied");
  EXPECT_OUTCOME(Sts("AssumeRoot", Task("111122223333", kAudit), ana),
                 refused + "111122223333:root");
  EXPECT_OUTCOME(Sts("AssumeRoot", Task("444455556666", kAudit), ana),
                 "AccessDenied (403): Root credentials management feature is not enabled for your "
                 "AWS Organization.");
  EXPECT_OUTCOME(Sts("AssumeRoot", Task("444455556666", "S3UnlockBucketPolicy"), ana),
                 "AccessDenied (403): Root sessions feature is not enabled for your AWS "
                 "Organization.");
  EXPECT_OUTCOME(
      Sts("AssumeRoot", Task("444455556666", kAudit, {{"DurationSeconds", "901"}}), ana),
      "ValidationError (400): 1 validation error detected: Value '901' at 'durationSeconds' failed "
      "to satisfy constraint: Member must have value less than or equal to 900");
}

class AuthorizationMessage : public StsTest {
 protected:
  std::string Encoded(const std::string& answer) {
    const size_t begin = answer.find("\"encodedMessage\": \"") + 19;
    return answer.substr(begin, answer.find('"', begin) - begin);
  }
};

TEST_F(AuthorizationMessage, IsDecodedForThoseWhoMay) {
  const auto ana = Ana();
  const auto bob = NewUser("bob");
  const std::string message =
      Encoded(Control("authorize", R"({"principal":{"arn":"arn:aws:iam::111122223333:user/bob"},)"
                                   R"("action":"ec2:RunInstances","resource":"*"})"));
  const Answer decoded = Sts("DecodeAuthorizationMessage", {{"EncodedMessage", message}}, ana);
  EXPECT_OUTCOME(decoded, "ok");
  const std::string text = decoded.Text("DecodedMessage");
  EXPECT_NE(text.find(R"("explicitDeny":false)"), std::string::npos) << text;
  EXPECT_NE(text.find(R"("action":"ec2:RunInstances")"), std::string::npos) << text;
  EXPECT_EQ(Sts("DecodeAuthorizationMessage", {{"EncodedMessage", message}}, bob).code,
            "AccessDenied");
  EXPECT_EQ(
      Sts("DecodeAuthorizationMessage", {{"EncodedMessage", message}}, Root(kOtherAccount)).code,
      "InvalidAuthorizationMessageException");
  EXPECT_EQ(Sts("DecodeAuthorizationMessage", {{"EncodedMessage", "nonsense"}}, ana).code,
            "InvalidAuthorizationMessageException");
}

}  // namespace
}  // namespace mockaws
