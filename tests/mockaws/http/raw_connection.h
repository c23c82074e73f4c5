// A bare TCP connection for tests that send what no HTTP client would.
#pragma once

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <utility>

namespace mockaws {

class RawConnection {
 public:
  // `receive_buffer_bytes`: of the socket, 0 for the system's choice.
  explicit RawConnection(uint16_t port, int receive_buffer_bytes = 0)
      : fd_(socket(AF_INET, SOCK_STREAM, 0)) {
    if (receive_buffer_bytes > 0) {
      setsockopt(fd_, SOL_SOCKET, SO_RCVBUF, &receive_buffer_bytes, sizeof receive_buffer_bytes);
    }
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    connected_ = connect(fd_, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0;
  }
  ~RawConnection() { close(fd_); }
  RawConnection(const RawConnection&) = delete;
  RawConnection& operator=(const RawConnection&) = delete;

  bool connected() const { return connected_; }

  // False once the server has hung up.
  bool Send(std::string_view bytes) {
    while (!bytes.empty()) {
      const ssize_t count = send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (count <= 0) return false;
      bytes.remove_prefix(static_cast<size_t>(count));
    }
    return true;
  }

  void EndOutput() { shutdown(fd_, SHUT_WR); }

  // Whether an answer, or the end of the connection, comes in time. Reads nothing.
  bool AnswersWithin(std::chrono::milliseconds time) {
    pollfd poller{fd_, POLLIN, 0};
    return poll(&poller, 1, static_cast<int>(time.count())) == 1;
  }

  // One answer, of which nothing need have come yet; less if the server hangs up.
  std::string ReadAnswer() {
    for (;;) {
      const size_t head = input_.find("\r\n\r\n");
      if (head != std::string::npos) {
        const size_t length = input_.find("Content-Length: ");
        const size_t body = length < head ? std::strtoul(&input_[length + 16], nullptr, 10) : 0;
        if (input_.size() >= head + 4 + body) {
          std::string answer = input_.substr(0, head + 4 + body);
          input_.erase(0, answer.size());
          return answer;
        }
      }
      if (!Receive()) return std::exchange(input_, {});
    }
  }

  // What has come and is not read yet, else what comes next; nothing if the server hangs up.
  std::string ReadSome() {
    if (input_.empty()) Receive();
    return std::exchange(input_, {});
  }

  // All until the server hangs up.
  std::string ReadToEnd() {
    while (Receive()) {
    }
    return std::exchange(input_, {});
  }

  // Whether the server hung up in order (no reset). After ReadToEnd().
  bool ended_in_order() const { return ended_in_order_; }

 private:
  // A server that keeps a test waiting this long hangs.
  static constexpr std::chrono::seconds kPatience{20};

  bool Receive() {
    if (!AnswersWithin(kPatience)) {
      ADD_FAILURE() << "the server neither answers nor hangs up";
      return false;
    }
    char bytes[16 * 1024];
    const ssize_t count = recv(fd_, bytes, sizeof bytes, 0);
    if (count <= 0) {
      ended_in_order_ = count == 0;
      return false;
    }
    input_.append(bytes, static_cast<size_t>(count));
    return true;
  }

  int fd_;
  bool connected_ = false;
  bool ended_in_order_ = false;
  std::string input_;
};

// `HTTP/1.1 200 OK...`: 200.
inline int StatusOf(std::string_view answer) {
  return answer.size() < 12 ? 0 : std::atoi(std::string(answer.substr(9, 3)).c_str());
}

}  // namespace mockaws
