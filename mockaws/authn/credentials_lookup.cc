#include "mockaws/authn/credentials_lookup.h"

#include <algorithm>

#include "mockaws/sts/credentials.h"

namespace mockaws {
namespace {

constexpr std::string_view kBootstrapSecret = "test";
constexpr std::string_view kCompatKey = "test";
constexpr std::string_view kCompatAccount = "000000000000";

bool IsAccountId(std::string_view text) {
  return text.size() == 12 &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

Identity RootIdentity(const State& state, std::string_view account_id,
                      std::string_view access_key_id, std::string_view secret) {
  Identity identity;
  identity.secret = secret;
  identity.caller.kind = Caller::Kind::kRoot;
  identity.caller.account_id = account_id;
  identity.caller.arn = "arn:aws:iam::" + std::string(account_id) + ":root";
  identity.caller.user_id = account_id;
  identity.caller.access_key_id = access_key_id;
  identity.account_missing = state.FindAccount(account_id) == nullptr;
  return identity;
}

void BecomeUser(Caller* caller, const User& user) {
  caller->kind = Caller::Kind::kUser;
  caller->user = &user;
  caller->arn = user.arn;
  caller->user_id = user.id;
}

ApiResult<Identity> LongTermIdentity(const State& state, std::string_view access_key_id) {
  const AccessKeyOwner* owner = state.access_keys.Find(access_key_id);
  if (owner == nullptr) return InvalidClientTokenId();
  const Account* account = state.FindAccount(owner->account_id);
  if (account == nullptr) return InvalidClientTokenId();
  if (owner->user_key.empty()) {
    const AccessKey* key = account->root_access_keys.Find(access_key_id);
    if (key == nullptr || !key->active) return InvalidClientTokenId();
    return RootIdentity(state, account->id, access_key_id, key->secret);
  }
  const User* user = account->users.Find(owner->user_key);
  if (user == nullptr) return InvalidClientTokenId();
  for (const AccessKey& key : user->access_keys) {
    if (key.id != access_key_id || !key.active) continue;
    Identity identity;
    identity.secret = key.secret;
    identity.caller.account_id = account->id;
    identity.caller.access_key_id = access_key_id;
    BecomeUser(&identity.caller, *user);
    return identity;
  }
  return InvalidClientTokenId();
}

// Finds the role behind a session by its unique id: one made anew under the same name is another.
bool BecomeRoleSession(Caller* caller, const Account& account, const Session& session) {
  const Role* role = account.roles.Find(session.principal_key);
  if (role == nullptr || role->id != session.principal_id) return false;
  caller->kind = Caller::Kind::kAssumedRole;
  caller->role = role;
  caller->arn = AssumedRoleArn(account.id, role->name, session.name);
  caller->user_id = role->id + ":" + session.name;
  return true;
}

// The user behind a GetSessionToken or GetFederationToken session, by unique id: a renamed user
// stays the same, one made anew is another.
const User* FindUserById(const Account& account, const Session& session) {
  const User* user = account.users.Find(session.principal_key);
  if (user != nullptr && user->id == session.principal_id) return user;
  for (const auto& [key, candidate] : account.users.entries()) {
    if (candidate->id == session.principal_id) return candidate.get();
  }
  return nullptr;
}

bool BecomeUserSession(Caller* caller, const Account& account, const Session& session) {
  if (session.principal_key.empty()) {
    caller->kind = Caller::Kind::kRoot;
    caller->arn = account.root_arn();
    caller->user_id = account.id;
    return true;
  }
  const User* user = FindUserById(account, session);
  if (user == nullptr) return false;
  BecomeUser(caller, *user);
  return true;
}

bool BecomeFederatedUser(Caller* caller, const Account& account, const Session& session) {
  if (!session.principal_key.empty()) {
    caller->user = FindUserById(account, session);
    if (caller->user == nullptr) return false;
  }
  caller->kind = Caller::Kind::kFederatedUser;
  caller->arn = FederatedUserArn(account.id, session.name);
  caller->user_id = account.id + ":" + session.name;
  return true;
}

bool BecomeRootSession(Caller* caller, const Account& account) {
  caller->kind = Caller::Kind::kRoot;
  caller->arn = account.root_arn();
  caller->user_id = account.id;
  return true;
}

bool BecomeSession(Caller* caller, const Account& account, const Session& session) {
  switch (session.kind) {
    case Session::Kind::kAssumedRole:
      return BecomeRoleSession(caller, account, session);
    case Session::Kind::kSessionToken:
      return BecomeUserSession(caller, account, session);
    case Session::Kind::kFederatedUser:
      return BecomeFederatedUser(caller, account, session);
    case Session::Kind::kAssumedRoot:
      return BecomeRootSession(caller, account);
  }
  return false;
}

ApiResult<Identity> SessionIdentity(const State& state, SessionTokens& tokens,
                                    std::string_view access_key_id, std::string_view session_token,
                                    Instant now) {
  const OpenedSessionPtr opened = tokens.Open(session_token);
  if (opened == nullptr) {
    // Observed: without the final stop when the token itself doesn't open.
    ApiError error = InvalidClientTokenId();
    error.message.pop_back();
    return error;
  }
  const Session& session = opened->session;
  if (session.access_key_id != access_key_id) return InvalidClientTokenId();
  if (now >= session.expires) return ExpiredToken();
  const Account* account = state.FindAccount(session.account_id);
  Identity identity;
  identity.secret = session.secret;
  identity.caller.account_id = session.account_id;
  identity.caller.access_key_id = access_key_id;
  identity.caller.session = opened;
  if (account == nullptr || !BecomeSession(&identity.caller, *account, session)) {
    return InvalidClientTokenId();
  }
  return identity;
}

}  // namespace

ApiResult<Identity> ResolveCredentials(const State& state, SessionTokens& tokens,
                                       const Settings& settings, std::string_view access_key_id,
                                       std::optional<std::string_view> session_token, Instant now) {
  if (settings.bootstrap_credentials && IsAccountId(access_key_id)) {
    if (session_token) return InvalidClientTokenId();
    return RootIdentity(state, access_key_id, access_key_id, kBootstrapSecret);
  }
  if (settings.compat_credentials && access_key_id == kCompatKey) {
    return RootIdentity(state, kCompatAccount, access_key_id, kBootstrapSecret);
  }
  // An inactive or unknown long-term key is refused before any token is looked at (recorded).
  if (!access_key_id.starts_with("ASIA")) {
    auto identity = LongTermIdentity(state, access_key_id);
    if (!identity.ok() || !session_token) return identity;
    return InvalidClientTokenId();
  }
  if (!session_token) return InvalidClientTokenId();
  return SessionIdentity(state, tokens, access_key_id, *session_token, now);
}

ApiResult<void> CheckSessionMayCall(const Caller& caller, std::string_view service,
                                    std::string_view operation) {
  if (!caller.has_session()) return {};
  const Session& session = caller.session->session;
  const bool own_token = session.kind == Session::Kind::kSessionToken;
  const bool federated = session.kind == Session::Kind::kFederatedUser;
  if (!own_token && !federated) return {};
  if (service == "iam") {
    if (own_token && session.mfa_time) return {};
    return InvalidClientTokenId();
  }
  if (operation == "GetCallerIdentity") return {};
  // GetWebIdentityToken refuses federated users in words of its own.
  if (operation == "GetWebIdentityToken" || operation == "GetScopedCredentials") return {};
  if (own_token && operation == "AssumeRole") return {};
  return AccessDenied("Cannot call " + std::string(operation) + " with session credentials");
}

}  // namespace mockaws
