#include "mockaws/crypto/encoding.h"

#include <gtest/gtest.h>

namespace mockaws {
namespace {

TEST(Base64, EncodesAsRfc4648Shows) {
  EXPECT_EQ(Base64Encode(""), "");
  EXPECT_EQ(Base64Encode("f"), "Zg==");
  EXPECT_EQ(Base64Encode("fo"), "Zm8=");
  EXPECT_EQ(Base64Encode("foobar"), "Zm9vYmFy");
  EXPECT_EQ(Base64Encode(std::string("\xFB\xFF\x00", 3)), "+/8A");
}

TEST(Base64, TakesCanonicalTextOnly) {
  EXPECT_EQ(Base64Decode("Zm9vYg=="), "foob");
  EXPECT_EQ(Base64Decode(""), "");
  for (const char* bad : {"Zg", "Zg=", "Zg===", "Z===", "====", "=", "Zh==", "Zm9=", "Zg==Zg==",
                          "Z g=", "Zm9v\n", "Zm9-", "Zm9_", "Z=g=", "\xC3\xA9zz"}) {
    EXPECT_EQ(Base64Decode(bad), std::nullopt) << bad;
  }
}

TEST(Base32, EncodesAsRfc4648ShowsWithoutPadding) {
  EXPECT_EQ(Base32Encode("foobar"), "MZXW6YTBOI");
  EXPECT_EQ(Base32Encode("f"), "MY");
  EXPECT_EQ(Base32Decode("MZXW6YTBOI"), "foobar");
  EXPECT_EQ(Base32Decode(""), "");
}

TEST(Base32, TakesCanonicalTextOnly) {
  for (const char* bad : {"M", "MZ", "MZX", "my", "MY======", "M1", "MY\n"}) {
    EXPECT_EQ(Base32Decode(bad), std::nullopt) << bad;
  }
}

TEST(Hex, DecodesBothCasesAndNothingElse) {
  EXPECT_EQ(HexEncode(std::string("\x00\xAB\xFF", 3)), "00abff");
  EXPECT_EQ(HexDecode("00abFF"), std::string("\x00\xAB\xFF", 3));
  for (const char* bad : {"0", "0g", "0x", " 0", "/0", ":0", "@0", "`0"}) {
    EXPECT_EQ(HexDecode(bad), std::nullopt) << bad;
  }
}

TEST(Encodings, UndoThemselvesForEveryLength) {
  std::string bytes;
  for (int i = 0; i < 300; ++i) {
    EXPECT_EQ(Base64Decode(Base64Encode(bytes)), bytes);
    EXPECT_EQ(Base32Decode(Base32Encode(bytes)), bytes);
    EXPECT_EQ(HexDecode(HexEncode(bytes)), bytes);
    bytes += static_cast<char>(i * 37 + 11);
  }
}

}  // namespace
}  // namespace mockaws
