// Compression of many small, alike documents; the one wrapper around zstd.
//
// Each document is compressed alone against a dictionary made from all of them, so that one can
// be read without the others. Thread-safe.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "policy_engine/result.h"

namespace mockaws {

using policy_engine::Result;

// What the documents have in common, at most `bytes_max` bytes. The same documents give the same
// dictionary. Error: too few documents to learn from.
Result<std::string> TrainDictionary(const std::vector<std::string>& documents, size_t bytes_max);

class DocumentCompressor {
 public:
  explicit DocumentCompressor(std::string_view dictionary);
  ~DocumentCompressor();
  DocumentCompressor(const DocumentCompressor&) = delete;
  DocumentCompressor& operator=(const DocumentCompressor&) = delete;

  std::string Compress(std::string_view document) const;

 private:
  struct Digested;
  const std::unique_ptr<const Digested> digested_;
};

// `bytes` is the document's size. CHECKs that `packed` was compressed with `dictionary`.
std::string Decompress(std::string_view packed, size_t bytes, std::string_view dictionary);

}  // namespace mockaws
