#include "policy_engine/base/time.h"

#include <date/date.h>

#include <cctype>
#include <sstream>

namespace policy_engine {
namespace {

template <typename Precision>
std::string Format(const char* format, Instant instant) {
  return date::format(format, std::chrono::floor<Precision>(instant));
}

// Parses all of `text` by one of date's formats.
std::optional<Instant> Parse(const char* format, std::string_view text) {
  std::istringstream stream{std::string(text)};
  date::sys_seconds instant;
  stream >> date::parse(format, instant);
  if (stream.fail()) return std::nullopt;
  if (stream.peek() != std::istringstream::traits_type::eof()) return std::nullopt;
  return Instant(instant);
}

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

// Cuts a fraction of seconds out of `text`; false if it is malformed. Only three digits count.
bool TakeFraction(std::string* text, std::chrono::milliseconds* fraction) {
  const size_t dot = text->find('.');
  if (dot == std::string::npos) return true;
  size_t end = dot + 1;
  int64_t millis = 0;
  int64_t weight = 100;
  while (end < text->size() && IsDigit((*text)[end])) {
    millis += weight * ((*text)[end] - '0');
    weight /= 10;
    ++end;
  }
  if (end == dot + 1) return false;
  text->erase(dot, end - dot);
  *fraction = std::chrono::milliseconds(millis);
  return true;
}

struct DurationUnit {
  char letter;
  int64_t millis;
};

constexpr DurationUnit kUnits[] = {
    {'W', 604'800'000}, {'D', 86'400'000}, {'H', 3'600'000}, {'M', 60'000}, {'S', 1'000}};

constexpr int64_t kDurationMillisMax = int64_t{100} * 365 * 86'400'000;

}  // namespace

std::string FormatIso8601(Instant instant) {
  return Format<std::chrono::seconds>("%FT%TZ", instant);
}
std::string FormatIso8601Millis(Instant instant) {
  return Format<std::chrono::milliseconds>("%FT%TZ", instant);
}
std::string FormatIso8601Basic(Instant instant) {
  return Format<std::chrono::seconds>("%Y%m%dT%H%M%SZ", instant);
}
std::string FormatBasicDate(Instant instant) {
  return Format<std::chrono::seconds>("%Y%m%d", instant);
}
std::string FormatHttpDate(Instant instant) {
  return Format<std::chrono::seconds>("%a, %d %b %Y %T GMT", instant);
}

std::optional<Instant> ParseIso8601(std::string_view text) {
  if (text.size() < 20 || text[10] != 'T') return std::nullopt;
  std::string rest(text);
  std::chrono::milliseconds fraction{0};
  if (!TakeFraction(&rest, &fraction)) return std::nullopt;
  const std::optional<Instant> whole =
      rest.ends_with('Z') ? Parse("%FT%TZ", rest) : Parse("%FT%T%Ez", rest);
  if (!whole) return std::nullopt;
  return *whole + fraction;
}

std::optional<Instant> ParseIso8601Basic(std::string_view text) {
  if (text.size() != 16 || text[8] != 'T' || text[15] != 'Z') return std::nullopt;
  for (size_t i = 0; i < 15; ++i) {
    if (i != 8 && !IsDigit(text[i])) return std::nullopt;
  }
  return Parse("%Y%m%dT%H%M%SZ", text);
}

std::optional<Instant> ParseHttpDate(std::string_view text) {
  return Parse("%a, %d %b %Y %T GMT", text);
}

std::optional<std::chrono::milliseconds> ParseDuration(std::string_view text) {
  const bool iso = !text.empty() && (text[0] == 'P' || text[0] == 'p');
  if (iso) text.remove_prefix(1);
  bool in_time = !iso;
  bool any = false;
  double total = 0;
  while (!text.empty()) {
    if (iso && !in_time && (text[0] == 'T' || text[0] == 't')) {
      in_time = true;
      text.remove_prefix(1);
      if (text.empty()) return std::nullopt;
      continue;
    }
    size_t digits = 0;
    while (digits < text.size() && (IsDigit(text[digits]) || text[digits] == '.')) ++digits;
    if (digits == 0 || digits > 15 || digits == text.size() || text[0] == '.') return std::nullopt;
    const double count = std::stod(std::string(text.substr(0, digits)));
    const char letter = static_cast<char>(std::toupper(static_cast<unsigned char>(text[digits])));
    if (letter == 'M' && !in_time) return std::nullopt;
    const DurationUnit* unit = nullptr;
    for (const DurationUnit& candidate : kUnits) {
      if (candidate.letter == letter) unit = &candidate;
    }
    if (unit == nullptr) return std::nullopt;
    total += count * static_cast<double>(unit->millis);
    any = true;
    text.remove_prefix(digits + 1);
  }
  if (!any || total > static_cast<double>(kDurationMillisMax)) return std::nullopt;
  return std::chrono::milliseconds(static_cast<int64_t>(total));
}

}  // namespace policy_engine
