#include "simulator/scenario/made_value.h"

#include <algorithm>

#include "simulator/scenario/field_reader.h"
#include "simulator/scenario/nearest_name.h"

namespace simulator {
namespace {

// Devices take codes of half a minute before or after; a day of codes is more than enough to try
// what they refuse.
constexpr int64_t kAheadMax = 2880;

bool IsMade(const YamlMember& member) { return member.key.starts_with('$'); }

const std::vector<std::string>& Kinds() {
  static const auto& kinds =
      *new std::vector<std::string>{"$mfa_code", "$totp", "$oidc_token", "$saml_response"};
  return kinds;
}

std::chrono::milliseconds ReadLifetime(FieldReader& fields, std::chrono::milliseconds otherwise) {
  const auto text = fields.OptionalText("lifetime");
  if (!text) return otherwise;
  if (const auto duration = policy_engine::ParseDuration(text->value)) return *duration;
  fields.Note(text->place, "\"lifetime\" takes a duration such as 5m, not \"" + text->value + "\"");
  return otherwise;
}

OidcTokenValue ReadOidcToken(const YamlNode& node, SourceIssues* issues) {
  FieldReader fields(node, OidcTokenKeys(), issues);
  OidcTokenValue token;
  token.provider = fields.RequiredText("$oidc_token");
  fields.Members("claims");
  token.claims = fields.Get("claims");
  token.lifetime = ReadLifetime(fields, std::chrono::hours(1));
  token.forged = fields.OptionalBool("forged").value_or(false);
  return token;
}

SamlResponseValue ReadSamlResponse(const YamlNode& node, SourceIssues* issues) {
  FieldReader fields(node, SamlResponseKeys(), issues);
  SamlResponseValue response;
  response.provider = fields.RequiredText("$saml_response");
  response.roles = fields.Texts("roles");
  response.session_name = fields.RequiredText("session_name");
  response.subject = fields.OptionalText("subject");
  response.session_duration = fields.OptionalText("session_duration");
  response.source_identity = fields.OptionalText("source_identity");
  response.tags = fields.TextMembers("tags");
  response.transitive_tags = fields.Texts("transitive_tags");
  for (const YamlMember& member : fields.Members("attributes")) {
    response.attributes.emplace_back(Text{member.key, member.key_place},
                                     ReadTexts(*member.value, member.key, issues));
  }
  response.recipient = fields.OptionalText("recipient");
  response.lifetime = ReadLifetime(fields, std::chrono::minutes(5));
  response.forged = fields.OptionalBool("forged").value_or(false);
  return response;
}

}  // namespace

bool IsMadeValue(const YamlNode& node) {
  return node.is_map() && std::any_of(node.members.begin(), node.members.end(), IsMade);
}

std::optional<MadeValue> LoadMadeValue(const YamlNode& node, SourceIssues* issues) {
  const size_t before = issues->size();
  const YamlMember& kind = *std::find_if(node.members.begin(), node.members.end(), IsMade);
  std::optional<MadeValue> value;
  if (kind.key == "$mfa_code") {
    FieldReader fields(node, MfaCodeKeys(), issues);
    value = MfaCodeValue{fields.RequiredText("$mfa_code"),
                         fields.OptionalInteger("ahead", -kAheadMax, kAheadMax).value_or(0)};
  } else if (kind.key == "$oidc_token") {
    value = ReadOidcToken(node, issues);
  } else if (kind.key == "$saml_response") {
    value = ReadSamlResponse(node, issues);
  } else if (kind.key == "$totp") {
    FieldReader fields(node, TotpKeys(), issues);
    value = TotpValue{fields.RequiredText("$totp"),
                      fields.OptionalInteger("ahead", -kAheadMax, kAheadMax).value_or(0)};
  } else {
    const std::string hint = DidYouMean(kind.key, Kinds());
    issues->push_back(
        {kind.key_place, "there is no made value \"" + kind.key + "\"" +
                             (hint.empty() ? "; there are " + JoinNames(Kinds()) : hint)});
  }
  if (issues->size() != before) return std::nullopt;
  return value;
}

}  // namespace simulator
