#include "mockaws/sts/credentials.h"

#include "mockaws/sts/session_tokens.h"

namespace mockaws {

ApiResult<Value> IssueCredentials(OpContext& context, Session* session, int64_t duration_seconds) {
  session->issued = std::chrono::floor<std::chrono::seconds>(context.now);
  session->expires = session->issued + std::chrono::seconds(duration_seconds);
  return IssueCredentials(context, session);
}

ApiResult<Value> IssueCredentials(OpContext& context, Session* session) {
  session->access_key_id = NewAccessKeyId(context.ids, "ASIA", session->account_id);
  session->secret = NewSecretAccessKey(context.ids);
  const int64_t wanted = context.in.OptInt("MinimumSessionTokenSize").value_or(0);
  std::string token = context.tokens.Seal(*session, static_cast<size_t>(wanted));
  if (static_cast<int64_t>(token.size()) > kSessionTokenBytesMax) {
    return PackedPolicyTooLarge(
        "Serialized token too large for session: " + std::to_string(token.size()) +
        " bytes of at most " + std::to_string(kSessionTokenBytesMax));
  }
  Value credentials;
  credentials.Set("AccessKeyId", session->access_key_id);
  credentials.Set("SecretAccessKey", session->secret);
  credentials.Set("SessionToken", std::move(token));
  credentials.Set("Expiration", session->expires);
  return credentials;
}

void SetTokenSize(Value* result) {
  const Value* credentials = result->Find("Credentials");
  CHECK(credentials != nullptr, "an answer without credentials");
  const auto size = static_cast<int64_t>(credentials->Str("SessionToken").size());
  result->Set("SessionTokenSize", size);
  result->Set("SessionTokenUtilization",
              (size * 100 + kSessionTokenBytesMax - 1) / kSessionTokenBytesMax);
}

std::string AssumedRoleArn(std::string_view account_id, std::string_view role_name,
                           std::string_view session_name) {
  std::string arn = "arn:aws:sts::";
  arn += account_id;
  arn += ":assumed-role/";
  arn += role_name;
  arn += '/';
  arn += session_name;
  return arn;
}

std::string FederatedUserArn(std::string_view account_id, std::string_view name) {
  return "arn:aws:sts::" + std::string(account_id) + ":federated-user/" + std::string(name);
}

}  // namespace mockaws
