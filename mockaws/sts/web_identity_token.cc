// GetWebIdentityToken: the caller's identity as a signed token for services outside AWS.
#include <algorithm>
#include <set>

#include "mockaws/authz/request_context.h"
#include "mockaws/operation/tagging.h"
#include "mockaws/sts/families.h"
#include "mockaws/sts/session_tags.h"
#include "mockaws/sts/token_signer.h"
#include "policy_engine/pattern/regex.h"

namespace mockaws {

using policy_engine::Json;

namespace {

constexpr int64_t kDefaultSeconds = 300;
constexpr size_t kPayloadMax = 14'984;

std::string SubjectMode(const OpContext& context) {
  return context.in.StrOr("SubjectMode", "AWSIdentity");
}

bool OfOrigin(const OpContext& context) { return SubjectMode(context) == "OriginIdentity"; }

// Of the session's keys aws:OriginIdentity/NAME; empty if absent.
std::string OriginKey(const OpContext& context, std::string_view name) {
  if (!context.caller.has_session()) return "";
  const std::string wanted = "aws:OriginIdentity/" + std::string(name);
  for (const auto& [key, value] : context.caller.session->session.context_keys) {
    if (key == wanted) return value;
  }
  return "";
}

std::vector<std::string> Words(std::string_view text) {
  std::vector<std::string> words;
  while (true) {
    const size_t space = text.find(' ');
    words.emplace_back(text.substr(0, space));
    if (space == std::string_view::npos) return words;
    text.remove_prefix(space + 1);
  }
}

bool IsScopeWord(std::string_view word) {
  return !word.empty() && std::all_of(word.begin(), word.end(), [](char c) {
    return c > ' ' && c <= '~' && c != '"' && c != ',' && c != '\\';
  });
}

ApiResult<void> CheckScope(const OpContext& context) {
  const auto scope = context.in.OptStr("Scope");
  if (!scope) return {};
  if (!OfOrigin(context) || context.in.ListOf("Audience").size() != 1) {
    return ValidationError(
        "Scope can only be requested with SubjectMode OriginIdentity and exactly one Audience.");
  }
  std::set<std::string> seen;
  for (const std::string& word : Words(*scope)) {
    if (!IsScopeWord(word) || !seen.insert(word).second) {
      return ValidationError(
          "Scope must be a list of distinct scope values that are separated by single spaces.");
    }
  }
  return {};
}

ApiResult<void> CheckInput(const OpContext& context) {
  const std::string& algorithm = context.in.Str("SigningAlgorithm");
  if (algorithm != "RS256" && algorithm != "ES384") {
    return ValidationError(
        "Requested SigningAlgorithm is not supported. See the GetWebIdentityToken documentation "
        "for supported algorithms");
  }
  RETURN_IF_ERROR(CheckDistinctTagKeys(TagsOf(context.in)));
  RETURN_IF_ERROR(CheckScope(context));
  const bool known = !OriginKey(context, "Subject").empty() &&
                     (!OriginKey(context, "Issuer").empty() ||
                      !OriginKey(context, "FederatedProviderArn").empty());
  if (OfOrigin(context) && !known) {
    return ValidationError(
        "SubjectMode OriginIdentity requires a session with an origin identity.");
  }
  return {};
}

ApiResult<AuthorizationChecks> OnSelf(const OpContext& context) {
  RETURN_IF_ERROR(CheckInput(context));
  AuthorizationCheck check;
  check.resource = "arn:aws:sts::" + context.caller.account_id + ":self";
  std::vector<std::string> audiences;
  for (const Value& audience : context.in.ListOf("Audience")) {
    audiences.push_back(audience.AsString());
  }
  const int64_t seconds = context.in.OptInt("DurationSeconds").value_or(kDefaultSeconds);
  check.keys = {{"sts:IdentityTokenAudience", audiences},
                {"sts:SigningAlgorithm", {context.in.Str("SigningAlgorithm")}},
                {"sts:DurationSeconds", {std::to_string(seconds)}},
                {"sts:SubjectMode", {SubjectMode(context)}}};
  const auto scope = context.in.OptStr("Scope");
  if (scope) check.keys.emplace_back("sts:IdentityTokenScope", Words(*scope));
  AuthorizationChecks checks{check};
  if (!context.in.ListOf("Tags").empty()) {
    check.action = "sts:TagGetWebIdentityToken";
    checks.push_back(check);
  }
  if (scope) {
    check.action = "sts:SetWebIdentityTokenScope";
    checks.push_back(check);
  }
  return checks;
}

ApiResult<void> CheckCaller(const OpContext& context, int64_t seconds) {
  const Caller& caller = context.caller;
  if (caller.kind == Caller::Kind::kFederatedUser) {
    return AccessDenied("GetWebIdentityToken does not support federated user sessions");
  }
  if (caller.kind == Caller::Kind::kRoot) {
    return AccessDenied("GetWebIdentityToken does not support root users");
  }
  if (caller.has_session() &&
      context.now + std::chrono::seconds(seconds) > caller.session->session.expires) {
    return SessionDurationEscalation(
        "Requested token expiry time must be before the original session's expiry time.");
  }
  return context.account().settings().outbound.enabled ? ApiResult<void>()
                                                       : OutboundWebIdentityFederationDisabled();
}

const std::string& IdentityArn(const Caller& caller) {
  return caller.role != nullptr ? caller.role->arn : caller.user->arn;
}

ApiResult<std::string> Subject(const OpContext& context) {
  if (!OfOrigin(context)) return IdentityArn(context.caller);
  // An ARN, or spaces at the ends, or control, format and separator characters; spaces between
  // words are ordinary.
  static const auto* const kBad = new policy_engine::Regex(
      R"(([aA][rR][nN]:| )[\s\S]*|[\s\S]*( |([\p{Cc}\p{Cf}\p{Zl}\p{Zp}]|[^ \P{Zs}])[\s\S]*))");
  std::string subject = OriginKey(context, "Subject");
  if (kBad->Matches(subject)) {
    return AccessDenied("The origin identity's subject can't be used in a token.");
  }
  return subject;
}

Json TagMap(const Tags& tags) {
  Json map = Json::MakeObject();
  for (const Tag& tag : tags) map.Set(tag.key, Json::String(tag.value));
  return map;
}

int64_t EpochSeconds(Instant instant) {
  return std::chrono::floor<std::chrono::seconds>(instant).time_since_epoch().count();
}

// The claim `https://sts.amazonaws.com/`.
Json AwsClaims(const OpContext& context) {
  const Caller& caller = context.caller;
  Json claims = Json::MakeObject();
  if (const Organization* organization = context.state.OrganizationOf(caller.account_id)) {
    claims.Set("org_id", Json::String(organization->id));
    const OrganizationMember* member = organization->FindMember(caller.account_id);
    if (member != nullptr && !member->ou_path.empty()) {
      Json& paths = claims.Set("ou_path", Json::MakeArray());
      paths.Append(Json::String(member->ou_path));
    }
  }
  claims.Set("aws_account", Json::String(caller.account_id));
  claims.Set("source_region", Json::String(context.request.region));
  claims.Set("principal_id", Json::String(IdentityArn(caller)));
  if (caller.has_session()) {
    const Session& session = caller.session->session;
    claims.Set("original_session_exp", Json::String(policy_engine::FormatIso8601(session.expires)));
    if (!session.source_identity.empty()) {
      claims.Set("source_identity", Json::String(session.source_identity));
    }
    if (!session.federated_provider.empty()) {
      claims.Set("federated_provider", Json::String(session.federated_provider));
    }
  }
  const Tags principal_tags = PrincipalTags(caller);
  if (!principal_tags.empty()) claims.Set("principal_tags", TagMap(principal_tags));
  const Tags request_tags = TagsOf(context.in);
  if (!request_tags.empty()) claims.Set("request_tags", TagMap(request_tags));
  return claims;
}

Json Claims(OpContext& context, const std::string& subject, Instant expires) {
  Json claims = Json::MakeObject();
  const Value::List& audiences = context.in.ListOf("Audience");
  if (audiences.size() == 1) {
    claims.Set("aud", Json::String(audiences[0].AsString()));
  } else {
    Json& list = claims.Set("aud", Json::MakeArray());
    for (const Value& audience : audiences) list.Append(Json::String(audience.AsString()));
  }
  claims.Set("sub", Json::String(subject));
  claims.Set("https://sts.amazonaws.com/", AwsClaims(context));
  claims.Set("iss", Json::String(context.account().settings().outbound.url()));
  claims.Set("exp", Json::Number(EpochSeconds(expires)));
  claims.Set("iat", Json::Number(EpochSeconds(context.now)));
  claims.Set("jti", Json::String(NewUuid(context.ids, "jti")));
  if (OfOrigin(context)) claims.Set("subject_mode", Json::String("OriginIdentity"));
  if (const auto scope = context.in.OptStr("Scope")) claims.Set("scope", Json::String(*scope));
  return claims;
}

ApiResult<Value> GetWebIdentityToken(OpContext& context) {
  const int64_t seconds = context.in.OptInt("DurationSeconds").value_or(kDefaultSeconds);
  RETURN_IF_ERROR(CheckCaller(context, seconds));
  ASSIGN_OR_RETURN(const std::string subject, Subject(context));
  const Instant expires = context.now + std::chrono::seconds(seconds);
  const std::string claims = Claims(context, subject, expires).Dump();
  if (claims.size() > kPayloadMax) {
    return JwtPayloadSizeExceeded("The claims of the token take " + std::to_string(claims.size()) +
                                  " bytes of at most " + std::to_string(kPayloadMax));
  }
  const auto algorithm = ParseJwsAlgorithm(context.in.Str("SigningAlgorithm"));
  Value result;
  result.Set("WebIdentityToken",
             SignToken(context.account().settings().outbound, *algorithm, claims));
  result.Set("Expiration", Value::MillisTime{expires});
  return result;
}

constexpr Operation kOperations[] = {
    {"GetWebIdentityToken", GetWebIdentityToken, Mode::kRead, OnSelf},
};

}  // namespace

OperationFamily WebIdentityTokenOperations() { return kOperations; }

}  // namespace mockaws
