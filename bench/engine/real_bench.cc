// real/…: a role with AWS's ReadOnlyAccess and PowerUserAccess below three levels of SCPs.
#include <string>

#include "bench/engine/decide.h"
#include "bench/engine/workload.h"
#include "mockaws/catalog/managed_policies.h"

namespace bench {
namespace {

using policy_engine::CompiledPolicyPtr;
using policy_engine::Outcome;
using policy_engine::PolicyLayer;
using policy_engine::PolicySet;
using policy_engine::PolicyType;

CompiledPolicyPtr Managed(std::string_view name) {
  const auto policy = mockaws::FindManagedPolicyByName(name);
  CHECK(policy.has_value(), "an AWS managed policy is missing");
  return MustCompile(*mockaws::ManagedPolicyDocument(*policy), PolicyType::kManaged);
}

constexpr const char* kFullAccess =
    R"({"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}})";

// The usual guard rails: no leaving the organization, two regions, no tampering with the trail.
constexpr const char* kGuardRails = R"({"Version":"2012-10-17","Statement":[
  {"Effect":"Deny","Action":"organizations:LeaveOrganization","Resource":"*"},
  {"Effect":"Deny","NotAction":["iam:*","sts:*","organizations:*","route53:*","support:*"],
   "Resource":"*","Condition":{"StringNotEquals":
    {"aws:RequestedRegion":["eu-central-1","eu-west-1"]}}},
  {"Effect":"Deny","Action":["cloudtrail:StopLogging","cloudtrail:DeleteTrail"],"Resource":"*",
   "Condition":{"ArnNotLike":{"aws:PrincipalArn":"arn:aws:iam::*:role/security/*"}}}]})";

constexpr const char* kTeamRails = R"({"Version":"2012-10-17","Statement":[
  {"Effect":"Deny","Action":"s3:*","Resource":"*",
   "Condition":{"Bool":{"aws:SecureTransport":"false"}}},
  {"Effect":"Deny","Action":["ec2:RunInstances"],"Resource":"arn:aws:ec2:*:*:instance/*",
   "Condition":{"StringNotLike":{"ec2:InstanceType":["t3.*","m7g.*"]}}},
  {"Effect":"Deny","Action":"iam:*","Resource":"arn:aws:iam::*:role/security/*"}]})";

PolicySet Policies() {
  PolicySet set;
  set.identity = PolicyLayer::Of({Managed("ReadOnlyAccess"), Managed("PowerUserAccess")});
  const CompiledPolicyPtr full = MustCompile(kFullAccess, PolicyType::kServiceControl);
  const CompiledPolicyPtr guard = MustCompile(kGuardRails, PolicyType::kServiceControl);
  const CompiledPolicyPtr team = MustCompile(kTeamRails, PolicyType::kServiceControl);
  set.service_control = {PolicyLayer::Of({full}), PolicyLayer::Of({full, guard}),
                         PolicyLayer::Of({full, team})};
  return set;
}

RawRequest Request(const char* action, const char* resource) {
  return {"arn:aws:sts::111122223333:assumed-role/dev/alice",
          action,
          resource,
          "111122223333",
          {{"aws:RequestedRegion", "eu-central-1"},
           {"aws:SecureTransport", "true"},
           {"aws:PrincipalArn", "arn:aws:iam::111122223333:role/dev"},
           {"aws:SourceIp", "203.0.113.10"}}};
}

void Real(benchmark::State& state, const char* action, const char* resource, Outcome expected) {
  static const PolicySet& policies = *new PolicySet(Policies());
  DecideRepeatedly(state, Request(action, resource).Prepare(), policies, expected);
}

BENCHMARK_CAPTURE(Real, read, "s3:GetObject", "arn:aws:s3:::data/key", Outcome::kAllowed)
    ->Name("real/read");
BENCHMARK_CAPTURE(Real, describe, "ec2:DescribeInstances", "*", Outcome::kAllowed)
    ->Name("real/describe");
BENCHMARK_CAPTURE(Real, refused, "iam:CreateUser", "arn:aws:iam::111122223333:user/x",
                  Outcome::kImplicitDeny)
    ->Name("real/miss");
BENCHMARK_CAPTURE(Real, denied, "organizations:LeaveOrganization", "*", Outcome::kExplicitDeny)
    ->Name("real/deny");

}  // namespace
}  // namespace bench
