// The oracle's decisions against rows of the reference: who decides, and by which policy type.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/oracle/oracle.h"

namespace oracle {
namespace {

constexpr char kUser[] = R"("arn:aws:iam::111122223333:user/alice")";
constexpr char kRoot[] = R"("arn:aws:iam::111122223333:root")";
constexpr char kSession[] = R"({"type":"AssumedRole",
    "arn":"arn:aws:sts::111122223333:assumed-role/r/s","roleArn":"arn:aws:iam::111122223333:role/p/r"})";
constexpr char kFederated[] = R"({"type":"FederatedUser",
    "arn":"arn:aws:sts::111122223333:federated-user/fed",
    "federatingUserArn":"arn:aws:iam::111122223333:user/alice"})";
constexpr char kService[] = R"({"type":"Service","arn":"sns.amazonaws.com"})";
constexpr char kAnonymous[] = R"({"type":"Anonymous"})";
constexpr char kOidc[] = R"({"type":"WebIdentity","arn":"accounts.google.com"})";

constexpr char kSelf[] = "111122223333";
constexpr char kOther[] = "444455556666";

// `@allow@`, `@deny@`: documents for identity-like policies; `@grant PRINCIPAL@` one for resources.
std::string Expand(std::string text) {
  const std::string head = R"({"Version":"2012-10-17","Statement":{"Effect":)";
  const std::string all = R"(,"Action":"*","Resource":"*"}})";
  const auto replace = [&](const std::string& from, const std::string& to) {
    for (size_t at = text.find(from); at != std::string::npos; at = text.find(from, at)) {
      text.replace(at, from.size(), to);
    }
  };
  replace("@allow@", head + R"("Allow")" + all);
  replace("@deny@", head + R"("Deny")" + all);
  replace("@nothing@", head + R"("Allow","Action":"x:y","Resource":"*"}})");
  replace("@grant ", head + R"("Allow","Action":"*","Resource":"*","Principal":)");
  replace("@trust ", head + R"("Allow","Action":"sts:*","Principal":)");
  replace("@refuse ", head + R"("Deny","Action":"*","Resource":"*","Principal":)");
  replace("@refusenot ", head + R"("Deny","Action":"*","Resource":"*","NotPrincipal":)");
  replace("@end@", "}}");
  return text;
}

struct Row {
  std::string name;
  std::string principal;
  std::string action;
  std::string account;
  std::string policies;  // further members of the case
  std::string decision;
  std::string policy_type;
};

Verdict VerdictOf(const Row& row) {
  std::string resource = "arn:aws:s3:::b/k";
  if (row.action.starts_with("sts:")) resource = "arn:aws:iam::" + row.account + ":role/t";
  if (row.action.starts_with("kms:")) resource = "arn:aws:kms:us-east-1:" + row.account + ":key/k";
  const std::string text = R"({"request":{"principal":)" + row.principal + R"(,"action":")" +
                           row.action + R"(","resource":")" + resource +
                           R"(","resourceAccount":")" + row.account + R"("})" +
                           (row.policies.empty() ? "" : "," + Expand(row.policies)) + "}";
  auto parsed = policy_engine::ParseJson(text);
  if (!parsed.ok()) return {parsed.error().message, text};
  return Decide(parsed.value());
}

void Check(const std::vector<Row>& rows) {
  for (const Row& row : rows) {
    const Verdict verdict = VerdictOf(row);
    EXPECT_EQ(verdict.decision, row.decision) << row.name;
    EXPECT_EQ(verdict.policy_type, row.policy_type) << row.name;
  }
}

constexpr char kGet[] = "s3:GetObject";
constexpr char kAllowed[] = "allowed";
constexpr char kExplicit[] = "explicitDeny";
constexpr char kImplicit[] = "implicitDeny";

TEST(SameAccount, AccountPrincipalOnlyDelegates) {
  const std::string grant = R"("resourcePolicy":@grant {"AWS":"111122223333"}@end@)";
  Check({
      {"user alone", kUser, kGet, kSelf, grant, kImplicit, "identity-policy"},
      {"with identity", kUser, kGet, kSelf, grant + R"(,"identityPolicies":[@allow@])", kAllowed,
       "identity-policy"},
      {"root", kRoot, kGet, kSelf, grant, kAllowed, "resource-policy"},
      {"federated", kFederated, kGet, kSelf,
       grant + R"(,"identityPolicies":[@allow@],"sessionPolicies":[@allow@])", kAllowed,
       "identity-policy"},
  });
}

TEST(SameAccount, UserArnLiftsIdentityAndBoundary) {
  Check({{"user", kUser, kGet, kSelf,
          R"("resourcePolicy":@grant {"AWS":"arn:aws:iam::111122223333:user/alice"}@end@,
             "permissionsBoundary":@nothing@)",
          kAllowed, "resource-policy"}});
}

