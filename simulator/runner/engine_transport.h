// EngineTransport: requests go straight into a service, without a socket.
#pragma once

#include "mockaws/service/service.h"
#include "simulator/client/transport.h"

namespace simulator {

class EngineTransport : public Transport {
 public:
  // `service` must outlive this.
  explicit EngineTransport(mockaws::Service* service) : service_(service) {}

  policy_engine::Result<mockaws::HttpResponse> Send(const mockaws::HttpRequest& request) override {
    return service_->Handle(request);
  }
  std::string host() const override { return "iamsim.localhost"; }

 private:
  mockaws::Service* const service_;
};

}  // namespace simulator
