#include <gtest/gtest.h>

#include <future>
#include <memory>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "mockaws/http/server.h"
#include "tests/mockaws/http/raw_connection.h"
#include "tests/mockaws/http/test_server.h"

namespace mockaws {
namespace {

using std::chrono::milliseconds;

TEST(ServerLimits, AnswersATooLongBodyThatIsSentNevertheless) {
  const auto server = Serve(AnyPort());
  RawConnection connection(server->address().port);
  connection.Send(kPostHead + "Content-Length: 10000001\r\n\r\n" + std::string(10'000'001, 'b'));
  connection.EndOutput();
  EXPECT_EQ(connection.ReadToEnd(),
            "HTTP/1.1 413 Payload Too Large\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
  EXPECT_TRUE(connection.ended_in_order());
}

TEST(ServerLimits, AnswersGarbageAndClosesInOrder) {
  const auto server = Serve(AnyPort());
  const std::string nul(1, '\0');
  const std::pair<std::string, int> cases[] = {
      {"\x16\x03\x01\x02" + nul + std::string(600, '\x01'), 400},
      {"nonsense\r\n\r\n", 400},
      {kPostHead + "A: " + nul + "\r\n\r\n" + std::string(100'000, 'x'), 400},
      {kPostHead + "Transfer-Encoding: chunked\r\n\r\nxyz\r\n", 400},
      {kPostHead + "Content-Length: 1\r\nContent-Length: 2\r\n\r\nab", 400},
      {"GET /" + std::string(100'000, 'a'), 414},
      {kPostHead + "A: " + std::string(100'000, 'a'), 431},
      {kPostHead + std::string(100'000, '\t') + ":", 431},
  };
  for (const auto& [bytes, status] : cases) {
    RawConnection connection(server->address().port);
    connection.Send(bytes);
    connection.EndOutput();
    EXPECT_EQ(StatusOf(connection.ReadToEnd()), status) << bytes.substr(0, 80);
    EXPECT_TRUE(connection.ended_in_order());
  }
  RawConnection after(server->address().port);
  after.Send(kGet);
  EXPECT_EQ(StatusOf(after.ReadAnswer()), 200);
}

TEST(ServerLimits, RefusesHugeNumbersOfHeaders) {
  const auto server = Serve(AnyPort());
  std::string headers;
  for (int i = 0; i < 10'000; ++i) headers += "a:b\r\n";
  RawConnection connection(server->address().port);
  connection.Send(kPostHead + headers + "\r\n");
  connection.EndOutput();
  EXPECT_EQ(StatusOf(connection.ReadToEnd()), 431);
}

TEST(ServerLimits, AnswersCutOffRequests) {
  const auto server = Serve(AnyPort());
  for (const std::string& bytes :
       {std::string("GE"), kPostHead, kPostHead + "Content-Length: 5\r\n\r\nab",
        kPostHead + "Transfer-Encoding: chunked\r\n\r\n5\r\nab"}) {
    RawConnection connection(server->address().port);
    connection.Send(bytes);
    connection.EndOutput();
    EXPECT_EQ(StatusOf(connection.ReadToEnd()), 400) << bytes;
  }
}

TEST(ServerLimits, SurvivesPeersThatHangUpAnywhere) {
  const auto server = Serve(AnyPort());
  const std::string request = kPostHead + "Content-Length: 5\r\n\r\nhello";
  for (size_t length = 0; length <= request.size(); ++length) {
    RawConnection connection(server->address().port);
    connection.Send(std::string_view(request).substr(0, length));
  }
  RawConnection after(server->address().port);
  after.Send(kGet);
  EXPECT_EQ(StatusOf(after.ReadAnswer()), 200);
}

TEST(ServerLimits, AnswersSlowSendersAndServesOthersMeanwhile) {
  ServerOptions options = AnyPort();
  options.threads = 1;
  options.timeouts.header = milliseconds(300);
  options.timeouts.body = milliseconds(300);
  options.timeouts.linger = milliseconds(100);
  const auto server = Serve(options);
  RawConnection slow_header(server->address().port);
  RawConnection slow_body(server->address().port);
  RawConnection slow_chunks(server->address().port);
  slow_header.Send("GET / HT");
  slow_body.Send(kPostHead + "Content-Length: 5\r\n\r\nab");
  slow_chunks.Send(kPostHead + "Transfer-Encoding: chunked\r\n\r\n5\r\nab");
  RawConnection other(server->address().port);
  other.Send(kGet);
  EXPECT_EQ(StatusOf(other.ReadAnswer()), 200);
  for (RawConnection* slow : {&slow_header, &slow_body, &slow_chunks}) {
    EXPECT_EQ(StatusOf(slow->ReadToEnd()), 408);
    EXPECT_TRUE(slow->ended_in_order());
  }
}

TEST(ServerLimits, APeerThatPipelinesWithoutEndDoesNotHoldUpOthers) {
  constexpr int kRequests = 1'000;
  const std::string post = kPostHead + "Content-Length: 0\r\n\r\n";
  std::promise<void> begun;
  std::promise<void> other_sent;
  int answered = 0;
  ServerOptions options = AnyPort();
  options.threads = 1;
  const auto server = Serve(options, [&](const HttpRequest& request) -> HttpResponse {
    if (request.method == "POST") return {200, {}, std::to_string(answered)};
    if (++answered == 1) {
      begun.set_value();
      other_sent.get_future().wait();
    }
    return Echo(request);
  });
  RawConnection many(server->address().port);
  RawConnection other(server->address().port);
  other.Send(post);
  EXPECT_TRUE(other.ReadAnswer().ends_with("\r\n\r\n0"));
  std::string requests;
  for (int i = 0; i < kRequests; ++i) requests += kGet;
  many.Send(requests);
  begun.get_future().wait();
  other.Send(post);
  other_sent.set_value();
  const std::string answer = other.ReadAnswer();
  EXPECT_LT(std::stoi(answer.substr(answer.rfind('\n') + 1)), 100) << answer;
  for (int i = 0; i < kRequests; ++i) ASSERT_EQ(StatusOf(many.ReadAnswer()), 200) << i;
}

TEST(ServerLimits, ATrickleOfBytesDoesNotPutOffTheTimeLimit) {
  ServerOptions options = AnyPort();
  options.timeouts.header = milliseconds(200);
  options.timeouts.linger = milliseconds(50);
  const auto server = Serve(options);
  RawConnection connection(server->address().port);
  connection.Send("GET / HTTP/1.1\r\n");
  while (!connection.AnswersWithin(milliseconds(1))) ASSERT_TRUE(connection.Send("x"));
  EXPECT_EQ(StatusOf(connection.ReadToEnd()), 408);
}

TEST(ServerLimits, ClosesIdleConnectionsSilently) {
  ServerOptions options = AnyPort();
  options.timeouts.idle = milliseconds(300);
  const auto server = Serve(options);
  RawConnection fresh(server->address().port);
  RawConnection used(server->address().port);
  used.Send(kGet);
  EXPECT_EQ(StatusOf(used.ReadAnswer()), 200);
  EXPECT_EQ(fresh.ReadToEnd(), "");
  EXPECT_EQ(used.ReadToEnd(), "");
}

TEST(ServerLimits, ClosesOnPeersThatDoNotReadTheirAnswers) {
  ServerOptions options = AnyPort();
  options.timeouts.write = milliseconds(100);
  const std::string large(5'000'000, 'x');
  const auto server = Serve(options, [&](const HttpRequest&) {
    return HttpResponse{200, {}, large};
  });
  RawConnection connection(server->address().port, 4096);
  for (int i = 0; i < 10; ++i) connection.Send(kGet);
  while (server->open_connections() > 0) std::this_thread::yield();
  EXPECT_LT(connection.ReadToEnd().size(), 10 * large.size());
}

TEST(ServerLimits, RefusesConnectionsBeyondTheLimit) {
  ServerOptions options = AnyPort();
  options.limits.connections_max = 3;
  const auto server = Serve(options);
  std::vector<std::unique_ptr<RawConnection>> held;
  for (int i = 0; i < 3; ++i) {
    held.push_back(std::make_unique<RawConnection>(server->address().port));
    held.back()->Send(kGet);
    ASSERT_EQ(StatusOf(held.back()->ReadAnswer()), 200);
  }
  {
    RawConnection refused(server->address().port);
    refused.Send(kGet);
    EXPECT_EQ(StatusOf(refused.ReadAnswer()), 503);
  }
  held.pop_back();
  while (server->open_connections() > 2) std::this_thread::yield();
  RawConnection again(server->address().port);
  again.Send(kGet);
  EXPECT_EQ(StatusOf(again.ReadAnswer()), 200);
}

}  // namespace
}  // namespace mockaws
