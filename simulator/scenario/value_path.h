// ValuePath: `User.Arn`, `Policies[].PolicyName`: where in an answer a value stands.
//
// A subset of JMESPath with the same meaning:
//   Member                 a member; letters, digits, `_`, `-`; any other name in double quotes
//   a.b                    a member of a member
//   a[0], a[-1]            an item, from the front (0) or the back (-1)
//   a[]                    every item; what follows applies to each, absent values left out
//   a[?Key=='team'].Value  every item whose value at the path equals (==) or differs (!=)
// Beyond JMESPath: a text that is a JSON object can be looked into, as policy documents are.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "policy_engine/base/json.h"
#include "policy_engine/result.h"

namespace simulator {

class ValuePath {
 public:
  // Errors say what is wrong and at which character.
  static policy_engine::Result<ValuePath> Parse(std::string_view text);

  // The value at the path; nothing if there is none. `[]` and filters give a list, maybe empty.
  std::optional<policy_engine::Json> Find(const policy_engine::Json& root) const;

 private:
  friend class PathParser;
  enum class Kind { kMember, kIndex, kEach, kFilter };
  struct Part {
    Kind kind = Kind::kMember;
    std::string name;         // kMember
    int64_t index = 0;        // kIndex
    std::vector<Part> where;  // kFilter
    std::string literal;
    bool equal = true;
  };

  static std::optional<policy_engine::Json> Walk(const policy_engine::Json& root,
                                                 const std::vector<Part>& parts);
  static std::optional<policy_engine::Json> Step(const policy_engine::Json& value,
                                                 const Part& part);
  static std::optional<policy_engine::Json> Filter(const policy_engine::Json& value,
                                                   const Part& part);

  std::vector<Part> parts_;
};

}  // namespace simulator
