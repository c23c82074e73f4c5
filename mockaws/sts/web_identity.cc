#include "mockaws/sts/web_identity.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "mockaws/catalog/service_authorization.h"
#include "mockaws/operation/arn.h"
#include "mockaws/wire/ascii.h"

namespace mockaws {

using policy_engine::Json;
using policy_engine::PrincipalType;

namespace {

constexpr int64_t kLeewaySeconds = 300;
constexpr std::string_view kScheme = "https://";
constexpr std::string_view kClaims = "https://aws.amazon.com/";
constexpr std::string_view kOutbound = ".tokens.sts.global.api.aws";
constexpr size_t kTagsMax = 50;
constexpr size_t kTagKeyMax = 128;
constexpr size_t kTagValueMax = 256;

// Providers that need not be made in an account.
constexpr std::array<std::string_view, 2> kBuiltIn = {"accounts.google.com",
                                                      "cognito-identity.amazonaws.com"};

ApiError NotValidated() {
  return InvalidIdentityToken(
      "The web identity token provided could not be validated. See the AssumeRoleWithWebIdentity "
      "documentation for requirements.");
}

ApiError NotAJwt() {
  return InvalidIdentityToken(
      "The ID Token provided is not a valid JWT. (You may see this error if you sent an Access "
      "Token)");
}

ApiError NoKey() {
  return InvalidIdentityToken(
      "Couldn't retrieve verification key from your identity provider,  please reference "
      "AssumeRoleWithWebIdentity documentation for requirements");
}

ApiError BadPrincipalTags() {
  return InvalidIdentityToken("principal_tags passed in claim is not in correct format.");
}

// One token on its way through the checks.
class Verification {
 public:
  Verification(const OpContext& context, std::string_view account_id, JsonWebToken token)
      : context_(context), account_id_(account_id), token_(std::move(token)) {}

  ApiResult<WebIdentity> Run() {
    RETURN_IF_ERROR(FindProvider());
    RETURN_IF_ERROR(CheckClaims());
    RETURN_IF_ERROR(CheckAudience());
    RETURN_IF_ERROR(CheckTimes());
    RETURN_IF_ERROR(CheckSignature());
    RETURN_IF_ERROR(ReadTags());
    ReadRoles();
    FillKeys();
    return std::move(identity_);
  }

 private:
  const Json* Claim(std::string_view name) const { return LastMember(token_.claims, name); }
  const Json* AwsClaim(std::string_view name) const {
    return Claim(std::string(kClaims) + std::string(name));
  }

  ApiResult<void> FindProvider() {
    const Json* iss = Claim("iss");
    if (iss == nullptr) return InvalidIdentityToken("Missing a required claim: iss");
    std::string issuer = iss->is_string() ? iss->AsString() : std::string();
    if (issuer.starts_with(kScheme)) issuer.erase(0, kScheme.size());
    issuer_ = issuer;
    // AWS's own tokens aren't taken back (recorded).
    if (issuer.ends_with(kOutbound)) return NotValidated();
    policy_engine::Principal& principal = identity_.subject.provider;
    principal.type = PrincipalType::kWebIdentity;
    if (std::find(kBuiltIn.begin(), kBuiltIn.end(), issuer) != kBuiltIn.end()) {
      principal.arn = issuer;
      identity_.subject.federated_provider = issuer;
      return {};
    }
    const std::string arn = "arn:aws:iam::" + account_id_ + ":oidc-provider/" + issuer;
    if (const Account* account = context_.state.in_effect().FindAccount(account_id_)) {
      provider_ = account->oidc_providers.Find(arn);
    }
    if (provider_ == nullptr) {
      return InvalidIdentityToken("No OpenIDConnect provider found in your account for " +
                                  std::string(kScheme) + issuer);
    }
    principal.arn = arn;
    principal.account = account_id_;
    identity_.subject.provider_account = account_id_;
    identity_.subject.federated_provider = arn;
    return {};
  }

  ApiResult<void> CheckClaims() {
    for (const std::string_view name : {"sub", "aud", "iat", "exp"}) {
      if (Claim(name) == nullptr) {
        return InvalidIdentityToken("Missing a required claim: " + std::string(name));
      }
    }
    const Json& sub = *Claim("sub");
    if (sub.is_null()) return InternalFailure("Unknown error validating third-party token");
    if (!sub.is_string() && !sub.is_number()) return NotValidated();
    identity_.sub = sub.ScalarText();
    return {};
  }

