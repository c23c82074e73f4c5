// Compares answers with what a scenario expects of them.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "policy_engine/base/json.h"
#include "simulator/runner/results.h"
#include "simulator/scenario/format.h"
#include "simulator/scenario/variables.h"

namespace simulator {

// Whether `actual` is what `expected` says: scalars by their text, lists item by item, mappings by
// their members in any order. Text that is JSON equals the mapping or list it holds.
bool EqualsYaml(const policy_engine::Json& actual, const YamlNode& expected);

// YAML as it stands in messages: one line of JSON, texts in quotes.
std::string Show(const YamlNode& node);
// A value as it stands in messages; long ones are cut.
std::string Show(const std::optional<policy_engine::Json>& value);

// Notes a mismatch for each matcher that `actual` (nothing: absent) doesn't meet. `what` names the
// value. Errors: unset variables, a pattern that can't be read.
SourceResult<std::vector<Mismatch>> Match(const std::string& what,
                                          const std::optional<policy_engine::Json>& actual,
                                          const std::vector<Matcher>& matchers,
                                          const Variables& variables);

}  // namespace simulator
