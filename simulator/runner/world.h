// World: a server that a scenario runs against.
#pragma once

#include <chrono>

#include "simulator/client/api_client.h"

namespace simulator {

class World {
 public:
  virtual ~World() = default;
  virtual ApiClient& client() = 0;
  // False: a server that has neither a clock to move nor explanations to give.
  virtual bool simulated() const { return true; }
  // Simulated time.
  virtual policy_engine::Instant Now() const = 0;
  // Moves simulated time. Errors: the server refuses.
  virtual policy_engine::Result<void> Advance(std::chrono::milliseconds by) = 0;
};

}  // namespace simulator
