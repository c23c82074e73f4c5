#include "mockaws/catalog/service_linked_roles.h"

#include "policy_engine/base/json.h"
#include "policy_engine/check.h"

// The bytes of data/service_linked_roles.json.
extern "C" {
extern const unsigned char iamsim_service_linked_roles[];
extern const unsigned char iamsim_service_linked_roles_end[];
}

namespace mockaws {
namespace {

using policy_engine::Json;

std::vector<ServiceLinkedRole> ReadRoles() {
  const std::string_view text(
      reinterpret_cast<const char*>(iamsim_service_linked_roles),
      static_cast<size_t>(iamsim_service_linked_roles_end - iamsim_service_linked_roles));
  const auto table = policy_engine::ParseJson(text);
  CHECK(table.ok(), "data/service_linked_roles.json is no JSON");
  std::vector<ServiceLinkedRole> roles;
  for (const Json& row : table->items()) {
    roles.push_back({row.Find("service")->AsString(), row.Find("role")->AsString(),
                     row.Find("policy")->AsString(), row.Find("suffix") != nullptr});
  }
  return roles;
}

}  // namespace

const std::vector<ServiceLinkedRole>& ServiceLinkedRoles() {
  static const auto* const kRoles = new std::vector<ServiceLinkedRole>(ReadRoles());
  return *kRoles;
}

const ServiceLinkedRole* FindServiceLinkedRole(std::string_view service) {
  for (const ServiceLinkedRole& role : ServiceLinkedRoles()) {
    if (role.service == service) return &role;
  }
  return nullptr;
}

}  // namespace mockaws
