// SSH public keys of users, with which CodeCommit knows them.
#include <algorithm>

#include "mockaws/crypto/digest.h"
#include "mockaws/crypto/encoding.h"
#include "mockaws/crypto/ssh_public_key.h"
#include "mockaws/iam/credential_status.h"
#include "mockaws/iam/families.h"
#include "mockaws/iam/quotas.h"
#include "mockaws/iam/resources.h"
#include "mockaws/operation/pagination.h"

namespace mockaws {
namespace {

constexpr int kBitsMin = 2048;
constexpr int kBitsMax = 16'384;
constexpr size_t kIdRandomBytes = 10;  // 16 characters of base32 after the prefix

// MD5 of the key, in hex pairs with colons between.
std::string Fingerprint(const SshKey& key) {
  const Md5Digest digest = Md5(key.blob);
  const std::string hex = HexEncode(AsView(digest));
  std::string text;
  for (size_t i = 0; i < hex.size(); i += 2) {
    if (i > 0) text += ':';
    text += hex.substr(i, 2);
  }
  return text;
}

// The key as UploadSSHPublicKey and GetSSHPublicKey show it.
Value KeyDetail(const User& user, const SshKey& key, std::string_view body) {
  Value value;
  value.Set("UserName", user.name);
  value.Set("SSHPublicKeyId", key.id);
  value.Set("Fingerprint", Fingerprint(key));
  value.Set("SSHPublicKeyBody", body);
  value.Set("Status", StatusText(key.active));
  value.Set("UploadDate", key.uploaded);
  return value;
}

bool SomebodyHas(const Account& account, std::string_view id) {
  return std::any_of(
      account.users.entries().begin(), account.users.entries().end(),
      [&](const auto& entry) { return FindCredential(entry.second->ssh_keys, id) != nullptr; });
}

ApiError KeyNotFound(const OpContext& context, std::string_view id) {
  if (SomebodyHas(context.account(), id)) {
    return NoSuchEntity("User has no Public Key with id " + std::string(id) + ".");
  }
  return NoSuchEntity("The SSH Public Key with id " + std::string(id) + " cannot be found");
}

ApiResult<Value> UploadSshPublicKey(OpContext& context) {
  ASSIGN_OR_RETURN(const User* user, FindUser(context, context.in.Str("UserName")));
  SshKey key;
  key.body = context.in.Str("SSHPublicKeyBody");
  auto read = ReadSshPublicKey(key.body);
  if (!read) return UnrecognizedPublicKeyEncoding("Invalid public key uploaded.");
  if (read->bits < kBitsMin || read->bits > kBitsMax) {
    return InvalidPublicKey("Invalid body for public key");
  }
  key.blob = std::move(read->blob);
  for (const SshKey& present : user->ssh_keys) {
    if (present.blob == key.blob)
      return DuplicateSshPublicKey("Duplicate SSH public key uploaded.");
  }
  RETURN_IF_ERROR(CheckRoom(context, &Quotas::ssh_keys_per_user, user->ssh_keys.size()));
  key.id = "APKA" + Base32Encode(context.ids.Bytes("APKA", kIdRandomBytes));
  key.uploaded = context.now;
  Value result;
  result.Set("SSHPublicKey", KeyDetail(*user, key, key.body));
  context.edit_account().users.Edit(NameKey(user->name))->ssh_keys.push_back(std::move(key));
  return result;
}

ApiResult<Value> GetSshPublicKey(OpContext& context) {
  ASSIGN_OR_RETURN(const User* user, FindUser(context, context.in.Str("UserName")));
  const std::string& id = context.in.Str("SSHPublicKeyId");
  const SshKey* key = FindCredential(user->ssh_keys, id);
  if (key == nullptr) return KeyNotFound(context, id);
  const bool ssh = context.in.Str("Encoding") == "SSH";
  Value result;
  result.Set("SSHPublicKey",
             KeyDetail(*user, *key, ssh ? SshTextOf(key->blob) : PemTextOf(key->blob)));
  return result;
}

ApiResult<Value> ListSshPublicKeys(OpContext& context) {
  std::vector<PageItem> items;
  ASSIGN_OR_RETURN(const User* user, SubjectUserOrRoot(context));
  for (const SshKey& key : user == nullptr ? std::vector<SshKey>() : user->ssh_keys) {
    Value shown;
    shown.Set("UserName", user->name);
    shown.Set("SSHPublicKeyId", key.id);
    shown.Set("Status", StatusText(key.active));
    shown.Set("UploadDate", key.uploaded);
    items.push_back({key.id, std::move(shown)});
  }
  return PageOfItems(context, "SSHPublicKeys", std::move(items));
}

ApiResult<Value> UpdateSshPublicKey(OpContext& context) {
  ASSIGN_OR_RETURN(const bool active, StatusToSet(context));
  ASSIGN_OR_RETURN(const User* user, FindUser(context, context.in.Str("UserName")));
  const std::string& id = context.in.Str("SSHPublicKeyId");
  if (FindCredential(user->ssh_keys, id) == nullptr) return KeyNotFound(context, id);
  User* edited = context.edit_account().users.Edit(NameKey(user->name));
  FindCredential(edited->ssh_keys, id)->active = active;
  return Value();
}

ApiResult<Value> DeleteSshPublicKey(OpContext& context) {
  ASSIGN_OR_RETURN(const User* user, FindUser(context, context.in.Str("UserName")));
  const std::string& id = context.in.Str("SSHPublicKeyId");
  if (FindCredential(user->ssh_keys, id) == nullptr) return KeyNotFound(context, id);
  std::erase_if(context.edit_account().users.Edit(NameKey(user->name))->ssh_keys,
                [&](const SshKey& key) { return key.id == id; });
  return Value();
}

constexpr Operation kOperations[] = {
    {"UploadSSHPublicKey", UploadSshPublicKey, Mode::kWrite, OnUser},
    {"GetSSHPublicKey", GetSshPublicKey, Mode::kRead, OnUser},
    {"ListSSHPublicKeys", ListSshPublicKeys, Mode::kRead, OnUser},
    {"UpdateSSHPublicKey", UpdateSshPublicKey, Mode::kWrite, OnUser},
    {"DeleteSSHPublicKey", DeleteSshPublicKey, Mode::kWrite, OnUser},
};

}  // namespace

OperationFamily SshKeyOperations() { return kOperations; }

}  // namespace mockaws
