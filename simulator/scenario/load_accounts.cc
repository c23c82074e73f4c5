// Accounts: the state in which a scenario starts.

#include <algorithm>
#include <charconv>

#include "simulator/scenario/document.h"
#include "simulator/scenario/field_reader.h"
#include "simulator/scenario/loader_parts.h"

namespace simulator {
namespace {

bool IsAccountId(std::string_view text) {
  return text.size() == 12 &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// Names that stand in identities (`acme/user/ana`).
bool IsPlainName(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '-' || c == '.';
  });
}

std::optional<Document> LoadDocument(const YamlPointer& node, const std::string& directory,
                                     SourceIssues* issues) {
  auto document = ReadDocument(node, directory);
  if (document.ok()) return std::move(document).value();
  issues->insert(issues->end(), document.error().begin(), document.error().end());
  return std::nullopt;
}

// `3600` or `1h`.
std::optional<int64_t> LoadSeconds(const Text& text, SourceIssues* issues) {
  int64_t seconds = 0;
  const char* end = text.value.data() + text.value.size();
  const auto parsed = std::from_chars(text.value.data(), end, seconds);
  if (parsed.ec == std::errc() && parsed.ptr == end) return seconds;
  if (const auto duration = policy_engine::ParseDuration(text.value)) {
    return std::chrono::duration_cast<std::chrono::seconds>(*duration).count();
  }
  issues->push_back(
      {text.place,
       "a duration is a number of seconds or a text such as 1h30m, not \"" + text.value + "\""});
  return std::nullopt;
}

const KeyTable& KeysOf(EntityKind kind) {
  switch (kind) {
    case EntityKind::kUser:
      return UserKeys();
    case EntityKind::kGroup:
      return GroupKeys();
    case EntityKind::kRole:
      break;
  }
  return RoleKeys();
}

// What an account's parts are loaded with.
struct Loading {
  FileKind file;
  const std::string& directory;
  SourceIssues* issues;
};

AccessKeyDeclaration LoadKeyWithSecret(const YamlNode& node, SourceIssues* issues) {
  FieldReader fields(node, AccessKeyKeys(), issues);
  AccessKeyDeclaration key;
  key.id = fields.RequiredText("id");
  key.secret = fields.RequiredText("secret");
  key.name = *key.id;
  return key;
}

// In scenarios names, for the server makes the keys; in seed files ids and secrets, which clients
// must know.
std::vector<AccessKeyDeclaration> LoadKeys(FieldReader& fields, std::string_view member,
                                           const Loading& loading) {
  std::vector<AccessKeyDeclaration> keys;
  const YamlPointer node = fields.Get(member);
  if (node == nullptr) return keys;
  if (loading.file == FileKind::kScenario) {
    for (Text& name : fields.Texts(member)) {
      keys.push_back({std::move(name), std::nullopt, std::nullopt});
    }
    return keys;
  }
  if (!node->is_list()) {
    fields.Note(node->place, "access keys are a list of {id: …, secret: …}");
  }
  for (const YamlPointer& item : node->items) {
    if (item->is_map()) {
      keys.push_back(LoadKeyWithSecret(*item, loading.issues));
    } else {
      fields.Note(item->place, "an access key of a seed file is {id: …, secret: …}");
    }
  }
  return keys;
}

Entity LoadEntity(EntityKind kind, const YamlMember& member, const Loading& loading) {
  const std::string& directory = loading.directory;
  SourceIssues* issues = loading.issues;
  FieldReader fields(*member.value, KeysOf(kind), issues);
  Entity entity;
  entity.kind = kind;
  entity.name = {member.key, member.key_place};
  entity.path = fields.OptionalText("path");
  entity.attach = fields.Texts("attach");
  for (const YamlMember& policy : fields.Members("inline")) {
    if (auto document = LoadDocument(policy.value, directory, issues)) {
      entity.inline_policies.push_back({{policy.key, policy.key_place}, *std::move(document)});
    }
  }
  entity.boundary = fields.OptionalText("boundary");
  entity.tags = fields.TextMembers("tags");
  entity.groups = fields.Texts("groups");
  entity.access_keys = LoadKeys(fields, "access_keys", loading);
  entity.mfa = fields.Texts("mfa");
  if (!entity.mfa.empty() && loading.file == FileKind::kSeed) {
    fields.Note(entity.mfa.front().place,
                "MFA devices are made in scenarios only; a seed file can't tell their seeds");
  }
  entity.description = fields.OptionalText("description");
  if (const auto duration = fields.OptionalText("max_session_duration")) {
    entity.max_session_seconds = LoadSeconds(*duration, issues);
  }
  if (const YamlPointer trust = fields.Get("trust")) {
    entity.trust = LoadDocument(trust, directory, issues);
  } else if (kind == EntityKind::kRole) {
    fields.Note(member.key_place, "the role " + member.key + " needs a \"trust\" policy");
  }
  return entity;
}

std::vector<Entity> LoadEntities(EntityKind kind, const std::vector<YamlMember>& members,
                                 const Loading& loading) {
  std::vector<Entity> entities;
  for (const YamlMember& member : members) {
    entities.push_back(LoadEntity(kind, member, loading));
  }
  return entities;
}

// The document itself, or `{path: …, document: …}`.
std::optional<ManagedPolicy> LoadManagedPolicy(const YamlMember& member,
                                               const std::string& directory, SourceIssues* issues) {
  ManagedPolicy policy;
  policy.name = {member.key, member.key_place};
  YamlPointer node = member.value;
  if (node->Find("document") != nullptr) {
    FieldReader fields(*node, PolicyKeys(), issues);
    policy.path = fields.OptionalText("path");
    node = fields.Get("document");
  }
  auto document = LoadDocument(node, directory, issues);
  if (!document) return std::nullopt;
  policy.document = *std::move(document);
  return policy;
}

void CheckGroups(const Account& account, SourceIssues* issues) {
  for (const Entity& user : account.users) {
    for (const Text& group : user.groups) {
      const bool known = std::any_of(account.groups.begin(), account.groups.end(),
                                     [&](const Entity& g) { return g.name.value == group.value; });
      if (!known) {
        issues->push_back({group.place, "the account " + account.name.value + " has no group \"" +
                                            group.value + "\""});
      }
    }
    if (user.access_keys.size() > 2) {
      issues->push_back({user.access_keys[2].name.place, "a user has at most two access keys"});
    }
  }
}

// By the names of AWS's refusals; whether a quota of that name exists is the server's to say.
std::vector<std::pair<Text, int64_t>> LoadQuotas(FieldReader& fields) {
  std::vector<std::pair<Text, int64_t>> quotas;
  for (auto& [name, text] : fields.TextMembers("quotas")) {
    int64_t value = 0;
    const char* end = text.value.data() + text.value.size();
    const auto parsed = std::from_chars(text.value.data(), end, value);
    if (parsed.ec == std::errc() && parsed.ptr == end && value >= 0) {
      quotas.emplace_back(std::move(name), value);
    } else {
      fields.Note(text.place, "a quota is a whole number, 0 or more, not \"" + text.value + "\"");
    }
  }
  return quotas;
}

Account LoadAccount(const YamlMember& member, const Loading& loading) {
  SourceIssues* issues = loading.issues;
  Account account;
  account.name = {member.key, member.key_place};
  if (!IsPlainName(member.key) || member.key == "session" || member.key == "service" ||
      member.key == "anonymous") {
    issues->push_back(
        {member.key_place, "\"" + member.key +
                               "\" can't name an account: letters, "
                               "digits, . _ - only, and not session, service, anonymous"});
  }
  const bool seed = loading.file == FileKind::kSeed;
  FieldReader fields(*member.value, seed ? SeedAccountKeys() : AccountKeys(), issues);
  account.id = fields.RequiredText("id");
  if (fields.Has("id") && !IsAccountId(account.id.value)) {
    fields.Note(account.id.place, "an account id is 12 digits, not \"" + account.id.value + "\"");
  }
  account.alias = fields.OptionalText("alias");
  if (const YamlPointer providers = fields.Get("identity_providers")) {
    account.identity_providers =
        LoadIdentityProviders(*providers, loading.file, loading.directory, issues);
  }
  account.users = LoadEntities(EntityKind::kUser, fields.Members("users"), loading);
  account.groups = LoadEntities(EntityKind::kGroup, fields.Members("groups"), loading);
  account.roles = LoadEntities(EntityKind::kRole, fields.Members("roles"), loading);
  for (const YamlMember& policy : fields.Members("policies")) {
    if (auto loaded = LoadManagedPolicy(policy, loading.directory, issues)) {
      account.policies.push_back(*std::move(loaded));
    }
  }
  account.root_access_keys = LoadKeys(fields, "root_access_keys", loading);
  account.quotas = LoadQuotas(fields);
  CheckGroups(account, issues);
  return account;
}

}  // namespace

std::vector<Account> LoadAccounts(const YamlNode& node, FileKind kind, const std::string& directory,
                                  SourceIssues* issues) {
  const Loading loading = {kind, directory, issues};
  std::vector<Account> accounts;
  if (!node.is_map()) {
    issues->push_back({node.place, "\"accounts\" takes a mapping of names to accounts"});
  }
  for (const YamlMember& member : node.members) {
    accounts.push_back(LoadAccount(member, loading));
    for (size_t i = 0; i + 1 < accounts.size(); ++i) {
      if (accounts[i].id.value == accounts.back().id.value && !accounts[i].id.value.empty()) {
        issues->push_back({accounts.back().id.place, "the account id " + accounts[i].id.value +
                                                         " is that of " + accounts[i].name.value});
      }
    }
  }
  return accounts;
}

}  // namespace simulator
