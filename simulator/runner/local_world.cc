#include "simulator/runner/local_world.h"

#include "mockaws/http/client.h"
#include "mockaws/http/server.h"
#include "mockaws/service/service.h"
#include "simulator/runner/engine_transport.h"

namespace simulator {
namespace {

using mockaws::HttpRequest;
using mockaws::HttpResponse;
using policy_engine::Error;
using policy_engine::Result;

// Over a socket to a server of one thread: calls come one after another.
class SocketTransport : public Transport {
 public:
  explicit SocketTransport(mockaws::Service* service)
      : server_({.listen = {"127.0.0.1", 0}, .threads = 1},
                [service](const HttpRequest& request) { return service->Handle(request); }) {}

  Result<void> Start() {
    RETURN_IF_ERROR(server_.Start());
    const mockaws::ListenAddress& address = server_.address();
    client_ = std::make_unique<mockaws::Client>(
        mockaws::ClientOptions{.host = address.host, .port = address.port});
    return {};
  }
  Result<HttpResponse> Send(const HttpRequest& request) override { return client_->Send(request); }
  std::string host() const override { return mockaws::FormatListenAddress(server_.address()); }

 private:
  mockaws::Server server_;
  std::unique_ptr<mockaws::Client> client_;
};

class LocalWorld : public World {
 public:
  LocalWorld(policy_engine::Instant start, uint64_t seed)
      : clock_(start),
        ids_(seed),
        service_(mockaws::Settings{},
                 mockaws::Environment{.clock = &clock_, .host_clock = &clock_, .ids = &ids_}) {}

  Result<void> Connect(Via via) {
    if (via == Via::kEngine) {
      transport_ = std::make_unique<EngineTransport>(&service_);
    } else {
      auto transport = std::make_unique<SocketTransport>(&service_);
      RETURN_IF_ERROR(transport->Start());
      transport_ = std::move(transport);
    }
    client_ = std::make_unique<ApiClient>(transport_.get(), &clock_);
    return {};
  }

  ApiClient& client() override { return *client_; }
  policy_engine::Instant Now() const override { return clock_.Now(); }
  Result<void> Advance(std::chrono::milliseconds by) override {
    policy_engine::Json move = policy_engine::Json::MakeObject();
    move.Set("advance", policy_engine::Json::String("PT" + SecondsText(by) + "S"));
    ASSIGN_OR_RETURN(const auto moved, client_->ControlJson("clock", move));
    return {};
  }

 private:
  // 3661 s; 0.5 s.
  static std::string SecondsText(std::chrono::milliseconds time) {
    const int64_t millis = time.count();
    std::string text = std::to_string(millis / 1000);
    if (millis % 1000 != 0) text += "." + std::to_string(1000 + millis % 1000).substr(1);
    return text;
  }

  mockaws::SimulatedClock clock_;
  mockaws::SeededIdSource ids_;
  mockaws::Service service_;
  std::unique_ptr<Transport> transport_;
  std::unique_ptr<ApiClient> client_;
};

}  // namespace

Result<std::unique_ptr<World>> MakeLocalWorld(Via via, policy_engine::Instant start,
                                              uint64_t seed) {
  auto world = std::make_unique<LocalWorld>(start, seed);
  RETURN_IF_ERROR(world->Connect(via));
  return std::unique_ptr<World>(std::move(world));
}

}  // namespace simulator
