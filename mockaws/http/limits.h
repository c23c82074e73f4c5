// What one sender may cost the server; every limit exceeded has its answer.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>

namespace mockaws {

struct HttpLimits {
  size_t target_bytes_max = 32 * 1024;          // path and query; longer: 414
  size_t header_bytes_max = 64 * 1024;          // request line and headers together; longer: 431
  size_t header_count_max = 256;                // more: 431
  uint64_t body_bytes_max = 10'000'000;         // as AWS STS takes; one more: 413
  uint64_t buffered_bytes_max = 1'000'000'000;  // of all unfinished bodies together; more: 503
  size_t connections_max = 4096;                // further ones: 503
  size_t pipelined_max = 16;  // requests answered in one turn, before other connections' turns
};

struct HttpTimeouts {
  std::chrono::milliseconds header{10'000};  // from a request's first byte to its last header: 408
  std::chrono::milliseconds body{60'000};    // from the last header to the end of the body: 408
  std::chrono::milliseconds idle{120'000};   // between requests: closed without a word
  std::chrono::milliseconds write{30'000};   // for the peer to take an answer: closed
  std::chrono::milliseconds linger{2'000};   // for the peer to read a refusal and hang up: closed
  std::chrono::milliseconds stream_pause{15'000};  // of a silent stream: then a sign of life
  std::chrono::milliseconds drain{5'000};          // for requests under way when the server stops
};

}  // namespace mockaws