  ApiResult<void> CheckAudience() {
    const Json& aud = *Claim("aud");
    std::vector<std::string> audiences;
    if (aud.is_string()) {
      audiences.push_back(aud.AsString());
    } else if (aud.is_array()) {
      if (aud.items().empty()) return InvalidIdentityToken("Claim is not allowed to be empty: aud");
      for (const Json& item : aud.items()) {
        if (!item.is_string()) return NotValidated();
        audiences.push_back(item.AsString());
      }
    } else {
      return NotValidated();
    }
    const Json* azp = Claim("azp");
    if (azp == nullptr && audiences.size() > 1) {
      return InvalidIdentityToken(
          "Token audience contains more than one audience while authorized party is not present");
    }
    if (azp != nullptr && !azp->is_string()) return NotValidated();
    identity_.audience = azp != nullptr ? azp->AsString() : audiences[0];
    if (identity_.audience.empty() || audiences[0].empty()) return NotValidated();
    if (azp != nullptr) authorized_for_ = audiences;
    if (provider_ == nullptr) return {};
    const auto& registered = provider_->client_ids;
    const bool known =
        std::find(registered.begin(), registered.end(), identity_.audience) != registered.end();
    return known ? ApiResult<void>() : NotValidated();
  }

  // Unix seconds; digits in a string pass (recorded).
  ApiResult<int64_t> Time(const Json& json) const {
    const ApiError invalid = InvalidIdentityToken("Invalid timestamp in token claims.");
    int64_t seconds = 0;
    if (json.is_number()) return json.AsInt64(&seconds) ? ApiResult<int64_t>(seconds) : invalid;
    if (!json.is_string()) return invalid;
    const std::string& text = json.AsString();
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seconds);
    if (error != std::errc() || end != text.data() + text.size()) return invalid;
    return seconds;
  }

  ApiResult<void> CheckTimes() const {
    const int64_t now =
        std::chrono::floor<std::chrono::seconds>(context_.now).time_since_epoch().count();
    ASSIGN_OR_RETURN(const int64_t expires, Time(*Claim("exp")));
    ASSIGN_OR_RETURN(const int64_t issued, Time(*Claim("iat")));
    const int64_t early = now - kLeewaySeconds;
    const int64_t late = now + kLeewaySeconds;
    if (early >= expires) {
      return ExpiredTokenException("Token expired: current date/time " + std::to_string(early) +
                                   " must be before the expiration date/time " +
                                   std::to_string(expires));
    }
    if (const Json* not_before = Claim("nbf")) {
      ASSIGN_OR_RETURN(const int64_t begins, Time(*not_before));
      if (late < begins) {
        return InvalidIdentityToken(
            "Token not yet valid: current date/time " + std::to_string(late) +
            " must be after or equal to the not-before date/time " + std::to_string(begins));
      }
    }
    if (late < issued) {
      return InvalidIdentityToken("Token issued in the future: " + std::to_string(issued));
    }
    return {};
  }

  ApiResult<void> CheckSignature() const {
    const TokenIssuer* issuer = context_.state.token_issuers.Find(issuer_);
    if (issuer == nullptr) {
      ApiError error = NoKey();
      error.detail = "The server knows no keys of the issuer " + issuer_ +
                     ": give them in the seed file or by POST /_iamsim/oidc.";
      return error;
    }
    const auto key = FindVerificationKey(issuer->jwks, token_);
    if (!key) return NoKey();
    if (!key->Verifies(token_.algorithm, token_.signed_text, token_.signature)) {
      return NotValidated();
    }
    return {};
  }

  ApiResult<void> AddTag(const std::string& key, const std::string& value) {
    SessionTags& tags = identity_.subject.tags;
    if (key.empty() || key.size() > kTagKeyMax || value.size() > kTagValueMax ||
        tags.passed.size() >= kTagsMax || FindTag(tags.passed, key) != nullptr) {
      return BadPrincipalTags();
    }
    tags.passed.push_back({key, value});
    return {};
  }

  ApiResult<void> ReadNestedTags(const Json& tags) {
    const Json* principal_tags = LastMember(tags, "principal_tags");
    if (principal_tags == nullptr) return {};
    if (!principal_tags->is_object()) return BadPrincipalTags();
    for (const Json::Member& tag : principal_tags->members()) {
      if (!tag.value.is_array() || tag.value.items().size() != 1 ||
          !tag.value.items()[0].is_string()) {
        return BadPrincipalTags();
      }
      RETURN_IF_ERROR(AddTag(tag.key, tag.value.items()[0].AsString()));
    }
    return {};
  }

