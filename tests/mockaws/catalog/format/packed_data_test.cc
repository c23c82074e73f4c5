#include "mockaws/catalog/format/packed_data.h"

#include <gtest/gtest.h>

namespace mockaws {
namespace {

constexpr uint32_t kKind = 7;

PackedData Read(const std::string& packed, uint32_t kind = kKind) {
  const auto* begin = reinterpret_cast<const unsigned char*>(packed.data());
  return {begin, begin + packed.size(), kind};
}

TEST(PackedData, GivesBackWhatTheWriterTook) {
  PackedWriter writer;
  const uint32_t record = writer.AddWords(2);
  const uint32_t text = writer.AddText("caf\xC3\xA9");
  const uint32_t empty = writer.AddText("");
  const uint32_t bytes = writer.AddBytes(std::string_view("\0\1\2", 3));
  EXPECT_EQ(writer.AddText("caf\xC3\xA9"), text);
  writer.SetWord(record + 1, 0xFFFFFFFF);
  const std::string packed = writer.Finish(kKind);
  const PackedData data = Read(packed);
  EXPECT_EQ(data.Word(record), 0u);
  EXPECT_EQ(data.Word(record + 1), 0xFFFFFFFF);
  EXPECT_EQ(data.Text(text), "caf\xC3\xA9");
  EXPECT_EQ(data.Text(empty), "");
  EXPECT_EQ(data.Bytes(bytes, 3), std::string_view("\0\1\2", 3));
}

TEST(PackedDataDeathTest, RefusesAnotherKindAndWhatLiesOutside) {
  PackedWriter writer;
  writer.AddWord(1);
  const std::string packed = writer.Finish(kKind);
  EXPECT_DEATH(Read(packed, kKind + 1), "another kind");
  EXPECT_DEATH(Read(packed.substr(0, 9)), "cut short");
  EXPECT_DEATH(Read(packed).Word(1), "no such word");
  EXPECT_DEATH(Read(packed).Bytes(0, 1), "no such bytes");
}

}  // namespace
}  // namespace mockaws
