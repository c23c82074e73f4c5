#include "simulator/scenario/format.h"

#include <algorithm>

namespace simulator {
namespace {

template <typename T>
const T* FindNamed(const std::vector<T>& list, std::string_view name) {
  const auto found = std::find_if(list.begin(), list.end(),
                                  [&](const T& item) { return item.name.value == name; });
  return found == list.end() ? nullptr : &*found;
}

}  // namespace

std::string_view EntityKindName(EntityKind kind) {
  switch (kind) {
    case EntityKind::kUser:
      return "user";
    case EntityKind::kGroup:
      return "group";
    case EntityKind::kRole:
      return "role";
  }
  return "";
}

const Entity* Account::FindUser(std::string_view user) const { return FindNamed(users, user); }
const Entity* Account::FindRole(std::string_view role) const { return FindNamed(roles, role); }

const Account* Scenario::FindAccount(std::string_view account) const {
  return FindNamed(accounts, account);
}

policy_engine::Instant DefaultScenarioClock() {
  return *policy_engine::ParseIso8601("2026-01-01T00:00:00Z");
}

}  // namespace simulator
