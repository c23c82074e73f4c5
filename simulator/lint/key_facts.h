// Condition keys: which there are, of which type, and which actions carry them.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mockaws/catalog/service_authorization.h"

namespace simulator {

enum class KeyScope : uint8_t {
  kEveryRequest,  // a global key, or one that a session brings with it
  kSomeActions,   // a service's, or one of the tag keys
  kProvider,      // of an identity provider that the catalog doesn't know: HOST/PATH:claim
};

struct KeyFacts {
  std::string name;  // in AWS's letter case, `${TagKey}` for a part of one's own
  KeyScope scope = KeyScope::kEveryRequest;
  // nullopt: unknown.
  std::optional<mockaws::ConditionKeyType> type;
};

// In any letter case; nullopt if there is no such key.
std::optional<KeyFacts> FindKey(std::string_view key);
// The likely meant one of an unknown key, or empty.
std::string NearestKey(std::string_view key);

// Actions that AWS has and the catalog doesn't yet, in any letter case.
bool IsNewerAction(std::string_view action);

// By the service authorization reference; true for keys of every request.
bool ActionCarriesKey(const mockaws::ServiceReference& service,
                      const mockaws::ActionReference& action, std::string_view key);

}  // namespace simulator
