// Services that IAM makes service-linked roles for, from data/service_linked_roles.json.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace mockaws {

struct ServiceLinkedRole {
  std::string service;  // autoscaling.amazonaws.com
  std::string role;     // AWSServiceRoleForAutoScaling
  std::string policy;   // name of AWS's policy below /aws-service-role/
  bool takes_suffix = false;
};

// All of them, by service. Thread-safe.
const std::vector<ServiceLinkedRole>& ServiceLinkedRoles();

// Nullptr for services that aren't known to have one.
const ServiceLinkedRole* FindServiceLinkedRole(std::string_view service);

}  // namespace mockaws
