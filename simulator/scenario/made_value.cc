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
  static const auto& kinds = *new std::vector<std::string>{"$mfa_code", "$totp"};
  return kinds;
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
