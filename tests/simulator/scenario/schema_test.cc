// scenarios/schema.json has the keys that the loader knows, no more and no fewer.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "policy_engine/base/json.h"
#include "simulator/scenario/keys.h"
#include "simulator/scenario/source.h"

namespace simulator {
namespace {

using policy_engine::Json;
using ::testing::UnorderedElementsAreArray;

const Json& Schema() {
  static const auto& schema = *new Json([] {
    const auto text = ReadFile(IAMSIM_SOURCE_DIR "/scenarios/schema.json", 1u << 20);
    return policy_engine::ParseJson(text.ok() ? *text : "{}").value();
  }());
  return schema;
}

// The properties of a definition; of the whole if it has no name.
std::vector<std::string> PropertiesOf(const std::string& definition) {
  const Json* at = &Schema();
  if (!definition.empty()) {
    at = at->Find("definitions");
    at = at == nullptr ? nullptr : at->Find(definition);
  }
  const Json* properties = at == nullptr ? nullptr : at->Find("properties");
  std::vector<std::string> names;
  if (properties == nullptr) return names;
  for (const Json::Member& member : properties->members()) names.push_back(member.key);
  return names;
}

// Mappings that the schema describes in place are held against scenarios by the suite only.
TEST(Schema, HasTheKeysThatTheLoaderKnows) {
  const std::pair<const char*, const KeyTable*> tables[] = {
      {"", &ScenarioKeys()},
      {"account", &AccountKeys()},
      {"user", &UserKeys()},
      {"group", &GroupKeys()},
      {"role", &RoleKeys()},
      {"identityProvider", &IdentityProviderKeys()},
      {"organization", &OrganizationKeys()},
      {"organizationNode", &OrganizationRootKeys()},
      {"organizationAccount", &OrganizationAccountKeys()},
      {"practice", &PracticeKeys()},
      {"callStep", &CallStepKeys()},
      {"assumeStep", &AssumeStepKeys()},
      {"checkStep", &CheckStepKeys()},
      {"canStep", &CanStepKeys()},
      {"advanceStep", &AdvanceStepKeys()},
      {"consoleStep", &ConsoleStepKeys()},
      {"probeStep", &ProbeStepKeys()},
      {"whoCanStep", &WhoCanStepKeys()},
      {"lintStep", &LintStepKeys()},
      {"expect", &ExpectKeys()},
      {"explain", &ExplainKeys()},
  };
  for (const auto& [definition, table] : tables) {
    EXPECT_THAT(PropertiesOf(definition), UnorderedElementsAreArray(table->keys)) << definition;
  }
}

}  // namespace
}  // namespace simulator
