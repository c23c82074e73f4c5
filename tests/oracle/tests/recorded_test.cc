// The oracle against AWS's recorded answers.
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "policy_engine/base/json.h"
#include "tests/oracle/condition.h"
#include "tests/oracle/statement.h"

namespace oracle {
namespace {

using policy_engine::Json;

Json RecordedCases() {
  const std::ifstream file(IAMSIM_SOURCE_DIR "/tests/data/recorded_conditions.json");
  std::stringstream text;
  text << file.rdbuf();
  auto parsed = policy_engine::ParseJson(text.str());
  return parsed.ok() ? std::move(parsed).value() : Json();
}

bool OracleAnswer(const Json& recorded) {
  const Context context(recorded.Find("context"));
  if (const Json* pattern = recorded.Find("pattern")) {
    return ResourceMatches(pattern->AsString(), recorded.Find("value")->AsString(), context, true);
  }
  const Effect effect =
      recorded.Find("effect")->AsString() == "Deny" ? Effect::kDeny : Effect::kAllow;
  return ConditionHolds(*recorded.Find("condition"), context, true, effect);
}

TEST(Recorded, EveryCaseOfAwsAgreesWithTheOracle) {
  const Json cases = RecordedCases();
  ASSERT_TRUE(cases.is_array());
  size_t seen = 0;
  for (const Json& recorded : cases.items()) {
    if (recorded.Find("matches") == nullptr) continue;  // the note
    ++seen;
    EXPECT_EQ(OracleAnswer(recorded), recorded.Find("matches")->AsBool()) << recorded.Dump();
  }
  EXPECT_EQ(seen, 223u);
}

TEST(Recorded, ListKeysAreKnownByTheirType) {
  const Json cases = RecordedCases();
  for (const Json& recorded : cases.items()) {
    const Json* lists = recorded.Find("multivalued");
    if (lists == nullptr) continue;
    for (const Json& key : lists->items()) EXPECT_TRUE(IsListByType(key.AsString()));
  }
}

}  // namespace
}  // namespace oracle
