#include "mockaws/sts/session_tokens.h"

#include "mockaws/crypto/encoding.h"
#include "mockaws/sts/session_policy.h"
#include "policy_engine/base/json.h"

namespace mockaws {
namespace {

using policy_engine::Json;

// Bound to every sealed text, so that no other use of the key can pass for a token.
constexpr std::string_view kPurpose = "iamsim session token 1";
constexpr size_t kOpenedMax = 4096;
// Before everything sealed, so that tokens begin as AWS's do: `IQoJ`.
constexpr std::string_view kMark = "\x21\x0a\x09";

Json StringList(const std::vector<std::string>& items) {
  Json list = Json::MakeArray();
  for (const std::string& item : items) list.Append(Json::String(item));
  return list;
}

std::vector<std::string> ReadStringList(const Json& json, std::string_view key) {
  std::vector<std::string> items;
  if (const Json* list = json.Find(key)) {
    for (const Json& item : list->items()) items.push_back(item.AsString());
  }
  return items;
}

int64_t Millis(Instant instant) { return instant.time_since_epoch().count(); }

Instant ReadInstant(const Json& json, std::string_view key) {
  int64_t millis = 0;
  if (const Json* value = json.Find(key)) {
    CHECK(value->AsInt64(&millis), "a sealed session holds a bad instant");
  }
  return Instant(std::chrono::milliseconds(millis));
}

std::string ReadString(const Json& json, std::string_view key) {
  const Json* value = json.Find(key);
  return value != nullptr ? value->AsString() : std::string();
}

void SetUnlessEmpty(Json* json, std::string_view key, const std::string& value) {
  if (!value.empty()) json->Set(key, Json::String(value));
}

void SetUnlessEmpty(Json* json, std::string_view key, const std::vector<std::string>& value) {
  if (!value.empty()) json->Set(key, StringList(value));
}

Json WriteTags(const Tags& tags) {
  Json json = Json::MakeArray();
  for (const Tag& tag : tags) {
    json.Append(Json::String(tag.key));
    json.Append(Json::String(tag.value));
  }
  return json;
}

std::string Write(const Session& session) {
  Json json = Json::MakeObject();
  json.Set("k", Json::Number(static_cast<int64_t>(session.kind)));
  json.Set("a", Json::String(session.account_id));
  json.Set("p", Json::String(session.principal_id));
  SetUnlessEmpty(&json, "pk", session.principal_key);
  SetUnlessEmpty(&json, "n", session.name);
  json.Set("id", Json::String(session.access_key_id));
  json.Set("s", Json::String(session.secret));
  json.Set("i", Json::Number(Millis(session.issued)));
  json.Set("e", Json::Number(Millis(session.expires)));
  if (session.policy) json.Set("po", Json::String(*session.policy));
  SetUnlessEmpty(&json, "pa", session.policy_arns);
  SetUnlessEmpty(&json, "sc", session.scopes);
  if (!session.tags.empty()) json.Set("t", WriteTags(session.tags));
  SetUnlessEmpty(&json, "tk", session.transitive_keys);
  SetUnlessEmpty(&json, "si", session.source_identity);
  if (session.mfa_time) json.Set("m", Json::Number(Millis(*session.mfa_time)));
  if (!session.mfa_known) json.Set("mu", Json::Bool(true));
  if (session.chained) json.Set("c", Json::Bool(true));
  SetUnlessEmpty(&json, "fp", session.federated_provider);
  std::vector<std::string> keys;
  for (const auto& [key, value] : session.context_keys) {
    keys.push_back(key);
    keys.push_back(value);
  }
  SetUnlessEmpty(&json, "ck", keys);
  return json.Dump();
}

Session Read(const Json& json) {
  Session session;
  int64_t kind = 0;
  CHECK(json.Find("k") != nullptr && json.Find("k")->AsInt64(&kind), "a sealed session, no kind");
  session.kind = static_cast<Session::Kind>(kind);
  session.account_id = ReadString(json, "a");
  session.principal_id = ReadString(json, "p");
  session.principal_key = ReadString(json, "pk");
  session.name = ReadString(json, "n");
  session.access_key_id = ReadString(json, "id");
  session.secret = ReadString(json, "s");
  session.issued = ReadInstant(json, "i");
  session.expires = ReadInstant(json, "e");
  if (json.Find("po") != nullptr) session.policy = ReadString(json, "po");
  session.policy_arns = ReadStringList(json, "pa");
  session.scopes = ReadStringList(json, "sc");
  const std::vector<std::string> tags = ReadStringList(json, "t");
  for (size_t i = 0; i + 1 < tags.size(); i += 2) session.tags.push_back({tags[i], tags[i + 1]});
  session.transitive_keys = ReadStringList(json, "tk");
  session.source_identity = ReadString(json, "si");
  if (json.Find("m") != nullptr) session.mfa_time = ReadInstant(json, "m");
  session.mfa_known = json.Find("mu") == nullptr;
  session.chained = json.Find("c") != nullptr;
  session.federated_provider = ReadString(json, "fp");
  const std::vector<std::string> keys = ReadStringList(json, "ck");
  for (size_t i = 0; i + 1 < keys.size(); i += 2) {
    session.context_keys.emplace_back(keys[i], keys[i + 1]);
  }
  return session;
}

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
  std::string plain = Write(session);
  // Base64 makes 4 characters of 3 bytes; JSON readers skip trailing blanks.
  const size_t bare = kMark.size() + plain.size() + Aead::kNonceBytes + Aead::kTagBytes;
  const size_t wanted = (min_bytes + 3) / 4 * 3;
  if (bare < wanted) plain.append(wanted - bare, ' ');
  return SealText(kPurpose, plain);
}

std::string SessionTokens::SealText(std::string_view purpose, std::string_view text) {
  return Base64Encode(std::string(kMark) +
                      aead_.Seal(ids_->Bytes("nonce", Aead::kNonceBytes), text, purpose));
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
  const auto json = policy_engine::ParseJson(*plain);
  CHECK(json.ok(), "a sealed session is no JSON");
  OpenedSessionPtr opened = Compile(Read(*json));
  const std::lock_guard lock(mutex_);
  if (opened_.size() >= kOpenedMax) opened_.clear();
  opened_.emplace(std::string(token), opened);
  return opened;
}

}  // namespace mockaws
