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

// The calendar by hand: date's formats go through streams and locales, which cost a request more
// than its signature does.
class Digits {
 public:
  explicit Digits(Instant instant) {
    const auto day = std::chrono::floor<std::chrono::days>(instant);
    const std::chrono::year_month_day date(day);
    const auto millis = static_cast<unsigned>((instant - day).count());
    const int year_number = static_cast<int>(date.year());
    ordinary_ = year_number >= 0 && year_number <= 9999;
    Write(0, 4, static_cast<unsigned>(year_number));
    Write(4, 2, static_cast<unsigned>(date.month()));
    Write(6, 2, static_cast<unsigned>(date.day()));
    Write(8, 2, millis / 3'600'000);
    Write(10, 2, millis / 60'000 % 60);
    Write(12, 2, millis / 1'000 % 60);
    Write(14, 3, millis % 1'000);
  }

  // Whether the year has four digits.
  bool ordinary() const { return ordinary_; }
  std::string_view year() const { return {text_, 4}; }
  std::string_view month() const { return {text_ + 4, 2}; }
  std::string_view day() const { return {text_ + 6, 2}; }
  std::string_view date() const { return {text_, 8}; }
  std::string_view hour() const { return {text_ + 8, 2}; }
  std::string_view minute() const { return {text_ + 10, 2}; }
  std::string_view second() const { return {text_ + 12, 2}; }
  std::string_view time() const { return {text_ + 8, 6}; }
  std::string_view millis() const { return {text_ + 14, 3}; }

 private:
  void Write(size_t at, size_t count, unsigned number) {
    for (size_t i = count; i-- > 0; number /= 10) {
      text_[at + i] = static_cast<char>('0' + number % 10);
    }
  }

  char text_[17];
  bool ordinary_;
};

template <typename... Parts>
std::string Joined(const Parts&... parts) {
  std::string text;
  text.reserve(24);
  (text.append(parts), ...);
  return text;
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
  const Digits digits(instant);
  if (!digits.ordinary()) return Format<std::chrono::seconds>("%FT%TZ", instant);
  return Joined(digits.year(), "-", digits.month(), "-", digits.day(), "T", digits.hour(), ":",
                digits.minute(), ":", digits.second(), "Z");
}
std::string FormatIso8601Millis(Instant instant) {
  const Digits digits(instant);
  if (!digits.ordinary()) return Format<std::chrono::milliseconds>("%FT%TZ", instant);
  return Joined(digits.year(), "-", digits.month(), "-", digits.day(), "T", digits.hour(), ":",
                digits.minute(), ":", digits.second(), ".", digits.millis(), "Z");
}
std::string FormatIso8601Basic(Instant instant) {
  const Digits digits(instant);
  if (!digits.ordinary()) return Format<std::chrono::seconds>("%Y%m%dT%H%M%SZ", instant);
  return Joined(digits.date(), "T", digits.time(), "Z");
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
  const auto number = [text](size_t at, size_t count) {
    unsigned value = 0;
    for (size_t i = at; i < at + count; ++i)
      value = value * 10 + static_cast<unsigned>(text[i] - '0');
    return value;
  };
  const std::chrono::year_month_day date(std::chrono::year(static_cast<int>(number(0, 4))),
                                         std::chrono::month(number(4, 2)),
                                         std::chrono::day(number(6, 2)));
  const unsigned hour = number(9, 2);
  const unsigned minute = number(11, 2);
  const unsigned second = number(13, 2);
  if (!date.ok() || hour > 23 || minute > 59 || second > 59) return std::nullopt;
  return Instant(std::chrono::sys_days(date).time_since_epoch()) + std::chrono::hours(hour) +
         std::chrono::minutes(minute) + std::chrono::seconds(second);
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
