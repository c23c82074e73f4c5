// Answers that go on: server-sent events over a socket.
#include <gtest/gtest.h>

#include <atomic>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "mockaws/wire/body_stream.h"
#include "tests/mockaws/http/raw_connection.h"
#include "tests/mockaws/http/test_server.h"

namespace mockaws {
namespace {

class Pieces final : public BodyStream {
 public:
  void Subscribe(Taker taker) override {
    const std::lock_guard lock(mutex_);
    takers_.push_back(std::move(taker));
  }
  // How many took it.
  size_t Give(std::string_view piece) {
    const std::lock_guard lock(mutex_);
    std::erase_if(takers_, [&](const Taker& taker) { return !taker(piece); });
    return takers_.size();
  }

 private:
  std::mutex mutex_;
  std::vector<Taker> takers_;
};

HttpHandler Streaming(const std::shared_ptr<Pieces>& pieces) {
  return [pieces](const HttpRequest& request) {
    HttpResponse response = Echo(request);
    if (request.target == "/stream") {
      response.headers.push_back({"Content-Type", "text/event-stream"});
      response.body = "first\n";
      response.stream = pieces;
    }
    return response;
  };
}

const std::string kStream = "GET /stream HTTP/1.1\r\nHost: h\r\n\r\n";

// Reads on until `text` came; what has come so far.
bool Reads(RawConnection* connection, const std::string& text) {
  std::string seen;
  while (seen.find(text) == std::string::npos) {
    const std::string more = connection->ReadSome();
    if (more.empty()) return false;
    seen += more;
  }
  return true;
}

TEST(ServerStream, SendsPiecesAsTheyComeAndServesOthersMeanwhile) {
  const auto pieces = std::make_shared<Pieces>();
  const auto server = Serve(AnyPort(), Streaming(pieces));
  RawConnection listener(server->address().port);
  listener.Send(kStream);
  ASSERT_TRUE(Reads(&listener, "\r\n\r\nfirst\n"));
  RawConnection other(server->address().port);
  other.Send(kGet);
  EXPECT_TRUE(other.ReadAnswer().starts_with("HTTP/1.1 200"));
  while (pieces->Give("piece 1\n") == 0) {
  }
  EXPECT_TRUE(Reads(&listener, "piece 1\n"));
  EXPECT_EQ(pieces->Give("piece 2\n"), 1u);
  EXPECT_TRUE(Reads(&listener, "piece 2\n"));
}

TEST(ServerStream, ForgetsWhoHangsUp) {
  const auto pieces = std::make_shared<Pieces>();
  const auto server = Serve(AnyPort(), Streaming(pieces));
  {
    RawConnection listener(server->address().port);
    listener.Send(kStream);
    ASSERT_TRUE(Reads(&listener, "first\n"));
    while (pieces->Give("x") == 0) {
    }
  }
  while (pieces->Give("x") > 0) {
  }
  while (server->open_connections() > 0) {
  }
}

TEST(ServerStream, GivesSignsOfLifeInASilence) {
  ServerOptions options = AnyPort();
  options.timeouts.stream_pause = std::chrono::milliseconds(20);
  const auto server = Serve(options, Streaming(std::make_shared<Pieces>()));
  RawConnection listener(server->address().port);
  listener.Send(kStream);
  EXPECT_TRUE(Reads(&listener, ":\n\n:\n\n"));
}

TEST(ServerStream, HangsUpOnWhoDoesNotKeepUp) {
  const auto pieces = std::make_shared<Pieces>();
  const auto server = Serve(AnyPort(), Streaming(pieces));
  RawConnection listener(server->address().port, 4096);
  listener.Send(kStream);
  ASSERT_TRUE(Reads(&listener, "first\n"));
  const std::string large(256 * 1024, 'x');
  while (pieces->Give(large) == 0) {
  }
  while (pieces->Give(large) > 0) {
  }
  while (server->open_connections() > 0) {
  }
}

TEST(ServerStream, EndsWhenTheServerStops) {
  const auto server = Serve(AnyPort(), Streaming(std::make_shared<Pieces>()));
  RawConnection listener(server->address().port);
  listener.Send(kStream);
  ASSERT_TRUE(Reads(&listener, "first\n"));
  server->Stop();
  EXPECT_EQ(listener.ReadToEnd(), "");
}

TEST(ServerStream, AHeadRequestGetsTheHeadersAlone) {
  const auto server = Serve(AnyPort(), Streaming(std::make_shared<Pieces>()));
  RawConnection listener(server->address().port);
  listener.Send("HEAD /stream HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
  EXPECT_TRUE(listener.ReadToEnd().ends_with("\r\n\r\n"));
}

}  // namespace
}  // namespace mockaws
