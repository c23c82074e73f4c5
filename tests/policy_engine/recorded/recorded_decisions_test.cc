// How policy types were recorded to act together, one statement a test: RCPs, root tasks, KMS
// grants.
#include <gtest/gtest.h>

#include "tests/policy_engine/support/scene.h"

namespace policy_engine {
namespace {

const std::string kDeny = Policy(R"("Effect":"Deny","Action":"*","Resource":"*")");
const std::string kDenyEveryone =
    Policy(R"("Effect":"Deny","Principal":"*","Action":"*","Resource":"*")");

// ------------------------------------------------------------------ RCPs

// A user whom identity policies allow everything; the resource's account has an RCP.
Scene UnderRcp(const std::string& action, const std::string& resource) {
  Scene scene;
  scene.action = action;
  scene.resource = resource;
  scene.identity = {kAllowAll};
  scene.resource_control = {{Grant(R"("*")"), kDenyEveryone}};
  return scene;
}

const std::string kQueue = "arn:aws:sqs:eu-west-1:111122223333:q";
const std::string kKey = "arn:aws:kms:eu-west-1:111122223333:key/1";

TEST(RecordedRcp, RefusesSqsCalls) {
  EXPECT_TRUE(UnderRcp("sqs:SendMessage", kQueue).Decide().denied_by(Layer::kResourceControl));
}

TEST(RecordedRcp, RefusesKmsCallsSaveRetireGrant) {
  Scene scene = UnderRcp("kms:Decrypt", kKey);
  scene.resource_policy = Grant(R"({"AWS":"111122223333"})");
  EXPECT_TRUE(scene.Decide().denied_by(Layer::kResourceControl));
  scene.action = "kms:RetireGrant";
  EXPECT_TRUE(scene.Allows());
}

TEST(RecordedRcp, RefusesAssumeRole) {
  Scene scene = UnderRcp("sts:AssumeRole", "arn:aws:iam::111122223333:role/x");
  scene.trust = Trust(R"({"AWS":"arn:aws:iam::111122223333:user/alice"})");
  EXPECT_TRUE(scene.Decide().denied_by(Layer::kResourceControl));
}

TEST(RecordedRcp, SparesTheManagementAccountsResources) {
  Scene scene = UnderRcp("sqs:SendMessage", kQueue);
  scene.change = [](AuthorizationRequest* request) {
    request->resource_in_management_account = true;
    request->principal_in_management_account = true;
  };
  EXPECT_TRUE(scene.Allows());
}

TEST(RecordedRcp, BindsTheManagementAccountsPrincipalsOnMembersResources) {
  Scene scene = UnderRcp("sqs:SendMessage", "arn:aws:sqs:eu-west-1:444455556666:q");
  scene.resource_account = "444455556666";
  scene.resource_policy = Grant(R"({"AWS":"111122223333"})");
  scene.change = [](AuthorizationRequest* request) {
    request->principal_in_management_account = true;
  };
  EXPECT_TRUE(scene.Decide().denied_by(Layer::kResourceControl));
}

TEST(RecordedRcp, MatchesAnActionThatIsWrittenInCapitals) {
  Scene scene = UnderRcp("sqs:SendMessage", kQueue);
  scene.resource_control = {
      {Policy(R"("Effect":"Deny","Principal":"*","Action":"SQS:SendMessage","Resource":"*")"),
       Grant(R"("*")")}};
  EXPECT_TRUE(scene.Decide().denied_by(Layer::kResourceControl));
}

// ------------------------------------------------------------------ root's task sessions

Scene RootTask(const std::string& action) {
  Scene scene;
  scene.principal = "arn:aws:iam::111122223333:root";
  scene.action = action;
  scene.session = {
      {Policy(R"("Effect":"Deny","NotAction":"s3:DeleteBucketPolicy","Resource":"*")")}};
  return scene;
}

TEST(RecordedRootTask, PoliciesOnlyDenyAndRootMayDoTheRest) {
  EXPECT_TRUE(RootTask("s3:GetObject").Decide().denied_by(Layer::kSession));
  EXPECT_TRUE(RootTask("s3:DeleteBucketPolicy").Allows());
}

TEST(RecordedRootTask, IsBoundByScps) {
  Scene scene = RootTask("s3:DeleteBucketPolicy");
  scene.service_control = {{kAllowAll}, {kDeny}};
  EXPECT_TRUE(scene.Decide().denied_by(Layer::kServiceControl));
  scene.service_control = {{kAllowNothing}};
  EXPECT_TRUE(scene.Decide().lacks(Layer::kServiceControl));
}

// ------------------------------------------------------------------ KMS grants

// A grant stands in the request's policies as an Allow of the key policy to the grantee.
Scene Granted(const std::string& grantee) {
  Scene scene;
  scene.principal = "arn:aws:sts::111122223333:assumed-role/app/s1";
  scene.action = "kms:Decrypt";
  scene.resource = kKey;
  scene.resource_policy = Grant(R"({"AWS":")" + grantee + "\"}");
  return scene;
}

const char* const kSession = "arn:aws:sts::111122223333:assumed-role/app/s1";
const char* const kRole = "arn:aws:iam::111122223333:role/app";

TEST(RecordedKeyGrant, ToASessionNeedsNoIdentityPolicy) { EXPECT_TRUE(Granted(kSession).Allows()); }

TEST(RecordedKeyGrant, ToASessionLiftsBoundaryAndSessionPolicy) {
  Scene scene = Granted(kSession);
  scene.boundaries = {kAllowNothing};
  scene.session = {{kAllowNothing}};
  EXPECT_TRUE(scene.Allows());
}

TEST(RecordedKeyGrant, ToARoleNeedsNoIdentityPolicyButBoundaryAndSessionPolicyBite) {
  EXPECT_TRUE(Granted(kRole).Allows());
  Scene bounded = Granted(kRole);
  bounded.boundaries = {kAllowNothing};
  EXPECT_TRUE(bounded.Decide().lacks(Layer::kBoundary));
  Scene narrowed = Granted(kRole);
  narrowed.session = {{kAllowNothing}};
  EXPECT_TRUE(narrowed.Decide().lacks(Layer::kSession));
}

TEST(RecordedKeyGrant, OfAnotherAccountsKeyNeedsAnIdentityAllowToo) {
  for (const char* grantee : {kSession, kRole}) {
    Scene scene = Granted(grantee);
    scene.resource_account = "444455556666";
    EXPECT_TRUE(scene.Decide().lacks(Layer::kIdentity)) << grantee;
    scene.identity = {kAllowAll};
    EXPECT_TRUE(scene.Allows()) << grantee;
  }
}

TEST(RecordedKeyGrant, LosesToEveryExplicitDeny) {
  Scene scene = Granted(kSession);
  scene.identity = {kDeny};
  EXPECT_TRUE(scene.Decide().denied_by(Layer::kIdentity));
  scene = Granted(kSession);
  scene.boundaries = {kAllowAll, kDeny};
  EXPECT_TRUE(scene.Decide().denied_by(Layer::kBoundary));
  scene = Granted(kSession);
  scene.session = {{kDeny}};
  EXPECT_TRUE(scene.Decide().denied_by(Layer::kSession));
  scene = Granted(kSession);
  scene.service_control = {{kAllowAll, kDeny}};
  EXPECT_TRUE(scene.Decide().denied_by(Layer::kServiceControl));
}

}  // namespace
}  // namespace policy_engine
