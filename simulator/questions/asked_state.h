// AskedState: a state that questions are put to, from files or a running server.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "simulator/client/api_client.h"

namespace simulator {

class AskedState {
 public:
  virtual ~AskedState() = default;
  // For the control API's questions.
  virtual ApiClient& client() = 0;
};

// Seed files, or what `aws iam get-account-authorization-details` prints for an account, a file
// each. Errors: what is wrong with a file; what of an import could not be taken.
policy_engine::Result<std::unique_ptr<AskedState>> StateOfFiles(
    const std::vector<std::string>& paths);

// One user, `arn:aws:iam::111122223333:user/principal`, who has this policy alone.
policy_engine::Result<std::unique_ptr<AskedState>> StateOfPolicy(const std::string& document,
                                                                 const std::string& source);
inline constexpr const char* kPolicyHolder = "arn:aws:iam::111122223333:user/principal";

// A server at `http://HOST:PORT`, whose control API must be open to us.
policy_engine::Result<std::unique_ptr<AskedState>> StateOfServer(const std::string& url);

}  // namespace simulator
