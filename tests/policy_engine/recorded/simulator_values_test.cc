// Values that can't be read, as IAM's policy simulator takes them: recorded where it differs from
// live authorization.
#include <gtest/gtest.h>

#include "policy_engine/evaluate.h"
#include "policy_engine/explain.h"
#include "policy_engine/policy.h"

namespace policy_engine {
namespace {

// Whether an Allow under the condition allows, by the fast path and the recording path alike.
bool Simulates(const std::string& condition, const std::string& value) {
  const std::string text =
      R"({"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*",)"
      R"("Condition":{)" +
      condition + "}}}";
  auto policy = CompilePolicy(text, PolicyType::kIdentity, {.simulator = true});
  EXPECT_TRUE(policy.ok());
  PolicySet policies;
  policies.identity = PolicyLayer::Of({*policy});
  RequestContext context;
  context.Set("k:a", value);
  const AuthorizationRequest request(*ParsePrincipal("arn:aws:iam::111122223333:user/u"),
                                     "s3:GetObject", "*", std::move(context));
  const bool allowed = Evaluate(request, policies).allowed();
  EXPECT_EQ(Explain(request, policies).decision.allowed(), allowed) << condition;
  return allowed;
}

bool One(const std::string& op, const std::string& literal, const std::string& value) {
  return Simulates("\"" + op + R"(":{"k:a":")" + literal + "\"}", value);
}

TEST(SimulatorValues, NumericNotEqualsOfAnUnreadableRequestIsFalse) {
  EXPECT_FALSE(One("NumericNotEquals", "1", "no-number"));
  EXPECT_FALSE(One("NumericEquals", "1", "no-number"));
  EXPECT_TRUE(One("NumericNotEquals", "1", "2"));
}

TEST(SimulatorValues, NumericNotEqualsOfAnUnreadableLiteralIsFalse) {
  EXPECT_FALSE(One("NumericNotEquals", "NaN", "1"));
  EXPECT_FALSE(One("NumericEquals", "NaN", "1"));
}

TEST(SimulatorValues, DateNotEqualsOfWhatIsUnreadableIsTrue) {
  EXPECT_TRUE(One("DateNotEquals", "2026", "no-date"));
  EXPECT_TRUE(One("DateNotEquals", "no-date", "2026"));
}

TEST(SimulatorValues, AnUnreadableNetworkThatIsReachedIsFalseForBothForms) {
  for (const char* op : {"IpAddress", "NotIpAddress"}) {
    EXPECT_FALSE(One(op, "no-network", "192.0.2.1")) << op;
    EXPECT_FALSE(Simulates("\"" + std::string(op) + R"(":{"k:a":["no-network","192.0.2.0/24"]})",
                           "192.0.2.1"))
        << op;
    EXPECT_FALSE(
        Simulates("\"" + std::string(op) + R"(":{"k:a":["10.0.0.0/8","no-network"]})", "192.0.2.1"))
        << op;
  }
}

TEST(SimulatorValues, ANetworkThatMatchesBeforeAnUnreadableOneStands) {
  const std::string list = R"({"k:a":["192.0.2.0/24","no-network"]})";
  EXPECT_TRUE(Simulates("\"IpAddress\":" + list, "192.0.2.1"));
  EXPECT_FALSE(Simulates("\"NotIpAddress\":" + list, "192.0.2.1"));
}

}  // namespace
}  // namespace policy_engine
