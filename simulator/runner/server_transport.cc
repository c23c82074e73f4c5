#include "simulator/runner/server_transport.h"

#include <charconv>

#include "mockaws/http/client.h"

namespace simulator {

using policy_engine::Result;

namespace {

class ServerTransport : public Transport {
 public:
  ServerTransport(mockaws::ClientOptions options, std::string host)
      : client_(std::move(options)), host_(std::move(host)) {}
  Result<mockaws::HttpResponse> Send(const mockaws::HttpRequest& request) override {
    return client_.Send(request);
  }
  std::string host() const override { return host_; }

 private:
  mockaws::Client client_;
  const std::string host_;
};

}  // namespace

Result<std::unique_ptr<Transport>> TransportTo(const std::string& url) {
  constexpr std::string_view kScheme = "http://";
  std::string host = url;
  if (host.starts_with(kScheme)) host.erase(0, kScheme.size());
  while (host.ends_with('/')) host.pop_back();
  const size_t colon = host.rfind(':');
  mockaws::ClientOptions options;
  const char* end = host.data() + host.size();
  const bool shaped = colon != std::string::npos && url.starts_with(kScheme);
  const auto port = std::from_chars(shaped ? host.data() + colon + 1 : end, end, options.port);
  if (!shaped || port.ec != std::errc() || port.ptr != end) {
    return policy_engine::Error{"\"" + url +
                                "\" is no server's address; write http://127.0.0.1:4593"};
  }
  options.host = host.substr(0, colon);
  return std::unique_ptr<Transport>(std::make_unique<ServerTransport>(std::move(options), host));
}

}  // namespace simulator
