#include "mockaws/crypto/aead.h"

#include <gtest/gtest.h>

#include "mockaws/crypto/encoding.h"
#include "mockaws/crypto/random.h"

namespace mockaws {
namespace {

const std::string kNonce = "twelve bytes";

// Test case 14 of the GCM specification (McGrew and Viega): all zero.
TEST(Aead, IsAes256Gcm) {
  const Aead aead(std::string(32, '\0'));
  EXPECT_EQ(HexEncode(aead.Seal(std::string(12, '\0'), std::string(16, '\0'))),
            "000000000000000000000000"
            "cea7403d4d606b6e074ec5d3baf39d18"
            "d0d1c8a799996bf0265b98b5d48ab919");
}

TEST(Aead, OpensWhatItSealed) {
  const Aead aead(RandomBytes(32));
  for (const size_t size : {0, 1, 15, 16, 17, 5000}) {
    const std::string text = RandomBytes(size);
    EXPECT_EQ(aead.Open(aead.Seal(kNonce, text, "about"), "about"), text);
  }
}

TEST(Aead, KeysDontMixWhenUsedInTurns) {
  const Aead first(std::string(32, 'a'));
  const Aead second(std::string(32, 'b'));
  const std::string by_first = first.Seal(kNonce, "text");
  const std::string by_second = second.Seal(kNonce, "text");
  EXPECT_NE(by_first, by_second);
  for (int round = 0; round < 3; ++round) {
    EXPECT_EQ(first.Seal(kNonce, "text"), by_first);
    EXPECT_EQ(second.Seal(kNonce, "text"), by_second);
    EXPECT_EQ(second.Open(by_second), "text");
    EXPECT_EQ(first.Open(by_second), std::nullopt);
    EXPECT_EQ(first.Open(by_first), "text");
  }
}

TEST(Aead, RefusesEverySingleBitChanged) {
  const Aead aead(std::string(32, 'k'));
  const std::string sealed = aead.Seal(kNonce, "secret text", "about");
  for (size_t bit = 0; bit < sealed.size() * 8; ++bit) {
    std::string forged = sealed;
    forged[bit / 8] = static_cast<char>(forged[bit / 8] ^ (1 << (bit % 8)));
    EXPECT_EQ(aead.Open(forged, "about"), std::nullopt) << bit;
  }
}

TEST(Aead, RefusesAnotherKeyOtherAssociatedDataAndOtherLengths) {
  const Aead aead(std::string(32, 'k'));
  const std::string sealed = aead.Seal(kNonce, "secret text", "about");
  EXPECT_EQ(Aead(std::string(32, 'l')).Open(sealed, "about"), std::nullopt);
  EXPECT_EQ(aead.Open(sealed, "About"), std::nullopt);
  EXPECT_EQ(aead.Open(sealed), std::nullopt);
  for (size_t size = 0; size < sealed.size(); ++size) {
    EXPECT_EQ(aead.Open(sealed.substr(0, size), "about"), std::nullopt) << size;
  }
  EXPECT_EQ(aead.Open(sealed + 'x', "about"), std::nullopt);
  EXPECT_EQ(aead.Open(sealed, "about"), "secret text") << "a refusal leaves nothing behind";
}

TEST(RandomBytes, GivesWhatIsAskedAndNeverTheSame) {
  EXPECT_EQ(RandomBytes(0).size(), 0u);
  EXPECT_EQ(RandomBytes(33).size(), 33u);
  EXPECT_NE(RandomBytes(16), RandomBytes(16));
}

}  // namespace
}  // namespace mockaws
