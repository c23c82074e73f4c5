// Recorded answers of AWS (tests/data/recorded_conditions.json; its first entry tells the source)
// for the fast path and the recording path.
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "policy_engine/base/json.h"
#include "policy_engine/evaluate.h"
#include "policy_engine/explain.h"

namespace policy_engine {
namespace {

Json LoadCases() {
  std::ifstream file(std::string(IAMSIM_SOURCE_DIR) + "/tests/data/recorded_conditions.json");
  std::stringstream text;
  text << file.rdbuf();
  auto json = ParseJson(text.str());
  EXPECT_TRUE(json.ok());
  return json.ok() ? std::move(*json) : Json::MakeArray();
}

RequestContext ContextOf(const Json& recorded) {
  RequestContext context;
  const Json* multivalued = recorded.Find("multivalued");
  const auto is_multivalued = [&](const std::string& key) {
    if (multivalued == nullptr) return false;
    for (const Json& name : multivalued->items()) {
      if (name.AsString() == key) return true;
    }
    return false;
  };
  const Json* given = recorded.Find("context");
  if (given == nullptr) return context;
  for (const Json::Member& member : given->members()) {
    std::vector<std::string> values;
    if (member.value.is_array()) {
      for (const Json& item : member.value.items()) values.push_back(item.AsString());
      EXPECT_TRUE(is_multivalued(member.key)) << member.key;
    } else {
      values.push_back(member.value.ScalarText());
    }
    if (is_multivalued(member.key)) {
      context.SetList(member.key, values);
    } else {
      context.Set(member.key, values.front());
    }
  }
  return context;
}

Json PolicyOf(const Json& recorded, bool deny) {
  Json statement = Json::MakeObject();
  statement.Set("Effect", Json::String(deny ? "Deny" : "Allow"));
  statement.Set("Action", Json::String("*"));
  const Json* pattern = recorded.Find("pattern");
  statement.Set("Resource", pattern != nullptr ? *pattern : Json::String("*"));
  if (const Json* condition = recorded.Find("condition")) statement.Set("Condition", *condition);
  Json statements = Json::MakeArray({std::move(statement)});
  if (deny) {
    Json allow = Json::MakeObject();
    allow.Set("Effect", Json::String("Allow"));
    allow.Set("Action", Json::String("*"));
    allow.Set("Resource", Json::String("*"));
    statements.Append(std::move(allow));
  }
  Json policy = Json::MakeObject();
  policy.Set("Version", Json::String("2012-10-17"));
  policy.Set("Statement", std::move(statements));
  return policy;
}

TEST(RecordedConditions, EveryCaseDecidesAsAwsDid) {
  const Json cases = LoadCases();
  int checked = 0;
  for (const Json& recorded : cases.items()) {
    if (recorded.Find("matches") == nullptr) continue;
    const Json* effect = recorded.Find("effect");
    const bool deny = effect != nullptr && effect->AsString() == "Deny";
    auto policy = CompilePolicy(PolicyOf(recorded, deny).Dump(), PolicyType::kSession,
                                {.source = "recorded", .strictness = Strictness::kSession});
    ASSERT_TRUE(policy.ok()) << policy.error().ToText() << recorded.Dump();
    const Json* value = recorded.Find("value");
    const std::string resource =
        value != nullptr ? value->AsString() : "arn:aws:iam::123456789012:user/subject";
    auto principal = ParsePrincipal("arn:aws:iam::123456789012:user/caller");
    ASSERT_TRUE(principal.ok());
    AuthorizationRequest request(*principal, "iam:TagUser", resource, ContextOf(recorded));
    PolicySet policies;
    policies.identity = PolicyLayer::Of({*policy});
    const bool matches = recorded.Find("matches")->AsBool();
    const bool want_allowed = deny ? !matches : matches;
    EXPECT_EQ(Evaluate(request, policies).allowed(), want_allowed) << recorded.Dump();
    EXPECT_EQ(Explain(request, policies).decision.allowed(), want_allowed) << recorded.Dump();
    ++checked;
  }
  EXPECT_EQ(checked, 223);
}

}  // namespace
}  // namespace policy_engine
