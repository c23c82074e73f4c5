// Instance profiles: how EC2 instances are given a role.
#pragma once

#include <string>

#include "mockaws/state/entities.h"

namespace mockaws {

struct InstanceProfile {
  std::string name;
  std::string path = "/";
  std::string id;  // AIPA…
  std::string arn;
  Instant created;
  std::string role;  // key of the one role, or empty
  Tags tags;
};

}  // namespace mockaws
