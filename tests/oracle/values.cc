#include "tests/oracle/values.h"

#include <algorithm>
#include <vector>

#include "tests/oracle/text.h"

namespace oracle {
namespace {

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

bool AllDigits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), IsDigit);
}

// Takes the digits at the front of `text`.
std::string TakeDigits(std::string_view& text) {
  std::string digits;
  while (!text.empty() && IsDigit(text.front())) {
    digits.push_back(text.front());
    text.remove_prefix(1);
  }
  return digits;
}

// Takes `+` or `-`; true for minus.
bool TakeSign(std::string_view& text) {
  const bool minus = text.starts_with('-');
  if (minus || text.starts_with('+')) text.remove_prefix(1);
  return minus;
}

// The value of digits, or nothing above `max`.
std::optional<int64_t> Value(std::string_view digits, int64_t max) {
  int64_t value = 0;
  for (const char c : digits) {
    value = value * 10 + (c - '0');
    if (value > max) return std::nullopt;
  }
  return value;
}

}  // namespace

std::optional<Decimal> ReadNumber(std::string_view text) {
  Decimal number;
  number.negative = TakeSign(text);
  const std::string whole = TakeDigits(text);
  std::string fraction;
  if (text.starts_with('.')) {
    text.remove_prefix(1);
    fraction = TakeDigits(text);
  }
  if (whole.empty() && fraction.empty()) return std::nullopt;
  int64_t power = 0;
  if (text.starts_with('e') || text.starts_with('E')) {
    text.remove_prefix(1);
    const bool minus = TakeSign(text);
    const std::string digits = TakeDigits(text);
    const auto value = Value(digits, INT32_MAX);
    if (digits.empty() || !value) return std::nullopt;
    power = minus ? -*value : *value;
  }
  if (!text.empty()) return std::nullopt;
  number.digits = whole + fraction;
  number.exponent = static_cast<int64_t>(whole.size()) + power;
  const size_t first = std::min(number.digits.find_first_not_of('0'), number.digits.size());
  number.digits.erase(0, first);
  number.exponent -= static_cast<int64_t>(first);
  while (number.digits.ends_with('0')) number.digits.pop_back();
  if (number.digits.empty()) return Decimal();
  return number;
}

int Compare(const Decimal& a, const Decimal& b) {
  const auto sign = [](const Decimal& d) { return d.digits.empty() ? 0 : d.negative ? -1 : 1; };
  if (sign(a) != sign(b)) return sign(a) < sign(b) ? -1 : 1;
  const int outward = sign(a);
  if (a.exponent != b.exponent) return a.exponent < b.exponent ? -outward : outward;
  const int digits = a.digits.compare(b.digits);
  return digits == 0 ? 0 : digits < 0 ? -outward : outward;
}

