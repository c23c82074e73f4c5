#include "mockaws/http/server.h"

#include <gtest/gtest.h>

#include <atomic>
#include <future>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "mockaws/http/client.h"
#include "tests/mockaws/http/raw_connection.h"

namespace mockaws {
namespace {

using std::chrono::milliseconds;

const std::string kGet = "GET / HTTP/1.1\r\nHost: h\r\n\r\n";
const std::string kPostHead = "POST / HTTP/1.1\r\nHost: h\r\n";

HttpResponse Echo(const HttpRequest& request) {
  return {200, {}, request.method + " " + request.target + " " + request.body};
}

ServerOptions AnyPort() {
  ServerOptions options;
  options.listen.port = 0;
  options.threads = 2;
  return options;
}

std::unique_ptr<Server> Serve(ServerOptions options, HttpHandler handler = Echo) {
  auto server = std::make_unique<Server>(std::move(options), std::move(handler));
  const auto started = server->Start();
  EXPECT_TRUE(started.ok()) << started.error().message;
  return server;
}

TEST(Server, PicksAFreePortAndTellsIt) {
  const auto a = Serve(AnyPort());
  const auto b = Serve(AnyPort());
  EXPECT_NE(a->address().port, 0);
  EXPECT_NE(a->address().port, b->address().port);
  EXPECT_EQ(a->address().host, "127.0.0.1");
  EXPECT_EQ(a->url(), "http://127.0.0.1:" + std::to_string(a->address().port));
}

TEST(Server, NamesTheAddressItCannotHave) {
  const auto taken = Serve(AnyPort());
  ServerOptions options = AnyPort();
  options.listen.port = taken->address().port;
  Server second(options, Echo);
  const auto started = second.Start();
  ASSERT_FALSE(started.ok());
  EXPECT_NE(started.error().message.find(FormatListenAddress(options.listen)), std::string::npos);

  options.listen = {"no-such-host.invalid", 0};
  Server third(options, Echo);
  EXPECT_FALSE(third.Start().ok());
}

TEST(Server, ListensOnIpv6AndNames) {
  for (const char* host : {"::1", "localhost"}) {
    ServerOptions options = AnyPort();
    options.listen.host = host;
    const auto server = Serve(options);
    ClientOptions to;
    to.host = host;
    to.port = server->address().port;
    Client client(to);
    EXPECT_TRUE(client.Send(HttpRequest{}).ok()) << host;
  }
}

TEST(Server, TellsTheHandlerThePeer) {
  std::string peer;
  const auto server = Serve(AnyPort(), [&](const HttpRequest& request) {
    peer = request.peer_address;
    return HttpResponse{};
  });
  RawConnection connection(server->address().port);
  connection.Send(kGet);
  connection.ReadAnswer();
  EXPECT_EQ(peer, "127.0.0.1");
}

TEST(Server, KeepsAConnectionForManyRequests) {
  const auto server = Serve(AnyPort());
  RawConnection connection(server->address().port);
  for (int i = 0; i < 100; ++i) {
    ASSERT_TRUE(connection.Send(kGet));
    ASSERT_EQ(StatusOf(connection.ReadAnswer()), 200);
  }
  EXPECT_EQ(server->open_connections(), 1U);
}

TEST(Server, AnswersPipelinedRequestsInOrder) {
  const auto server = Serve(AnyPort());
  RawConnection connection(server->address().port);
  std::string requests;
  for (int i = 0; i < 1000; ++i) {
    requests += "GET /" + std::to_string(i) + " HTTP/1.1\r\nHost: h\r\n\r\n";
  }
  std::thread sender([&] { connection.Send(requests); });
  for (int i = 0; i < 1000; ++i) {
    const std::string answer = connection.ReadAnswer();
    ASSERT_TRUE(answer.ends_with("GET /" + std::to_string(i) + " ")) << answer;
  }
  sender.join();
}

TEST(Server, TellsAWaitingSenderToContinue) {
  const auto server = Serve(AnyPort());
  RawConnection connection(server->address().port);
  connection.Send(kPostHead + "Expect: 100-continue\r\nContent-Length: 2\r\n\r\n");
  EXPECT_EQ(connection.ReadAnswer(), "HTTP/1.1 100 Continue\r\n\r\n");
  connection.Send("ab");
  EXPECT_TRUE(connection.ReadAnswer().ends_with("POST / ab"));
}

TEST(Server, CarriesLargeBodiesBothWays) {
  const auto server = Serve(AnyPort());
  const std::string body(10'000'000, 'b');
  RawConnection connection(server->address().port);
  std::thread sender(
      [&] { connection.Send(kPostHead + "Content-Length: 10000000\r\n\r\n" + body + kGet); });
  EXPECT_TRUE(connection.ReadAnswer().ends_with("POST / " + body));
  EXPECT_EQ(StatusOf(connection.ReadAnswer()), 200) << "and the connection lives on";
  sender.join();
}

TEST(Server, AnswersATooLongBodyThatIsSentNevertheless) {
  const auto server = Serve(AnyPort());
  RawConnection connection(server->address().port);
  connection.Send(kPostHead + "Content-Length: 10000001\r\n\r\n" + std::string(10'000'001, 'b'));
  connection.EndOutput();
  EXPECT_EQ(connection.ReadToEnd(),
            "HTTP/1.1 413 Payload Too Large\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
  EXPECT_TRUE(connection.ended_in_order());
}

TEST(Server, AnswersGarbageAndClosesInOrder) {
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

TEST(Server, RefusesHugeNumbersOfHeaders) {
  const auto server = Serve(AnyPort());
  std::string headers;
  for (int i = 0; i < 10'000; ++i) headers += "a:b\r\n";
  RawConnection connection(server->address().port);
  connection.Send(kPostHead + headers + "\r\n");
  connection.EndOutput();
  EXPECT_EQ(StatusOf(connection.ReadToEnd()), 431);
}

TEST(Server, AnswersCutOffRequests) {
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

TEST(Server, SurvivesPeersThatHangUpAnywhere) {
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

TEST(Server, AnswersSlowSendersAndServesOthersMeanwhile) {
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

TEST(Server, ATrickleOfBytesDoesNotPutOffTheTimeLimit) {
  ServerOptions options = AnyPort();
  options.timeouts.header = milliseconds(200);
  options.timeouts.linger = milliseconds(50);
  const auto server = Serve(options);
  RawConnection connection(server->address().port);
  connection.Send("GET / HTTP/1.1\r\n");
  while (!connection.AnswersWithin(milliseconds(1))) ASSERT_TRUE(connection.Send("x"));
  EXPECT_EQ(StatusOf(connection.ReadToEnd()), 408);
}

TEST(Server, ClosesIdleConnectionsSilently) {
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

TEST(Server, ClosesOnPeersThatDoNotReadTheirAnswers) {
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

TEST(Server, RefusesConnectionsBeyondTheLimit) {
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

TEST(Server, ServesManyConnectionsAtOnce) {
  const auto server = Serve(AnyPort());
  std::vector<std::unique_ptr<RawConnection>> connections;
  for (int i = 0; i < 400; ++i) {
    connections.push_back(std::make_unique<RawConnection>(server->address().port));
    ASSERT_TRUE(connections.back()->connected());
  }
  for (int round = 0; round < 3; ++round) {
    for (const auto& connection : connections) connection->Send(kGet);
    for (const auto& connection : connections) {
      ASSERT_EQ(StatusOf(connection->ReadAnswer()), 200);
    }
  }
}

TEST(Server, StopEndsIdleConnectionsAndRefusesNewOnes) {
  const auto server = Serve(AnyPort());
  RawConnection idle(server->address().port);
  idle.Send(kGet);
  EXPECT_EQ(StatusOf(idle.ReadAnswer()), 200);
  server->Stop();
  EXPECT_EQ(idle.ReadToEnd(), "");
  EXPECT_TRUE(idle.ended_in_order());
  EXPECT_FALSE(RawConnection(server->address().port).connected());
  server->Stop();
}

TEST(Server, StopLetsRequestsUnderWayFinish) {
  std::promise<void> handling;
  std::promise<void> go_on;
  const auto server = Serve(AnyPort(), [&](const HttpRequest&) {
    handling.set_value();
    go_on.get_future().wait();
    return HttpResponse{200, {}, "done"};
  });
  RawConnection handled(server->address().port);
  handled.Send(kGet);
  handling.get_future().wait();
  std::thread stopper([&] { server->Stop(); });
  go_on.set_value();
  const std::string answer = handled.ReadToEnd();
  stopper.join();
  EXPECT_TRUE(answer.ends_with("done")) << answer;
}

TEST(Server, StopWaitsForARequestThatIsStillComing) {
  const auto server = Serve(AnyPort());
  RawConnection sender(server->address().port);
  sender.Send(kPostHead + "Expect: 100-continue\r\nContent-Length: 2\r\n\r\n");
  sender.ReadAnswer();
  RawConnection idle(server->address().port);
  idle.Send(kGet);
  idle.ReadAnswer();
  std::thread stopper([&] { server->Stop(); });
  EXPECT_EQ(idle.ReadToEnd(), "") << "by then the server is draining";
  sender.Send("ab");
  const std::string answer = sender.ReadToEnd();
  stopper.join();
  EXPECT_EQ(StatusOf(answer), 200);
  EXPECT_NE(answer.find("Connection: close\r\n"), std::string::npos);
}

TEST(Server, StopDoesNotWaitForeverForOne) {
  ServerOptions options = AnyPort();
  options.timeouts.drain = milliseconds(50);
  const auto server = Serve(options);
  RawConnection stuck(server->address().port);
  stuck.Send(kPostHead + "Expect: 100-continue\r\nContent-Length: 2\r\n\r\n");
  stuck.ReadAnswer();
  server->Stop();
  EXPECT_EQ(stuck.ReadToEnd(), "");
}

TEST(Server, StopsUnderLoad) {
  for (int round = 0; round < 5; ++round) {
    const auto server = Serve(AnyPort());
    std::vector<std::thread> clients;
    std::atomic<int> answered{0};
    for (int i = 0; i < 4; ++i) {
      clients.emplace_back([&, port = server->address().port] {
        RawConnection connection(port);
        while (connection.Send(kGet)) {
          const std::string answer = connection.ReadAnswer();
          if (answer.empty()) return;
          EXPECT_EQ(StatusOf(answer), 200);
          ++answered;
        }
      });
    }
    while (answered < 100) std::this_thread::yield();
    server->Stop();
    for (std::thread& client : clients) client.join();
  }
}

TEST(Server, AnUnstartedServerCanBeStoppedAndDropped) {
  Server server(AnyPort(), Echo);
  server.Stop();
}

}  // namespace
}  // namespace mockaws
