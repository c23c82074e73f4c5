// Load generator: sends given request bytes over keep-alive connections and measures the answers.
//
//   server_load --port PORT --request FILE... [--host 127.0.0.1] [--connections 8] [--threads 1]
//               [--seconds 5 | --requests N] [--warmup-seconds 0.5] [--rate R] [--expect-status
//               200]
//
// Each FILE holds one whole HTTP request; several are sent in turn. Without --rate each connection
// sends its next request as soon as it has its answer. With --rate the requests fall due at even
// distances and a latency counts from then, however late the request could be sent. Where a server
// closes a connection after its answer, the next request opens another. Prints one line
// of name=value pairs; exits with 1 if an answer had another status or a connection broke.
#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <iterator>
#include <string>
#include <thread>
#include <vector>

#include "bench/server/arguments.h"

namespace {

using Time = std::chrono::steady_clock::time_point;
using std::chrono::nanoseconds;

struct Plan {
  std::string host;
  uint16_t port = 0;
  std::vector<std::string> requests;
  size_t connections = 8;
  size_t threads = 1;
  double seconds = 5;
  double warmup_seconds = 0.5;
  size_t requests_max = 0;  // 0: as many as the time allows
  double rate = 0;          // of all threads together; 0: as fast as answers come
  std::string status;
};

struct Outcome {
  std::vector<uint32_t> latencies_nanos;
  size_t response_bytes = 0;  // of the last answer
  double seconds = 0;
  std::string fault;
};

Time Now() { return std::chrono::steady_clock::now(); }

int Connect(const Plan& plan) {
  const int fd = socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(plan.port);
  if (inet_pton(AF_INET, plan.host.c_str(), &address.sin_addr) != 1) {
    bench::Arguments::Fail("--host needs an IPv4 address");
  }
  if (connect(fd, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) {
    bench::Arguments::Fail("cannot connect: " + std::string(std::strerror(errno)));
  }
  const int on = 1;
  setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  return fd;
}

// How many bytes the answer at the front of `input` has in all; 0 if that is not known yet.
size_t AnswerBytes(const std::string& input) {
  const size_t end = input.find("\r\n\r\n");
  if (end == std::string::npos) return 0;
  size_t at = input.find("ontent-");
  while (at != std::string::npos && at < end && strncasecmp(&input[at + 7], "length:", 7) != 0) {
    at = input.find("ontent-", at + 7);
  }
  const size_t body = at < end ? std::strtoul(&input[at + 14], nullptr, 10) : 0;
  return end + 4 + body;
}

// Whether the server says that it closes the connection after this answer.
bool SaysClose(const std::string& answer) {
  const size_t end = answer.find("\r\n\r\n");
  const size_t at = answer.find("\r\nConnection: close\r\n");
  return at < end;
}

struct Connection {
  int fd = -1;
  bool busy = false;
  Time due;
  std::string input;
  size_t answer_bytes = 0;
};

// One thread's connections.
class Loader {
 public:
  Loader(const Plan& plan, size_t thread)
      : plan_(plan), epoll_(epoll_create1(0)), connections_(plan.connections / plan.threads) {
    next_request_ = thread;
    for (Connection& connection : connections_) Open(&connection);
  }

  ~Loader() {
    for (const Connection& connection : connections_) close(connection.fd);
    close(epoll_);
  }

  Loader(const Loader&) = delete;
  Loader& operator=(const Loader&) = delete;

  Outcome Run() {
    const Time start = Now();
    measure_from_ = start + Seconds(plan_.warmup_seconds);
    const Time end = measure_from_ + Seconds(plan_.seconds);
    next_due_ = start;
    SendWhatIsDue(start);
    while (outcome_.fault.empty() && !Full()) {
      epoll_event events[64];
      // Never asleep: else a server at its limit would pay for waking the client with each answer.
      const int count = epoll_wait(epoll_, events, 64, 0);
      for (int i = 0; i < count; ++i) Receive(connections_[events[i].data.u64]);
      const Time now = Now();
      if (now >= end) break;
      SendWhatIsDue(now);
    }
    outcome_.seconds = std::chrono::duration<double>(last_answer_ - measure_from_).count();
    return std::move(outcome_);
  }

 private:
  static nanoseconds Seconds(double seconds) {
    return nanoseconds(static_cast<int64_t>(seconds * 1e9));
  }

  void Open(Connection* connection) {
    connection->fd = Connect(plan_);
    epoll_event event{};
    event.events = EPOLLIN;
    event.data.u64 = static_cast<uint64_t>(connection - connections_.data());
    epoll_ctl(epoll_, EPOLL_CTL_ADD, connection->fd, &event);
  }

  bool Full() const {
    return plan_.requests_max > 0 &&
           outcome_.latencies_nanos.size() >= plan_.requests_max / plan_.threads;
  }

  void SendWhatIsDue(Time now) {
    for (Connection& connection : connections_) {
      if (connection.busy) continue;
      if (plan_.rate > 0) {
        if (next_due_ > now) return;
        connection.due = next_due_;
        next_due_ += Seconds(static_cast<double>(plan_.threads) / plan_.rate);
      } else {
        connection.due = Now();
      }
      connection.busy = true;
      const std::string& request = plan_.requests[next_request_++ % plan_.requests.size()];
      if (send(connection.fd, request.data(), request.size(), MSG_NOSIGNAL) !=
          static_cast<ssize_t>(request.size())) {
        outcome_.fault = "a request could not be sent whole";
      }
    }
  }

  void Receive(Connection& connection) {
    char bytes[64 * 1024];
    const ssize_t count = recv(connection.fd, bytes, sizeof bytes, 0);
    if (count <= 0) {
      outcome_.fault = "a connection was closed";
      return;
    }
    connection.input.append(bytes, static_cast<size_t>(count));
    if (connection.answer_bytes == 0) connection.answer_bytes = AnswerBytes(connection.input);
    if (connection.answer_bytes == 0 || connection.input.size() < connection.answer_bytes) return;
    if (connection.input.compare(9, 3, plan_.status) != 0) {
      outcome_.fault = "unexpected answer: " + connection.input;
      return;
    }
    outcome_.response_bytes = connection.answer_bytes;
    last_answer_ = Now();
    if (connection.due >= measure_from_) {
      outcome_.latencies_nanos.push_back(static_cast<uint32_t>(
          std::min<int64_t>(UINT32_MAX, (last_answer_ - connection.due).count())));
    }
    if (SaysClose(connection.input)) {
      close(connection.fd);
      Open(&connection);
    }
    connection.input.clear();
    connection.answer_bytes = 0;
    connection.busy = false;
  }

  const Plan& plan_;
  int epoll_;
  std::vector<Connection> connections_;
  size_t next_request_ = 0;
  Time next_due_;
  Time measure_from_;
  Time last_answer_;
  Outcome outcome_;
};

double Millis(const std::vector<uint32_t>& sorted, double share) {
  const auto index = static_cast<size_t>(share * static_cast<double>(sorted.size() - 1));
  return sorted[index] / 1e6;
}

Plan ReadPlan(int argc, char** argv) {
  bench::Arguments arguments(argc, argv);
  Plan plan;
  plan.host = arguments.Text("--host", "127.0.0.1");
  plan.port = static_cast<uint16_t>(arguments.Number("--port", 4593));
  plan.connections = std::max<size_t>(1, arguments.Number("--connections", 8));
  plan.threads = std::clamp<size_t>(arguments.Number("--threads", 1), 1, plan.connections);
  plan.requests_max = arguments.Number("--requests", 0);
  plan.seconds = arguments.Real("--seconds", plan.requests_max > 0 ? 3600 : 5);
  plan.warmup_seconds = arguments.Real("--warmup-seconds", 0.5);
  plan.rate = arguments.Real("--rate", 0);
  plan.status = arguments.Text("--expect-status", "200");
  for (const std::string& path : arguments.Texts("--request")) {
    std::ifstream file(path, std::ios::binary);
    if (!file) bench::Arguments::Fail("cannot read " + path);
    plan.requests.emplace_back(std::istreambuf_iterator<char>(file),
                               std::istreambuf_iterator<char>());
  }
  arguments.Finish();
  if (plan.requests.empty()) bench::Arguments::Fail("at least one --request FILE is needed");
  return plan;
}

}  // namespace

int main(int argc, char** argv) {
  const Plan plan = ReadPlan(argc, argv);
  std::vector<Outcome> outcomes(plan.threads);
  std::vector<std::thread> threads;
  for (size_t i = 0; i < plan.threads; ++i) {
    threads.emplace_back([&, i] { outcomes[i] = Loader(plan, i).Run(); });
  }
  for (std::thread& thread : threads) thread.join();

  Outcome all;
  for (const Outcome& outcome : outcomes) {
    if (!outcome.fault.empty()) {
      std::fprintf(stderr, "%s\n", outcome.fault.c_str());
      return 1;
    }
    all.latencies_nanos.insert(all.latencies_nanos.end(), outcome.latencies_nanos.begin(),
                               outcome.latencies_nanos.end());
    all.seconds = std::max(all.seconds, outcome.seconds);
    all.response_bytes = outcome.response_bytes;
  }
  if (all.latencies_nanos.empty()) bench::Arguments::Fail("no answer came in the measured time");
  std::sort(all.latencies_nanos.begin(), all.latencies_nanos.end());
  std::printf(
      "requests=%zu seconds=%.3f rate=%.0f p50_ms=%.3f p99_ms=%.3f max_ms=%.3f "
      "response_bytes=%zu\n",
      all.latencies_nanos.size(), all.seconds,
      static_cast<double>(all.latencies_nanos.size()) / all.seconds,
      Millis(all.latencies_nanos, 0.5), Millis(all.latencies_nanos, 0.99),
      Millis(all.latencies_nanos, 1), all.response_bytes);
}
