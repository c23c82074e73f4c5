// Signs requests as AWS's clients do: for the scenario runner, benchmarks and tests.
#pragma once

#include <string>

#include "mockaws/wire/http_message.h"
#include "policy_engine/base/time.h"

namespace mockaws {

struct SigningCredentials {
  std::string access_key_id;
  std::string secret;
  std::string session_token;  // empty: none
};

struct SigningScope {
  std::string region = "us-east-1";
  std::string service;
};

// Header form: sets X-Amz-Date, X-Amz-Security-Token and Authorization; signs host, these, and all
// other x-amz-* and content-type headers. The request must have its Host header and its body.
void SignRequest(HttpRequest* request, const SigningCredentials& credentials,
                 const SigningScope& scope, policy_engine::Instant now);

// Query form: adds the X-Amz-… parameters to the target; signs the host header.
void PresignRequest(HttpRequest* request, const SigningCredentials& credentials,
                    const SigningScope& scope, policy_engine::Instant now,
                    int expires_seconds = 900);

}  // namespace mockaws
