// Requests to a server at an address.
#pragma once

#include <memory>
#include <string>

#include "simulator/client/transport.h"

namespace simulator {

// `url`: `http://HOST:PORT`. Connects when the first request is sent. Errors: it reads otherwise.
policy_engine::Result<std::unique_ptr<Transport>> TransportTo(const std::string& url);

}  // namespace simulator
