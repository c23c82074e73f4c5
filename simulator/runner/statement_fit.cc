#include "simulator/runner/statement_fit.h"

#include <algorithm>

#include "simulator/runner/json_members.h"

namespace simulator {
namespace {

using policy_engine::Json;

constexpr size_t kShownValues = 4;

// `"a"`, `"a" or "b"`, `"a" or 7 others`.
std::string Values(const Json* value, std::string_view joint) {
  if (value == nullptr || value->is_null()) return "nothing";
  if (!value->is_array()) return value->Dump();
  const Json::Array& items = value->items();
  if (items.empty()) return "nothing";
  std::string text;
  for (size_t i = 0; i < items.size(); ++i) {
    if (i == kShownValues && items.size() > kShownValues + 1) {
      return text + " or " + std::to_string(items.size() - i) + " others";
    }
    text += (text.empty() ? "" : std::string(joint)) + items[i].Dump();
  }
  return text;
}

}  // namespace

StatementFit FitOf(const Json& statement) {
  const Json* failed = statement.Find("failed");
  if (failed == nullptr || failed->is_null()) return StatementFit::kMatched;
  const std::string element = TextOf(*failed, "element");
  if (element == "Condition") return StatementFit::kCondition;
  if (element.ends_with("Principal")) return StatementFit::kPrincipal;
  return element.ends_with("Resource") ? StatementFit::kResource : StatementFit::kAction;
}

StatementFit NearestFit(const Json& policy_type) {
  StatementFit nearest = StatementFit::kAction;
  for (const Json& policy : ItemsOf(policy_type, "policies")) {
    for (const Json& statement : ItemsOf(policy, "statements")) {
      const StatementFit fit = FitOf(statement);
      if (fit != StatementFit::kMatched) nearest = std::max(nearest, fit);
    }
  }
  return nearest;
}

std::string StatementName(const Json& statement) {
  const std::string sid = TextOf(statement, "sid");
  if (!sid.empty()) return sid;
  int64_t index = 0;
  const Json* number = statement.Find("index");
  if (number != nullptr && number->is_number()) number->AsInt64(&index);
  return "#" + std::to_string(index + 1);
}

std::string WhyNoMatch(const Json& statement) {
  const Json* failed = statement.Find("failed");
  if (failed == nullptr || failed->is_null()) return "matched";
  std::string text = TextOf(*failed, "element");
  if (const std::string key = TextOf(*failed, "key"); !key.empty()) {
    text += " " + TextOf(*failed, "operator") + " " + key;
  }
  return text + " wanted " + Values(failed->Find("wanted"), " or ") + ", got " +
         Values(failed->Find("got"), ", ");
}

}  // namespace simulator
