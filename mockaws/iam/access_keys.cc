// Access keys of users and of the root user.
#include <algorithm>

#include "mockaws/iam/credential_status.h"
#include "mockaws/iam/families.h"
#include "mockaws/iam/quotas.h"
#include "mockaws/iam/resources.h"
#include "mockaws/operation/pagination.h"

namespace mockaws {
namespace {

// Whose keys an operation is about; a null user means the account's root user.
struct Subject {
  const User* user = nullptr;
  std::string key;  // NameKey of the user; empty for root
};

ApiResult<Subject> SubjectOf(const OpContext& context) {
  ASSIGN_OR_RETURN(const User* user, SubjectUserOrRoot(context));
  return Subject{user, user == nullptr ? std::string() : NameKey(user->name)};
}

std::vector<AccessKey> KeysOf(const OpContext& context, const Subject& subject) {
  if (subject.user != nullptr) return subject.user->access_keys;
  std::vector<AccessKey> keys;
  for (const auto& [id, key] : context.account().root_access_keys.entries()) keys.push_back(*key);
  return keys;
}

// The key to be changed, of a user or of root; nullptr if the subject has no such key.
AccessKey* EditKey(OpContext& context, const Subject& subject, const std::string& id) {
  Account& account = context.edit_account();
  if (subject.user == nullptr) {
    return account.root_access_keys.Contains(id) ? account.root_access_keys.Edit(id) : nullptr;
  }
  for (AccessKey& key : account.users.Edit(subject.key)->access_keys) {
    if (key.id == id) return &key;
  }
  return nullptr;
}

ApiError KeyNotFound(const std::string& id) {
  return NoSuchEntity("The Access Key with id " + id + " cannot be found");
}

ApiResult<Value> CreateAccessKey(OpContext& context) {
  ASSIGN_OR_RETURN(const Subject subject, SubjectOf(context));
  RETURN_IF_ERROR(
      CheckRoom(context, &Quotas::access_keys_per_user, KeysOf(context, subject).size()));
  const std::string& account_id = context.caller.account_id;
  AccessKey key;
  key.id = NewAccessKeyId(context.ids, "AKIA", account_id);
  key.secret = NewSecretAccessKey(context.ids);
  key.created = context.now;

  Value shown;
  if (subject.user != nullptr) shown.Set("UserName", subject.user->name);
  shown.Set("AccessKeyId", key.id);
  shown.Set("Status", StatusText(key.active));
  shown.Set("SecretAccessKey", key.secret);
  shown.Set("CreateDate", key.created);

  context.edit_state().access_keys.Put(key.id, {account_id, subject.key});
  Account& account = context.edit_account();
  if (subject.user == nullptr) {
    const std::string id = key.id;
    account.root_access_keys.Put(id, std::move(key));
  } else {
    account.users.Edit(subject.key)->access_keys.push_back(std::move(key));
  }
  Value result;
  result.Set("AccessKey", std::move(shown));
  return result;
}

ApiResult<Value> ListAccessKeys(OpContext& context) {
  ASSIGN_OR_RETURN(const Subject subject, SubjectOf(context));
  std::vector<PageItem> items;
  for (const AccessKey& key : KeysOf(context, subject)) {
    Value shown;
    if (subject.user != nullptr) shown.Set("UserName", subject.user->name);
    shown.Set("AccessKeyId", key.id);
    shown.Set("Status", StatusText(key.active));
    shown.Set("CreateDate", key.created);
    items.push_back({key.id, std::move(shown)});
  }
  return PageOfItems(context, "AccessKeyMetadata", std::move(items));
}

ApiResult<Value> UpdateAccessKey(OpContext& context) {
  ASSIGN_OR_RETURN(const bool active, StatusToSet(context));
  ASSIGN_OR_RETURN(const Subject subject, SubjectOf(context));
  const std::string& id = context.in.Str("AccessKeyId");
  AccessKey* key = EditKey(context, subject, id);
  if (key == nullptr) return KeyNotFound(id);
  key->active = active;
  return Value();
}

ApiResult<Value> DeleteAccessKey(OpContext& context) {
  ASSIGN_OR_RETURN(const Subject subject, SubjectOf(context));
  const std::string& id = context.in.Str("AccessKeyId");
  const std::vector<AccessKey> keys = KeysOf(context, subject);
  if (std::none_of(keys.begin(), keys.end(), [&](const AccessKey& key) { return key.id == id; })) {
    return KeyNotFound(id);
  }
  context.edit_state().access_keys.Erase(id);
  context.state.usage.ForgetKey(id);
  Account& account = context.edit_account();
  if (subject.user == nullptr) {
    account.root_access_keys.Erase(id);
  } else {
    std::erase_if(account.users.Edit(subject.key)->access_keys,
                  [&](const AccessKey& key) { return key.id == id; });
  }
  return Value();
}

// The owner of a key of the caller's account; nullptr if there is none.
const AccessKeyOwner* FindOwner(const OpContext& context, const std::string& id) {
  const AccessKeyOwner* owner = context.state.access_keys.Find(id);
  return owner != nullptr && owner->account_id == context.caller.account_id ? owner : nullptr;
}

// Judged on the key's owner; a key that the account doesn't have, on everything.
ApiResult<AuthorizationChecks> OnKeyOwner(const OpContext& context) {
  AuthorizationCheck check;
  check.resource = "*";
  if (const AccessKeyOwner* owner = FindOwner(context, context.in.Str("AccessKeyId"))) {
    check.resource = context.account().root_arn();
    if (const User* user = context.account().users.Find(owner->user_key)) {
      check.resource = user->arn;
      check.resource_tags = user->tags;
      check.printed_resource = "user " + user->name;
    }
  }
  return AuthorizationChecks{std::move(check)};
}

ApiResult<Value> GetAccessKeyLastUsed(OpContext& context) {
  const std::string& id = context.in.Str("AccessKeyId");
  const AccessKeyOwner* owner = FindOwner(context, id);
  if (owner == nullptr) return KeyNotFound(id);
  Value result;
  if (const User* user = context.account().users.Find(owner->user_key)) {
    result.Set("UserName", user->name);
  }
  Value used;
  const auto use = context.state.usage.OfKey(id);
  if (use) used.Set("LastUsedDate", use->time);
  used.Set("ServiceName", use ? use->service : "N/A");
  used.Set("Region", use ? use->region : "N/A");
  result.Set("AccessKeyLastUsed", std::move(used));
  return result;
}

constexpr Operation kOperations[] = {
    {"CreateAccessKey", CreateAccessKey, Mode::kWrite, OnUser},
    {"ListAccessKeys", ListAccessKeys, Mode::kRead, OnUser},
    {"UpdateAccessKey", UpdateAccessKey, Mode::kWrite, OnUser},
    {"DeleteAccessKey", DeleteAccessKey, Mode::kWrite, OnUser},
    {"GetAccessKeyLastUsed", GetAccessKeyLastUsed, Mode::kRead, OnKeyOwner},
};

}  // namespace

OperationFamily AccessKeyOperations() { return kOperations; }

}  // namespace mockaws
