#include "mockaws/crypto/digest.h"

#include <gtest/gtest.h>

#include "mockaws/crypto/encoding.h"

namespace mockaws {
namespace {

template <size_t N>
std::string Hex(const DigestBytes<N>& digest) {
  return HexEncode(AsView(digest));
}

// Values of FIPS 180, RFC 1321 and NIST's example files.
TEST(Digest, AgreesWithThePublishedValues) {
  EXPECT_EQ(Hex(Md5("")), "d41d8cd98f00b204e9800998ecf8427e");
  EXPECT_EQ(Hex(Md5("message digest")), "f96b697d7cb7938d525a2f31aaf161d0");
  EXPECT_EQ(Hex(Sha1("abc")), "a9993e364706816aba3e25717850c26c9cd0d89d");
  EXPECT_EQ(Sha256Hex(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(Sha256Hex("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(Hex(Sha512("abc")),
            "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
            "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f");
}

TEST(Digest, StreamEqualsOneShotHoweverTheDataIsCut) {
  const std::string data(1000, 'x');
  Sha256Stream stream;
  for (size_t at = 0; at < data.size(); at += 37) {
    stream.Update(std::string_view(data).substr(at, 37));
  }
  EXPECT_EQ(stream.Finish(), Sha256(data));
  stream.Update("abc");
  EXPECT_EQ(stream.Finish(), Sha256("abc")) << "Finish starts afresh";
}

// RFC 4231, cases 2, 3 and 6 (a key longer than a block), and an empty key and text.
TEST(Hmac, AgreesWithRfc4231) {
  EXPECT_EQ(Hex(HmacSha256("Jefe", "what do ya want for nothing?")),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
  EXPECT_EQ(Hex(HmacSha256(std::string(20, '\xaa'), std::string(50, '\xdd'))),
            "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe");
  EXPECT_EQ(Hex(HmacSha256(std::string(131, '\xaa'),
                           "Test Using Larger Than Block-Size Key - Hash Key First")),
            "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
  EXPECT_EQ(Hex(HmacSha256("", "")),
            "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad");
}

TEST(ConstantTimeEqual, IsEqualityOfBytes) {
  EXPECT_TRUE(ConstantTimeEqual("", ""));
  EXPECT_TRUE(ConstantTimeEqual("abc", "abc"));
  EXPECT_FALSE(ConstantTimeEqual("abc", "abd"));
  EXPECT_FALSE(ConstantTimeEqual("abc", "abcd"));
  EXPECT_FALSE(ConstantTimeEqual("abc", ""));
}

}  // namespace
}  // namespace mockaws
