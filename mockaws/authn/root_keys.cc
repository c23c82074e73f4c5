#include "mockaws/authn/root_keys.h"

#include <algorithm>

namespace mockaws {
namespace {

bool IsKeyCharacter(char c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
}

bool IsAccountId(std::string_view text) {
  return text.size() == 12 &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

ApiResult<void> AddRootAccessKey(State& state, std::string_view account_id,
                                 std::string_view access_key_id, std::string_view secret,
                                 Instant now) {
  if (!IsAccountId(account_id)) {
    return ValidationError("account id \"" + std::string(account_id) + "\" is not 12 digits");
  }
  const bool good_id = access_key_id.size() >= 16 && access_key_id.size() <= 128 &&
                       std::all_of(access_key_id.begin(), access_key_id.end(), IsKeyCharacter);
  if (!good_id) {
    return ValidationError("access key id \"" + std::string(access_key_id) +
                           "\" is not 16 to 128 letters, digits and underscores");
  }
  if (access_key_id.starts_with("ASIA")) {
    return ValidationError("access key ids that begin with ASIA are for temporary credentials");
  }
  if (secret.size() < 8) {
    return ValidationError("the secret of " + std::string(access_key_id) +
                           " has fewer than 8 characters");
  }
  if (state.access_keys.Contains(access_key_id)) {
    return EntityAlreadyExists("access key " + std::string(access_key_id) + " already exists");
  }
  Account& account = state.EnsureAccount(account_id, now);
  AccessKey key;
  key.id = access_key_id;
  key.secret = secret;
  key.created = now;
  account.root_access_keys.Put(access_key_id, std::move(key));
  state.access_keys.Put(access_key_id, AccessKeyOwner{std::string(account_id), ""});
  return {};
}

}  // namespace mockaws
