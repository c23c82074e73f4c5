#include "mockaws/catalog/format/document_codec.h"

#include <zdict.h>
#include <zstd.h>

#include "policy_engine/check.h"

namespace mockaws {

namespace {

constexpr int kLevel = 19;

struct ContextDeleter {
  void operator()(ZSTD_CCtx* context) const { ZSTD_freeCCtx(context); }
  void operator()(ZSTD_CDict* dictionary) const { ZSTD_freeCDict(dictionary); }
  void operator()(ZSTD_DCtx* context) const { ZSTD_freeDCtx(context); }
};

}  // namespace

Result<std::string> TrainDictionary(const std::vector<std::string>& documents, size_t bytes_max) {
  std::string samples;
  std::vector<size_t> sizes;
  for (const std::string& document : documents) {
    samples += document;
    sizes.push_back(document.size());
  }
  std::string dictionary(bytes_max, '\0');
  const size_t bytes = ZDICT_trainFromBuffer(dictionary.data(), dictionary.size(), samples.data(),
                                             sizes.data(), static_cast<unsigned>(sizes.size()));
  if (ZDICT_isError(bytes) != 0) {
    return policy_engine::Error{std::string("cannot make a dictionary: ") +
                                ZDICT_getErrorName(bytes)};
  }
  dictionary.resize(bytes);
  return dictionary;
}

struct DocumentCompressor::Digested {
  std::unique_ptr<ZSTD_CDict, ContextDeleter> dictionary;
};

DocumentCompressor::DocumentCompressor(std::string_view dictionary)
    : digested_(new Digested{std::unique_ptr<ZSTD_CDict, ContextDeleter>(
          ZSTD_createCDict(dictionary.data(), dictionary.size(), kLevel))}) {}

DocumentCompressor::~DocumentCompressor() = default;

std::string DocumentCompressor::Compress(std::string_view document) const {
  const std::unique_ptr<ZSTD_CCtx, ContextDeleter> context(ZSTD_createCCtx());
  std::string packed(ZSTD_compressBound(document.size()), '\0');
  const size_t bytes =
      ZSTD_compress_usingCDict(context.get(), packed.data(), packed.size(), document.data(),
                               document.size(), digested_->dictionary.get());
  CHECK(ZSTD_isError(bytes) == 0, "zstd cannot compress");
  packed.resize(bytes);
  return packed;
}

std::string Decompress(std::string_view packed, size_t bytes, std::string_view dictionary) {
  const std::unique_ptr<ZSTD_DCtx, ContextDeleter> context(ZSTD_createDCtx());
  std::string document(bytes, '\0');
  const size_t found =
      ZSTD_decompress_usingDict(context.get(), document.data(), document.size(), packed.data(),
                                packed.size(), dictionary.data(), dictionary.size());
  CHECK(ZSTD_isError(found) == 0 && found == bytes, "zstd cannot decompress");
  return document;
}

}  // namespace mockaws
