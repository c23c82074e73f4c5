// The entities of an account, as plain data. Names keep the case in which they were given; tables
// key them by lower case, since IAM's names are unique without regard to case.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mockaws/runtime/clock.h"
#include "mockaws/state/login_profile.h"
#include "mockaws/state/user_credentials.h"

namespace policy_engine {
class CompiledPolicy;
}

namespace mockaws {

using CompiledPolicyPtr = std::shared_ptr<const policy_engine::CompiledPolicy>;

struct Tag {
  std::string key;
  std::string value;
};
using Tags = std::vector<Tag>;

// One stored document: the text as it was sent, and what the engine made of it.
struct PolicyText {
  std::string text;
  CompiledPolicyPtr compiled;
};

struct InlinePolicy {
  std::string name;
  PolicyText policy;
};

// What users, groups and roles have in common: the policies that they hold.
struct PolicyHolder {
  std::vector<InlinePolicy> inline_policies;  // by lower-case name
  std::vector<std::string> attached;          // managed policies' ARNs, in attachment order

  // By name, whatever its case; nullptr if absent.
  const InlinePolicy* FindInline(std::string_view name) const;
  bool IsAttached(std::string_view policy_arn) const;
};

struct AccessKey {
  std::string id;
  std::string secret;
  bool active = true;
  Instant created;
};

struct User : PolicyHolder {
  std::string name;
  std::string path = "/";
  std::string id;  // AIDA…
  std::string arn;
  Instant created;
  std::string boundary;  // a managed policy's ARN, or empty
  Tags tags;
  std::vector<std::string> groups;  // keys of groups, in joining order
  std::vector<AccessKey> access_keys;
  std::optional<LoginProfile> login_profile;
  std::vector<std::string> mfa_devices;  // serial numbers
  std::vector<SshKey> ssh_keys;
  std::vector<SigningCertificate> signing_certificates;
  std::vector<ServiceCredential> service_credentials;
};

struct Group : PolicyHolder {
  std::string name;
  std::string path = "/";
  std::string id;  // AGPA…
  std::string arn;
  Instant created;
  std::vector<std::string> members;  // keys of users, sorted
};

// The role template that AcquireRole made a role from.
struct SourceRoleTemplate {
  std::string arn;
  int64_t minor_version = 0;
  std::string inputs;  // what it was made from, to know a repeated request by
};

struct Role : PolicyHolder {
  std::string name;
  std::string path = "/";
  std::string id;  // AROA…
  std::string arn;
  Instant created;
  std::optional<std::string> description;
  int64_t max_session_seconds = 3600;
  PolicyText trust;      // text as sent at the last change; unique ids as principals in `compiled`
  std::string boundary;  // a managed policy's ARN, or empty
  Tags tags;
  std::optional<SourceRoleTemplate> source_template;
};

struct PolicyVersion {
  int number = 1;  // v1, v2, …; never reused
  PolicyText policy;
  Instant created;
};

// A customer managed policy; AWS's own lie in mockaws/catalog.
struct CustomerPolicy {
  std::string name;
  std::string path = "/";
  std::string id;  // ANPA…
  std::string arn;
  std::string description;
  Instant created;
  Instant updated;
  int default_version = 1;
  int last_version = 1;
  std::vector<PolicyVersion> versions;  // oldest first
  Tags tags;

  // The version by its number, nullptr if absent.
  const PolicyVersion* FindVersion(int number) const;
  const PolicyVersion& DefaultVersion() const;
};

// How often a managed policy (AWS's too) is attached, and used as a boundary, in one account.
struct PolicyUse {
  int64_t attachments = 0;
  int64_t boundaries = 0;
};

// A user or role, found by its unique id. Stored trust policies name principals by these ids, so a
// principal recreated under its old name doesn't get its old trust back.
struct PrincipalEntity {
  enum class Kind { kUser, kRole };
  Kind kind = Kind::kUser;
  std::string account_id;
  std::string key;  // NameKey, as it now is
};

// Whose an access key is. An empty user key means the account's root user.
struct AccessKeyOwner {
  std::string account_id;
  std::string user_key;
};

// The value of the tag `key`, whatever the key's case; nullptr if absent.
const std::string* FindTag(const Tags& tags, std::string_view key);

// The key of a table for an entity's name.
std::string NameKey(std::string_view name);

}  // namespace mockaws
