#include "policy_engine/condition/date.h"

#include <chrono>

#include "policy_engine/pattern/ascii.h"

namespace policy_engine {

namespace {

class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  bool done() const { return at_ == text_.size(); }
  bool Take(char c) {
    if (done() || text_[at_] != c) return false;
    ++at_;
    return true;
  }
  // Exactly `count` digits, of a value from `low` to `high`.
  bool Number(int count, int low, int high, int* value) {
    *value = 0;
    for (int i = 0; i < count; ++i) {
      if (done() || !IsDigit(text_[at_])) return false;
      *value = *value * 10 + (text_[at_++] - '0');
    }
    return *value >= low && *value <= high;
  }
  // One digit or more; the first three count.
  bool Fraction(int* milliseconds) {
    int digits = 0;
    *milliseconds = 0;
    for (; !done() && IsDigit(text_[at_]); ++at_, ++digits) {
      if (digits < 3) *milliseconds = *milliseconds * 10 + (text_[at_] - '0');
    }
    for (int i = digits; i < 3; ++i) *milliseconds *= 10;
    return digits > 0;
  }

 private:
  std::string_view text_;
  size_t at_ = 0;
};

bool ReadEpoch(std::string_view text, int64_t* milliseconds) {
  bool negative = false;
  if (!text.empty() && (text.front() == '+' || text.front() == '-')) {
    negative = text.front() == '-';
    text.remove_prefix(1);
  }
  if (text.empty() || text.size() > 15) return false;
  int64_t seconds = 0;
  for (const char c : text) {
    if (!IsDigit(c)) return false;
    seconds = seconds * 10 + (c - '0');
  }
  *milliseconds = (negative ? -seconds : seconds) * 1000;
  return true;
}

bool ReadZone(Reader* reader, int* minutes) {
  *minutes = 0;
  if (reader->done() || reader->Take('Z')) return reader->done();
  const bool east = reader->Take('+');
  if (!east && !reader->Take('-')) return false;
  int hour = 0;
  int minute = 0;
  if (!reader->Number(2, 0, 23, &hour) || !reader->Take(':') ||
      !reader->Number(2, 0, 59, &minute)) {
    return false;
  }
  *minutes = (east ? 1 : -1) * (hour * 60 + minute);
  return reader->done();
}

bool ReadTime(Reader* reader, int64_t* milliseconds) {
  int hour = 0;
  int minute = 0;
  int second = 0;
  int fraction = 0;
  int zone_minutes = 0;
  if (!reader->Number(2, 0, 23, &hour) || !reader->Take(':') ||
      !reader->Number(2, 0, 59, &minute)) {
    return false;
  }
  if (reader->Take(':')) {
    if (!reader->Number(2, 0, 59, &second)) return false;
    if (reader->Take('.') && !reader->Fraction(&fraction)) return false;
  }
  if (!ReadZone(reader, &zone_minutes)) return false;
  *milliseconds = ((int64_t{hour} * 60 + minute - zone_minutes) * 60 + second) * 1000 + fraction;
  return true;
}

bool ReadIso(std::string_view text, int64_t* milliseconds) {
  Reader reader(text);
  int year = 0;
  int month = 1;
  int day = 1;
  int64_t time = 0;
  if (!reader.Number(4, 0, 9999, &year)) return false;
  if (reader.Take('-')) {
    if (!reader.Number(2, 1, 12, &month)) return false;
    if (reader.Take('-')) {
      if (!reader.Number(2, 1, 31, &day)) return false;
      if (reader.Take('T') && !ReadTime(&reader, &time)) return false;
    }
  }
  if (!reader.done()) return false;
  const std::chrono::year_month_day date{std::chrono::year(year),
                                         std::chrono::month(static_cast<unsigned>(month)),
                                         std::chrono::day(static_cast<unsigned>(day))};
  if (!date.ok()) return false;
  *milliseconds =
      int64_t{std::chrono::sys_days(date).time_since_epoch().count()} * 86'400'000 + time;
  return true;
}

}  // namespace

bool ReadDate(std::string_view text, int64_t* milliseconds) {
  return ReadIso(text, milliseconds) || ReadEpoch(text, milliseconds);
}

}  // namespace policy_engine
