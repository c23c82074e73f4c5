// PackedData: a table of 32-bit words and a pool of texts, read where it lies in the program's
// read-only data: nothing is parsed or allocated, and a page that nobody reads costs no memory.
//
// Made at build time by PackedWriter on the machine that will run it, in its byte order:
//   kind, number of words, the words, the pool (each text: its length in two bytes, its bytes).
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace mockaws {

// Immutable; safe from any thread.
class PackedData {
 public:
  // CHECKs that the bytes begin with `kind` and hold all the words that they announce.
  PackedData(const unsigned char* begin, const unsigned char* end, uint32_t kind);

  uint32_t Word(uint32_t index) const;
  // The text whose number AddText() returned.
  std::string_view Text(uint32_t text) const;
  std::string_view Bytes(uint32_t offset, uint32_t size) const;

 private:
  const unsigned char* words_;
  const unsigned char* pool_;
  uint32_t word_count_;
  uint32_t pool_bytes_;
};

class PackedWriter {
 public:
  // Appends `count` zero words; returns the first one's index.
  uint32_t AddWords(uint32_t count);
  uint32_t AddWord(uint32_t value);
  void SetWord(uint32_t index, uint32_t value);
  // Equal texts are stored once. At most 65,535 bytes.
  uint32_t AddText(std::string_view text);
  // Returns the offset for PackedData::Bytes.
  uint32_t AddBytes(std::string_view bytes);

  std::string Finish(uint32_t kind) const;

 private:
  std::vector<uint32_t> words_;
  std::string pool_;
  std::map<std::string, uint32_t, std::less<>> texts_;
};

}  // namespace mockaws
