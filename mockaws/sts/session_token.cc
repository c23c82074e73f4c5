// GetSessionToken: temporary credentials of a user's own permissions.
#include <algorithm>

#include "mockaws/operation/mfa_codes.h"
#include "mockaws/sts/credentials.h"
#include "mockaws/sts/families.h"

namespace mockaws {
namespace {

constexpr int64_t kDefaultSeconds = 43'200;
constexpr int64_t kRootSecondsMax = 3'600;

// Needs no permission; even a policy that denies everything doesn't stop it (recorded).
ApiResult<Value> GetSessionToken(OpContext& context) {
  if (context.caller.has_session()) {
    return AccessDenied("Cannot call GetSessionToken with session credentials");
  }
  ASSIGN_OR_RETURN(const std::optional<Instant> mfa_time, VerifyMfaInput(context));
  const bool root = context.caller.kind == Caller::Kind::kRoot;
  int64_t seconds = context.in.OptInt("DurationSeconds").value_or(kDefaultSeconds);
  if (root) seconds = std::min(seconds, kRootSecondsMax);
  Session session;
  session.kind = Session::Kind::kSessionToken;
  session.mfa_time = mfa_time;
  session.account_id = context.caller.account_id;
  session.principal_id = root ? context.caller.account_id : context.caller.user->id;
  session.principal_key = root ? std::string() : NameKey(context.caller.user->name);
  Value result;
  ASSIGN_OR_RETURN(Value credentials, IssueCredentials(context, &session, seconds));
  result.Set("Credentials", std::move(credentials));
  SetTokenSize(&result);
  return result;
}

constexpr Operation kOperations[] = {
    {"GetSessionToken", GetSessionToken, Mode::kRead},
};

}  // namespace

OperationFamily SessionTokenOperations() { return kOperations; }

}  // namespace mockaws
