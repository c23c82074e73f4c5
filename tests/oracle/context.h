// The request's context keys.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "policy_engine/base/json.h"

namespace oracle {

// Whether the key holds a list by its type (reference: "Context keys"), however many values it has.
bool IsListByType(std::string_view key);

struct ContextValue {
  std::vector<std::string> values;
  bool is_list = false;
};

class Context {
 public:
  // `context`: an object of key to scalar or list of scalars. A list of other than one value under
  // an unlisted key makes that key a list.
  explicit Context(const policy_engine::Json* context);

  // In any case; of spellings that differ by case, the last by code point.
  std::optional<ContextValue> Find(std::string_view key) const;

  void Add(std::string_view key, std::string_view value);
  // Adds a key unless it is there.
  void AddMissing(std::string_view key, std::string_view value);

 private:
  struct Entry {
    std::string key;
    ContextValue value;
  };
  std::vector<Entry> entries_;
};

}  // namespace oracle
