// Exchange: what a step sent and what came back, for reports that show it.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "policy_engine/base/json.h"
#include "simulator/client/api_client.h"

namespace simulator {

// A call of the API, or a question to the engine. Secrets are replaced.
struct Exchange {
  std::string title;  // `sts:AssumeRole`, `s3:GetObject on arn:aws:s3:::ledger/2026.csv`
  std::vector<std::pair<std::string, std::string>> parameters;
  int status = 0;  // 0: a question
  std::string error_code;
  std::string error_message;
  policy_engine::Json result;    // of a call that succeeded, an object
  policy_engine::Json decision;  // docs/control-api.md, with documents; null if there is none
};

// Credentials that a step kept under a name.
struct IssuedCredentials {
  std::string identity;  // `session/deploy`
  std::string access_key_id;
  std::string arn;      // of the assumed role's session; empty for others
  std::string expires;  // ISO 8601; empty: never
};

// Both ask the server for the decision's record.
Exchange TraceCall(const std::string& call, const mockaws::QueryParameters& parameters,
                   const ApiAnswer& answer, ApiClient& client);
Exchange TraceQuestion(const policy_engine::Json& record, ApiClient& client);

}  // namespace simulator
