// How texts are read as numbers, dates, binary and addresses.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace oracle {

// An exact decimal: (negative ? -1 : 1) * 0.DIGITS * 10^exponent; DIGITS has no zero at either end,
// and is empty for zero (then not negative, exponent 0).
struct Decimal {
  bool negative = false;
  std::string digits;
  int64_t exponent = 0;
};
std::optional<Decimal> ReadNumber(std::string_view text);
// -1, 0 or 1.
int Compare(const Decimal& a, const Decimal& b);

// Milliseconds since 1970, from ISO 8601 or epoch seconds.
std::optional<int64_t> ReadDate(std::string_view text);

// `true` in any case; everything else is false.
bool ReadBool(std::string_view text);

// The bytes of strict, padded, non-empty base64.
std::optional<std::string> ReadBinary(std::string_view text);

// bytes: 4 or 16.
struct Address {
  int size = 0;
  std::array<uint8_t, 16> bytes{};
};
struct Network {
  Address address;
  int prefix_bits = 0;
};
// A request's value: no prefix; an IPv4-mapped address becomes the IPv4 one.
std::optional<Address> ReadAddress(std::string_view text);
// A policy's value. Nothing for what can match no address: unreadable, or IPv6 with host bits.
std::optional<Network> ReadNetwork(std::string_view text);
bool Contains(const Network& network, const Address& address);

}  // namespace oracle
