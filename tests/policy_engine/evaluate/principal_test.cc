// Principal and NotPrincipal.
#include <gtest/gtest.h>

#include "tests/policy_engine/support/scene.h"

namespace policy_engine {
namespace {

const char* const kUser = "arn:aws:iam::111122223333:user/alice";
const char* const kSession = "arn:aws:sts::111122223333:assumed-role/app/s1";

// Whether a Principal element names a caller, seen from another account with an identity that may
// do everything.
bool Names(const std::string& principal, const std::string& caller) {
  Scene scene;
  scene.principal = caller;
  scene.resource_account = "444455556666";
  scene.identity = {kAllowAll};
  scene.resource_policy = Grant(principal);
  return scene.Allows();
}

TEST(Principal, AccountNamesEveryPrincipalOfTheAccount) {
  for (const char* account :
       {R"({"AWS":"111122223333"})", R"({"AWS":"arn:aws:iam::111122223333:root"})"}) {
    EXPECT_TRUE(Names(account, kUser));
    EXPECT_TRUE(Names(account, kSession));
    EXPECT_TRUE(Names(account, "arn:aws:iam::111122223333:root"));
    EXPECT_FALSE(Names(account, "arn:aws:iam::777788889999:user/alice"));
  }
}

TEST(Principal, EveryoneNamesEverybody) {
  for (const char* everyone : {R"("*")", R"({"AWS":"*"})"}) {
    EXPECT_TRUE(Names(everyone, kUser));
    EXPECT_TRUE(Names(everyone, kSession));
    EXPECT_TRUE(Names(everyone, "anonymous"));
  }
}

TEST(Principal, UserArnNamesItsUserInItsCase) {
  EXPECT_TRUE(Names(R"({"AWS":"arn:aws:iam::111122223333:user/alice"})", kUser));
  EXPECT_FALSE(Names(R"({"AWS":"arn:aws:iam::111122223333:user/Alice"})", kUser));
  EXPECT_FALSE(Names(R"({"AWS":"arn:aws:iam::111122223333:user/bob"})", kUser));
}

TEST(Principal, RoleArnNamesEverySessionOfTheRole) {
  EXPECT_TRUE(Names(R"({"AWS":"arn:aws:iam::111122223333:role/app"})", kSession));
  EXPECT_FALSE(Names(R"({"AWS":"arn:aws:iam::111122223333:role/other"})", kSession));
}

TEST(Principal, SessionArnNamesThatSessionOnly) {
  const char* const named = R"({"AWS":"arn:aws:sts::111122223333:assumed-role/app/s1"})";
  EXPECT_TRUE(Names(named, kSession));
  EXPECT_FALSE(Names(named, "arn:aws:sts::111122223333:assumed-role/app/s2"));
}

TEST(Principal, AStarIsNeverAPartOfANameOrArn) {
  EXPECT_FALSE(Names(R"({"AWS":"arn:aws:iam::111122223333:user/*"})", kUser));
  EXPECT_FALSE(Names(R"({"AWS":"arn:aws:iam::*:root"})", kUser));
  EXPECT_FALSE(Names(R"({"AWS":"arn:aws:sts::111122223333:assumed-role/app/*"})", kSession));
}

TEST(Principal, GroupsCannotBeNamed) {
  EXPECT_FALSE(Names(R"({"AWS":"arn:aws:iam::111122223333:group/dev"})", kUser));
}

TEST(Principal, ListAndSeveralKeysAreAlternatives) {
  EXPECT_TRUE(Names(R"({"AWS":["arn:aws:iam::111122223333:user/bob","111122223333"]})", kUser));
  EXPECT_TRUE(Names(R"({"Service":"ec2.amazonaws.com","AWS":"111122223333"})", kUser));
}

TEST(Principal, ServiceFederatedAndCanonicalUserByEquality) {
  EXPECT_TRUE(Names(R"({"Service":"ec2.amazonaws.com"})", "ec2.amazonaws.com"));
  EXPECT_FALSE(Names(R"({"Service":"ec2.amazonaws.com"})", "sns.amazonaws.com"));
  EXPECT_TRUE(Names(R"({"Federated":"accounts.google.com"})", "accounts.google.com"));
  EXPECT_FALSE(Names(R"({"CanonicalUser":"79a59df900b949e55d96a1e698fbaced"})", kUser));
}

TEST(UniqueId, OfADeletedUserNeverNamesOneRecreatedUnderTheSameName) {
  Scene scene;
  scene.resource_account = "444455556666";
  scene.identity = {kAllowAll};
  scene.resource_policy = Grant(R"({"AWS":"AIDAEXAMPLEEXAMPLE001"})");
  scene.change = [](AuthorizationRequest* r) { r->principal.unique_id = "AIDAEXAMPLEEXAMPLE001"; };
  EXPECT_TRUE(scene.Allows());
  scene.change = [](AuthorizationRequest* r) { r->principal.unique_id = "AIDAEXAMPLEEXAMPLE002"; };
  EXPECT_FALSE(scene.Allows());
}

TEST(UniqueId, OfARoleNamesItsSessions) {
  Scene scene;
  scene.principal = kSession;
  scene.resource_policy = Grant(R"({"AWS":"AROAEXAMPLEEXAMPLE001"})");
  scene.change = [](AuthorizationRequest* r) { r->principal.unique_id = "AROAEXAMPLEEXAMPLE001"; };
  EXPECT_TRUE(scene.Allows());
  scene.session = {{kAllowNothing}};
  EXPECT_TRUE(scene.Decide().lacks(Layer::kSession));
}

// A deny of everyone but those listed.
bool Exempts(const std::string& listed, const std::string& caller, bool bounded = false) {
  Scene scene;
  scene.principal = caller;
  scene.identity = {kAllowAll};
  scene.resource_policy =
      Policy(R"("Effect":"Deny","NotPrincipal":)" + listed + R"(,"Action":"*","Resource":"*")");
  if (bounded) scene.boundaries = {kAllowAll};
  return scene.Allows();
}

TEST(NotPrincipal, WithDenyExemptsAUserListedWithItsAccount) {
  EXPECT_TRUE(Exempts(R"({"AWS":["111122223333","arn:aws:iam::111122223333:user/alice"]})", kUser));
  EXPECT_FALSE(Exempts(R"({"AWS":"arn:aws:iam::111122223333:user/alice"})", kUser));
  EXPECT_FALSE(Exempts(R"({"AWS":"111122223333"})", kUser));
}

TEST(NotPrincipal, WithDenyExemptsASessionListedWithRoleAndAccount) {
  EXPECT_TRUE(Exempts(R"({"AWS":["111122223333","arn:aws:iam::111122223333:role/app",
      "arn:aws:sts::111122223333:assumed-role/app/s1"]})",
                      kSession));
  EXPECT_FALSE(
      Exempts(R"({"AWS":["111122223333","arn:aws:iam::111122223333:role/app"]})", kSession));
}

TEST(NotPrincipal, WithDenyAlwaysDeniesAPrincipalWithABoundary) {
  EXPECT_FALSE(
      Exempts(R"({"AWS":["111122223333","arn:aws:iam::111122223333:user/alice"]})", kUser, true));
}

TEST(NotPrincipal, MayListServices) {
  Scene scene;
  scene.principal = "ec2.amazonaws.com";
  scene.resource_policy = R"({"Version":"2012-10-17","Statement":[
      {"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"},
      {"Effect":"Deny","NotPrincipal":{"Service":"ec2.amazonaws.com"},"Action":"*","Resource":"*"}]})";
  EXPECT_TRUE(scene.Allows());
  scene.principal = "sns.amazonaws.com";
  EXPECT_TRUE(scene.Decide().explicitly_denied());
}

TEST(NotPrincipal, WithAllowMatchesEverybodyElseAnonymousIncluded) {
  Scene scene;
  scene.principal = "anonymous";
  scene.resource_policy = Policy(
      R"("Effect":"Allow","NotPrincipal":{"AWS":"111122223333"},"Action":"*","Resource":"*")");
  EXPECT_TRUE(scene.Allows());
  scene.principal = kUser;
  EXPECT_FALSE(scene.Allows());
}

}  // namespace
}  // namespace policy_engine
