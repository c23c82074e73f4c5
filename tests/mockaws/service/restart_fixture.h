// A server that can be stopped and started on the same data, as often as a test likes.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "mockaws/crypto/aead.h"
#include "service_fixture.h"

namespace mockaws {

inline std::string TestMasterKey() { return std::string(32, 'm'); }

class RunningServer {
 public:
  // `host`: the machine's clock.
  RunningServer(std::unique_ptr<Storage> storage, const Clock* host,
                const std::string& master_key = TestMasterKey())
      : clock_(host),
        service_(Settings{}, Environment{&clock_, host, &ids_, std::string(32, 's')}) {
    opened_ = service_.parts().store.Open(std::move(storage), master_key, &clock_);
  }

  const Result<void>& opened() const { return opened_; }
  Service& service() { return service_; }
  Store& store() { return service_.parts().store; }
  SimulatedClock& clock() { return clock_; }

  HttpResponse Control(const std::string& method, const std::string& path,
                       const std::string& body = "") {
    HttpRequest request;
    request.method = method;
    request.target = "/_iamsim/" + path;
    request.body = body;
    request.peer_address = "127.0.0.1";
    return service_.Handle(request);
  }

 private:
  SimulatedClock clock_;
  RandomIdSource ids_;
  Service service_;
  Result<void> opened_;
};

}  // namespace mockaws
