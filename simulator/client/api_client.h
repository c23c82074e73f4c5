// ApiClient: signed calls of IAM and STS, and iamsim's control endpoints (docs/control-api.md).
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "mockaws/model/bind.h"
#include "mockaws/runtime/clock.h"
#include "mockaws/sigv4/signer.h"
#include "policy_engine/base/json.h"
#include "simulator/client/api_answer.h"
#include "simulator/client/transport.h"

namespace simulator {

// An empty access key id: calls aren't signed.
using Credentials = mockaws::SigningCredentials;

// The root user of an account, as the server's bootstrap credentials give it.
Credentials BootstrapRoot(std::string_view account_id);

struct ControlAnswer {
  int status = 0;
  std::string body;
};

// Thread-compatible.
class ApiClient {
 public:
  // Both must outlive this. Requests are signed with `clock`'s time.
  ApiClient(Transport* transport, const mockaws::Clock* clock);

  // `parameters` without Action and Version. Errors: no answer came.
  policy_engine::Result<ApiAnswer> Call(const Credentials& credentials,
                                        const mockaws::ServiceModel& service,
                                        const mockaws::OperationModel& operation,
                                        const mockaws::QueryParameters& parameters);

  // `path` after `/_iamsim/`. Without a body: GET, else POST. Errors: no answer came.
  policy_engine::Result<ControlAnswer> Control(
      std::string_view path, const std::optional<policy_engine::Json>& body = std::nullopt);
  // As above, for an answer that must be a success and JSON. Errors: also what the server says.
  policy_engine::Result<policy_engine::Json> ControlJson(
      std::string_view path, const std::optional<policy_engine::Json>& body = std::nullopt);
  // Puts `body`; must be a success. Errors: no answer came; what the server says.
  policy_engine::Result<void> PutControl(std::string_view path, const policy_engine::Json& body);

 private:
  policy_engine::Result<ControlAnswer> SendControl(std::string_view method, std::string_view path,
                                                   const std::optional<policy_engine::Json>& body);

  Transport* const transport_;
  const mockaws::Clock* const clock_;
};

}  // namespace simulator
