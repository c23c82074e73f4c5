// The decision path allocates nothing: counted by replacing operator new in this test program.
#include <gtest/gtest.h>

#include "bench/engine/allocations.h"
#include "bench/engine/workload.h"
#include "policy_engine/evaluate.h"

namespace policy_engine {
namespace {

uint64_t AllocationsOf(const AuthorizationRequest& request, const PolicySet& policies) {
  const uint64_t before = bench::AllocationCount();
  for (int i = 0; i < 10; ++i) (void)Evaluate(request, policies);
  return bench::AllocationCount() - before;
}

TEST(DecisionPath, HookCountsAllocations) {
  const uint64_t before = bench::AllocationCount();
  const auto text = std::make_unique<std::string>(1000, 'x');
  EXPECT_GE(bench::AllocationCount() - before, 2U);
}

TEST(DecisionPath, AllocatesNothingOnTheStandardWorkload) {
  for (const char* name : {"assume", "s3"}) {
    for (const int statements : {20, 100, 1000, 10000}) {
      const bench::Workload workload = bench::LoadWorkload(name, statements);
      const PolicySet policies = workload.Compile();
      for (const auto* request : {&workload.hit, &workload.miss, &workload.deny}) {
        EXPECT_EQ(AllocationsOf(request->Prepare(), policies), 0U) << name << statements;
      }
    }
  }
}

TEST(StandardWorkload, DecidesAsItsFileSays) {
  for (const char* name : {"assume", "s3"}) {
    for (const int statements : {20, 100, 1000, 10000}) {
      const bench::Workload workload = bench::LoadWorkload(name, statements);
      const PolicySet policies = workload.Compile();
      const auto outcome = [&](const bench::RawRequest& request) {
        return Evaluate(request.Prepare(), policies).outcome;
      };
      EXPECT_EQ(outcome(workload.hit), Outcome::kAllowed) << name << statements;
      EXPECT_EQ(outcome(workload.miss), Outcome::kImplicitDeny) << name << statements;
      EXPECT_EQ(outcome(workload.deny), Outcome::kExplicitDeny) << name << statements;
    }
  }
}

TEST(DecisionPath, AllocatesNothingUnderAnyOperatorOrVariable) {
  auto policy = CompilePolicy(R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow",
      "Action":"s3:Get*","Resource":["arn:aws:s3:::*${aws:username}*/${k:none, 'd'}/*","*"],
      "Condition":{
        "StringEquals":{"aws:username":["x","${aws:username}"]},
        "StringNotLike":{"aws:username":"z*"},
        "StringEqualsIgnoreCase":{"aws:username":"ΑΛΙΚΗΣ"},
        "NumericLessThan":{"k:n":"12.50"},
        "DateGreaterThan":{"aws:CurrentTime":"2026-01-01"},
        "Bool":{"aws:SecureTransport":"true"},
        "BinaryEquals":{"k:b":"YWJj"},
        "IpAddress":{"aws:SourceIp":["10.0.0.0/8","2001:db8::/32"]},
        "ArnLike":{"aws:PrincipalArn":"arn:aws:iam::*:user/*"},
        "ForAllValues:StringLike":{"aws:TagKeys":["a*","b"]},
        "ForAnyValue:StringNotEquals":{"aws:TagKeys":["a*","b"]},
        "Null":{"k:none":"true"},
        "StringLikeIfExists":{"k:none":"x"}}}]})",
                              PolicyType::kIdentity);
  ASSERT_TRUE(policy.ok()) << policy.error().ToText();
  PolicySet policies;
  policies.identity = PolicyLayer::Of({*policy});
  policies.boundaries = {policies.identity};
  policies.session = policies.identity;
  RequestContext context;
  context.Set("aws:username", "αλικης");
  context.Set("k:n", "7");
  context.Set("k:b", "YWJj");
  context.Set("aws:CurrentTime", "2026-10-01T12:00:00Z");
  context.Set("aws:SecureTransport", "TRUE");
  context.Set("aws:SourceIp", "2001:db8::1");
  context.Set("aws:PrincipalArn", "arn:aws:iam::111122223333:user/x");
  context.SetList("aws:TagKeys", {"abc", "b"});
  auto principal = ParsePrincipal("arn:aws:sts::111122223333:assumed-role/r/s");
  ASSERT_TRUE(principal.ok());
  const AuthorizationRequest request(*principal, "s3:GetObject", "arn:aws:s3:::bucket-αλικης/d/key",
                                     std::move(context));
  EXPECT_EQ(Evaluate(request, policies).outcome, Outcome::kAllowed);
  EXPECT_EQ(AllocationsOf(request, policies), 0U);
}

}  // namespace
}  // namespace policy_engine
