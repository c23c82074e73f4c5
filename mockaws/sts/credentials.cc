#include "mockaws/sts/credentials.h"

#include "mockaws/sts/session_tokens.h"

namespace mockaws {

Value IssueCredentials(OpContext& context, Session* session, int64_t duration_seconds) {
  session->access_key_id = NewAccessKeyId(context.ids, "ASIA", session->account_id);
  session->secret = NewSecretAccessKey(context.ids);
  session->issued = std::chrono::floor<std::chrono::seconds>(context.now);
  session->expires = session->issued + std::chrono::seconds(duration_seconds);
  Value credentials;
  credentials.Set("AccessKeyId", session->access_key_id);
  credentials.Set("SecretAccessKey", session->secret);
  credentials.Set("SessionToken", context.tokens.Seal(*session));
  credentials.Set("Expiration", session->expires);
  return credentials;
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

}  // namespace mockaws
