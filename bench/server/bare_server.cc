// The bare Beast server that iamsim's is measured against: it parses each request and answers a
// constant, with no timeouts, no limits of its own and nothing done with the request.
//
//   bare_server [--threads N] [--response-bytes TOTAL] [--port PORT]
//
// TOTAL counts headers and body, so that both servers can be made to send the same. Prints
// `listening on http://127.0.0.1:PORT` and runs until it is killed.
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/strand.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/http/write.hpp>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

#include "bench/server/arguments.h"

namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using asio::ip::tcp;

using Executor = asio::strand<asio::io_context::executor_type>;
using Socket = asio::basic_stream_socket<tcp, Executor>;
using Response = http::response<http::string_body>;

Response MakeResponse(size_t total_bytes) {
  Response response{http::status::ok, 11};
  response.set(http::field::content_type, "text/xml");
  const auto bytes_of = [](const Response& r) {
    std::ostringstream text;
    text << r;
    return text.str().size();
  };
  response.prepare_payload();
  // Content-Length's own digits grow with the body: two rounds settle it.
  for (int round = 0; round < 2; ++round) {
    const size_t header_bytes = bytes_of(response) - response.body().size();
    response.body().assign(total_bytes > header_bytes ? total_bytes - header_bytes : 0, 'x');
    response.prepare_payload();
  }
  return response;
}

class Connection : public std::enable_shared_from_this<Connection> {
 public:
  Connection(Socket socket, const Response* prototype)
      : socket_(std::move(socket)), prototype_(*prototype) {
    socket_.set_option(tcp::no_delay(true));
  }

  void Read() {
    request_ = {};
    http::async_read(socket_, buffer_, request_,
                     [self = shared_from_this()](beast::error_code code, size_t) {
                       if (!code) self->Write();
                     });
  }

 private:
  void Write() {
    response_ = prototype_;
    response_.keep_alive(request_.keep_alive());
    http::async_write(socket_, response_,
                      [self = shared_from_this()](beast::error_code code, size_t) {
                        if (!code && self->response_.keep_alive()) self->Read();
                      });
  }

  Socket socket_;
  const Response& prototype_;
  beast::flat_buffer buffer_;
  http::request<http::string_body> request_;
  Response response_;
};

void Accept(tcp::acceptor& acceptor, asio::io_context& io, const Response& response) {
  acceptor.async_accept(asio::make_strand(io), [&](beast::error_code code, Socket socket) {
    if (!code) std::make_shared<Connection>(std::move(socket), &response)->Read();
    Accept(acceptor, io, response);
  });
}

}  // namespace

int main(int argc, char** argv) {
  bench::Arguments arguments(argc, argv);
  const size_t threads_max = arguments.Number("--threads", 1);
  const Response response = MakeResponse(arguments.Number("--response-bytes", 600));
  const auto port = static_cast<unsigned short>(arguments.Number("--port", 0));
  arguments.Finish();

  asio::io_context io(static_cast<int>(threads_max));
  tcp::acceptor acceptor(io, {asio::ip::make_address("127.0.0.1"), port});
  std::printf("listening on http://127.0.0.1:%d\n", acceptor.local_endpoint().port());
  std::fflush(stdout);
  Accept(acceptor, io, response);
  std::vector<std::thread> threads;
  for (size_t i = 1; i < threads_max; ++i) threads.emplace_back([&] { io.run(); });
  io.run();
}
