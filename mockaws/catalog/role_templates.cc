#include "mockaws/catalog/role_templates.h"

#include "policy_engine/base/json.h"
#include "policy_engine/check.h"

// The bytes of data/role_templates.json.
extern "C" {
extern const unsigned char iamsim_role_templates[];
extern const unsigned char iamsim_role_templates_end[];
}

namespace mockaws {
namespace {

using policy_engine::Json;

std::string TextOf(const Json& json, std::string_view member) {
  const Json* value = json.Find(member);
  return value == nullptr ? std::string() : value->AsString();
}

int64_t NumberOf(const Json& json, std::string_view member) {
  int64_t number = 0;
  CHECK(json.Find(member)->AsInt64(&number), "a role template's number is no integer");
  return number;
}

bool FlagOf(const Json& json, std::string_view member) {
  const Json* value = json.Find(member);
  return value != nullptr && value->AsBool();
}

policy_engine::Instant TimeOf(const Json& json, std::string_view member) {
  const auto instant = policy_engine::ParseIso8601(TextOf(json, member));
  CHECK(instant.has_value(), "a role template's time is no time");
  return *instant;
}

RoleTemplateVersion ReadVersion(const Json& json) {
  RoleTemplateVersion version;
  version.minor = NumberOf(json, "minor");
  version.enabled = FlagOf(json, "enabled");
  version.updated = TimeOf(json, "updated");
  version.role_path = TextOf(json, "rolePath");
  version.role_description = TextOf(json, "roleDescription");
  version.max_session_seconds = NumberOf(json, "maxSessionDuration");
  version.trust = TextOf(json, "trust");
  for (const Json& policy : json.Find("inline")->items()) {
    version.inline_policies.emplace_back(TextOf(policy, "name"), TextOf(policy, "document"));
  }
  for (const Json& arn : json.Find("managed")->items()) {
    version.managed_policies.push_back(arn.AsString());
  }
  for (const Json& tag : json.Find("tags")->items()) {
    version.tags.emplace_back(TextOf(tag, "key"), TextOf(tag, "value"));
  }
  for (const Json& parameter : json.Find("parameters")->items()) {
    version.parameters.push_back({TextOf(parameter, "name"), TextOf(parameter, "type"),
                                  TextOf(parameter, "description"), FlagOf(parameter, "required"),
                                  TextOf(parameter, "default")});
  }
  return version;
}

RoleTemplate ReadTemplate(const Json& json) {
  RoleTemplate made;
  made.service = TextOf(json, "service");
  made.name = TextOf(json, "name");
  made.description = TextOf(json, "description");
  made.major = NumberOf(json, "major");
  made.default_minor = NumberOf(json, "defaultMinor");
  made.enabled = FlagOf(json, "enabled");
  made.created = TimeOf(json, "created");
  made.arn = "arn:aws:iam::aws:role-template/" + made.service + "/" + made.name + ":" +
             std::to_string(made.major);
  for (const Json& version : json.Find("versions")->items()) {
    made.versions.push_back(ReadVersion(version));
  }
  return made;
}

std::vector<RoleTemplate> ReadTemplates() {
  const std::string_view text(
      reinterpret_cast<const char*>(iamsim_role_templates),
      static_cast<size_t>(iamsim_role_templates_end - iamsim_role_templates));
  const auto table = policy_engine::ParseJson(text);
  CHECK(table.ok(), "data/role_templates.json is no JSON");
  std::vector<RoleTemplate> templates;
  for (const Json& row : table->items()) templates.push_back(ReadTemplate(row));
  return templates;
}

}  // namespace

const RoleTemplateVersion* RoleTemplate::FindVersion(int64_t minor) const {
  for (const RoleTemplateVersion& version : versions) {
    if (version.minor == minor) return &version;
  }
  return nullptr;
}

const std::vector<RoleTemplate>& RoleTemplates() {
  static const auto* const kTemplates = new std::vector<RoleTemplate>(ReadTemplates());
  return *kTemplates;
}

const RoleTemplate* FindRoleTemplate(std::string_view arn) {
  for (const RoleTemplate& candidate : RoleTemplates()) {
    if (candidate.arn == arn) return &candidate;
  }
  return nullptr;
}

}  // namespace mockaws
