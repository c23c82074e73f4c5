// What AWS added to STS in 2026, one statement a test.
#include "tests/mockaws/sts/sts_fixture.h"

namespace mockaws {
namespace {

const std::string kMinimum = "MinimumSessionTokenSize";

class ScopedCredentials : public StsTest {
 protected:
  Answer Scope(const SigningCredentials& who, const Parameters& parameters) {
    return Sts("GetScopedCredentials", parameters, who);
  }
  Answer Narrow(const SigningCredentials& who, const std::string& action = "iam:*") {
    return Scope(who, {{"Policy", Policy(R"("Action":")" + action + R"(","Resource":"*")")}});
  }
  SigningCredentials NewSession(const Parameters& more = {}) {
    const auto ana = Ana();
    NewRole("r", TrustAll());
    return Session("r", ana, more);
  }
};

TEST_F(ScopedCredentials, AreForEveryKindOfTemporaryCredentials) {
  const auto role = NewSession();
  const auto ana = NewUser("bob", std::string(kAllowAll));
  EXPECT_OUTCOME(Narrow(role), "ok");
  EXPECT_OUTCOME(Narrow(CredentialsOf(Sts("GetSessionToken", {}, ana))), "ok");
  const auto federated = CredentialsOf(
      Sts("GetFederationToken", {{"Name", "fed"}, {"Policy", std::string(kAllowAll)}}, ana));
  const Answer narrowed = Narrow(federated);
  EXPECT_OUTCOME(narrowed, "ok");
  EXPECT_EQ(narrowed.Text("SessionInfo.Arn"), "arn:aws:sts::111122223333:federated-user/fed");
}

TEST_F(ScopedCredentials, AreNotForLongTermKeysOfUsersAndRoot) {
  EXPECT_EQ(Narrow(Ana()).code, "AccessDenied");
  EXPECT_EQ(Narrow(Root()).code, "AccessDenied");
}

TEST_F(ScopedCredentials, NeedAPolicyOrADuration) {
  const auto session = NewSession();
  EXPECT_EQ(Scope(session, {}).code, "ValidationError");
  EXPECT_EQ(Scope(session, {{"ScopedSessionDescription", "task"}}).code, "ValidationError");
  EXPECT_OUTCOME(Scope(session, {{"DurationSeconds", "1"}}), "ok");
}

TEST_F(ScopedCredentials, TakePoliciesOf2048CharactersAtMost) {
  const auto session = NewSession();
  const std::string policy = Policy(R"("Action":"iam:*","Resource":"*")");
  const auto padded = [&](size_t size) { return policy + std::string(size - policy.size(), ' '); };
  EXPECT_OUTCOME(Scope(session, {{"Policy", padded(2048)}}), "ok");
  EXPECT_EQ(Scope(session, {{"Policy", padded(2049)}}).code, "ValidationError");
}

TEST_F(ScopedCredentials, TogetherHaveAPackedLimit) {
  auto session = NewSession();
  std::string large = R"("Action":["iam:*")";
  for (int i = 0; large.size() < 1850; ++i) large += ",\"ec2:Action" + std::to_string(i) + "\"";
  const std::string policy = Policy(large + R"(],"Resource":"*")");
  for (int layer = 0; layer < 2; ++layer) {
    const Answer answer = Scope(session, {{"Policy", policy}});
    ASSERT_EQ(answer.Outcome(), "ok");
    session = CredentialsOf(answer);
  }
  const Answer refused = Scope(session, {{"Policy", policy}});
  EXPECT_EQ(refused.code, "PackedPolicyTooLarge");
  EXPECT_EQ(refused.status, 400);
}

TEST_F(ScopedCredentials, AreMadeOfPoliciesOnly) {
  const auto session = NewSession();
  EXPECT_EQ(Scope(session, {{"Policy", "no policy"}}).code, "MalformedPolicyDocument");
  EXPECT_EQ(Scope(session, {{"Policy", R"({"Statement":[]})"}}).code, "MalformedPolicyDocument");
}

TEST_F(ScopedCredentials, LastFrom1To129600SecondsAndNoLongerThanTheSession) {
  const auto session = NewSession();
  for (const char* seconds : {"0", "129601"}) {
    EXPECT_EQ(Scope(session, {{"DurationSeconds", seconds}}).code, "ValidationError") << seconds;
  }
  const Answer beyond = Scope(session, {{"DurationSeconds", "3601"}});
  EXPECT_EQ(beyond.code, "InsufficientSessionLifetime");
  EXPECT_EQ(beyond.status, 400);
  EXPECT_OUTCOME(Scope(session, {{"DurationSeconds", "3600"}}), "ok");
}

TEST_F(ScopedCredentials, WithoutADurationEndWithTheSession) {
  const auto session = NewSession();
  Advance(std::chrono::minutes(10));
  EXPECT_EQ(Narrow(session).Text("Credentials.Expiration"), "2026-01-02T04:04:05Z");
}

TEST_F(ScopedCredentials, AFourthPolicyIsDeniedADurationIsNot) {
  auto session = NewSession();
  for (int layer = 1; layer <= 3; ++layer) {
    const Answer answer = Narrow(session);
    EXPECT_EQ(answer.Text("ScopedPoliciesCount"), std::to_string(layer));
    session = CredentialsOf(answer);
  }
  EXPECT_EQ(Narrow(session).code, "AccessDenied");
  const Answer shorter = Scope(session, {{"DurationSeconds", "60"}});
  EXPECT_OUTCOME(shorter, "ok");
  EXPECT_EQ(shorter.Text("ScopedPoliciesCount"), "3");
}

TEST_F(ScopedCredentials, KeepTheSourceIdentity) {
  const auto session = NewSession({{"SourceIdentity", "ana"}});
  const Answer answer = Narrow(session);
  EXPECT_EQ(answer.Text("SourceIdentity"), "ana");
  EXPECT_EQ(Narrow(CredentialsOf(answer)).Text("SourceIdentity"), "ana");
}

TEST_F(ScopedCredentials, DescriptionsHave256CharactersAndStayOutOfTheToken) {
  const auto session = NewSession();
  const auto size = [&](const std::string& description) {
    Parameters parameters = {{"DurationSeconds", "60"}};
    if (!description.empty()) parameters.push_back({"ScopedSessionDescription", description});
    return Scope(session, parameters).Text("SessionTokenSize");
  };
  EXPECT_EQ(size(std::string(256, 'x')), size(""));
  EXPECT_EQ(Scope(session,
                  {{"DurationSeconds", "60"}, {"ScopedSessionDescription", std::string(257, 'x')}})
                .code,
            "ValidationError");
}

TEST_F(ScopedCredentials, TellTheSessionAndTheTokensSize) {
  const auto session = NewSession();
  const Answer who = Sts("GetCallerIdentity", {}, session);
  const Answer answer = Narrow(session);
  EXPECT_EQ(answer.Text("SessionInfo.ScopedSessionId"), who.Text("UserId"));
  EXPECT_EQ(answer.Text("SessionInfo.Arn"), who.Text("Arn"));
  EXPECT_EQ(answer.Text("SessionTokenSize"),
            std::to_string(answer.Text("Credentials.SessionToken").size()));
}

TEST_F(ScopedCredentials, ARefusalNamesTheLayer) {
  const auto narrowed = CredentialsOf(Narrow(CredentialsOf(Narrow(NewSession(), "iam:*")), "s3:*"));
  const std::string body = R"({"principal":{"accessKeyId":")" + narrowed.access_key_id +
                           R"(","sessionToken":")" + narrowed.session_token +
                           R"("},"action":"iam:ListUsers","resource":"*"})";
  // Layers are numbered from 0.
  const std::string answer = Control("authorize", body);
  EXPECT_NE(answer.find("scope-down policy 1 must allow `iam:ListUsers`"), std::string::npos)
      << answer;
}

