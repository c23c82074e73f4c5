// SessionTokens: seals a Session into the opaque token that clients carry, and opens it again.
//
// A token is authenticated and encrypted (AES-256-GCM) under the server's key: what is modified,
// truncated, swapped or another server's doesn't open. Thread-safe.
#pragma once

#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "mockaws/crypto/aead.h"
#include "mockaws/runtime/id_source.h"
#include "mockaws/state/session.h"

namespace mockaws {

class SessionTokens {
 public:
  // `key` is Aead::kKeyBytes long. `ids` draws the nonces and must outlive this.
  SessionTokens(std::string_view key, IdSource* ids) : aead_(key), ids_(ids) {}

  // The token in base64; at least `min_bytes` characters long (0: as it comes).
  std::string Seal(const Session& session, size_t min_bytes = 0);

  // The session behind a token, its policies compiled; null if the token is none of ours. Opened
  // sessions are cached.
  OpenedSessionPtr Open(std::string_view token);

  // The same for texts that are no sessions. `purpose` is bound to the text: what was sealed for
  // one purpose doesn't open for another.
  std::string SealText(std::string_view purpose, std::string_view text);
  std::optional<std::string> OpenText(std::string_view purpose, std::string_view sealed);

 private:
  const Aead aead_;
  IdSource* const ids_;
  std::mutex mutex_;
  std::map<std::string, OpenedSessionPtr, std::less<>> opened_;
};

}  // namespace mockaws
