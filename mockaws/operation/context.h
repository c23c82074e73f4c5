// OpContext: what authorization rules and handlers may see and touch.
#pragma once

#include <string>
#include <string_view>

#include "mockaws/runtime/clock.h"
#include "mockaws/runtime/id_source.h"
#include "mockaws/runtime/settings.h"
#include "mockaws/state/session.h"
#include "mockaws/state/state.h"
#include "mockaws/wire/value.h"

namespace mockaws {

struct OperationModel;
struct ServiceModel;
class SessionTokens;
class RequestAuthorizer;

// The authenticated principal of a request.
struct Caller {
  enum class Kind { kAnonymous, kRoot, kUser, kAssumedRole, kFederatedUser };

  Kind kind = Kind::kAnonymous;
  std::string account_id;
  // As errors and GetCallerIdentity print it; an assumed role's is the session's.
  std::string arn;
  std::string user_id;        // aws:userid
  std::string access_key_id;  // empty for anonymous callers
  // The entity behind: a user (also of GetSessionToken and federated users) or a role; null for
  // root. They live as long as the store's lock is held.
  const User* user = nullptr;
  const Role* role = nullptr;
  OpenedSessionPtr session;  // null with long-term keys

  bool has_session() const { return session != nullptr; }
};

// What the transport told of the request.
struct RequestInfo {
  std::string request_id;
  std::string source_ip;
  std::string user_agent;
  std::string region;  // of the credential scope
  std::string host;    // as the client named the server
  bool secure = false;
};

struct OpContext {
  const ServiceModel& service;
  const OperationModel& operation;
  const Value& in;  // bound and valid by the model
  const Caller& caller;
  const RequestInfo& request;
  Instant now;  // simulated time
  IdSource& ids;
  SessionTokens& tokens;
  // Asks the engine beyond the operation's own rule (trust policies, PassRole).
  RequestAuthorizer& authorizer;
  const Settings& settings;
  const State& state;
  State* writable_state;  // null in read operations

  // The caller's account.
  const Account& account() const;
  const Quotas& quotas() const { return account().settings().quotas; }
  // The account, to be changed; CHECKs that this operation writes.
  Account& edit_account();
  State& edit_state();

  // "iam:CreateUser".
  std::string action() const;
};

}  // namespace mockaws
