// heavy/…: many conditions, many variables, many wildcards. The last statement alone grants.
#include <string>

#include "bench/engine/decide.h"
#include "bench/engine/workload.h"

namespace bench {
namespace {

using policy_engine::Outcome;
using policy_engine::PolicyLayer;
using policy_engine::PolicySet;
using policy_engine::PolicyType;

// Fourteen conditions of all kinds, of which the `stem` makes the last one fail.
std::string ConditionStatement(const std::string& stem) {
  return R"({"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::app-data/*",
    "Condition":{
      "StringEquals":{"aws:username":["bob","carol","alice"],"aws:RequestedRegion":"us-east-1"},
      "StringNotEquals":{"aws:PrincipalOrgID":"o-other"},
      "StringLike":{"aws:UserAgent":["boto*","aws-cli/*"],"aws:PrincipalTag/team":"plat*"},
      "StringEqualsIgnoreCase":{"aws:PrincipalTag/stage":"PROD"},
      "NumericLessThan":{"aws:MultiFactorAuthAge":"3600"},
      "DateGreaterThan":{"aws:CurrentTime":"2026-01-01T00:00:00Z"},
      "DateLessThan":{"aws:TokenIssueTime":"2027-01-01T00:00:00Z"},
      "Bool":{"aws:SecureTransport":"true"},
      "IpAddress":{"aws:SourceIp":["198.51.100.0/24","203.0.113.0/24"]},
      "ArnLike":{"aws:PrincipalArn":"arn:aws:iam::*:user/dev/*"},
      "ForAnyValue:StringEquals":{"aws:TagKeys":["cost","owner"]},
      "Null":{"aws:ViaAWSService":"true"},
      "StringLikeIfExists":{"aws:username":")" +
         stem + R"("}}})";
}

RawRequest Request() {
  return {"arn:aws:iam::111122223333:user/dev/alice",
          "s3:GetObject",
          "arn:aws:s3:::app-data/alice/platform/2026/q1.csv",
          "111122223333",
          {{"aws:username", "alice"},
           {"aws:RequestedRegion", "us-east-1"},
           {"aws:PrincipalOrgID", "o-abc1234567"},
           {"aws:UserAgent", "aws-cli/2.15.0"},
           {"aws:PrincipalTag/team", "platform"},
           {"aws:PrincipalTag/stage", "prod"},
           {"aws:MultiFactorAuthAge", "120"},
           {"aws:CurrentTime", "2026-10-01T12:00:00Z"},
           {"aws:TokenIssueTime", "2026-10-01T11:00:00Z"},
           {"aws:SecureTransport", "true"},
           {"aws:SourceIp", "203.0.113.10"},
           {"aws:PrincipalArn", "arn:aws:iam::111122223333:user/dev/alice"},
           {"aws:TagKeys", "owner"}}};
}

std::string VariableStatement(const std::string& folder) {
  return R"({"Effect":"Allow","Action":"s3:GetObject",
    "Resource":"arn:aws:s3:::app-data/${aws:username}/${aws:PrincipalTag/team, 'none'}/)" +
         folder + R"(/*"})";
}

std::string WildcardStatement(const std::string& middle) {
  return R"({"Effect":"Allow","Action":"s3:*Get*Obj*t","Resource":"arn:aws:s3:::*app*/*/*/)" +
         middle + R"(*/*.c?v"})";
}

using MakeStatement = std::string (*)(const std::string&);

void Heavy(benchmark::State& state, MakeStatement make, const char* granting) {
  std::string text = R"({"Version":"2012-10-17","Statement":[)";
  for (int i = 0; i + 1 < state.range(0); ++i) text += make("none" + std::to_string(i)) + ",";
  text += make(granting) + "]}";
  PolicySet policies;
  policies.identity = PolicyLayer::Of({MustCompile(text, PolicyType::kManaged)});
  DecideRepeatedly(state, Request().Prepare(), policies, Outcome::kAllowed);
}

BENCHMARK_CAPTURE(Heavy, conditions, ConditionStatement, "ali*")
    ->Name("heavy/conditions")
    ->Arg(1)
    ->Arg(20);
BENCHMARK_CAPTURE(Heavy, variables, VariableStatement, "2026")
    ->Name("heavy/variables")
    ->Arg(1)
    ->Arg(20);
BENCHMARK_CAPTURE(Heavy, wildcards, WildcardStatement, "20")
    ->Name("heavy/wildcards")
    ->Arg(1)
    ->Arg(20);

}  // namespace
}  // namespace bench
