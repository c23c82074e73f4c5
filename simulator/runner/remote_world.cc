#include "simulator/runner/remote_world.h"

#include "simulator/runner/server_transport.h"

namespace simulator {

using policy_engine::Error;
using policy_engine::Instant;
using policy_engine::Json;
using policy_engine::Result;

namespace {

class RemoteWorld : public World {
 public:
  RemoteWorld(std::unique_ptr<Transport> transport, bool simulated)
      : transport_(std::move(transport)), simulated_(simulated) {}

  ApiClient& client() override { return client_; }
  bool simulated() const override { return simulated_; }
  Instant Now() const override { return simulated_ ? now_ : host_clock_.Now(); }

  Result<void> Advance(std::chrono::milliseconds by) override { return SetClock(now_ + by); }
  Result<void> SetClock(Instant now) {
    Json body = Json::MakeObject();
    body.Set("set", Json::String(policy_engine::FormatIso8601(now)));
    ASSIGN_OR_RETURN([[maybe_unused]] const Json set, client_.ControlJson("clock", body));
    now_ = now;
    return {};
  }

 private:
  mockaws::SystemClock host_clock_;
  std::unique_ptr<Transport> transport_;
  ApiClient client_{transport_.get(), &host_clock_};
  const bool simulated_;
  Instant now_{};
};

// Nothing if the server isn't one of ours.
Result<bool> IsOurs(Transport* transport) {
  const mockaws::SystemClock clock;
  ApiClient client(transport, &clock);
  ASSIGN_OR_RETURN(const ControlAnswer health, client.Control("health"));
  return health.status == 200;
}

Result<void> Empty(ApiClient& client, bool reset) {
  if (reset) {
    ASSIGN_OR_RETURN([[maybe_unused]] const Json done,
                     client.ControlJson("reset", Json::MakeObject()));
    return {};
  }
  ASSIGN_OR_RETURN(const Json answer, client.ControlJson("principals"));
  for (const Json& principal : answer.Find("principals")->items()) {
    if (principal.Find("kind")->AsString() == "root") continue;
    return Error{"the server is not empty (it has " + principal.Find("arn")->AsString() +
                 "); --reset empties it before each scenario"};
  }
  return {};
}

}  // namespace

Result<std::unique_ptr<World>> MakeRemoteWorld(const RemoteOptions& options, Instant start) {
  ASSIGN_OR_RETURN(auto transport, TransportTo(options.url));
  ASSIGN_OR_RETURN(const bool ours, IsOurs(transport.get()));
  auto world = std::make_unique<RemoteWorld>(std::move(transport), ours);
  if (ours) {
    RETURN_IF_ERROR(Empty(world->client(), options.reset));
    RETURN_IF_ERROR(world->SetClock(start));
  }
  return std::unique_ptr<World>(std::move(world));
}

}  // namespace simulator
