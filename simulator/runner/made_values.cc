#include "simulator/runner/made_values.h"

#include "mockaws/crypto/encoding.h"
#include "mockaws/crypto/totp.h"
#include "simulator/runner/json_web_tokens.h"
#include "simulator/runner/saml_responses.h"
#include "simulator/scenario/made_value.h"

namespace simulator {
namespace {

class ValueMaker {
 public:
  explicit ValueMaker(const RunState& state) : state_(state) {}

  SourceResult<YamlPointer> Make(const YamlPointer& node) const {
    if (IsMadeValue(*node)) {
      SourceIssues issues;
      const auto value = LoadMadeValue(*node, &issues);
      if (!value) return issues;
      ASSIGN_OR_RETURN(std::string text,
                       std::visit([&](const auto& kind) { return TextOf(kind); }, *value));
      auto made = std::make_shared<YamlNode>();
      made->kind = YamlNode::Kind::kText;
      made->text = std::move(text);
      made->place = node->place;
      return YamlPointer(std::move(made));
    }
    if (!node->is_list() && !node->is_map()) return node;
    auto copy = std::make_shared<YamlNode>(*node);
    for (YamlPointer& item : copy->items) {
      ASSIGN_OR_RETURN(item, Make(item));
    }
    for (YamlMember& member : copy->members) {
      ASSIGN_OR_RETURN(member.value, Make(member.value));
    }
    return YamlPointer(std::move(copy));
  }

 private:
  std::string Code(std::string_view seed, int64_t ahead) const {
    return mockaws::TotpCode(seed, mockaws::TotpStepAt(state_.world.Now()) + ahead);
  }

  SourceResult<std::string> TextOf(const MfaCodeValue& value) const {
    const auto device = state_.devices.find(value.device.value);
    if (device != state_.devices.end()) return Code(device->second.seed, value.ahead);
    return SourceIssues{
        {value.device.place, "there is no MFA device \"" + value.device.value + "\""}};
  }

  SourceResult<std::string> TextOf(const TotpValue& value) const {
    ASSIGN_OR_RETURN(const std::string text, state_.variables.Expand(value.seed));
    if (const auto seed = ReadTotpSeed(text)) return Code(*seed, value.ahead);
    return SourceIssues{{value.seed.place, "\"" + text + "\" is no seed of an MFA device"}};
  }

  // CheckReferences has looked that there is one.
  const SeededProvider& ProviderOf(const Text& name) const {
    const auto found = state_.providers.find(name.value);
    CHECK(found != state_.providers.end() && found->second.key, "no such provider");
    return found->second;
  }

  SourceResult<std::string> TextOf(const OidcTokenValue& value) const {
    return MakeToken(value, ProviderOf(value.provider), state_.variables, state_.world.Now());
  }

  SourceResult<std::string> TextOf(const SamlResponseValue& value) const {
    return MakeSamlResponse(value, ProviderOf(value.provider), state_.variables,
                            state_.world.Now());
  }

  const RunState& state_;
};

}  // namespace

SourceResult<YamlPointer> MakeValues(const YamlPointer& with, const RunState& state) {
  if (with == nullptr) return with;
  return ValueMaker(state).Make(with);
}

std::optional<std::string> ReadTotpSeed(std::string_view text) {
  const auto base32 = mockaws::Base64Decode(text);
  if (base32) {
    if (auto seed = mockaws::Base32Decode(*base32)) return seed;
  }
  return mockaws::Base32Decode(text);
}

}  // namespace simulator
