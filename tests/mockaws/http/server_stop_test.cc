#include <gtest/gtest.h>

#include <atomic>
#include <future>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "mockaws/http/server.h"
#include "tests/mockaws/http/raw_connection.h"
#include "tests/mockaws/http/test_server.h"

namespace mockaws {
namespace {

using std::chrono::milliseconds;

TEST(ServerStop, StopEndsIdleConnectionsAndRefusesNewOnes) {
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

TEST(ServerStop, StopLetsRequestsUnderWayFinish) {
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

TEST(ServerStop, StopWaitsForARequestThatIsStillComing) {
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

TEST(ServerStop, StopDoesNotWaitForeverForOne) {
  ServerOptions options = AnyPort();
  options.timeouts.drain = milliseconds(50);
  const auto server = Serve(options);
  RawConnection stuck(server->address().port);
  stuck.Send(kPostHead + "Expect: 100-continue\r\nContent-Length: 2\r\n\r\n");
  stuck.ReadAnswer();
  server->Stop();
  EXPECT_EQ(stuck.ReadToEnd(), "");
}

TEST(ServerStop, StopsUnderLoad) {
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

TEST(ServerStop, AnUnstartedServerCanBeStoppedAndDropped) {
  Server server(AnyPort(), Echo);
  server.Stop();
}

}  // namespace
}  // namespace mockaws
