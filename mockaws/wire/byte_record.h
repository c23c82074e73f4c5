// ByteWriter and ByteReader: values one behind the other as compact bytes, for records that the
// server itself reads again. No tags and no version: whoever reads knows what was written. A type
// of one's own takes part by a function RecordFields beside it, which ties its members (std::tie).
#pragma once

#include <cstdint>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include "policy_engine/base/time.h"
#include "policy_engine/check.h"

namespace mockaws {

// Numbers as base-128 digits, the low one first, each but the last with its high bit set; texts and
// lists behind their length.
class ByteWriter {
 public:
  // Keeps what `room` has allocated, if anything.
  explicit ByteWriter(std::string room = {}) : bytes_(std::move(room)) {}

  // What was written; the writer is empty then.
  std::string Take() {
    bytes_.resize(size_);
    size_ = 0;
    return std::move(bytes_);
  }

  void Put(uint64_t number) {
    char* at = Room(kNumberBytesMax);
    char* const start = at;
    for (; number >= 0x80; number >>= 7) *at++ = static_cast<char>(number | 0x80);
    *at++ = static_cast<char>(number);
    size_ += static_cast<size_t>(at - start);
  }
  void Put(std::string_view text) {
    Put(uint64_t{text.size()});
    std::memcpy(Room(text.size()), text.data(), text.size());
    size_ += text.size();
  }
  void Put(const std::string& text) { Put(std::string_view(text)); }
  void Put(bool flag) { Put(uint64_t{flag}); }
  void Put(policy_engine::Instant instant) {
    Put(static_cast<uint64_t>(instant.time_since_epoch().count()));
  }
  template <typename Enum>
  std::enable_if_t<std::is_enum_v<Enum>> Put(Enum value) {
    Put(static_cast<uint64_t>(value));
  }
  template <typename T>
  void Put(const std::optional<T>& value) {
    Put(value.has_value());
    if (value) Put(*value);
  }
  template <typename T>
  void Put(const std::vector<T>& list) {
    Put(uint64_t{list.size()});
    for (const T& item : list) Put(item);
  }
  template <typename A, typename B>
  void Put(const std::pair<A, B>& pair) {
    PutAll(pair.first, pair.second);
  }
  template <typename T>
  void Put(const T& value) requires requires {
    RecordFields(value);
  }
  {
    std::apply([this](const auto&... fields) { PutAll(fields...); }, RecordFields(value));
  }
  template <typename... Ts>
  void PutAll(const Ts&... values) {
    (Put(values), ...);
  }

 private:
  static constexpr size_t kNumberBytesMax = 10;

  // Where the next `bytes` may go.
  char* Room(size_t bytes) {
    if (size_ + bytes > bytes_.size()) bytes_.resize(2 * bytes_.size() + bytes + kNumberBytesMax);
    return bytes_.data() + size_;
  }

  std::string bytes_;  // longer than what is written
  size_t size_ = 0;
};

// Reads what a ByteWriter wrote, in the same order. Anything else ends the program (CHECK): only
// for bytes that nobody else can have made.
class ByteReader {
 public:
  explicit ByteReader(std::string_view bytes) : rest_(bytes) {}

  void Get(uint64_t* number) {
    *number = 0;
    for (unsigned shift = 0; shift < 64; shift += 7) {
      const auto digit = static_cast<uint8_t>(Take(1)[0]);
      *number |= uint64_t{digit & 0x7FU} << shift;
      if (digit < 0x80) return;
    }
    CHECK(false, "a record holds a bad number");
  }
  void Get(std::string* text) {
    uint64_t size = 0;
    Get(&size);
    *text = Take(size);
  }
  void Get(bool* flag) { *flag = Take(1)[0] != '\0'; }
  void Get(policy_engine::Instant* instant) {
    uint64_t millis = 0;
    Get(&millis);
    *instant = policy_engine::Instant(std::chrono::milliseconds(static_cast<int64_t>(millis)));
  }
  template <typename Enum>
  std::enable_if_t<std::is_enum_v<Enum>> Get(Enum* value) {
    uint64_t number = 0;
    Get(&number);
    *value = static_cast<Enum>(number);
  }
  template <typename T>
  void Get(std::optional<T>* value) {
    bool present = false;
    Get(&present);
    if (present) Get(&value->emplace());
  }
  template <typename T>
  void Get(std::vector<T>* list) {
    uint64_t count = 0;
    for (Get(&count); count > 0; --count) Get(&list->emplace_back());
  }
  template <typename A, typename B>
  void Get(std::pair<A, B>* pair) {
    GetAll(&pair->first, &pair->second);
  }
  template <typename T>
  void Get(T* value) requires requires {
    RecordFields(*value);
  }
  {
    std::apply([this](auto&... fields) { GetAll(&fields...); }, RecordFields(*value));
  }
  template <typename... Ts>
  void GetAll(Ts*... values) {
    (Get(values), ...);
  }

 private:
  std::string_view Take(uint64_t count) {
    CHECK(count <= rest_.size(), "a record ends too early");
    const std::string_view taken = rest_.substr(0, count);
    rest_.remove_prefix(count);
    return taken;
  }

  std::string_view rest_;
};

}  // namespace mockaws
