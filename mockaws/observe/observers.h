// Observers: who is told of what the server does.
#pragma once

#include <memory>

#include "mockaws/observe/access_log.h"
#include "mockaws/observe/cloud_trail.h"
#include "mockaws/observe/event_stream.h"
#include "mockaws/observe/metrics.h"

namespace mockaws {

// Each part is thread-safe; which there are is settled before the first request.
struct Observers {
  Metrics metrics;
  // Authorization decisions as they are made.
  const std::shared_ptr<EventStream> decisions = std::make_shared<EventStream>();
  std::unique_ptr<AccessLog> access_log;    // null: none
  std::unique_ptr<CloudTrail> cloud_trail;  // null: none
};

}  // namespace mockaws
