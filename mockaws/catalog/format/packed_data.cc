#include "mockaws/catalog/format/packed_data.h"

#include <cstring>

#include "policy_engine/check.h"

namespace mockaws {

namespace {

constexpr uint32_t kWordBytes = sizeof(uint32_t);
constexpr uint32_t kHeaderBytes = 2 * kWordBytes;
constexpr uint32_t kLengthBytes = sizeof(uint16_t);

uint32_t LoadWord(const unsigned char* at) {
  uint32_t word = 0;
  std::memcpy(&word, at, kWordBytes);
  return word;
}

}  // namespace

PackedData::PackedData(const unsigned char* begin, const unsigned char* end, uint32_t kind) {
  const auto bytes = static_cast<size_t>(end - begin);
  CHECK(bytes >= kHeaderBytes && LoadWord(begin) == kind, "packed data of another kind");
  word_count_ = LoadWord(begin + kWordBytes);
  words_ = begin + kHeaderBytes;
  const size_t before_pool = kHeaderBytes + size_t{kWordBytes} * word_count_;
  CHECK(before_pool <= bytes, "packed data cut short");
  pool_ = begin + before_pool;
  pool_bytes_ = static_cast<uint32_t>(bytes - before_pool);
}

uint32_t PackedData::Word(uint32_t index) const {
  CHECK(index < word_count_, "packed data: no such word");
  return LoadWord(words_ + size_t{kWordBytes} * index);
}

std::string_view PackedData::Text(uint32_t text) const {
  uint16_t size = 0;
  std::memcpy(&size, Bytes(text, kLengthBytes).data(), kLengthBytes);
  return Bytes(text + kLengthBytes, size);
}

std::string_view PackedData::Bytes(uint32_t offset, uint32_t size) const {
  CHECK(offset <= pool_bytes_ && size <= pool_bytes_ - offset, "packed data: no such bytes");
  return {reinterpret_cast<const char*>(pool_ + offset), size};
}

uint32_t PackedWriter::AddWords(uint32_t count) {
  const auto first = static_cast<uint32_t>(words_.size());
  words_.resize(words_.size() + count);
  return first;
}

uint32_t PackedWriter::AddWord(uint32_t value) {
  const uint32_t index = AddWords(1);
  words_[index] = value;
  return index;
}

void PackedWriter::SetWord(uint32_t index, uint32_t value) {
  CHECK(index < words_.size(), "packed writer: no such word");
  words_[index] = value;
}

uint32_t PackedWriter::AddText(std::string_view text) {
  const auto known = texts_.find(text);
  if (known != texts_.end()) return known->second;
  CHECK(text.size() <= UINT16_MAX, "packed writer: text too long");
  const auto size = static_cast<uint16_t>(text.size());
  char length[kLengthBytes];
  std::memcpy(length, &size, kLengthBytes);
  const uint32_t offset = AddBytes({length, kLengthBytes});
  AddBytes(text);
  texts_.emplace(text, offset);
  return offset;
}

uint32_t PackedWriter::AddBytes(std::string_view bytes) {
  const auto offset = static_cast<uint32_t>(pool_.size());
  pool_ += bytes;
  return offset;
}

std::string PackedWriter::Finish(uint32_t kind) const {
  const uint32_t header[] = {kind, static_cast<uint32_t>(words_.size())};
  std::string out(kHeaderBytes + kWordBytes * words_.size(), '\0');
  std::memcpy(out.data(), header, kHeaderBytes);
  if (!words_.empty()) {
    std::memcpy(out.data() + kHeaderBytes, words_.data(), kWordBytes * words_.size());
  }
  return out + pool_;
}

}  // namespace mockaws