namespace {

struct Date {
  int64_t year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0, millis = 0;
  int64_t offset_minutes = 0;
};

// Takes exactly `count` digits whose value lies within [min, max].
bool TakeField(std::string_view& text, size_t count, int64_t min, int64_t max, int64_t& field) {
  if (text.size() < count || !AllDigits(text.substr(0, count))) return false;
  field = *Value(text.substr(0, count), 1'000'000'000);
  text.remove_prefix(count);
  return field >= min && field <= max;
}

bool TakeChar(std::string_view& text, char c) {
  if (!text.starts_with(c)) return false;
  text.remove_prefix(1);
  return true;
}

bool IsLeapYear(int64_t year) { return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0); }

int64_t DaysInMonth(int64_t year, int64_t month) {
  constexpr std::array<int64_t, 12> kDays = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return month == 2 && IsLeapYear(year) ? 29 : kDays[static_cast<size_t>(month - 1)];
}

// Counted year by year and month by month: slow, and plainly right.
int64_t DaysSince1970(int64_t year, int64_t month, int64_t day) {
  int64_t days = 0;
  for (int64_t y = 1970; y < year; ++y) days += IsLeapYear(y) ? 366 : 365;
  for (int64_t y = year; y < 1970; ++y) days -= IsLeapYear(y) ? 366 : 365;
  for (int64_t m = 1; m < month; ++m) days += DaysInMonth(year, m);
  return days + day - 1;
}

// `Z`, `+hh:mm`, `-hh:mm` or nothing.
bool TakeZone(std::string_view& text, Date& date) {
  if (text.empty() || TakeChar(text, 'Z')) return text.empty();
  const bool minus = text.front() == '-';
  if (!minus && text.front() != '+') return false;
  text.remove_prefix(1);
  int64_t hours = 0;
  int64_t minutes = 0;
  if (!TakeField(text, 2, 0, 23, hours) || !TakeChar(text, ':')) return false;
  if (!TakeField(text, 2, 0, 59, minutes) || !text.empty()) return false;
  date.offset_minutes = (minus ? -1 : 1) * (hours * 60 + minutes);
  return true;
}

bool TakeTime(std::string_view& text, Date& date) {
  if (!TakeField(text, 2, 0, 23, date.hour) || !TakeChar(text, ':')) return false;
  if (!TakeField(text, 2, 0, 59, date.minute)) return false;
  if (!TakeChar(text, ':')) return TakeZone(text, date);
  if (!TakeField(text, 2, 0, 59, date.second)) return false;
  if (TakeChar(text, '.')) {
    std::string fraction = TakeDigits(text);
    if (fraction.empty()) return false;
    fraction.resize(3, '0');
    date.millis = *Value(fraction, 999);
  }
  return TakeZone(text, date);
}

std::optional<int64_t> ReadIso(std::string_view text) {
  Date date;
  if (!TakeField(text, 4, 0, 9999, date.year)) return std::nullopt;
  if (!text.empty()) {
    if (!TakeChar(text, '-') || !TakeField(text, 2, 1, 12, date.month)) return std::nullopt;
  }
  if (!text.empty()) {
    if (!TakeChar(text, '-')) return std::nullopt;
    if (!TakeField(text, 2, 1, DaysInMonth(date.year, date.month), date.day)) return std::nullopt;
  }
  if (!text.empty()) {
    if (!TakeChar(text, 'T') || !TakeTime(text, date)) return std::nullopt;
  }
  const int64_t days = DaysSince1970(date.year, date.month, date.day);
  const int64_t minutes = (days * 24 + date.hour) * 60 + date.minute - date.offset_minutes;
  return (minutes * 60 + date.second) * 1000 + date.millis;
}

}  // namespace

