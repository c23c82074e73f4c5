#include "mockaws/sts/session_tags.h"

#include <algorithm>

#include "mockaws/operation/tagging.h"
#include "mockaws/wire/ascii.h"

namespace mockaws {
namespace {

bool ContainsKey(const std::vector<std::string>& keys, std::string_view key) {
  return std::any_of(keys.begin(), keys.end(),
                     [&](const std::string& other) { return EqualsIgnoringCase(other, key); });
}

}  // namespace

ApiResult<void> CheckDistinctTagKeys(const Tags& tags) {
  for (size_t i = 0; i < tags.size(); ++i) {
    for (size_t j = 0; j < i; ++j) {
      if (EqualsIgnoringCase(tags[i].key, tags[j].key)) {
        return InvalidParameterValue(
            "Duplicate tag keys found. Please note that Tag keys are case insensitive.");
      }
    }
  }
  return {};
}

Tags SessionTags::All() const {
  Tags all = inherited;
  all.insert(all.end(), passed.begin(), passed.end());
  return all;
}

ApiResult<SessionTags> CollectSessionTags(const OpContext& context) {
  SessionTags tags;
  tags.passed = TagsOf(context.in);
  RETURN_IF_ERROR(CheckDistinctTagKeys(tags.passed));
  if (context.caller.has_session()) {
    const Session& session = context.caller.session->session;
    for (const Tag& tag : session.tags) {
      if (ContainsKey(session.transitive_keys, tag.key)) tags.inherited.push_back(tag);
    }
    tags.transitive_keys = session.transitive_keys;
  }
  for (const Tag& tag : tags.passed) {
    if (FindTag(tags.inherited, tag.key) != nullptr) {
      return InvalidParameterValue(
          "One of the specified transitive tag keys can't be set because it conflicts with a "
          "transitive tag key from the calling session.");
    }
  }
  for (const Value& key : context.in.ListOf("TransitiveTagKeys")) {
    if (FindTag(tags.passed, key.AsString()) == nullptr) {
      return InvalidParameterValue(
          "The specified transitive tag key must be included in the requested tags.");
    }
    if (!ContainsKey(tags.transitive_keys, key.AsString())) {
      tags.transitive_keys.push_back(key.AsString());
    }
  }
  return tags;
}

ApiResult<std::string> CollectSourceIdentity(const OpContext& context) {
  const std::string asked = context.in.StrOr("SourceIdentity", "");
  if (!context.caller.has_session()) return asked;
  const std::string& inherited = context.caller.session->session.source_identity;
  if (inherited.empty()) return asked;
  if (!asked.empty() && asked != inherited) {
    return ValidationError("The source identity is already set for this assume role session");
  }
  return inherited;
}

}  // namespace mockaws
