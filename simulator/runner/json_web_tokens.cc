#include "simulator/runner/json_web_tokens.h"

#include <algorithm>

#include "mockaws/crypto/encoding.h"
#include "policy_engine/base/json.h"

namespace simulator {
namespace {

using policy_engine::Json;

constexpr const char* kKeyId = "iamsim-1";

std::string Base64Url(std::string_view bytes) {
  std::string text = mockaws::Base64Encode(bytes);
  std::replace(text.begin(), text.end(), '+', '-');
  std::replace(text.begin(), text.end(), '/', '_');
  text.erase(text.find_last_not_of('=') + 1);
  return text;
}

// Claims that are instants are numbers; all else is as it is written.
bool IsInstantClaim(std::string_view name) {
  return name == "exp" || name == "iat" || name == "nbf" || name == "auth_time";
}

bool IsNumber(std::string_view text) {
  return !text.empty() && text.size() < 16 && (text[0] != '0' || text.size() == 1) &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

Json ClaimJson(const YamlNode& node) {
  if (node.is_text()) return Json::String(node.text);
  if (node.is_list()) {
    Json list = Json::MakeArray();
    for (const YamlPointer& item : node.items) list.Append(ClaimJson(*item));
    return list;
  }
  if (node.is_null()) return {};
  Json map = Json::MakeObject();
  for (const YamlMember& member : node.members) map.Set(member.key, ClaimJson(*member.value));
  return map;
}

}  // namespace

std::string KeySetOf(const mockaws::IssuerKey& key) {
  Json one = Json::MakeObject();
  one.Set("kty", Json::String("RSA"));
  one.Set("use", Json::String("sig"));
  one.Set("alg", Json::String("RS256"));
  one.Set("kid", Json::String(kKeyId));
  one.Set("n", Json::String(Base64Url(key.modulus())));
  one.Set("e", Json::String(Base64Url(key.exponent())));
  Json keys = Json::MakeArray();
  keys.Append(std::move(one));
  Json set = Json::MakeObject();
  set.Set("keys", std::move(keys));
  return set.Dump();
}

SourceResult<std::string> MakeToken(const OidcTokenValue& value, const SeededProvider& provider,
                                    const Variables& variables, policy_engine::Instant now) {
  const auto seconds = [](policy_engine::Instant instant) {
    const auto since = std::chrono::floor<std::chrono::seconds>(instant).time_since_epoch();
    return Json::NumberText(std::to_string(since.count()));
  };
  Json claims = Json::MakeObject();
  claims.Set("iss", Json::String(provider.issuer));
  if (!provider.client_ids.empty()) claims.Set("aud", Json::String(provider.client_ids.front()));
  claims.Set("iat", seconds(now));
  claims.Set("exp", seconds(now + value.lifetime));
  if (value.claims != nullptr) {
    ASSIGN_OR_RETURN(const YamlPointer expanded, variables.Expand(value.claims));
    for (const YamlMember& member : expanded->members) {
      const YamlNode& node = *member.value;
      const bool number = IsInstantClaim(member.key) && node.is_text() && IsNumber(node.text);
      claims.Set(member.key, number ? Json::NumberText(node.text) : ClaimJson(node));
    }
  }
  Json header = Json::MakeObject();
  header.Set("alg", Json::String("RS256"));
  header.Set("kid", Json::String(kKeyId));
  header.Set("typ", Json::String("JWT"));
  const std::string text = Base64Url(header.Dump()) + "." + Base64Url(claims.Dump());
  const mockaws::IssuerKey& key = value.forged ? *provider.other : *provider.key;
  return text + "." + Base64Url(key.Sign(text));
}

}  // namespace simulator
