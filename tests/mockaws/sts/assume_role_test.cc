// AssumeRole, rule by rule.
#include "tests/mockaws/sts/sts_fixture.h"

namespace mockaws {
namespace {

class AssumeRole : public StsTest {
 protected:
  std::string Refused(const std::string& action, const std::string& role,
                      const std::string& who = "user/ana") {
    return "AccessDenied (403): User: arn:aws:iam::111122223333:" + who +
           " is not authorized to perform: " + action + " on resource: " + Arn("role/" + role);
  }
  static Parameters Tag(const std::string& key, const std::string& value,
                        const std::string& number = "1") {
    return {{"Tags.member." + number + ".Key", key}, {"Tags.member." + number + ".Value", value}};
  }
};

TEST_F(AssumeRole, AnswersWithTheSessionsUserAndCredentials) {
  const auto ana = Ana();
  NewRole("r", TrustAll());
  const Answer answer = Sts("AssumeRole", Assume("r"), ana);
  EXPECT_OUTCOME(answer, "ok");
  EXPECT_EQ(answer.Members(""),
            "AssumedRoleUser Credentials SessionTokenSize SessionTokenUtilization");
  EXPECT_EQ(answer.Text("AssumedRoleUser.Arn"), "arn:aws:sts::111122223333:assumed-role/r/s1");
  EXPECT_TRUE(answer.Text("AssumedRoleUser.AssumedRoleId").ends_with(":s1"));
  EXPECT_EQ(answer.Members("Credentials"), "AccessKeyId SecretAccessKey SessionToken Expiration");
  EXPECT_EQ(answer.Text("Credentials.Expiration"), "2026-01-02T04:04:05Z");
}

TEST_F(AssumeRole, SessionArnHasNoPath) {
  const auto ana = Ana();
  NewRole("r", TrustAll(), {{"Path", "/a/b/"}});
  const Answer answer =
      Sts("AssumeRole", {{"RoleArn", Arn("role/a/b/r")}, {"RoleSessionName", "s1"}}, ana);
  EXPECT_EQ(answer.Text("AssumedRoleUser.Arn"), "arn:aws:sts::111122223333:assumed-role/r/s1");
}

TEST_F(AssumeRole, UnknownRoleRefusedTrustAndRefusedCallerReadAlike) {
  const auto ana = Ana();
  const auto bob = NewUser("bob");
  NewRole("r", TrustAll());
  NewRole("closed",
          Trust(R"("Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole")"));
  EXPECT_OUTCOME(Sts("AssumeRole", Assume("ghost"), ana), Refused("sts:AssumeRole", "ghost"));
  EXPECT_OUTCOME(Sts("AssumeRole", Assume("closed"), ana), Refused("sts:AssumeRole", "closed"));
  EXPECT_OUTCOME(Sts("AssumeRole", Assume("r"), bob), Refused("sts:AssumeRole", "r", "user/bob"));
}

TEST_F(AssumeRole, ExternalIdMustBeTheOneThatTheTrustPolicyAsksFor) {
  const auto ana = Ana();
  NewRole("r", Trust(R"("Principal":{"AWS":"111122223333"},"Action":"sts:AssumeRole",)"
                     R"("Condition":{"StringEquals":{"sts:ExternalId":"id-1"}})"));
  EXPECT_OUTCOME(Sts("AssumeRole", Assume("r"), ana), Refused("sts:AssumeRole", "r"));
  EXPECT_OUTCOME(Sts("AssumeRole", Assume("r", {{"ExternalId", "id-2"}}), ana),
                 Refused("sts:AssumeRole", "r"));
  const Answer answer = Sts("AssumeRole", Assume("r", {{"ExternalId", "id-1"}}), ana);
  EXPECT_OUTCOME(answer, "ok");
  EXPECT_EQ(answer.body.find("ExternalId"), std::string::npos);
}

TEST_F(AssumeRole, TrustThatNamesTheCallerSufficesInOneAccount) {
  const auto bob = NewUser("bob");
  NewRole("r", Trust(R"("Principal":{"AWS":"arn:aws:iam::111122223333:user/bob"},)"
                     R"("Action":"sts:AssumeRole")"));
  EXPECT_OUTCOME(Sts("AssumeRole", Assume("r"), bob), "ok");
}

TEST_F(AssumeRole, RootMayNot) {
  NewRole("r", TrustAll());
  EXPECT_OUTCOME(Sts("AssumeRole", Assume("r"), Root()),
                 "AccessDenied (403): Roles may not be assumed by root accounts.");
}

TEST_F(AssumeRole, MalformedRoleArns) {
  const auto ana = Ana();
  const auto with = [&](const std::string& arn) {
    return Sts("AssumeRole", {{"RoleArn", arn}, {"RoleSessionName", "s1"}}, ana);
  };
  EXPECT_OUTCOME(with("this is not an ARN at all"),
                 "ValidationError (400): this is not an ARN at all is invalid");
  EXPECT_OUTCOME(with("arn:aws:iam"),
                 "ValidationError (400): 1 validation error detected: Value 'arn:aws:iam' at "
                 "'roleArn' failed to satisfy constraint: Member must have length greater than or "
                 "equal to 20");
  EXPECT_OUTCOME(with(Arn("user/ana")), "ValidationError (400): Request ARN is invalid");
  EXPECT_OUTCOME(with(Arn("oidc-provider/x")), "ValidationError (400): Request ARN is invalid");
}

TEST_F(AssumeRole, DurationIsLimitedByTheApiThenByTheRole) {
  const auto ana = Ana();
  NewRole("r", TrustAll(), {{"MaxSessionDuration", "7200"}});
  const auto with = [&](const std::string& seconds) {
    return Sts("AssumeRole", Assume("r", {{"DurationSeconds", seconds}}), ana);
  };
  EXPECT_OUTCOME(with("899"),
                 "ValidationError (400): 1 validation error detected: Value '899' at "
                 "'durationSeconds' failed to satisfy constraint: Member must have value greater "
                 "than or equal to 900");
  EXPECT_OUTCOME(with("43201"),
                 "ValidationError (400): 1 validation error detected: Value '43201' at "
                 "'durationSeconds' failed to satisfy constraint: Member must have value less than "
                 "or equal to 43200");
  EXPECT_OUTCOME(with("7201"),
                 "ValidationError (400): The requested DurationSeconds exceeds the "
                 "MaxSessionDuration set for this role.");
  EXPECT_EQ(with("7200").Text("Credentials.Expiration"), "2026-01-02T05:04:05Z");
  EXPECT_EQ(with("900").Text("Credentials.Expiration"), "2026-01-02T03:19:05Z");
}

TEST_F(AssumeRole, ChainedSessionsLastAnHourAtMost) {
  const auto ana = Ana();
  NewRole("r", TrustAll(), {{"MaxSessionDuration", "7200"}});
  const auto first = Session("r", ana);
  const std::string too_long =
      "ValidationError (400): The requested DurationSeconds exceeds the 1 hour session limit for "
      "roles assumed by role chaining.";
  EXPECT_OUTCOME(Sts("AssumeRole", Assume("r", {{"DurationSeconds", "3601"}}), first), too_long);
  EXPECT_OUTCOME(Sts("AssumeRole", Assume("r", {{"DurationSeconds", "3600"}}), first), "ok");
  EXPECT_OUTCOME(Sts("AssumeRole", Assume("r", {{"DurationSeconds", "7201"}}), first),
                 "ValidationError (400): The requested DurationSeconds exceeds the "
                 "MaxSessionDuration set for this role.");
  const auto of_token = CredentialsOf(Sts("GetSessionToken", {}, ana));
  EXPECT_OUTCOME(Sts("AssumeRole", Assume("r", {{"DurationSeconds", "3601"}}), of_token), too_long);
}

TEST_F(AssumeRole, SessionPolicyNarrowsTheRole) {
  const auto ana = Ana();
  NewRole("r", TrustAll());
  const auto narrowed =
      Session("r", ana, {{"Policy", Policy(R"("Action":"iam:ListUsers","Resource":"*")")}});
  EXPECT_OUTCOME(Call("ListUsers", {}, narrowed), "ok");
  EXPECT_EQ(MayGetUser(narrowed),
            "AccessDenied (403): User: arn:aws:sts::111122223333:assumed-role/r/s1 is not "
            "authorized to perform: iam:GetUser on resource: user ana because no session policy "
            "allows the iam:GetUser action");
}

TEST_F(AssumeRole, ManagedSessionPolicyIsALiveReference) {
  const auto ana = Ana();
  NewRole("r", TrustAll());
  const std::string arn = Arn("policy/p");
  Must("CreatePolicy", {{"PolicyName", "p"},
                        {"PolicyDocument", Policy(R"("Action":"iam:ListUsers","Resource":"*")")}});
  const auto session = Session("r", ana, {{"PolicyArns.member.1.arn", arn}});
  EXPECT_OUTCOME(Call("ListUsers", {}, session), "ok");
  EXPECT_NE(MayGetUser(session), "ok");
  Must("CreatePolicyVersion",
       {{"PolicyArn", arn},
        {"PolicyDocument", Policy(R"("Action":"iam:GetUser","Resource":"*")")},
        {"SetAsDefault", "true"}});
  EXPECT_EQ(MayGetUser(session), "ok");
  EXPECT_NE(Call("ListUsers", {}, session).Outcome(), "ok");
}

TEST_F(AssumeRole, MalformedSessionPolicies) {
  const auto ana = Ana();
  NewRole("r", TrustAll());
  EXPECT_OUTCOME(Sts("AssumeRole", Assume("r", {{"Policy", "{"}}), ana),
                 "MalformedPolicyDocument (400): The policy is not in the valid JSON format.");
  EXPECT_OUTCOME(Sts("AssumeRole", Assume("r", {{"Policy", "{\"a\":1}"}}), ana),
                 "MalformedPolicyDocument (400): Syntax errors in policy.");
  EXPECT_EQ(
      Sts("AssumeRole", Assume("r", {{"PolicyArns.member.1.arn", Arn("policy/ghost")}}), ana).code,
      "ValidationError");
  std::string large = Policy(R"("Action":"iam:GetUser","Resource":"*")");
  large += std::string(2049 - large.size(), ' ');
  const Answer too_long = Sts("AssumeRole", Assume("r", {{"Policy", large}}), ana);
  EXPECT_EQ(too_long.code, "ValidationError");
  EXPECT_TRUE(too_long.message.ends_with("Member must have length less than or equal to 2048"));
}

TEST_F(AssumeRole, TagsNeedTagSessionOnBothHands) {
  NewUser("ana", Policy(R"("Action":"sts:AssumeRole","Resource":"*")"));
  const auto ana = KeyOf("ana");
  NewRole("r", TrustAll());
  NewRole("untagged", Trust(R"("Principal":{"AWS":"111122223333"},"Action":"sts:AssumeRole")"));
  EXPECT_OUTCOME(Sts("AssumeRole", Assume("r", Tag("team", "a")), ana),
                 Refused("sts:TagSession", "r"));
  const auto bob = NewUser("bob", std::string(kAllowAll));
  EXPECT_OUTCOME(Sts("AssumeRole", Assume("untagged", Tag("team", "a")), bob),
                 Refused("sts:TagSession", "untagged", "user/bob"));
  const Answer answer = Sts("AssumeRole", Assume("r", Tag("team", "a")), bob);
  EXPECT_OUTCOME(answer, "ok");
  EXPECT_TRUE(answer.Has("PackedPolicySize"));
}

TEST_F(AssumeRole, DuplicateTagKeysInAnyCaseAreRefused) {
  const auto ana = Ana();
  NewRole("r", TrustAll());
  Parameters tags = Tag("team", "a");
  const Parameters more = Tag("TEAM", "b", "2");
  tags.insert(tags.end(), more.begin(), more.end());
  EXPECT_OUTCOME(Sts("AssumeRole", Assume("r", tags), ana),
                 "InvalidParameterValue (400): Duplicate tag keys found. Please note that Tag keys "
                 "are case insensitive.");
}

TEST_F(AssumeRole, TransitiveTagsPassDownTheChainAndCannotBeOverridden) {
  const auto ana = Ana();
  NewRole("r", TrustAll());
  NewRole("tagged", Trust(R"("Principal":{"AWS":"111122223333"},)"
                          R"("Action":["sts:AssumeRole","sts:TagSession"],)"
                          R"("Condition":{"StringEquals":{"aws:PrincipalTag/team":"a"}})"));
  EXPECT_OUTCOME(
      Sts("AssumeRole", Assume("r", {{"TransitiveTagKeys.member.1", "team"}}), ana),
      "InvalidParameterValue (400): The specified transitive tag key must be included in "
      "the requested tags.");
  Parameters tags = Tag("team", "a");
  const auto plain = Session("r", ana, tags);
  tags.push_back({"TransitiveTagKeys.member.1", "team"});
  const auto transitive = Session("r", ana, tags);
  EXPECT_OUTCOME(Sts("AssumeRole", Assume("tagged", Tag("team", "b")), transitive),
                 "InvalidParameterValue (400): One of the specified transitive tag keys can't be "
                 "set because it conflicts with a transitive tag key from the calling session.");
  const auto second = Session("r", transitive);
  EXPECT_OUTCOME(Sts("AssumeRole", Assume("tagged"), second), "ok");
  const auto lost = Session("r", plain);
  EXPECT_EQ(Sts("AssumeRole", Assume("tagged"), lost).code, "AccessDenied");
}

TEST_F(AssumeRole, SourceIdentityIsSetOnceAndInherited) {
  const auto ana = Ana();
  NewRole("r", TrustAll());
  NewRole("plain", Trust(R"("Principal":{"AWS":"111122223333"},"Action":"sts:AssumeRole")"));
  EXPECT_OUTCOME(Sts("AssumeRole", Assume("plain", {{"SourceIdentity", "ana"}}), ana),
                 Refused("sts:SetSourceIdentity", "plain"));
  const Answer set = Sts("AssumeRole", Assume("r", {{"SourceIdentity", "ana"}}), ana);
  EXPECT_EQ(set.Text("SourceIdentity"), "ana");
  const auto session = CredentialsOf(set);
  EXPECT_OUTCOME(Sts("AssumeRole", Assume("r", {{"SourceIdentity", "bob"}}), session),
                 "ValidationError (400): The source identity is already set for this assume role "
                 "session");
  EXPECT_EQ(
      Sts("AssumeRole", Assume("r", {{"SourceIdentity", "ana"}}), session).Text("SourceIdentity"),
      "ana");
  EXPECT_EQ(Sts("AssumeRole", Assume("r"), session).Text("SourceIdentity"), "ana");
  EXPECT_EQ(Sts("AssumeRole", Assume("plain"), session).code, "AccessDenied");
}

TEST_F(AssumeRole, MissingSourceIdentityThatTheTrustDemandsRefusesAssumeRole) {
  const auto ana = Ana();
  NewRole("r", Trust(R"("Principal":{"AWS":"111122223333"},)"
                     R"("Action":["sts:AssumeRole","sts:SetSourceIdentity"],)"
                     R"("Condition":{"StringLike":{"sts:SourceIdentity":"a*"}})"));
  EXPECT_OUTCOME(Sts("AssumeRole", Assume("r"), ana), Refused("sts:AssumeRole", "r"));
  EXPECT_OUTCOME(Sts("AssumeRole", Assume("r", {{"SourceIdentity", "ana"}}), ana), "ok");
}

TEST_F(AssumeRole, TagsTooLargeForTheTokenAreRefusedAsPacked) {
  const auto ana = Ana();
  NewRole("r", TrustAll());
  Parameters tags;
  for (int i = 1; i <= 20; ++i) {
    const Parameters one = Tag("key" + std::to_string(i), std::string(256, 'v'), std::to_string(i));
    tags.insert(tags.end(), one.begin(), one.end());
  }
  const Answer answer = Sts("AssumeRole", Assume("r", tags), ana);
  EXPECT_EQ(answer.code, "PackedPolicyTooLarge");
  EXPECT_TRUE(answer.message.starts_with("Packed size of session tags consumes "));
}

TEST_F(AssumeRole, SessionsIssuedBeforeARevocationAreRefused) {
  const auto ana = Ana();
  NewRole("r", TrustAll());
  const auto old = Session("r", ana);
  Advance(std::chrono::seconds(10));
  Must("PutRolePolicy",
       {{"RoleName", "r"},
        {"PolicyName", "AWSRevokeOlderSessions"},
        {"PolicyDocument",
         R"({"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"*","Resource":"*",)"
         R"("Condition":{"DateLessThan":{"aws:TokenIssueTime":"2026-01-02T03:04:15Z"}}}]})"}});
  const auto fresh = Session("r", ana);
  EXPECT_TRUE(MayGetUser(old).starts_with("AccessDenied"));
  EXPECT_EQ(MayGetUser(fresh), "ok");
}

TEST_F(AssumeRole, AChangedTrustPolicyLeavesLivingSessionsAlone) {
  const auto ana = Ana();
  NewRole("r", TrustAll());
  const auto session = Session("r", ana);
  Must("UpdateAssumeRolePolicy",
       {{"RoleName", "r"},
        {"PolicyDocument",
         Trust(R"("Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole")")}});
  EXPECT_EQ(MayGetUser(session), "ok");
  EXPECT_OUTCOME(Sts("AssumeRole", Assume("r"), ana), Refused("sts:AssumeRole", "r"));
}

TEST_F(AssumeRole, MfaCodesAreVerifiedAndSeenByTheTrustPolicyAndTheSession) {
  const auto ana = Ana();
  const Device device = EnabledDevice("phone", "ana");
  NewRole("r", Trust(R"("Principal":{"AWS":"111122223333"},"Action":"sts:AssumeRole",)"
                     R"("Condition":{"Bool":{"aws:MultiFactorAuthPresent":"true"}})"));
  Must(
      "PutRolePolicy",
      {{"RoleName", "r"},
       {"PolicyName", "mfa"},
       {"PolicyDocument",
        R"({"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"iam:GetUser",)"
        R"("Resource":"*","Condition":{"NumericGreaterThan":{"aws:MultiFactorAuthAge":"60"}}}]})"}});
  Advance(std::chrono::minutes(2));
  EXPECT_OUTCOME(Sts("AssumeRole", Assume("r"), ana), Refused("sts:AssumeRole", "r"));
  const auto with = [&](const std::string& code) {
    return Assume("r", {{"SerialNumber", device.serial}, {"TokenCode", code}});
  };
  EXPECT_OUTCOME(Sts("AssumeRole", with(Code(device, 10)), ana),
                 "AccessDenied (403): MultiFactorAuthentication failed with invalid MFA one time "
                 "pass code. ");
  const std::string code = Code(device, 0);
  const Answer answer = Sts("AssumeRole", with(code), ana);
  EXPECT_OUTCOME(answer, "ok");
  EXPECT_OUTCOME(Sts("AssumeRole", with(code), ana),
                 "AccessDenied (403): MultiFactorAuthentication failed with invalid MFA one time "
                 "pass code. ");
  EXPECT_EQ(MayGetUser(CredentialsOf(answer)), "ok");
  Advance(std::chrono::seconds(61));
  EXPECT_TRUE(MayGetUser(CredentialsOf(answer)).starts_with("AccessDenied"));
}

