// The words of AccessDenied.
#include <gtest/gtest.h>

#include "tests/policy_engine/support/scene.h"

namespace policy_engine {
namespace {

const std::string kHead =
    "User: arn:aws:sts::111122223333:assumed-role/app/s1 is not authorized to perform: "
    "s3:GetObject on resource: arn:aws:s3:::bucket/key";

Scene Caller() {
  Scene scene;
  scene.principal = "arn:aws:sts::111122223333:assumed-role/app/s1";
  scene.identity = {kAllowAll};
  return scene;
}

const std::string kDeny = Policy(R"("Effect":"Deny","Action":"*","Resource":"*")");
const std::string kDenyEveryone =
    Policy(R"("Effect":"Deny","Principal":"*","Action":"*","Resource":"*")");

TEST(Denial, SaysWhichTypeLacksAnAllow) {
  const auto ends = [](const Scene& scene, const std::string& type) {
    EXPECT_EQ(scene.Decide().message,
              kHead + " because no " + type + " allows the s3:GetObject action");
  };
  Scene scene = Caller();
  scene.identity = {kAllowNothing};
  ends(scene, "identity-based policy");
  scene = Caller();
  scene.boundaries = {kAllowNothing};
  ends(scene, "permissions boundary");
  scene = Caller();
  scene.session = {{kAllowNothing}};
  ends(scene, "session policy");
  scene = Caller();
  scene.service_control = {{kAllowNothing}};
  ends(scene, "service control policy");
  scene = Caller();
  scene.vpc_endpoint = Grant(R"({"AWS":"999988887777"})");
  ends(scene, "VPC endpoint policy");
  scene = Caller();
  scene.resource_account = "444455556666";
  ends(scene, "resource-based policy");
}

TEST(Denial, SaysWhichTypeDenies) {
  const auto ends = [](const Scene& scene, const std::string& type) {
    EXPECT_EQ(scene.Decide().message, kHead + " with an explicit deny in " + type);
  };
  Scene scene = Caller();
  scene.identity = {kDeny};
  ends(scene, "an identity-based policy");
  scene = Caller();
  scene.resource_policy = kDenyEveryone;
  ends(scene, "a resource-based policy");
  scene = Caller();
  scene.boundaries = {kDeny};
  ends(scene, "a permissions boundary");
  scene = Caller();
  scene.session = {{kDeny}};
  ends(scene, "a session policy");
  scene = Caller();
  scene.service_control = {{kDeny}};
  ends(scene, "a service control policy");
  scene = Caller();
  scene.resource_control = {{kDenyEveryone}};
  ends(scene, "a resource control policy");
  scene = Caller();
  scene.vpc_endpoint = kDenyEveryone;
  ends(scene, "a VPC endpoint policy");
}

TEST(Denial, OfATrustPolicySaysNoMore) {
  Scene scene = Caller();
  scene.action = "sts:AssumeRole";
  scene.resource = "arn:aws:iam::111122223333:role/target";
  scene.trust = Trust(R"({"AWS":"999988887777"})");
  EXPECT_EQ(scene.Decide().message,
            "User: arn:aws:sts::111122223333:assumed-role/app/s1 is not authorized to perform: "
            "sts:AssumeRole on resource: arn:aws:iam::111122223333:role/target");
}

// The reason for a decision made by one policy of this source.
std::string Reason(const std::string& text, PolicyType type, const std::string& source,
                   const DenialOptions& options) {
  auto policy = CompilePolicy(text, type, {.source = source});
  EXPECT_TRUE(policy.ok());
  PolicySet policies;
  const auto layer = PolicyLayer::Of({*policy});
  if (type == PolicyType::kResourceControl) {
    policies.resource_control = {layer};
  } else if (type == PolicyType::kTrust) {
    policies.resource = layer;
  } else {
    policies.identity = layer;
  }
  const bool trust = type == PolicyType::kTrust;
  const AuthorizationRequest request(
      *ParsePrincipal("arn:aws:iam::111122223333:user/alice"),
      trust ? "sts:AssumeRole" : "s3:GetObject",
      trust ? "arn:aws:iam::111122223333:role/r" : "arn:aws:s3:::b/k");
  return DenialReason(Evaluate(request, policies), request, options);
}

const char* const kRcpArn = "arn:aws:organizations::1:policy/o-x/resource_control_policy/p-y";

TEST(Denial, ByAnRcpNamesThePolicysArn) {
  EXPECT_EQ(Reason(kDenyEveryone, PolicyType::kResourceControl, kRcpArn, {}),
            " with an explicit deny in a resource control policy: " + std::string(kRcpArn));
}

TEST(Denial, NamesOtherPoliciesArnsWhenAsked) {
  const std::string arn = "arn:aws:iam::111122223333:policy/P";
  EXPECT_EQ(Reason(kDeny, PolicyType::kIdentity, arn, {.policy_arn = true}),
            " with an explicit deny in an identity-based policy: " + arn);
  EXPECT_EQ(Reason(kDeny, PolicyType::kIdentity, arn, {}),
            " with an explicit deny in an identity-based policy");
  // Inline policies have none.
  EXPECT_EQ(Reason(kDeny, PolicyType::kIdentity, "inline", {.policy_arn = true}),
            " with an explicit deny in an identity-based policy");
}

// The sentence about a call that an RCP of this ARN denies.
std::string RcpSentence(const std::string& action, const std::string& resource,
                        const std::function<void(AuthorizationRequest*)>& change = nullptr) {
  auto policy = CompilePolicy(kDenyEveryone, PolicyType::kResourceControl, {.source = kRcpArn});
  PolicySet policies;
  policies.resource_control = {PolicyLayer::Of({*policy})};
  RequestContext context;
  context.Set("aws:RequestedRegion", "eu-west-1");
  AuthorizationRequest request(*ParsePrincipal("arn:aws:iam::111122223333:user/alice"), action,
                               resource, std::move(context));
  request.rcp_judges_calls_without_resource = true;
  if (change) change(&request);
  return DenialMessage(Evaluate(request, policies), request);
}

const std::string kAlice = "User: arn:aws:iam::111122223333:user/alice is not authorized to ";
const std::string kByRcp =
    " with an explicit deny in a resource control policy: " + std::string(kRcpArn);

TEST(Denial, OfSqsPrintsTheActionInLowerCase) {
  const std::string queue = "arn:aws:sqs:eu-west-1:111122223333:q";
  EXPECT_EQ(RcpSentence("sqs:SendMessage", queue),
            kAlice + "perform: sqs:sendmessage on resource: " + queue + kByRcp);
  Scene scene = Caller();
  scene.identity = {kAllowNothing};
  scene.action = "sqs:SendMessage";
  EXPECT_TRUE(scene.Decide().message.ends_with(
      " because no identity-based policy allows the sqs:sendmessage action"));
}

TEST(Denial, OfListQueuesPrintsTheQueuesArnWithoutAName) {
  EXPECT_EQ(
      RcpSentence("sqs:ListQueues", "*"),
      kAlice + "perform: sqs:listqueues on resource: arn:aws:sqs:eu-west-1:111122223333:" + kByRcp);
}

TEST(Denial, OfKmsAndAssumeRoleByAnRcpPrintsActionAndResourceAsTheyAre) {
  const std::string key = "arn:aws:kms:eu-west-1:111122223333:key/1";
  EXPECT_EQ(RcpSentence("kms:Decrypt", key),
            kAlice + "perform: kms:Decrypt on resource: " + key + kByRcp);
  const std::string role = "arn:aws:iam::111122223333:role/r";
  EXPECT_EQ(RcpSentence("sts:AssumeRole", role),
            kAlice + "perform: sts:AssumeRole on resource: " + role + kByRcp);
}

TEST(Denial, TellsNoArnOutsideTheOrganization) {
  const std::string object = "arn:aws:s3:::b/k";
  const auto across = [](AuthorizationRequest* request) {
    request->resource_account = "444455556666";
  };
  const std::string bare = kAlice + "perform: s3:GetObject on resource: " + object +
                           " with an explicit deny in a resource control policy";
  EXPECT_EQ(RcpSentence("s3:GetObject", object, across), bare);
  const auto within = [](AuthorizationRequest* request) {
    request->resource_account = "444455556666";
    request->context.Set("aws:PrincipalOrgID", "o-x");
    request->context.Set("aws:ResourceOrgID", "o-x");
  };
  EXPECT_EQ(RcpSentence("s3:GetObject", object, within), bare + ": " + kRcpArn);
}

TEST(Denial, SaysTheDocumentedWordsOfTrustPoliciesWhenAsked) {
  EXPECT_EQ(Reason(Trust(R"({"AWS":"999988887777"})"), PolicyType::kTrust, "",
                   {.trust_policy_reason = true}),
            " because no role trust policy allows the sts:AssumeRole action");
}

}  // namespace
}  // namespace policy_engine
