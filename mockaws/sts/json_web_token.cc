#include "mockaws/sts/json_web_token.h"

#include <map>
#include <vector>

#include "mockaws/crypto/base64url.h"
#include "mockaws/crypto/encoding.h"

namespace mockaws {

using policy_engine::Json;

namespace {

// More RSA keys than this break RSA tokens (recorded).
constexpr size_t kRsaKeysMax = 100;

std::optional<Json> ParseObject(std::string_view text) {
  policy_engine::JsonLimits limits;
  limits.refuse_duplicate_keys = false;
  auto json = policy_engine::ParseJson(text, limits);
  if (!json.ok() || !json->is_object()) return std::nullopt;
  return *std::move(json);
}

std::optional<Json> DecodeObject(std::string_view part) {
  const auto text = Base64UrlDecode(part);
  if (!text) return std::nullopt;
  return ParseObject(*text);
}

std::string TextMember(const Json& object, std::string_view name) {
  const Json* member = LastMember(object, name);
  return member != nullptr && member->is_string() ? member->AsString() : std::string();
}

std::string NumberMember(const Json& key, std::string_view name) {
  return Base64UrlDecode(TextMember(key, name)).value_or("");
}

// A certificate beside the numbers must hold the same key; alone it is no key (recorded).
bool CertificateAgrees(const Json& key, const PublicKey& numbers) {
  const Json* chain = LastMember(key, "x5c");
  if (chain == nullptr) return true;
  if (!chain->is_array() || chain->items().empty() || !chain->items()[0].is_string()) return false;
  const auto der = Base64Decode(chain->items()[0].AsString());
  const auto of_certificate = der ? PublicKey::FromCertificate(*der) : std::nullopt;
  return of_certificate && of_certificate->SameAs(numbers);
}

std::optional<PublicKey> ReadKey(const Json& key) {
  const Json* use = LastMember(key, "use");
  if (use != nullptr && !(use->is_string() && use->AsString() == "sig")) return std::nullopt;
  if (LastMember(key, "key_ops") != nullptr) return std::nullopt;
  const std::string type = TextMember(key, "kty");
  std::optional<PublicKey> read;
  if (type == "RSA") read = PublicKey::FromRsa(NumberMember(key, "n"), NumberMember(key, "e"));
  if (type == "EC") {
    read =
        PublicKey::FromEc(TextMember(key, "crv"), NumberMember(key, "x"), NumberMember(key, "y"));
  }
  if (!read || !CertificateAgrees(key, *read)) return std::nullopt;
  return read;
}

const Json* KeysOf(const Json& set) {
  const Json* keys = LastMember(set, "keys");
  return keys != nullptr && keys->is_array() ? keys : nullptr;
}

}  // namespace

const Json* LastMember(const Json& object, std::string_view name) {
  const Json* found = nullptr;
  for (const Json::Member& member : object.members()) {
    if (member.key == name) found = &member.value;
  }
  return found;
}

std::optional<JsonWebToken> ParseJsonWebToken(std::string_view token) {
  const size_t first = token.find('.');
  const size_t second = first == std::string_view::npos ? first : token.find('.', first + 1);
  if (second == std::string_view::npos || token.find('.', second + 1) != std::string_view::npos) {
    return std::nullopt;
  }
  const auto header = DecodeObject(token.substr(0, first));
  auto claims = DecodeObject(token.substr(first + 1, second - first - 1));
  auto signature = Base64UrlDecode(token.substr(second + 1));
  if (!header || !claims || !signature) return std::nullopt;
  const auto algorithm = ParseJwsAlgorithm(TextMember(*header, "alg"));
  if (!algorithm || LastMember(*header, "crit") != nullptr) return std::nullopt;
  JsonWebToken read;
  read.claims = *std::move(claims);
  read.algorithm = *algorithm;
  read.has_key_id = LastMember(*header, "kid") != nullptr;
  read.key_id = TextMember(*header, "kid");
  read.signed_text = token.substr(0, second);
  read.signature = *std::move(signature);
  return read;
}

std::optional<PublicKey> FindVerificationKey(std::string_view jwks, const JsonWebToken& token) {
  const auto set = ParseObject(jwks);
  const Json* keys = set ? KeysOf(*set) : nullptr;
  if (keys == nullptr) return std::nullopt;
  std::map<std::string, PublicKey> usable;
  size_t rsa_keys = 0;
  for (const Json& key : keys->items()) {
    if (!key.is_object()) continue;
    const std::string id = TextMember(key, "kid");
    const auto read = ReadKey(key);
    if (id.empty() || !read || read->is_rsa() != IsRsa(token.algorithm)) continue;
    if (read->is_rsa()) ++rsa_keys;
    usable.insert_or_assign(id, *read);
  }
  if (rsa_keys > kRsaKeysMax) return std::nullopt;
  if (!token.has_key_id) {
    if (usable.size() != 1) return std::nullopt;
    return usable.begin()->second;
  }
  const auto found = usable.find(token.key_id);
  if (found == usable.end()) return std::nullopt;
  return found->second;
}

std::optional<std::string> FaultInKeySet(std::string_view jwks) {
  const auto set = ParseObject(jwks);
  if (!set) return "the key set is no JSON object";
  const Json* keys = KeysOf(*set);
  if (keys == nullptr) return "the key set has no list \"keys\"";
  for (size_t i = 0; i < keys->items().size(); ++i) {
    const Json& key = keys->items()[i];
    const std::string which = "key " + std::to_string(i + 1) + " of the set ";
    if (!key.is_object()) return which + "is no object";
    if (TextMember(key, "kid").empty()) return which + "has no \"kid\"";
  }
  return std::nullopt;
}

}  // namespace mockaws
