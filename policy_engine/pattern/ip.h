// IP addresses and networks, read as AWS reads them, oddities included [r].
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace policy_engine {

struct IpAddress {
  bool v6 = false;
  std::array<uint8_t, 16> bytes = {};  // IPv4 uses the first four
};

struct IpNetwork {
  IpAddress address;
  uint8_t prefix_bits = 0;
  // An IPv6 network with host bits set: it matches nothing, not even itself.
  bool matches_nothing = false;
};

// A request's address. No prefix; `::ffff:192.0.2.1` and `::ffff:c000:201` are the IPv4 address.
bool ReadAddress(std::string_view text, IpAddress* address);

// False for most texts that are no address, without a try.
bool MayBeAddress(std::string_view text);

// A policy's literal: address or network. Keeps its family; no dotted tail in IPv6.
bool ReadNetwork(std::string_view text, IpNetwork* network);

bool InNetwork(const IpAddress& address, const IpNetwork& network);

}  // namespace policy_engine
