// LocalWorld: a server of its own inside this process, over a loopback socket or called straight.
#pragma once

#include <memory>
#include <string_view>

#include "simulator/runner/world.h"

namespace simulator {

enum class Via {
  kHttp,    // real HTTP over a free loopback port
  kEngine,  // Service::Handle, without a socket
};

// An empty server whose clock stands at `start` and whose ids come from `seed`. Signatures are made
// and judged by simulated time. Errors: no port could be had.
policy_engine::Result<std::unique_ptr<World>> MakeLocalWorld(Via via, policy_engine::Instant start,
                                                             uint64_t seed);

}  // namespace simulator