TEST_F(AssumeRole, AnothersMfaDeviceCannotBeValidated) {
  const auto ana = Ana();
  NewUser("bob");
  const Device device = EnabledDevice("phone", "bob");
  NewRole("r", TrustAll());
  Advance(std::chrono::minutes(2));
  EXPECT_OUTCOME(
      Sts("AssumeRole",
          Assume("r", {{"SerialNumber", device.serial}, {"TokenCode", Code(device, 0)}}), ana),
      "AccessDenied (403): MultiFactorAuthentication failed, unable to validate MFA code.  Please "
      "verify your MFA serial number is valid and associated with this user.");
}

TEST_F(AssumeRole, TokensArePaddedToTheMinimumSize) {
  const auto ana = Ana();
  NewRole("r", TrustAll());
  const Answer answer = Sts("AssumeRole", Assume("r", {{"MinimumSessionTokenSize", "4096"}}), ana);
  EXPECT_OUTCOME(answer, "ok");
  EXPECT_GE(answer.Text("Credentials.SessionToken").size(), 4096U);
  EXPECT_EQ(answer.Text("SessionTokenSize"),
            std::to_string(answer.Text("Credentials.SessionToken").size()));
  EXPECT_EQ(MayGetUser(CredentialsOf(answer)), "ok");
  EXPECT_EQ(Sts("AssumeRole", Assume("r", {{"MinimumSessionTokenSize", "4097"}}), ana).code,
            "ValidationError");
}

TEST_F(AssumeRole, ContextAssertionsAreRefused) {
  const auto ana = Ana();
  NewRole("r", TrustAll());
  const Answer answer =
      Sts("AssumeRole",
          Assume("r", {{"ProvidedContexts.member.1.ProviderArn",
                        "arn:aws:iam::aws:contextProvider/IdentityCenter"},
                       {"ProvidedContexts.member.1.ContextAssertion", "assertion"}}),
          ana);
  EXPECT_EQ(answer.code, "InvalidContextAssertion");
}

}  // namespace
}  // namespace mockaws