TEST(SameAccount, RoleArnLiftsIdentityOnly) {
  const std::string grant =
      R"("resourcePolicy":@grant {"AWS":"arn:aws:iam::111122223333:role/p/r"}@end@)";
  Check({
      {"role", kSession, kGet, kSelf, grant, kAllowed, "resource-policy"},
      {"boundary", kSession, kGet, kSelf, grant + R"(,"permissionsBoundary":@nothing@)", kImplicit,
       "permissions-boundary"},
      {"session", kSession, kGet, kSelf, grant + R"(,"sessionPolicies":[@nothing@])", kImplicit,
       "session-policy"},
  });
}

TEST(SameAccount, SessionArnAndEveryoneLiftAll) {
  const std::string limits = R"(,"permissionsBoundary":@nothing@,"sessionPolicies":[@nothing@])";
  Check({
      {"session", kSession, kGet, kSelf,
       R"("resourcePolicy":@grant {"AWS":"arn:aws:sts::111122223333:assumed-role/r/s"}@end@)" +
           limits,
       kAllowed, "resource-policy"},
      {"everyone", kSession, kGet, kSelf, R"("resourcePolicy":@grant "*"@end@)" + limits, kAllowed,
       "resource-policy"},
      {"everyone as AWS", kSession, kGet, kSelf,
       R"("resourcePolicy":@grant {"AWS":["*"]}@end@)" + limits, kAllowed, "resource-policy"},
      {"deny in the boundary", kSession, kGet, kSelf,
       R"("resourcePolicy":@grant "*"@end@,"permissionsBoundary":@deny@)", kExplicit,
       "permissions-boundary"},
  });
}

TEST(SameAccount, FederatedUserNeedsASessionPolicyUnlessNamedItself) {
  const std::string by_user =
      R"("resourcePolicy":@grant {"AWS":"arn:aws:iam::111122223333:user/alice"}@end@)";
  Check({
      {"user ARN, no session policy", kFederated, kGet, kSelf, by_user, kImplicit,
       "session-policy"},
      {"user ARN, session policy", kFederated, kGet, kSelf,
       by_user + R"(,"sessionPolicies":[@allow@])", kAllowed, "resource-policy"},
      {"own ARN", kFederated, kGet, kSelf,
       R"("resourcePolicy":@grant {"AWS":"arn:aws:sts::111122223333:federated-user/fed"}@end@)",
       kAllowed, "resource-policy"},
      {"identity, no session policy", kFederated, kGet, kSelf, R"("identityPolicies":[@allow@])",
       kImplicit, "session-policy"},
      {"everyone only delegates", kFederated, kGet, kSelf, R"("resourcePolicy":@grant "*"@end@)",
       kImplicit, "identity-policy"},
  });
}

TEST(CrossAccount, BothSidesMustAllow) {
  const std::string grant =
      R"("resourcePolicy":@grant {"AWS":"arn:aws:iam::111122223333:user/alice"}@end@)";
  Check({
      {"resource alone", kUser, kGet, kOther, grant, kImplicit, "identity-policy"},
      {"identity alone", kUser, kGet, kOther, R"("identityPolicies":[@allow@])", kImplicit,
       "resource-policy"},
      {"both", kUser, kGet, kOther, grant + R"(,"identityPolicies":[@allow@])", kAllowed,
       "identity-policy"},
      {"boundary", kUser, kGet, kOther,
       grant + R"(,"identityPolicies":[@allow@],"permissionsBoundary":@nothing@)", kImplicit,
       "permissions-boundary"},
      {"root", kRoot, kGet, kOther, R"("resourcePolicy":@grant {"AWS":"111122223333"}@end@)",
       kAllowed, "resource-policy"},
      {"root, nothing", kRoot, kGet, kOther, "", kImplicit, "resource-policy"},
  });
}

TEST(AssumeRole, TrustPolicyMustAllowAndBoundaryAlwaysBites) {
  const std::string user =
      R"("resourcePolicy":@trust {"AWS":"arn:aws:iam::111122223333:user/alice"}@end@)";
  Check({
      {"no trust", kUser, "sts:AssumeRole", kSelf, R"("identityPolicies":[@allow@])", kImplicit,
       "trust-policy"},
      {"user trusted", kUser, "sts:AssumeRole", kSelf, user, kAllowed, "trust-policy"},
      {"user trusted, boundary", kUser, "sts:AssumeRole", kSelf,
       user + R"(,"permissionsBoundary":@nothing@)", kImplicit, "permissions-boundary"},
      {"account trusted", kUser, "sts:AssumeRole", kSelf,
       R"("resourcePolicy":@trust {"AWS":"111122223333"}@end@)", kImplicit, "identity-policy"},
      {"everyone, session policy", kSession, "sts:AssumeRole", kSelf,
       R"("resourcePolicy":@trust {"AWS":"*"}@end@,"sessionPolicies":[@nothing@])", kImplicit,
       "session-policy"},
      {"cross-account", kUser, "sts:AssumeRole", kOther, user, kImplicit, "identity-policy"},
      {"root", kRoot, "sts:AssumeRole", kSelf,
       R"("resourcePolicy":@trust {"AWS":"111122223333"}@end@)", kImplicit, "trust-policy"},
      {"web identity", kOidc, "sts:AssumeRoleWithWebIdentity", kSelf,
       R"("resourcePolicy":@trust {"Federated":"accounts.google.com"}@end@)", kAllowed,
       "trust-policy"},
  });
}

