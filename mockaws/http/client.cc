// Client on Beast: asynchronous operations run to their end one by one, for their timeouts.
#include "mockaws/http/client.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/asio/connect.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/host_name_verification.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/ssl/ssl_stream.hpp>
#include <utility>

#include "mockaws/http/header_rules.h"
#include "mockaws/http/listen_address.h"

namespace mockaws {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using asio::ip::tcp;
using boost::system::error_code;
using policy_engine::Error;
using policy_engine::Result;
using TlsStream = beast::ssl_stream<beast::tcp_stream>;
using ResponseParser = http::response_parser<http::string_body>;

constexpr uint32_t kHeaderBytesMax = 256 * 1024;

Result<std::string> Render(const HttpRequest& request, const ListenAddress& server) {
  const auto printable = [](char c) { return c > 0x20 && c < 0x7f; };
  if (!IsHeaderName(request.method) || request.target.empty() ||
      !std::all_of(request.target.begin(), request.target.end(), printable)) {
    return Error{fmt::format("the request line `{} {}` cannot be written as HTTP", request.method,
                             request.target)};
  }
  std::string bytes = fmt::format("{} {} HTTP/1.1\r\n", request.method, request.target);
  for (const HttpHeader& header : request.headers) {
    if (!IsHeaderName(header.name) || !IsHeaderValue(header.value)) {
      return Error{fmt::format("the header `{}` cannot be written as HTTP", header.name)};
    }
    bytes.append(header.name).append(": ").append(header.value).append("\r\n");
  }
  if (request.Find("Host") == nullptr) {
    bytes.append("Host: ").append(FormatListenAddress(server)).append("\r\n");
  }
  if (request.Find("Content-Length") == nullptr && request.Find("Transfer-Encoding") == nullptr) {
    bytes.append(fmt::format("Content-Length: {}\r\n", request.body.size()));
  }
  return bytes.append("\r\n").append(request.body);
}

HttpResponse Convert(http::response<http::string_body> message) {
  HttpResponse response;
  response.status = static_cast<int>(message.result_int());
  for (const auto& field : message) {
    response.headers.push_back({std::string(field.name_string()), std::string(field.value())});
  }
  response.body = std::move(message.body());
  return response;
}

}  // namespace

class Client::Impl {
 public:
  explicit Impl(ClientOptions client_options) : options_(std::move(client_options)) {}

  Result<HttpResponse> Send(const HttpRequest& request) {
    ASSIGN_OR_RETURN(const std::string bytes, Render(request, server()));
    if (!StillConnected()) {
      Disconnect();
      RETURN_IF_ERROR(Connect());
    }
    Tcp().expires_after(options_.exchange_timeout);
    error_code code = plain_ ? Write(*plain_, bytes) : Write(*tls_, bytes);
    // A server that refuses a request may stop reading it and answer: the answer is what counts.
    Result<HttpResponse> response =
        plain_ ? Read(*plain_, request.method) : Read(*tls_, request.method);
    if (!response && code) return Failed("the request could not be sent", code);
    return response;
  }

  void Disconnect() {
    input_.clear();
    plain_.reset();
    tls_.reset();
  }

 private:
  ListenAddress server() const { return {options_.host, options_.port}; }
  beast::tcp_stream& Tcp() { return plain_ ? *plain_ : beast::get_lowest_layer(*tls_); }

  Error Failed(std::string_view what, const error_code& code) {
    Disconnect();
    return {fmt::format("{} ({}): {}", what, FormatListenAddress(server()),
                        code == beast::error::timeout ? "it took too long" : code.message())};
  }

  // Runs the one operation that `start` begins to its end.
  template <typename Start>
  error_code Run(Start start) {
    error_code result;
    start([&result](error_code code, auto&&...) { result = code; });
    io_.restart();
    io_.run();
    return result;
  }

  // No byte can be due between two exchanges: a readable socket was closed.
  bool StillConnected() {
    if (!plain_ && !tls_) return false;
    error_code code;
    char byte = 0;
    tcp::socket& socket = Tcp().socket();
    socket.non_blocking(true, code);
    socket.receive(asio::buffer(&byte, 1), tcp::socket::message_peek, code);
    return code == asio::error::would_block;
  }

  Result<void> Connect() {
    error_code code;
    tcp::resolver resolver(io_);
    const auto found = resolver.resolve(options_.host, std::to_string(options_.port), code);
    if (code) return Failed("the host is unknown", code);
    if (options_.tls_authorities) {
      RETURN_IF_ERROR(PrepareTls());
    } else {
      plain_.emplace(io_);
    }
    Tcp().expires_after(options_.connect_timeout);
    code = Run([&](auto done) { Tcp().async_connect(found, done); });
    if (!code) Tcp().socket().set_option(tcp::no_delay(true), code);
    if (!code && tls_) {
      code = Run([&](auto done) { tls_->async_handshake(asio::ssl::stream_base::client, done); });
    }
    if (code) return Failed("the server cannot be reached", code);
    return {};
  }

  Result<void> PrepareTls() {
    error_code code;
    tls_context_.emplace(asio::ssl::context::tls_client);
    tls_context_->set_verify_mode(asio::ssl::verify_peer, code);
    tls_context_->add_certificate_authority(asio::buffer(*options_.tls_authorities), code);
    if (code) return Failed("the authorities' certificates are unusable", code);
    tls_.emplace(io_, *tls_context_);
    tls_->set_verify_callback(asio::ssl::host_name_verification(options_.host), code);
    return {};
  }

  template <typename Stream>
  error_code Write(Stream& stream, const std::string& bytes) {
    return Run([&](auto done) { asio::async_write(stream, asio::buffer(bytes), done); });
  }

  template <typename Stream>
  Result<HttpResponse> Read(Stream& stream, const std::string& method) {
    for (;;) {
      ResponseParser parser;
      parser.header_limit(kHeaderBytesMax);
      parser.body_limit(options_.response_bytes_max);
      parser.skip(method == "HEAD");
      const error_code code =
          Run([&](auto done) { http::async_read(stream, input_, parser, done); });
      if (code) return Failed("there is no whole answer", code);
      if (parser.get().result_int() / 100 == 1) continue;
      const bool keep_alive = parser.keep_alive();
      HttpResponse response = Convert(parser.release());
      if (!keep_alive) Disconnect();
      return response;
    }
  }

  const ClientOptions options_;
  asio::io_context io_{1};
  std::optional<asio::ssl::context> tls_context_;
  std::optional<beast::tcp_stream> plain_;
  std::optional<TlsStream> tls_;
  beast::flat_buffer input_;
};

Client::Client(ClientOptions options) : impl_(std::make_unique<Impl>(std::move(options))) {}
Client::~Client() = default;
Client::Client(Client&&) noexcept = default;
Client& Client::operator=(Client&&) noexcept = default;

Result<HttpResponse> Client::Send(const HttpRequest& request) { return impl_->Send(request); }
void Client::Disconnect() { impl_->Disconnect(); }

}  // namespace mockaws
