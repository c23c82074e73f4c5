#include "mockaws/sts/session_tokens.h"

#include "mockaws/crypto/encoding.h"
#include "mockaws/sts/session_policy.h"
#include "mockaws/sts/session_record.h"

namespace mockaws {
namespace {

// Bound to every sealed text, so that no other use of the key can pass for a token.
constexpr std::string_view kPurpose = "iamsim session token 2";
constexpr size_t kOpenedMax = 4096;
// Before everything sealed, so that tokens begin as AWS's do: `IQoJ`.
constexpr std::string_view kMark = "\x21\x0a\x09";

OpenedSessionPtr Compile(Session session) {
  auto opened = std::make_shared<OpenedSession>();
  if (session.policy) opened->policy = CompiledSessionPolicy(*session.policy);
  for (const std::string& scope : session.scopes) {
    opened->scopes.push_back(CompiledSessionPolicy(scope));
  }
  opened->session = std::move(session);
  return opened;
}

}  // namespace

std::string SessionTokens::Seal(const Session& session, size_t min_bytes) {
  std::string plain = WriteSession(session);
  // Base64 makes 4 characters of 3 bytes; a session's reader doesn't look behind its end.
  const size_t bare = kMark.size() + plain.size() + Aead::kNonceBytes + Aead::kTagBytes;
  const size_t wanted = (min_bytes + 3) / 4 * 3;
  if (bare < wanted) plain.append(wanted - bare, '\0');
  return SealText(kPurpose, plain);
}

std::string SessionTokens::SealText(std::string_view purpose, std::string_view text) {
  std::string sealed;
  sealed.reserve(kMark.size() + text.size() + Aead::kNonceBytes + Aead::kTagBytes);
  sealed += kMark;
  aead_.AppendSealed(ids_->Bytes("nonce", Aead::kNonceBytes), text, purpose, &sealed);
  return Base64Encode(sealed);
}

std::optional<std::string> SessionTokens::OpenText(std::string_view purpose,
                                                   std::string_view sealed) {
  const auto bytes = Base64Decode(sealed);
  if (!bytes || !bytes->starts_with(kMark)) return std::nullopt;
  return aead_.Open(std::string_view(*bytes).substr(kMark.size()), purpose);
}

OpenedSessionPtr SessionTokens::Open(std::string_view token) {
  {
    const std::lock_guard lock(mutex_);
    const auto cached = opened_.find(token);
    if (cached != opened_.end()) return cached->second;
  }
  const auto plain = OpenText(kPurpose, token);
  if (!plain) return nullptr;
  OpenedSessionPtr opened = Compile(ReadSession(*plain));
  const std::lock_guard lock(mutex_);
  if (opened_.size() >= kOpenedMax) opened_.clear();
  opened_.emplace(std::string(token), opened);
  return opened;
}

}  // namespace mockaws
