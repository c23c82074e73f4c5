// Role templates for AcquireRole: a small catalogue of our own, from data/role_templates.json
// (AWS's own isn't public). `@{NAME}` stands for a parameter's value in every text.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "policy_engine/base/time.h"

namespace mockaws {

struct RoleTemplateParameter {
  std::string name;
  std::string type;  // String, StringList, …
  std::string description;
  bool required = false;
  std::string default_value;  // empty: none
};

struct RoleTemplateVersion {
  int64_t minor = 1;
  bool enabled = true;
  policy_engine::Instant updated;
  std::string role_path;
  std::string role_description;
  int64_t max_session_seconds = 3600;
  std::string trust;
  std::vector<std::pair<std::string, std::string>> inline_policies;  // name, document
  std::vector<std::string> managed_policies;                         // ARNs
  std::vector<std::pair<std::string, std::string>> tags;
  std::vector<RoleTemplateParameter> parameters;
};

struct RoleTemplate {
  std::string arn;
  std::string service;
  std::string name;
  std::string description;
  int64_t major = 1;
  int64_t default_minor = 1;
  bool enabled = true;
  policy_engine::Instant created;
  std::vector<RoleTemplateVersion> versions;

  // nullptr if absent.
  const RoleTemplateVersion* FindVersion(int64_t minor) const;
};

// All of them. Thread-safe.
const std::vector<RoleTemplate>& RoleTemplates();
// By ARN; nullptr if absent.
const RoleTemplate* FindRoleTemplate(std::string_view arn);

}  // namespace mockaws
