#include "mockaws/sts/token_signer.h"

#include "mockaws/crypto/base64url.h"
#include "policy_engine/check.h"

namespace mockaws {

using policy_engine::Json;

namespace {

constexpr std::string_view kHostEnd = ".tokens.sts.global.api.aws";
constexpr std::string_view kRsaKeyId = "RSA_0";
constexpr std::string_view kEcKeyId = "EC384_0";

PrivateKey KeyOf(const OutboundFederation& issuer, bool rsa) {
  auto key = PrivateKey::FromPem(rsa ? issuer.rsa_key : issuer.ec_key);
  CHECK(key.has_value(), "an issuer's key that can't be read");
  return *std::move(key);
}

Json Text(std::string_view text) { return Json::String(std::string(text)); }

Json TextList(std::initializer_list<std::string_view> texts) {
  Json list = Json::MakeArray();
  for (const std::string_view text : texts) list.Append(Text(text));
  return list;
}

}  // namespace

std::string_view OutboundIssuerOfHost(std::string_view host) {
  host = host.substr(0, host.find(':'));
  if (!host.ends_with(kHostEnd)) return {};
  return host.substr(0, host.size() - kHostEnd.size());
}

std::string SignToken(const OutboundFederation& issuer, JwsAlgorithm algorithm,
                      std::string_view claims) {
  const bool rsa = IsRsa(algorithm);
  Json header = Json::MakeObject();
  header.Set("kid", Text(rsa ? kRsaKeyId : kEcKeyId));
  header.Set("typ", Text("JWT"));
  header.Set("alg", Text(rsa ? "RS256" : "ES384"));
  std::string token = Base64UrlEncode(header.Dump()) + '.' + Base64UrlEncode(claims);
  const std::string signature = KeyOf(issuer, rsa).Sign(algorithm, token);
  return token + '.' + Base64UrlEncode(signature);
}

Json DiscoveryDocument(const OutboundFederation& issuer) {
  const std::string url = issuer.url();
  Json json = Json::MakeObject();
  json.Set("issuer", Text(url));
  json.Set("jwks_uri", Text(url + "/.well-known/jwks.json"));
  json.Set("response_types_supported", TextList({"id_token"}));
  json.Set("subject_types_supported", TextList({"public"}));
  json.Set("id_token_signing_alg_values_supported", TextList({"RS256", "ES384"}));
  return json;
}

Json PublishedKeys(const OutboundFederation& issuer) {
  const PublicNumbers rsa = KeyOf(issuer, true).Numbers();
  const PublicNumbers ec = KeyOf(issuer, false).Numbers();
  Json rsa_key = Json::MakeObject();
  rsa_key.Set("kid", Text(kRsaKeyId));
  rsa_key.Set("kty", Text("RSA"));
  rsa_key.Set("use", Text("sig"));
  rsa_key.Set("alg", Text("RS256"));
  rsa_key.Set("n", Text(Base64UrlEncode(rsa.modulus)));
  rsa_key.Set("e", Text(Base64UrlEncode(rsa.exponent)));
  Json ec_key = Json::MakeObject();
  ec_key.Set("kid", Text(kEcKeyId));
  ec_key.Set("kty", Text("EC"));
  ec_key.Set("use", Text("sig"));
  ec_key.Set("alg", Text("ES384"));
  ec_key.Set("crv", Text("P-384"));
  ec_key.Set("x", Text(Base64UrlEncode(ec.x)));
  ec_key.Set("y", Text(Base64UrlEncode(ec.y)));
  Json keys = Json::MakeArray();
  keys.Append(std::move(rsa_key));
  keys.Append(std::move(ec_key));
  Json set = Json::MakeObject();
  set.Set("keys", std::move(keys));
  return set;
}

}  // namespace mockaws
