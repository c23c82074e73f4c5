// What live AWS was recorded to authorize, one statement a test: RCPs, root tasks, names, literals.
#include "tests/mockaws/sts/sts_fixture.h"

namespace mockaws {
namespace {

class RecordedAuthorization : public StsTest {
 protected:
  // The account is a member under an RCP; `more`: further members of the organization.
  void Organize(const std::string& rcp, const std::string& more = {}) {
    Control("organization",
            R"({"id":"o-exampleorg1","managementAccount":"444455556666","policies":[{"name":"R",)"
            R"("id":"p-guardguard","type":"RESOURCE_CONTROL_POLICY","document":)" +
                rcp + R"(}],"root":{"resourceControlPolicies":["R"],)" +
                R"("accounts":["111122223333"]})" + more + "}",
            200, "PUT");
  }
  static std::string Rcp(const std::string& action) {
    return R"({"Statement":{"Effect":"Deny","Principal":"*","Action":")" + action +
           R"(","Resource":"*"}})";
  }
  static std::string With(const std::string& condition) {
    return Policy(R"("Action":"*","Resource":"*","Condition":{)" + condition + "}");
  }
};

// ------------------------------------------------------------------ RCPs

TEST_F(RecordedAuthorization, AnRcpThatRefusesAssumeRoleIsNamedOnTheRolesArn) {
  const auto ana = Ana();
  NewRole("r", TrustAll());
  Organize(Rcp("sts:AssumeRole"));
  EXPECT_OUTCOME(
      Sts("AssumeRole", Assume("r"), ana),
      "AccessDenied (403): " + std::string(kNotAuthorized) +
          "sts:AssumeRole on resource: arn:aws:iam::111122223333:role/r with an explicit deny in a "
          "resource control policy: arn:aws:organizations::444455556666:policy/o-exampleorg1/"
          "resource_control_policy/p-guardguard");
}

TEST_F(RecordedAuthorization, AnRcpIsStoredCompactWithListAndVersion) {
  Organize(R"("{ \"Statement\" : {\n \"Effect\": \"Deny\", \"Principal\": \"*\",)"
           R"( \"Action\": \"s3:*\", \"Resource\": \"*\"} }")");
  const std::string shown = Control("organization", "");
  EXPECT_NE(shown.find(R"({\"Version\":\"2008-10-17\",\"Statement\":[{\"Effect\":\"Deny\",)"
                       R"(\"Principal\":\"*\",\"Action\":\"s3:*\",\"Resource\":\"*\"}]})"),
            std::string::npos)
      << shown;
}

TEST_F(RecordedAuthorization, AnRcpIsTakenThoughNothingTurnedItsTypeOn) {
  // No switch of the organization is given.
  Organize(Rcp("SQS:SendMessage"));
  const std::string body =
      R"({"principal":{"arn":"arn:aws:iam::111122223333:root"},"action":"sqs:SendMessage",)"
      R"("resource":"arn:aws:sqs:eu-west-1:111122223333:q"})";
  EXPECT_OUTCOME(Call("GetAccountSummary"), "ok");
  EXPECT_NE(Control("authorize", body).find("explicitDeny"), std::string::npos);
}

// ------------------------------------------------------------------ AWS's own policies

TEST_F(RecordedAuthorization, AwsManagedPoliciesBelongToAnAccountOfTheirOwn) {
  const Parameters read = {{"PolicyArn", "arn:aws:iam::aws:policy/ReadOnlyAccess"}};
  const auto reads = [&](const std::string& name, const std::string& account) {
    return Call("GetPolicy", read,
                NewUser(name, With(R"("StringEquals":{"aws:ResourceAccount":")" + account + "\"}")))
        .Outcome();
  };
  EXPECT_EQ(reads("right", "639982225848"), "ok");
  EXPECT_TRUE(reads("alias", "aws").starts_with("AccessDenied"));
  EXPECT_TRUE(reads("own", "111122223333").starts_with("AccessDenied"));
}

TEST_F(RecordedAuthorization, OwnPoliciesBelongToTheAccount) {
  const std::string arn =
      Must("CreatePolicy", {{"PolicyName", "p"}, {"PolicyDocument", std::string(kAllowAll)}})
          .Text("Policy.Arn");
  const auto ana = NewUser("ana", With(R"("StringEquals":{"aws:ResourceAccount":"111122223333"})"));
  EXPECT_OUTCOME(Call("GetPolicy", {{"PolicyArn", arn}}, ana), "ok");
}

// ------------------------------------------------------------------ names

