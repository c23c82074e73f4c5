// Where a server listens, as people write it: `127.0.0.1:4593`, `[::1]:0`, `localhost:8080`.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "policy_engine/result.h"

namespace mockaws {

struct ListenAddress {
  std::string host = "127.0.0.1";  // a name or an IP address, IPv6 without brackets
  uint16_t port = 4593;            // 0: any free one
};

// The error says what is wrong with `text` and gives an example.
policy_engine::Result<ListenAddress> ParseListenAddress(std::string_view text);

// `host:port`, with brackets around an IPv6 address.
std::string FormatListenAddress(const ListenAddress& address);

// Whether only this machine can reach `host`: `localhost` or a loopback IP address.
bool IsLoopback(std::string_view host);

}  // namespace mockaws