TEST(KeyPolicy, MustAllowInOneAccountToo) {
  Check({
      {"identity alone", kUser, "kms:Decrypt", kSelf, R"("identityPolicies":[@allow@])", kImplicit,
       "resource-policy"},
      {"root", kRoot, "kms:Decrypt", kSelf, "", kImplicit, "resource-policy"},
      {"delegated", kUser, "kms:Decrypt", kSelf,
       R"("identityPolicies":[@allow@],"resourcePolicy":@grant {"AWS":"111122223333"}@end@)",
       kAllowed, "identity-policy"},
  });
}

TEST(Organization, EveryLevelMustAllow) {
  const std::string id = R"("identityPolicies":[@allow@],)";
  Check({
      {"one level lacks", kUser, kGet, kSelf,
       id + R"("serviceControlPolicies":[[@allow@],[@nothing@],[@allow@]])", kImplicit,
       "service-control-policy"},
      {"root user too", kRoot, kGet, kSelf, R"("serviceControlPolicies":[[@nothing@]])", kImplicit,
       "service-control-policy"},
      {"management account",
       R"({"arn":"arn:aws:iam::111122223333:user/a","managementAccount":true})", kGet, kSelf,
       id + R"("serviceControlPolicies":[[@deny@]])", kAllowed, "identity-policy"},
      {"service-linked", R"("arn:aws:iam::111122223333:role/aws-service-role/x.amazonaws.com/X")",
       kGet, kSelf, id + R"("serviceControlPolicies":[[@deny@]])", kAllowed, "identity-policy"},
      {"RCP before SCP", kUser, kGet, kSelf,
       id + R"("serviceControlPolicies":[[@deny@]],"resourceControlPolicies":[[@refuse "*"@end@]])",
       kExplicit, "resource-control-policy"},
      {"RCP of a service without", kUser, "iam:GetUser", kSelf,
       id + R"("resourceControlPolicies":[[@refuse "*"@end@]])", kAllowed, "identity-policy"},
      {"RCP for outsiders", kAnonymous, kGet, kSelf,
       R"("resourcePolicy":@grant "*"@end@,"resourceControlPolicies":[[@refuse "*"@end@]])",
       kExplicit, "resource-control-policy"},
  });
}

TEST(OtherCallers, OnlyTheResourcePolicyDecides) {
  Check({
      {"service", kService, kGet, kSelf,
       R"("resourcePolicy":@grant {"Service":"sns.amazonaws.com"}@end@)", kAllowed,
       "resource-policy"},
      {"another service", kService, kGet, kSelf,
       R"("resourcePolicy":@grant {"Service":"sqs.amazonaws.com"}@end@)", kImplicit,
       "resource-policy"},
      {"anonymous", kAnonymous, kGet, kSelf, R"("resourcePolicy":@grant "*"@end@)", kAllowed,
       "resource-policy"},
      {"anonymous, account", kAnonymous, kGet, kSelf,
       R"("resourcePolicy":@grant {"AWS":"111122223333"}@end@)", kImplicit, "resource-policy"},
      {"root in its account", kRoot, kGet, kSelf, "", kAllowed, "none"},
      {"endpoint", kRoot, kGet, kSelf,
       R"("vpcEndpointPolicies":[@grant {"AWS":"444455556666"}@end@])", kImplicit,
       "vpc-endpoint-policy"},
  });
}

TEST(NotPrincipal, ExemptsOnlyWhoIsListedWithAllLayers) {
  const std::string allow = R"("identityPolicies":[@allow@],"resourcePolicy":)";
  Check({
      {"user without account", kUser, kGet, kSelf,
       allow + R"(@refusenot {"AWS":"arn:aws:iam::111122223333:user/alice"}@end@)", kExplicit,
       "resource-policy"},
      {"user with account", kUser, kGet, kSelf,
       allow + R"(@refusenot {"AWS":["arn:aws:iam::111122223333:user/alice","111122223333"]}@end@)",
       kAllowed, "identity-policy"},
      {"boundary", kUser, kGet, kSelf,
       R"("permissionsBoundary":@allow@,)" + allow +
           R"(@refusenot {"AWS":["arn:aws:iam::111122223333:user/alice","111122223333"]}@end@)",
       kExplicit, "resource-policy"},
      {"session without role", kSession, kGet, kSelf,
       allow +
           R"(@refusenot {"AWS":["arn:aws:sts::111122223333:assumed-role/r/s","111122223333"]}@end@)",
       kExplicit, "resource-policy"},
  });
}

TEST(CallsThatNeedNoPermission, AreAllowed) {
  Check({
      {"identity of the caller", kUser, "sts:GetCallerIdentity", kSelf,
       R"("identityPolicies":[@deny@])", kAllowed, "none"},
      {"session token", kUser, "sts:GetSessionToken", kSelf, "", kAllowed, "none"},
      {"session token denied", kUser, "sts:GetSessionToken", kSelf,
       R"("identityPolicies":[@deny@])", kExplicit, "identity-policy"},
  });
}

}  // namespace
}  // namespace oracle
