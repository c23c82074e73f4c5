// GetCallerIdentity and GetAccessKeyInfo.
#include "mockaws/sts/families.h"

namespace mockaws {
namespace {

// Needs no permission; not even an explicit deny stops it (recorded).
ApiResult<Value> GetCallerIdentity(OpContext& context) {
  Value result;
  result.Set("Arn", context.caller.arn);
  result.Set("UserId", context.caller.user_id);
  result.Set("Account", context.caller.account_id);
  return result;
}

// Any well-formed key id tells its account, inactive and deleted ones too.
ApiResult<Value> GetAccessKeyInfo(OpContext& context) {
  const std::string& id = context.in.Str("AccessKeyId");
  const AccessKeyOwner* owner = context.state.access_keys.Find(id);
  const std::string account = owner != nullptr ? owner->account_id : AccountIdOfAccessKey(id);
  if (account.empty()) return ValidationError("The access key id " + id + " is malformed.");
  Value result;
  result.Set("Account", account);
  return result;
}

ApiResult<AuthorizationChecks> OnAnyAccessKey(const OpContext&) {
  AuthorizationCheck check;
  check.resource = "*";
  return AuthorizationChecks{std::move(check)};
}

constexpr Operation kOperations[] = {
    {"GetCallerIdentity", GetCallerIdentity, Mode::kRead},
    {"GetAccessKeyInfo", GetAccessKeyInfo, Mode::kRead, OnAnyAccessKey},
};

}  // namespace

OperationFamily CallerIdentityOperations() { return kOperations; }

}  // namespace mockaws