// ------------------------------------------------------------------ the size of tokens

class TokenSize : public StsTest {
 protected:
  void ExpectPadded(const std::string& action, Parameters parameters,
                    const SigningCredentials& who) {
    parameters.push_back({kMinimum, "4000"});
    const Answer answer = Sts(action, parameters, who);
    EXPECT_EQ(answer.Outcome(), "ok") << action;
    const size_t size = answer.Text("Credentials.SessionToken").size();
    EXPECT_GE(size, 4000U) << action;
    EXPECT_EQ(answer.Text("SessionTokenSize"), std::to_string(size)) << action;
    const int used = std::stoi(answer.Text("SessionTokenUtilization"));
    EXPECT_GT(used, 0) << action;
    EXPECT_LE(used, 100) << action;
    parameters.back().second = "4097";
    EXPECT_EQ(Sts(action, parameters, who).code, "ValidationError") << action;
  }
};

TEST_F(TokenSize, IsAtLeastWhatEachOperationIsAskedFor) {
  const auto ana = Ana();
  NewRole("r", TrustAll());
  ExpectPadded("AssumeRole", Assume("r"), ana);
  ExpectPadded("GetSessionToken", {}, ana);
  ExpectPadded("GetFederationToken", {{"Name", "fed"}}, ana);
  ExpectPadded("GetScopedCredentials", {{"DurationSeconds", "60"}}, Session("r", ana));
  Control("organization",
          R"({"id":"o-abcdefghij","managementAccount":"111122223333","trustedAccess":true,)"
          R"("rootCredentialsManagement":true,"root":{"accounts":["444455556666"]}})",
          200, "PUT");
  ExpectPadded(
      "AssumeRoot",
      {{"TargetPrincipal", "444455556666"},
       {"TaskPolicyArn.arn", "arn:aws:iam::aws:policy/root-task/IAMAuditRootUserCredentials"}},
      ana);
}

TEST_F(TokenSize, ThatIsTooLargeIsToldInBytes) {
  const auto ana = Ana();
  NewRole("r", TrustAll());
  auto session = Session("r", ana);
  // White space counts in the token, not in the packed policies.
  const std::string policy = Policy(R"("Action":"iam:*","Resource":"*")");
  const Parameters padded = {{"Policy", policy + std::string(2048 - policy.size(), ' ')}};
  Answer answer;
  for (int layer = 0; layer < 3; ++layer) {
    answer = Sts("GetScopedCredentials", padded, session);
    if (answer.status != 200) break;
    session = CredentialsOf(answer);
  }
  ASSERT_EQ(answer.code, "PackedPolicyTooLarge");
  EXPECT_NE(answer.message.find(" bytes of at most 8192"), std::string::npos) << answer.message;
}

}  // namespace
}  // namespace mockaws
