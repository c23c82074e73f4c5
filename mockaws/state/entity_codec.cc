#include "mockaws/state/entity_codec.h"

#include "mockaws/crypto/encoding.h"
#include "mockaws/crypto/random.h"
#include "mockaws/state/entity_fields.h"
#include "mockaws/state/field_codec.h"
#include "policy_engine/policy.h"

namespace mockaws {

using policy_engine::Error;
using policy_engine::Json;
using policy_engine::Result;

std::string RowSealer::Seal(std::string_view secret) const {
  return Base64Encode(aead_->Seal(RandomBytes(Aead::kNonceBytes), secret, row_));
}

Result<std::string> RowSealer::Open(std::string_view sealed) const {
  const std::optional<std::string> bytes = Base64Decode(sealed);
  std::optional<std::string> secret = bytes ? aead_->Open(*bytes, row_) : std::nullopt;
  if (!secret) return Error{"a secret doesn't open: it was altered, or sealed with another key"};
  return *std::move(secret);
}

namespace field_codec {

// `compiled` is written where it was compiled from another text than the one that was sent: trust
// policies are, with unique ids for principals.
Json WritePolicy(const PolicyText& policy) {
  Json object = Json::MakeObject();
  object.Set("text", Json::String(policy.text));
  if (policy.compiled == nullptr) return object;
  object.Set("type", Json::Number(static_cast<int64_t>(policy.compiled->type())));
  object.Set("source", Json::String(policy.compiled->source()));
  if (policy.compiled->text() != policy.text) {
    object.Set("compiled", Json::String(policy.compiled->text()));
  }
  return object;
}

Result<void> ReadPolicy(const Json& json, PolicyText* policy) {
  const auto text_of = [&](std::string_view name) -> const std::string* {
    const Json* member = json.Find(name);
    return member != nullptr && member->is_string() ? &member->AsString() : nullptr;
  };
  const std::string* text = text_of("text");
  if (text == nullptr) return WrongType("a policy");
  policy->text = *text;
  const Json* type = json.Find("type");
  if (type == nullptr) return {};
  const std::string* source = text_of("source");
  if (source == nullptr) return WrongType("a policy with its source");
  ASSIGN_OR_RETURN(const int64_t type_number, ReadInteger(*type));
  if (type_number < 0 ||
      type_number > static_cast<int64_t>(policy_engine::PolicyType::kVpcEndpoint)) {
    return WrongType("a policy of a known type");
  }
  const std::string* compiled_from = text_of("compiled");
  // What was accepted once stays, whatever the checks for new documents have become.
  policy_engine::ParseOptions options;
  options.source = *source;
  auto compiled =
      policy_engine::CompilePolicy(compiled_from == nullptr ? *text : *compiled_from,
                                   static_cast<policy_engine::PolicyType>(type_number), options);
  if (!compiled.ok()) return Error{"a stored policy doesn't compile: " + compiled.error().ToText()};
  policy->compiled = *std::move(compiled);
  return {};
}

Json WriteBytes(std::string_view bytes) { return Json::String(Base64Encode(bytes)); }

Result<std::string> ReadBytes(const Json& json) {
  std::optional<std::string> bytes =
      json.is_string() ? Base64Decode(json.AsString()) : std::nullopt;
  if (!bytes) return WrongType("base64");
  return *std::move(bytes);
}

Result<int64_t> ReadInteger(const Json& json) {
  int64_t number = 0;
  if (!json.is_number() || !json.AsInt64(&number)) return WrongType("a whole number");
  return number;
}

Error WrongType(std::string_view wanted) { return Error{"not " + std::string(wanted)}; }

Error UnknownMember(std::string_view name) {
  return Error{"member \"" + std::string(name) +
               "\" is unknown: it was written by a newer iamsim, or altered"};
}

Error InMember(std::string_view name, const Error& error) {
  return Error{std::string(name) + ": " + error.message};
}

}  // namespace field_codec

namespace {

template <typename T>
std::string Encode(const void* entity, const RowSealer& sealer) {
  return field_codec::Write(*static_cast<const T*>(entity), sealer).Dump();
}

template <typename T>
Result<std::shared_ptr<const void>> Decode(std::string_view data, const RowSealer& sealer) {
  const auto json = policy_engine::ParseJson(data);
  if (!json.ok()) return Error{json.error().message};
  auto entity = std::make_shared<T>();
  RETURN_IF_ERROR(field_codec::Read(*json, sealer, entity.get()));
  return std::shared_ptr<const void>(std::move(entity));
}

}  // namespace

template <typename T>
const EntityCodec& CodecOf() {
  static constexpr EntityCodec kCodec = {Encode<T>, Decode<T>};
  return kCodec;
}

// Every kind of entity that a table holds.
template const EntityCodec& CodecOf<AccessJob>();
template const EntityCodec& CodecOf<AccessKey>();
template const EntityCodec& CodecOf<AccessKeyOwner>();
template const EntityCodec& CodecOf<AccountCreation>();
template const EntityCodec& CodecOf<AccountSettings>();
template const EntityCodec& CodecOf<CallUse>();
template const EntityCodec& CodecOf<ClockSetting>();
template const EntityCodec& CodecOf<CustomerPolicy>();
template const EntityCodec& CodecOf<DelegationRequest>();
template const EntityCodec& CodecOf<Group>();
template const EntityCodec& CodecOf<InstanceProfile>();
template const EntityCodec& CodecOf<MfaDevice>();
template const EntityCodec& CodecOf<OidcProvider>();
template const EntityCodec& CodecOf<Organization>();
template const EntityCodec& CodecOf<OrganizationsAccessJob>();
template const EntityCodec& CodecOf<PolicyUse>();
template const EntityCodec& CodecOf<PrincipalEntity>();
template const EntityCodec& CodecOf<PrincipalUse>();
template const EntityCodec& CodecOf<Role>();
template const EntityCodec& CodecOf<RoleDeletion>();
template const EntityCodec& CodecOf<SamlProvider>();
template const EntityCodec& CodecOf<ServerCertificate>();
template const EntityCodec& CodecOf<TokenIssuer>();
template const EntityCodec& CodecOf<User>();

}  // namespace mockaws
