// What XML Encryption ("XML Encryption Syntax and Processing 1.1") needs to decrypt: a key wrapped
// by RSA-OAEP, data in AES. Thread-safe.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace mockaws {

// The digest in OAEP's mask generation; the digest beside it is SHA-256.
enum class OaepMask { kSha1, kSha256 };

// Nothing if the PEM holds no RSA key or the key doesn't open it.
std::optional<std::string> UnwrapKey(std::string_view private_key_pem, OaepMask mask,
                                     std::string_view wrapped);

enum class BlockMode { kCbc, kGcm };

// `sealed` begins with the initialization vector (16 bytes; GCM: 12) and in GCM ends with the tag.
// The key has 16 or 32 bytes. Nothing if it doesn't open.
std::optional<std::string> DecryptBlocks(std::string_view key, BlockMode mode,
                                         std::string_view sealed);

}  // namespace mockaws
