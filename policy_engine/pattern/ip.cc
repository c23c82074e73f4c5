#include "policy_engine/pattern/ip.h"

#include <algorithm>

#include "policy_engine/pattern/ascii.h"

namespace policy_engine {

namespace {

// Decimal digits with leading zeros, at most `max`.
bool ReadSmall(std::string_view text, unsigned max, unsigned* value) {
  if (text.empty()) return false;
  *value = 0;
  for (const char c : text) {
    if (!IsDigit(c)) return false;
    *value = *value * 10 + static_cast<unsigned>(c - '0');
    if (*value > max) return false;
  }
  return true;
}

bool ReadIpv4(std::string_view text, uint8_t* bytes) {
  size_t at = 0;
  for (int i = 0; i < 4; ++i) {
    if (i > 0 && (at == text.size() || text[at++] != '.')) return false;
    const size_t begin = at;
    unsigned octet = 0;
    for (; at < text.size() && IsDigit(text[at]); ++at) {
      octet = octet * 10 + static_cast<unsigned>(text[at] - '0');
      if (octet > 255) return false;
    }
    if (at == begin) return false;
    bytes[i] = static_cast<uint8_t>(octet);
  }
  return at == text.size();
}

struct Groups {
  std::array<uint16_t, 8> value = {};
  int count = 0;

  bool Add(unsigned group) {
    if (count == 8) return false;
    value[static_cast<size_t>(count++)] = static_cast<uint16_t>(group);
    return true;
  }
};

bool ReadHexGroup(std::string_view text, Groups* groups) {
  if (text.empty()) return false;
  unsigned value = 0;
  for (const char c : text) {
    const char lower = AsciiLower(c);
    unsigned digit = 0;
    if (IsDigit(c)) {
      digit = static_cast<unsigned>(c - '0');
    } else if (lower >= 'a' && lower <= 'f') {
      digit = static_cast<unsigned>(lower - 'a') + 10;
    } else {
      return false;
    }
    value = value * 16 + digit;
    if (value > 0xFFFF) return false;
  }
  return groups->Add(value);
}

// The groups on one side of `::`, or all. A single colon at the start is a zero group, one at the
// end is nothing. `dotted`: an IPv4 tail is read.
bool ReadGroups(std::string_view text, bool dotted, Groups* groups) {
  if (!text.empty() && text.back() == ':') text.remove_suffix(1);
  if (text.empty()) return true;
  if (text.front() == ':') {
    if (!groups->Add(0)) return false;
    text.remove_prefix(1);
  }
  while (true) {
    const size_t colon = text.find(':');
    const std::string_view group = text.substr(0, colon);
    if (colon == std::string_view::npos && group.find('.') != std::string_view::npos) {
      uint8_t tail[4];
      return dotted && ReadIpv4(group, tail) && groups->Add(tail[0] * 256U + tail[1]) &&
             groups->Add(tail[2] * 256U + tail[3]);
    }
    if (!ReadHexGroup(group, groups)) return false;
    if (colon == std::string_view::npos) return true;
    text.remove_prefix(colon + 1);
  }
}

bool ReadIpv6(std::string_view text, bool dotted, uint8_t* bytes) {
  Groups all;
  const size_t run = text.find("::");
  if (run == std::string_view::npos) {
    if (!ReadGroups(text, dotted, &all) || all.count != 8) return false;
  } else {
    Groups right;
    const std::string_view after = text.substr(run + 2);
    if (after.find("::") != std::string_view::npos) return false;
    // Before a run no colon is left over: `a:::b` is `a::` and `:b`.
    if (!ReadGroups(text.substr(0, run), false, &all)) return false;
    if (!ReadGroups(after, dotted, &right) || all.count + right.count > 7) return false;
    for (int i = 0; i < right.count; ++i) {
      all.value[static_cast<size_t>(8 - right.count + i)] = right.value[static_cast<size_t>(i)];
    }
  }
  for (size_t i = 0; i < 8; ++i) {
    bytes[2 * i] = static_cast<uint8_t>(all.value[i] >> 8);
    bytes[2 * i + 1] = static_cast<uint8_t>(all.value[i] & 0xFF);
  }
  return true;
}

bool IsMapped(const std::array<uint8_t, 16>& bytes) {
  return std::all_of(bytes.begin(), bytes.begin() + 10, [](uint8_t b) { return b == 0; }) &&
         bytes[10] == 0xFF && bytes[11] == 0xFF;
}

bool HasHostBits(const IpAddress& address, unsigned prefix_bits) {
  for (unsigned bit = prefix_bits; bit < 128; ++bit) {
    if ((address.bytes[bit / 8] >> (7 - bit % 8)) & 1) return true;
  }
  return false;
}

}  // namespace

bool ReadAddress(std::string_view text, IpAddress* address) {
  *address = IpAddress();
  if (ReadIpv4(text, address->bytes.data())) return true;
  *address = IpAddress();
  address->v6 = true;
  if (text.find(':') == std::string_view::npos) return false;
  if (!ReadIpv6(text, true, address->bytes.data())) return false;
  const bool mapped = IsMapped(address->bytes);
  // A dotted tail is read in mapped addresses only.
  if (!mapped) return text.find('.') == std::string_view::npos;
  address->v6 = false;
  std::copy(address->bytes.begin() + 12, address->bytes.end(), address->bytes.begin());
  std::fill(address->bytes.begin() + 4, address->bytes.end(), uint8_t{0});
  return true;
}

bool MayBeAddress(std::string_view text) {
  bool separated = false;
  for (const char c : text) {
    const bool separator = c == '.' || c == ':';
    separated |= separator;
    const char lower = AsciiLower(c);
    if (!separator && !IsDigit(c) && (lower < 'a' || lower > 'f')) return false;
  }
  return separated;
}

bool ReadNetwork(std::string_view text, IpNetwork* network) {
  *network = IpNetwork();
  const size_t slash = text.find('/');
  const std::string_view host = text.substr(0, slash);
  network->address.v6 = host.find(':') != std::string_view::npos;
  const unsigned width = network->address.v6 ? 128 : 32;
  unsigned bits = width;
  if (slash != std::string_view::npos) {
    std::string_view prefix = text.substr(slash + 1);
    if (!prefix.empty() && prefix.front() == '+') prefix.remove_prefix(1);
    if (!ReadSmall(prefix, width, &bits)) return false;
  }
  network->prefix_bits = static_cast<uint8_t>(bits);
  uint8_t* bytes = network->address.bytes.data();
  if (!network->address.v6) return ReadIpv4(host, bytes);
  if (!ReadIpv6(host, false, bytes)) return false;
  network->matches_nothing = HasHostBits(network->address, bits);
  return true;
}

bool InNetwork(const IpAddress& address, const IpNetwork& network) {
  if (address.v6 != network.address.v6 || network.matches_nothing) return false;
  const auto* bytes = address.bytes.data();
  const auto* prefix = network.address.bytes.data();
  const size_t whole = network.prefix_bits / 8;
  const unsigned bits = network.prefix_bits % 8;
  for (size_t i = 0; i < whole; ++i) {
    if (bytes[i] != prefix[i]) return false;
  }
  return bits == 0 || ((bytes[whole] ^ prefix[whole]) >> (8 - bits)) == 0;
}

}  // namespace policy_engine
