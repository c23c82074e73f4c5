#include "tests/oracle/statement.h"

#include <vector>

#include "tests/oracle/arn.h"
#include "tests/oracle/text.h"
#include "tests/oracle/variables.h"

namespace oracle {
namespace {

using policy_engine::Json;

std::vector<std::string> Strings(const Json& value) {
  if (value.is_string()) return {value.AsString()};
  std::vector<std::string> strings;
  for (const Json& item : value.items()) strings.push_back(item.AsString());
  return strings;
}

bool AnyAction(const Json& patterns, std::string_view action) {
  for (const std::string& pattern : Strings(patterns)) {
    if (ActionMatches(pattern, action)) return true;
  }
  return false;
}

bool AnyResource(const Json& patterns, std::string_view resource, const Context& context,
                 bool variables) {
  for (const std::string& pattern : Strings(patterns)) {
    if (ResourceMatches(pattern, resource, context, variables)) return true;
  }
  return false;
}

bool AnyUnresolved(const Json& patterns, const Context& context, bool variables) {
  for (const std::string& pattern : Strings(patterns)) {
    if (!Fill(pattern, context, variables, true)) return true;
  }
  return false;
}

bool ActionHolds(const Json& statement, std::string_view action) {
  if (const Json* patterns = statement.Find("Action")) return AnyAction(*patterns, action);
  const Json* patterns = statement.Find("NotAction");
  return patterns != nullptr && !AnyAction(*patterns, action);
}

bool ResourceHolds(const Json& statement, std::string_view resource, const Context& context,
                   bool variables) {
  if (const Json* patterns = statement.Find("Resource")) {
    return AnyResource(*patterns, resource, context, variables);
  }
  const Json* patterns = statement.Find("NotResource");
  if (patterns == nullptr) return true;  // trust policies
  // Unsure what AWS does; an Allow of all but the unknown is the less safe reading.
  if (EffectOf(statement) == Effect::kAllow && AnyUnresolved(*patterns, context, variables)) {
    return false;
  }
  return !AnyResource(*patterns, resource, context, variables);
}

}  // namespace

bool ActionMatches(std::string_view pattern, std::string_view action) {
  if (pattern == "*") return true;
  return Matches(ToPattern(ToUtf16(AsciiLower(pattern)), true), ToUtf16(AsciiLower(action)));
}

bool ResourceMatches(std::string_view pattern, std::string_view resource, const Context& context,
                     bool variables) {
  if (pattern == "*") return true;
  const auto filled = Fill(pattern, context, variables, true);
  return filled && ArnMatches(*filled, ToUtf16(resource));
}

Effect EffectOf(const Json& statement) {
  return statement.Find("Effect")->AsString() == "Allow" ? Effect::kAllow : Effect::kDeny;
}

bool HasVariables(const Json& document) {
  const Json* version = document.Find("Version");
  return version != nullptr && version->AsString() == "2012-10-17";
}

bool StatementMatches(const Json& statement, std::string_view action, std::string_view resource,
                      const Context& context, bool variables) {
  if (!ActionHolds(statement, action)) return false;
  if (!ResourceHolds(statement, resource, context, variables)) return false;
  const Json* condition = statement.Find("Condition");
  if (condition == nullptr) return true;
  return ConditionHolds(*condition, context, variables, EffectOf(statement));
}

}  // namespace oracle
