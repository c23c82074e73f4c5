#include "mockaws/http/server.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "mockaws/http/client.h"
#include "tests/mockaws/http/raw_connection.h"
#include "tests/mockaws/http/test_server.h"

namespace mockaws {
namespace {

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

}  // namespace
}  // namespace mockaws
