// Transport: how requests reach a server, over a socket or straight into it.
#pragma once

#include <string>

#include "mockaws/wire/http_message.h"
#include "policy_engine/result.h"

namespace simulator {

class Transport {
 public:
  virtual ~Transport() = default;
  // Errors: no answer came.
  virtual policy_engine::Result<mockaws::HttpResponse> Send(
      const mockaws::HttpRequest& request) = 0;
  // What the Host header says.
  virtual std::string host() const = 0;
};

}  // namespace simulator
