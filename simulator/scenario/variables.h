// Variables: what `${name}` stands for in a scenario's texts.
//
// A reference is `${` NAME `}`, NAME of letters, digits and underscores, not beginning with a
// digit. Everything else that begins with `${` is left alone: policy variables such as
// `${aws:username}` or `${*}`. `$${name}` writes `${name}` itself.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "simulator/scenario/format.h"

namespace simulator {

class Variables {
 public:
  void Set(std::string_view name, std::string value);
  const std::string* Find(std::string_view name) const;
  // Sorted.
  std::vector<std::string> Names() const;

  // `text` with its references replaced. Errors: a name that isn't set, with the nearest that is.
  policy_engine::Result<std::string> Expand(std::string_view text) const;
  // As above; the error names the place.
  SourceResult<std::string> Expand(const Text& text) const;
  // A copy with every text and key replaced.
  SourceResult<YamlPointer> Expand(const YamlPointer& node) const;

 private:
  std::map<std::string, std::string, std::less<>> values_;
};

// The file's variables with one combination of its matrix; variables may refer to those before
// them. Errors: one that isn't set.
SourceResult<Variables> SetVariables(const Scenario& scenario,
                                     const std::vector<Variable>& combination);

// The names that `text` refers to, in order, repeats kept.
std::vector<std::string> ReferencesIn(std::string_view text);
// Whether `name` may be a variable's.
bool IsVariableName(std::string_view name);
// The name if `text` is one reference and nothing else.
std::optional<std::string> SoleReference(std::string_view text);

}  // namespace simulator