  ApiResult<void> ReadTags() {
    const Json* tags = AwsClaim("tags");
    if (tags != nullptr && tags->is_object()) {
      RETURN_IF_ERROR(ReadNestedTags(*tags));
      RETURN_IF_ERROR(ReadTransitiveKeys(LastMember(*tags, "transitive_tag_keys")));
    }
    const std::string prefix = std::string(kClaims) + "tags/principal_tags/";
    for (const Json::Member& claim : token_.claims.members()) {
      if (!claim.key.starts_with(prefix)) continue;
      if (!claim.value.is_string()) return BadPrincipalTags();
      RETURN_IF_ERROR(AddTag(claim.key.substr(prefix.size()), claim.value.AsString()));
    }
    RETURN_IF_ERROR(ReadTransitiveKeys(AwsClaim("tags/transitive_tag_keys")));
    const Json* source_identity = AwsClaim("source_identity");
    if (source_identity != nullptr && source_identity->is_string()) {
      identity_.subject.source_identity = source_identity->AsString();
    }
    return {};
  }

  ApiResult<void> ReadTransitiveKeys(const Json* keys) {
    if (keys == nullptr || !keys->is_array()) return {};
    for (const Json& key : keys->items()) {
      if (!key.is_string() || FindTag(identity_.subject.tags.passed, key.AsString()) == nullptr) {
        return InvalidParameterValue(
            "The specified transitive tag key must be included in the requested tags.");
      }
      identity_.subject.tags.transitive_keys.push_back(key.AsString());
    }
    return {};
  }

  void AddRole(std::string_view text) {
    while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
    while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
    if (SplitArn(text)) identity_.roles.emplace_back(text);
  }

  void ReadRoles() {
    const Json* roles = AwsClaim("roles");
    if (roles == nullptr || roles->is_null()) return;
    identity_.roles_claimed = true;
    if (roles->is_array()) {
      for (const Json& role : roles->items()) {
        if (role.is_string()) AddRole(role.AsString());
      }
    } else if (roles->is_string()) {
      std::string_view rest = roles->AsString();
      while (!rest.empty()) {
        const std::string_view one = rest.substr(0, rest.find(';'));
        rest.remove_prefix(std::min(rest.size(), one.size() + 1));
        AddRole(one);
      }
    }
  }

  // Claims that AWS turns into keys beside aud, sub and amr: those that the service authorization
  // reference lists for this provider.
  bool IsMapped(const std::string& key) const {
    const auto sts = FindService("sts");
    return sts && sts->FindConditionKey(key).has_value();
  }

  void FillKeys() {
    FederatedSubject& subject = identity_.subject;
    auto& keys = subject.trust_keys;
    keys.emplace_back(issuer_ + ":aud", identity_.audience);
    keys.emplace_back(issuer_ + ":sub", identity_.sub);
    for (const std::string& audience : authorized_for_) {
      keys.emplace_back(issuer_ + ":oaud", audience);
    }
    if (const Json* methods = Claim("amr"); methods != nullptr && methods->is_array()) {
      for (const Json& method : methods->items()) {
        if (method.is_string()) keys.emplace_back(issuer_ + ":amr", method.AsString());
      }
    }
    for (const Json::Member& claim : token_.claims.members()) {
      if (claim.key == "aud" || claim.key == "sub" || claim.key == "amr" || claim.key == "oaud") {
        continue;
      }
      const std::string key = issuer_ + ":" + claim.key;
      const Json& value = *Claim(claim.key);
      const bool scalar = value.is_string() || value.is_number() || value.is_bool();
      const bool seen =
          std::any_of(keys.begin(), keys.end(), [&](const auto& one) { return one.first == key; });
      if (scalar && !seen && IsMapped(key)) keys.emplace_back(key, value.ScalarText());
    }
    if (provider_ == nullptr) {
      subject.session_keys = {{issuer_ + ":aud", identity_.audience},
                              {issuer_ + ":sub", identity_.sub}};
    } else {
      subject.session_keys.emplace_back("aws:OriginIdentity/FederatedProviderArn", provider_->arn);
    }
    subject.session_keys.emplace_back("aws:OriginIdentity/Subject", identity_.sub);
    subject.session_keys.emplace_back("aws:OriginIdentity/Issuer", std::string(kScheme) + issuer_);
  }

  const OpContext& context_;
  const std::string account_id_;
  const JsonWebToken token_;
  std::string issuer_;                       // without scheme
  std::vector<std::string> authorized_for_;  // the token's aud beside an azp
  const OidcProvider* provider_ = nullptr;   // null for built-in ones
  WebIdentity identity_;
};

}  // namespace

ApiResult<WebIdentity> VerifyWebIdentity(const OpContext& context, std::string_view account_id,
                                         std::string_view token) {
  auto parsed = ParseJsonWebToken(token);
  if (!parsed) return NotAJwt();
  return Verification(context, account_id, *std::move(parsed)).Run();
}

}  // namespace mockaws
