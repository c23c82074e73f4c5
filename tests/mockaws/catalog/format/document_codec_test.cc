#include "mockaws/catalog/format/document_codec.h"

#include <gtest/gtest.h>

namespace mockaws {
namespace {

std::vector<std::string> Documents() {
  std::vector<std::string> documents;
  for (int i = 0; i < 200; ++i) {
    const std::string n = std::to_string(i * i);
    documents.push_back(R"({"Effect":"Allow","Action":["s3:Get)" + n + R"(","s3:Put)" + n + "\"]}");
  }
  return documents;
}

TEST(DocumentCodec, GivesBackEachDocumentAlone) {
  const auto dictionary = TrainDictionary(Documents(), 1 << 12);
  ASSERT_TRUE(dictionary.ok()) << dictionary.error().message;
  const DocumentCompressor compressor(*dictionary);
  for (const std::string& document : Documents()) {
    const std::string packed = compressor.Compress(document);
    EXPECT_LT(packed.size(), document.size());
    EXPECT_EQ(Decompress(packed, document.size(), *dictionary), document);
  }
}

TEST(DocumentCodec, SaysWhenThereIsTooLittleToLearnFrom) {
  const auto dictionary = TrainDictionary({"a"}, 1 << 12);
  ASSERT_FALSE(dictionary.ok());
  EXPECT_NE(dictionary.error().message.find("cannot make a dictionary"), std::string::npos);
}

}  // namespace
}  // namespace mockaws