TEST_F(RecordedAuthorization, OperationsFindNamesInAnyCaseAndAuthorizeTheStoredArn) {
  Must("CreateUser", {{"UserName", "Dora"}, {"Path", "/team/"}});
  const auto may = [&](const std::string& name, const std::string& arn) {
    return Call("GetUser", {{"UserName", "dORA"}},
                NewUser(name, Policy(R"("Action":"iam:GetUser","Resource":")" + arn + "\"")))
        .Outcome();
  };
  EXPECT_EQ(may("stored", Arn("user/team/Dora")), "ok");
  EXPECT_TRUE(may("asked", Arn("user/team/dORA")).starts_with("AccessDenied"));
  EXPECT_TRUE(may("bare", Arn("user/Dora")).starts_with("AccessDenied"));
}

TEST_F(RecordedAuthorization, GetAccessKeyLastUsedIsJudgedOnTheKeysOwner) {
  Must("CreateUser", {{"UserName", "owner"}, {"Path", "/team/"}});
  const auto key = KeyOf("owner");
  const auto may = [&](const std::string& name, const std::string& resource) {
    return Call("GetAccessKeyLastUsed", {{"AccessKeyId", key.access_key_id}},
                NewUser(name, Policy(R"("Action":"iam:GetAccessKeyLastUsed","Resource":")" +
                                     resource + "\"")))
        .Outcome();
  };
  EXPECT_EQ(may("right", Arn("user/team/owner")), "ok");
  EXPECT_TRUE(may("wrong", Arn("user/wrong")).starts_with("AccessDenied"));
}

// ------------------------------------------------------------------ literals

constexpr std::pair<const char*, const char*> kUnreadable[] = {
    {"NumericEquals", "NaN"},        {"DateEquals", "tomorrow"},
    {"ArnLike", "nonsense"},         {"IpAddress", "192.0.2.0/33"},
    {"IpAddress", "2001:db8::1/64"}, {"IpAddress", "::ffff:192.0.2.1"}};

std::string Condition(const std::string& op, const std::string& literal) {
  return "\"" + op + R"(":{"k:a":")" + literal + "\"}";
}

TEST_F(RecordedAuthorization, IamRefusesLiteralsThatCannotBeRead) {
  for (const auto& [op, literal] : kUnreadable) {
    EXPECT_EQ(Call("CreatePolicy",
                   {{"PolicyName", "p"}, {"PolicyDocument", With(Condition(op, literal))}})
                  .code,
              "MalformedPolicyDocument")
        << op;
  }
  EXPECT_EQ(Call("CreatePolicy",
                 {{"PolicyName", "p"}, {"PolicyDocument", With(Condition("BinaryEquals", "YQ"))}})
                .code,
            "MalformedPolicyDocument");
}

TEST_F(RecordedAuthorization, StsTakesInlineSessionPoliciesWithSuchLiterals) {
  const auto ana = Ana();
  NewRole("r", TrustAll());
  for (const auto& [op, literal] : kUnreadable) {
    EXPECT_OUTCOME(Sts("AssumeRole", Assume("r", {{"Policy", With(Condition(op, literal))}}), ana),
                   "ok");
  }
}

TEST_F(RecordedAuthorization, StsRefusesBadBase64InASessionPolicy) {
  const auto ana = Ana();
  NewRole("r", TrustAll());
  EXPECT_EQ(
      Sts("AssumeRole", Assume("r", {{"Policy", With(Condition("BinaryEquals", "YQ"))}}), ana).code,
      "MalformedPolicyDocument");
}

TEST_F(RecordedAuthorization, TrustPoliciesKeepAnEmptyListOfValues) {
  Must("CreateRole", {{"RoleName", "r"},
                      {"AssumeRolePolicyDocument",
                       Trust(R"("Principal":{"AWS":"111122223333"},"Action":"sts:AssumeRole",)"
                             R"("Condition":{"StringEquals":{"sts:ExternalId":[]}})")}});
  EXPECT_EQ(Sts("AssumeRole", Assume("r", {{"ExternalId", "e-1"}}), Ana()).code, "AccessDenied");
}

TEST_F(RecordedAuthorization, SharedProvidersAreCheckedAtCreateRoleAndUpdateAssumeRolePolicy) {
  const std::string trust = Trust(R"("Principal":{"Federated":"accounts.google.com"},)"
                                  R"("Action":"sts:AssumeRoleWithWebIdentity")");
  const std::string refused =
      "MalformedPolicyDocument (400): Trust policy with trusted principal accounts.google.com must "
      "evaluate, using StringEquals, StringLike or StringEqualsIgnoreCase, "
      "accounts.google.com:aud which is not scoped to all.";
  EXPECT_OUTCOME(Call("CreateRole", {{"RoleName", "g"}, {"AssumeRolePolicyDocument", trust}}),
                 refused);
  NewRole("g", TrustAll());
  EXPECT_OUTCOME(Call("UpdateAssumeRolePolicy", {{"RoleName", "g"}, {"PolicyDocument", trust}}),
                 refused);
}

// ------------------------------------------------------------------ root tasks

class RootTaskSession : public StsTest {
 protected:
  void Organize(const std::string& features, const std::string& scp = "FullAWSAccess") {
    Control("organization",
            R"({"id":"o-abcdefghij","managementAccount":"111122223333","policies":[{"name":"No",)"
            R"("type":"SERVICE_CONTROL_POLICY","document":{"Version":"2012-10-17","Statement":)"
            R"({"Effect":"Deny","Action":"iam:GetAccountSummary","Resource":"*"}}}],)"
            R"("root":{"accounts":[{"id":"444455556666","serviceControlPolicies":)"
            R"(["FullAWSAccess",")" +
                scp + R"("]}]})" + features + "}",
            200, "PUT");
  }
  static Parameters Audit() {
    return {{"TargetPrincipal", "444455556666"},
            {"TaskPolicyArn.arn", "arn:aws:iam::aws:policy/root-task/IAMAuditRootUserCredentials"}};
  }
  static constexpr const char* kOn = R"(,"trustedAccess":true,"rootCredentialsManagement":true)";
};

