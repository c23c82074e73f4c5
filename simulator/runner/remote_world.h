// RemoteWorld: a server that runs already, iamsim or another that speaks IAM and STS.
#pragma once

#include <memory>
#include <string>

#include "simulator/runner/world.h"

namespace simulator {

struct RemoteOptions {
  std::string url;     // http://HOST:PORT
  bool reset = false;  // empty an iamsim server first
};

// An iamsim server must be empty, or be emptied by `reset`; its clock is set to `start`. Of any
// other server nothing is asked; it has no clock that could be moved and explains nothing. Errors:
// no answer; the server isn't empty.
policy_engine::Result<std::unique_ptr<World>> MakeRemoteWorld(const RemoteOptions& options,
                                                              policy_engine::Instant start);

}  // namespace simulator
