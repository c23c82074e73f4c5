// Verifies Signature Version 4, header and query form, with AWS's answers to each fault in AWS's
// order (recorded and observed; tests/mockaws/sigv4/verifier_test.cc has a test for each).
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "mockaws/model/api_error.h"
#include "mockaws/wire/http_message.h"
#include "policy_engine/base/time.h"

namespace mockaws {

// Where the verifier learns a key's secret.
class CredentialLookup {
 public:
  virtual ~CredentialLookup() = default;
  // The secret access key of these credentials, kept until this is asked again. `session_token` is
  // nothing if the request has none. Errors: InvalidClientTokenId, ExpiredToken; they come before a
  // wrong signature is told.
  virtual ApiResult<std::string_view> FindSecret(std::string_view access_key_id,
                                                 std::optional<std::string_view> session_token) = 0;
};

struct VerifiedSignature {
  std::string access_key_id;
  std::string region;
  bool presigned = false;
};

// Checks that `request` was signed for `service` ("iam", "sts") within 15 minutes of `host_now`.
// The payload hash is always that of the body received. Thread-safe if `lookup` is.
ApiResult<VerifiedSignature> VerifySignature(const HttpRequest& request, std::string_view service,
                                             CredentialLookup& lookup,
                                             policy_engine::Instant host_now);

}  // namespace mockaws