TEST_F(RootTaskSession, NeedsTheCallersOwnAllowOnTheMembersRoot) {
  Organize(kOn);
  const auto may = [&](const std::string& name, const std::string& resource) {
    return Sts("AssumeRoot", Audit(),
               NewUser(name, Policy(R"("Action":"sts:AssumeRoot","Resource":")" + resource + "\"")))
        .Outcome();
  };
  EXPECT_EQ(may("right", "arn:aws:iam::444455556666:root"), "ok");
  EXPECT_TRUE(may("wrong", "arn:aws:iam::999988887777:root").starts_with("AccessDenied"));
}

TEST_F(RootTaskSession, WhatTheTaskPolicyDoesNotDenyRootMayDo) {
  Organize(kOn);
  const auto session = CredentialsOf(Sts("AssumeRoot", Audit(), Ana()));
  EXPECT_OUTCOME(Call("GetAccountSummary", {}, session), "ok");
  EXPECT_OUTCOME(Call("ListUsers", {}, session),
                 "AccessDenied (403): User: arn:aws:iam::444455556666:root is not authorized to "
                 "perform: iam:ListUsers on resource: arn:aws:iam::444455556666:user/ with an "
                 "explicit deny in a session policy");
}

TEST_F(RootTaskSession, IsBoundByScps) {
  Organize(kOn, "No");
  const auto session = CredentialsOf(Sts("AssumeRoot", Audit(), Ana()));
  EXPECT_EQ(Call("GetAccountSummary", {}, session).code, "AccessDenied");
}

TEST_F(RootTaskSession, SessionsOutliveTheFeaturesSwitchingOff) {
  Organize(kOn);
  const auto ana = Ana();
  const auto session = CredentialsOf(Sts("AssumeRoot", Audit(), ana));
  Organize("");
  EXPECT_EQ(Sts("AssumeRoot", Audit(), ana).code, "AccessDenied");
  EXPECT_OUTCOME(Call("GetAccountSummary", {}, session), "ok");
}

// ------------------------------------------------------------------ the global host

class GlobalHost : public StsTest {
 protected:
  std::string Asked(const std::string& action, const std::string& host) {
    HttpRequest request;
    request.headers = {{"Host", host}, {"Content-Type", "application/x-www-form-urlencoded"}};
    request.body = "Action=" + action + "&Version=2011-06-15";
    SigningScope scope;
    scope.service = "sts";
    SignRequest(&request, Root(), scope, clock_.Now());
    const auto xml = ParseXml(service_.Handle(request).body);
    const XmlElement* error = xml.ok() ? xml->Find("Error") : nullptr;
    return error == nullptr ? "" : error->TextOf("Code") + ": " + error->TextOf("Message");
  }
};

TEST_F(GlobalHost, HasNoAssumeRoot) {
  for (const char* host : {"sts.amazonaws.com", "sts.amazonaws.com:443"}) {
    EXPECT_EQ(Asked("AssumeRoot", host), "InvalidAction: Unknown Operation") << host;
  }
  EXPECT_TRUE(Asked("AssumeRoot", "sts.eu-west-1.amazonaws.com").starts_with("ValidationError"));
  EXPECT_TRUE(Asked("AssumeRoot", "127.0.0.1:4593").starts_with("ValidationError"));
}

TEST_F(GlobalHost, HasNoGetWebIdentityTokenAndNoGetScopedCredentials) {
  for (const char* action : {"GetWebIdentityToken", "GetScopedCredentials"}) {
    EXPECT_EQ(Asked(action, "sts.amazonaws.com"),
              "InvalidAction: Operation not supported on STS global endpoint");
  }
  EXPECT_EQ(Asked("GetCallerIdentity", "sts.amazonaws.com"), "");
}

}  // namespace
}  // namespace mockaws
