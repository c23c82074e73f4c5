#include "mockaws/state/entities.h"

#include <algorithm>

#include "mockaws/wire/ascii.h"
#include "policy_engine/check.h"

namespace mockaws {

const InlinePolicy* PolicyHolder::FindInline(std::string_view name) const {
  for (const InlinePolicy& policy : inline_policies) {
    if (EqualsIgnoringCase(policy.name, name)) return &policy;
  }
  return nullptr;
}

bool PolicyHolder::IsAttached(std::string_view policy_arn) const {
  return std::find(attached.begin(), attached.end(), policy_arn) != attached.end();
}

const PolicyVersion* CustomerPolicy::FindVersion(int number) const {
  for (const PolicyVersion& version : versions) {
    if (version.number == number) return &version;
  }
  return nullptr;
}

const PolicyVersion& CustomerPolicy::DefaultVersion() const {
  const PolicyVersion* version = FindVersion(default_version);
  CHECK(version != nullptr, "a managed policy without its default version");
  return *version;
}

const std::string* FindTag(const Tags& tags, std::string_view key) {
  for (const Tag& tag : tags) {
    if (EqualsIgnoringCase(tag.key, key)) return &tag.value;
  }
  return nullptr;
}

std::string NameKey(std::string_view name) { return LowerAscii(name); }

}  // namespace mockaws
