// Reports on what was last accessed; their results are frozen when they are asked for (recorded).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "mockaws/runtime/clock.h"

namespace mockaws {

// An entity that may have used a service.
struct AccessEntity {
  std::string arn;
  std::string name;
  std::string type;  // USER, ROLE, GROUP
  std::string id;
  std::string path;
  std::optional<Instant> last_used;
  std::string region;
};

struct AccessedAction {
  std::string name;
  std::optional<AccessEntity> last;
};

struct AccessedService {
  std::string name;
  std::string prefix;
  std::vector<AccessEntity> entities;  // newest use first
  std::vector<AccessedAction> actions;
};

// GenerateServiceLastAccessedDetails.
struct AccessJob {
  std::string owner;  // of the caller: a user's ARN or one session's
  std::string entity_arn;
  bool action_level = false;
  Instant created;
  int64_t asked = 0;  // how often its result was asked for since
  std::vector<AccessedService> services;
};

// GenerateOrganizationsAccessReport.
struct OrganizationsAccessJob {
  std::string request;  // entity path and policy, to know a repeated request by
  std::string entity_path;
  Instant created;
  int64_t asked = 0;
  std::string error_code;  // empty: it succeeds
  std::string error_message;
  int64_t accessible = 0;
  std::vector<AccessedService> services;
};

}  // namespace mockaws