std::optional<int64_t> ReadDate(std::string_view text) {
  if (const auto iso = ReadIso(text)) return iso;
  const bool minus = TakeSign(text);
  if (!AllDigits(text)) return std::nullopt;
  const auto seconds = Value(text, INT64_MAX / 10'000);
  if (!seconds) return std::nullopt;
  return (minus ? -1 : 1) * *seconds * 1000;
}

bool ReadBool(std::string_view text) { return AsciiLower(text) == "true"; }

std::optional<std::string> ReadBinary(std::string_view text) {
  constexpr std::string_view kAlphabet =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  if (text.empty() || text.size() % 4 != 0) return std::nullopt;
  size_t padding = 0;
  while (padding < 2 && text.ends_with('=')) {
    text.remove_suffix(1);
    ++padding;
  }
  std::vector<bool> bits;
  for (const char c : text) {
    const size_t value = kAlphabet.find(c);
    if (value == std::string_view::npos) return std::nullopt;
    for (int bit = 5; bit >= 0; --bit) bits.push_back((value >> bit & 1) != 0);
  }
  std::string bytes;
  size_t at = 0;
  for (; at + 8 <= bits.size(); at += 8) {
    int byte = 0;
    for (size_t i = 0; i < 8; ++i) byte = byte * 2 + (bits[at + i] ? 1 : 0);
    bytes.push_back(static_cast<char>(byte));
  }
  if (bits.size() - at != 2 * padding) return std::nullopt;
  for (; at < bits.size(); ++at) {
    if (bits[at]) return std::nullopt;
  }
  return bytes;
}

namespace {

std::vector<std::string> SplitAt(std::string_view text, char separator) {
  std::vector<std::string> parts(1);
  for (const char c : text) {
    if (c == separator) {
      parts.emplace_back();
    } else {
      parts.back().push_back(c);
    }
  }
  return parts;
}

std::optional<Address> ReadIpv4(std::string_view text) {
  const auto octets = SplitAt(text, '.');
  if (octets.size() != 4) return std::nullopt;
  Address address{4, {}};
  for (size_t i = 0; i < 4; ++i) {
    if (!AllDigits(octets[i])) return std::nullopt;
    const auto value = Value(octets[i], 255);
    if (!value) return std::nullopt;
    address.bytes[i] = static_cast<uint8_t>(*value);
  }
  return address;
}

// The 16-bit groups of one side of a `::` (or of the whole, if there is none). One leading colon is
// a zero group, one trailing colon counts for nothing.
std::optional<std::vector<int>> ReadGroups(std::string_view text) {
  std::vector<int> groups;
  if (text.empty()) return groups;
  if (text.ends_with(':')) text.remove_suffix(1);
  if (text.empty()) return groups;
  const auto parts = SplitAt(text, ':');
  for (size_t i = 0; i < parts.size(); ++i) {
    if (parts[i].empty() && i != 0) return std::nullopt;
    if (parts[i].size() > 4) return std::nullopt;
    int group = 0;
    for (const char c : AsciiLower(parts[i])) {
      const size_t digit = std::string_view("0123456789abcdef").find(c);
      if (digit == std::string_view::npos) return std::nullopt;
      group = group * 16 + static_cast<int>(digit);
    }
    groups.push_back(group);
  }
  return groups;
}

std::optional<Address> ReadIpv6(std::string_view text) {
  std::vector<int> groups;
  const size_t gap = text.find("::");
  if (gap == std::string_view::npos) {
    const auto all = ReadGroups(text);
    if (!all) return std::nullopt;
    groups = *all;
  } else {
    const std::string_view rest = text.substr(gap + 2);
    if (rest.find("::") != std::string_view::npos) return std::nullopt;
    const auto left = ReadGroups(text.substr(0, gap));
    const auto right = ReadGroups(rest);
    if (!left || !right || left->size() + right->size() > 7) return std::nullopt;
    groups = *left;
    groups.resize(8 - right->size(), 0);
    groups.insert(groups.end(), right->begin(), right->end());
  }
  if (groups.size() != 8) return std::nullopt;
  Address address{16, {}};
  for (size_t i = 0; i < 8; ++i) {
    address.bytes[2 * i] = static_cast<uint8_t>(groups[i] >> 8);
    address.bytes[2 * i + 1] = static_cast<uint8_t>(groups[i] & 0xFF);
  }
  return address;
}

bool BitOf(const Address& address, int bit) {
  return (address.bytes[static_cast<size_t>(bit / 8)] >> (7 - bit % 8) & 1) != 0;
}

}  // namespace

std::optional<Address> ReadAddress(std::string_view text) {
  if (const auto v4 = ReadIpv4(text)) return v4;
  if (AsciiLower(text.substr(0, 7)) == "::ffff:" && text.find('.') != std::string_view::npos) {
    return ReadIpv4(text.substr(7));
  }
  auto v6 = ReadIpv6(text);
  if (!v6) return std::nullopt;
  constexpr std::array<uint8_t, 12> kMapped = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF};
  if (!std::equal(kMapped.begin(), kMapped.end(), v6->bytes.begin())) return v6;
  Address v4{4, {}};
  std::copy(v6->bytes.begin() + 12, v6->bytes.end(), v4.bytes.begin());
  return v4;
}

std::optional<Network> ReadNetwork(std::string_view text) {
  const size_t slash = text.find('/');
  const std::string_view base = text.substr(0, slash);
  auto address = ReadIpv4(base);
  if (!address) address = ReadIpv6(base);
  if (!address) return std::nullopt;
  const int bits = address->size * 8;
  Network network{*address, bits};
  if (slash != std::string_view::npos) {
    std::string_view prefix = text.substr(slash + 1);
    if (prefix.starts_with('+')) prefix.remove_prefix(1);
    if (!AllDigits(prefix)) return std::nullopt;
    const auto value = Value(prefix, bits);
    if (!value) return std::nullopt;
    network.prefix_bits = static_cast<int>(*value);
  }
  if (address->size == 16) {
    for (int bit = network.prefix_bits; bit < bits; ++bit) {
      if (BitOf(*address, bit)) return std::nullopt;
    }
  }
  return network;
}

bool Contains(const Network& network, const Address& address) {
  if (network.address.size != address.size) return false;
  for (int bit = 0; bit < network.prefix_bits; ++bit) {
    if (BitOf(network.address, bit) != BitOf(address, bit)) return false;
  }
  return true;
}

}  // namespace oracle
