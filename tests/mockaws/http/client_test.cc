#include "mockaws/http/client.h"

#include <gtest/gtest.h>

#include <atomic>
#include <future>
#include <memory>
#include <string>
#include <thread>
#include <utility>

#include "mockaws/http/server.h"
#include "tests/mockaws/http/raw_connection.h"
#include "tests/mockaws/http/test_identity.h"
#include "tests/mockaws/http/test_server.h"

namespace mockaws {
namespace {

using std::chrono::milliseconds;

std::unique_ptr<Server> Serve(HttpHandler handler, ServerOptions options = AnyPort()) {
  options.listen.port = 0;
  return Serve(std::move(options), std::move(handler));
}

ClientOptions To(const Server& server) {
  ClientOptions options;
  options.port = server.address().port;
  return options;
}

HttpRequest Post(std::string body) {
  HttpRequest request;
  request.body = std::move(body);
  return request;
}

TEST(Client, CarriesRequestAndAnswerWhole) {
  HttpRequest seen;
  const auto server = Serve([&](const HttpRequest& request) {
    seen = request;
    return HttpResponse{403, {{"X-Two", "1"}, {"X-Two", "2"}}, std::string("a\0b", 3)};
  });
  Client client(To(*server));
  HttpRequest request = Post(std::string("c\0d", 3));
  request.target = "/p?q=%20";
  request.headers = {{"X-One", "v"}, {"X-One", ""}};
  const auto response = client.Send(request);
  ASSERT_TRUE(response.ok()) << response.error().message;
  EXPECT_EQ(response->status, 403);
  EXPECT_EQ(response->body, std::string("a\0b", 3));
  ASSERT_EQ(response->headers.size(), 3U);
  EXPECT_EQ(response->headers[1].value, "2");
  EXPECT_EQ(seen.method, "POST");
  EXPECT_EQ(seen.target, "/p?q=%20");
  EXPECT_EQ(seen.body, request.body);
  EXPECT_EQ(seen.headers[0].value, "v");
  EXPECT_EQ(seen.headers[1].value, "");
  EXPECT_EQ(*seen.Find("Host"), "127.0.0.1:" + std::to_string(server->address().port));
}

TEST(Client, SendsTheHostItIsGiven) {
  std::string host;
  const auto server = Serve([&](const HttpRequest& request) {
    host = *request.Find("Host");
    return HttpResponse{};
  });
  HttpRequest request;
  request.headers = {{"host", "sts.amazonaws.com"}};
  EXPECT_TRUE(Client(To(*server)).Send(request).ok());
  EXPECT_EQ(host, "sts.amazonaws.com");
}

TEST(Client, KeepsItsConnection) {
  const auto server = Serve([](const HttpRequest&) { return HttpResponse{200, {}, "x"}; });
  Client client(To(*server));
  for (int i = 0; i < 10; ++i) ASSERT_TRUE(client.Send(Post("a")).ok());
  EXPECT_EQ(server->open_connections(), 1U);
}

TEST(Client, ExpectsNoBodyOfAnAnswerToHead) {
  const auto server = Serve([](const HttpRequest&) { return HttpResponse{200, {}, "x"}; });
  Client client(To(*server));
  HttpRequest head;
  head.method = "HEAD";
  for (int i = 0; i < 2; ++i) {
    const auto response = client.Send(head);
    ASSERT_TRUE(response.ok());
    EXPECT_EQ(response->body, "");
    EXPECT_EQ(*response->Find("Content-Length"), "1");
  }
}

TEST(Client, ConnectsAnewWhenTheServerHungUp) {
  const auto server = Serve([](const HttpRequest&) {
    return HttpResponse{200, {{"Connection", "close"}}, "x"};
  });
  Client client(To(*server));
  for (int i = 0; i < 3; ++i) EXPECT_TRUE(client.Send(HttpRequest{}).ok());

  ServerOptions impatient;
  impatient.timeouts.idle = milliseconds(1);
  const auto closing = Serve([](const HttpRequest&) { return HttpResponse{}; }, impatient);
  Client second(To(*closing));
  EXPECT_TRUE(second.Send(HttpRequest{}).ok());
  while (closing->open_connections() > 0) std::this_thread::yield();
  EXPECT_TRUE(second.Send(HttpRequest{}).ok());
}

TEST(Client, ReadsTheRefusalOfARequestThatIsTooLong) {
  const auto server = Serve([](const HttpRequest&) { return HttpResponse{}; });
  Client client(To(*server));
  const auto response = client.Send(Post(std::string(10'000'001, 'x')));
  ASSERT_TRUE(response.ok()) << response.error().message;
  EXPECT_EQ(response->status, 413);
  EXPECT_TRUE(client.Send(Post("x")).ok());
}

TEST(Client, NamesAServerThatIsNotThere) {
  ClientOptions options;
  {
    const auto server = Serve([](const HttpRequest&) { return HttpResponse{}; });
    options = To(*server);
  }
  const auto response = Client(options).Send(HttpRequest{});
  ASSERT_FALSE(response.ok());
  EXPECT_NE(response.error().message.find("127.0.0.1:" + std::to_string(options.port)),
            std::string::npos);
}

TEST(Client, DoesNotWaitForeverForAnAnswer) {
  std::promise<void> go_on;
  const auto server = Serve([&](const HttpRequest&) {
    go_on.get_future().wait();
    return HttpResponse{};
  });
  ClientOptions options = To(*server);
  options.exchange_timeout = milliseconds(20);
  const auto response = Client(options).Send(HttpRequest{});
  go_on.set_value();
  ASSERT_FALSE(response.ok());
  EXPECT_NE(response.error().message.find("too long"), std::string::npos);
}

TEST(Client, WritesNothingThatWouldBreakTheFraming) {
  int handled = 0;
  const auto server = Serve([&](const HttpRequest&) {
    ++handled;
    return HttpResponse{};
  });
  Client client(To(*server));
  HttpRequest target;
  target.target = "/ HTTP/1.1\r\nA: b";
  HttpRequest header;
  header.headers = {{"A", "b\r\nC: d"}};
  HttpRequest method;
  method.method = "";
  for (const HttpRequest& request : {target, header, method}) {
    EXPECT_FALSE(client.Send(request).ok());
  }
  EXPECT_EQ(handled, 0);
}

TEST(Tls, CarriesRequestsAndSaysThatTheyAreSecure) {
  std::atomic<bool> secure = false;
  ServerOptions options;
  options.tls = kTestIdentity;
  const auto server = Serve(
      [&](const HttpRequest& request) {
        secure = request.secure;
        return HttpResponse{200, {}, request.body};
      },
      options);
  EXPECT_TRUE(server->url().starts_with("https://"));
  for (const char* host : {"127.0.0.1", "localhost"}) {
    ClientOptions to = To(*server);
    to.host = host;
    to.tls_authorities = kTestIdentity.certificate_chain;
    Client client(to);
    const std::string body(1'000'000, 'x');
    for (int i = 0; i < 3; ++i) {
      const auto response = client.Send(Post(body));
      ASSERT_TRUE(response.ok()) << response.error().message;
      EXPECT_EQ(response->body, body);
    }
  }
  EXPECT_TRUE(secure);
}

TEST(Tls, ClientRefusesAServerItDoesNotTrust) {
  ServerOptions options;
  options.tls = kTestIdentity;
  const auto server = Serve([](const HttpRequest&) { return HttpResponse{}; }, options);
  ClientOptions to = To(*server);
  to.tls_authorities = kOtherTestIdentity.certificate_chain;
  EXPECT_FALSE(Client(to).Send(HttpRequest{}).ok());
}

TEST(Tls, ClientRefusesACertificateForAnotherName) {
  ServerOptions options;
  options.tls = kTestIdentity;
  options.listen.host = "127.0.0.2";
  const auto server = Serve([](const HttpRequest&) { return HttpResponse{}; }, options);
  ClientOptions to = To(*server);
  to.host = "127.0.0.2";
  to.tls_authorities = kTestIdentity.certificate_chain;
  const auto response = Client(to).Send(HttpRequest{});
  ASSERT_FALSE(response.ok());
  EXPECT_NE(response.error().message.find("certificate"), std::string::npos)
      << response.error().message;
}

TEST(Tls, PlainHttpGarbageAndSilenceEndInAClose) {
  ServerOptions options;
  options.tls = kTestIdentity;
  options.timeouts.header = milliseconds(50);
  const auto server = Serve([](const HttpRequest&) { return HttpResponse{}; }, options);
  RawConnection plain(server->address().port);
  plain.Send("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
  EXPECT_EQ(plain.ReadToEnd().find("HTTP"), std::string::npos);
  RawConnection silent(server->address().port);
  EXPECT_EQ(silent.ReadToEnd(), "");
}

TEST(Tls, StopEndsConnections) {
  ServerOptions options;
  options.tls = kTestIdentity;
  const auto server = Serve([](const HttpRequest&) { return HttpResponse{}; }, options);
  ClientOptions to = To(*server);
  to.tls_authorities = kTestIdentity.certificate_chain;
  Client client(to);
  EXPECT_TRUE(client.Send(HttpRequest{}).ok());
  server->Stop();
  EXPECT_FALSE(client.Send(HttpRequest{}).ok());
}

TEST(Tls, NamesAnUnusableIdentity) {
  const TlsIdentity broken[] = {{"", ""},
                                {"nonsense", "nonsense"},
                                {kTestIdentity.certificate_chain, "nonsense"},
                                {kTestIdentity.certificate_chain, kOtherTestIdentity.private_key}};
  for (const TlsIdentity& identity : broken) {
    ServerOptions options;
    options.listen.port = 0;
    options.tls = identity;
    Server server(options, [](const HttpRequest&) { return HttpResponse{}; });
    const auto started = server.Start();
    ASSERT_FALSE(started.ok());
    EXPECT_NE(started.error().message.find("TLS"), std::string::npos);
  }
}

}  // namespace
}  // namespace mockaws
