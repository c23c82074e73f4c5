// SAML providers: metadata, private keys for encrypted assertions, tags.
#include <algorithm>

#include "mockaws/crypto/certificate.h"
#include "mockaws/iam/families.h"
#include "mockaws/iam/provider_arns.h"
#include "mockaws/iam/quotas.h"
#include "mockaws/iam/resources.h"
#include "mockaws/iam/saml_metadata.h"
#include "mockaws/iam/tag_operations.h"

namespace mockaws {
namespace {

constexpr std::string_view kArnMember = "SAMLProviderArn";
constexpr size_t kPrivateKeysMax = 2;
constexpr int kIdCharacters = 16;

struct TaggableProvider {
  static constexpr TagCase kTagCase = TagCase::kSignificant;

  static ApiResult<const SamlProvider*> Find(const OpContext& context) {
    const std::string& arn = context.in.Str(kArnMember);
    if (const SamlProvider* found = context.account().saml_providers.Find(arn)) return found;
    return NoSuchEntity("Manifest not found for arn " + arn);
  }
  static SamlProvider* Edit(OpContext& context, const SamlProvider& provider) {
    return context.edit_account().saml_providers.Edit(std::string(provider.arn));
  }
};

std::string ProviderArn(const OpContext& context) {
  return "arn:aws:iam::" + context.caller.account_id + ":saml-provider/" + context.in.Str("Name");
}

ApiResult<AuthorizationChecks> OnNewProvider(const OpContext& context) {
  AuthorizationCheck check;
  check.resource = ProviderArn(context);
  return AuthorizationChecks{std::move(check)};
}

ApiResult<AuthorizationChecks> OnProvider(const OpContext& context) {
  return OnProviderArn(context, context.account().saml_providers, kArnMember);
}

// `prefix` and 16 of A-Z0-9.
std::string NewId(IdSource& ids, std::string_view prefix) {
  constexpr std::string_view kLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
  std::string id(prefix);
  for (const char byte : ids.Bytes(prefix, kIdCharacters)) {
    id += kLetters[static_cast<unsigned char>(byte) % kLetters.size()];
  }
  return id;
}

// 100 years, whatever the metadata says (recorded).
Instant ValidUntil(Instant now) {
  constexpr int kYears = 100;
  const auto day = std::chrono::floor<std::chrono::days>(now);
  std::chrono::year_month_day date(day);
  date += std::chrono::years(kYears);
  if (!date.ok()) date = date.year() / date.month() / std::chrono::last;
  return std::chrono::sys_days(date) + (now - day);
}

ApiResult<SamlPrivateKey> NewPrivateKey(OpContext& context, const std::string& pem) {
  if (!IsPrivateKey(pem)) return InvalidInput("Could not parse private key");
  return SamlPrivateKey{NewId(context.ids, "SAMLPK"), pem, context.now};
}

ApiResult<Value> CreateSamlProvider(OpContext& context) {
  SamlProvider provider;
  provider.tags = TagsOf(context.in);
  RETURN_IF_ERROR(CheckNewTags(provider.tags, TagCase::kSignificant));
  const auto private_key = context.in.OptStr("AddPrivateKey");
  provider.encryption_required = context.in.StrOr("AssertionEncryptionMode", "") == "Required";
  if (provider.encryption_required && !private_key) {
    return ValidationError(
        "Unable to set assertion encryption mode to Required because no private key is provided.");
  }
  provider.metadata = context.in.Str("SAMLMetadataDocument");
  RETURN_IF_ERROR(CheckSamlMetadata(provider.metadata));
  if (private_key) {
    ASSIGN_OR_RETURN(SamlPrivateKey key, NewPrivateKey(context, *private_key));
    provider.private_keys.push_back(std::move(key));
  }
  provider.name = context.in.Str("Name");
  provider.arn = ProviderArn(context);
  const auto& present = context.account().saml_providers;
  if (present.Contains(provider.arn)) {
    return EntityAlreadyExists("SAMLProvider with name " + provider.name + " already exists.");
  }
  RETURN_IF_ERROR(CheckRoom(context, &Quotas::saml_providers_per_account, present.size()));
  provider.uuid = NewId(context.ids, "SAMLSP");
  provider.created = context.now;
  provider.valid_until = ValidUntil(context.now);
  Value result;
  result.Set(kArnMember, provider.arn);
  if (!provider.tags.empty()) result.Set("Tags", RenderTags(provider.tags));
  const std::string arn = provider.arn;
  context.edit_account().saml_providers.Put(arn, std::move(provider));
  return result;
}

ApiResult<Value> GetSamlProvider(OpContext& context) {
  ASSIGN_OR_RETURN(const SamlProvider* provider, TaggableProvider::Find(context));
  Value keys = Value::MakeList();
  for (const SamlPrivateKey& key : provider->private_keys) {
    Value shown;
    shown.Set("KeyId", key.id);
    shown.Set("Timestamp", Value::MillisTime{key.added});
    keys.Append(std::move(shown));
  }
  Value result;
  result.Set("SAMLProviderUUID", provider->uuid);
  result.Set("SAMLMetadataDocument", provider->metadata);
  result.Set("CreateDate", Value::MillisTime{provider->created});
  result.Set("ValidUntil", Value::MillisTime{provider->valid_until});
  result.Set("Tags", RenderTags(SortedTags(provider->tags)));
  result.Set("AssertionEncryptionMode", provider->encryption_required ? "Required" : "Allowed");
  result.Set("PrivateKeyList", std::move(keys));
  return result;
}

ApiResult<Value> ListSamlProviders(OpContext& context) {
  Value list = Value::MakeList();
  for (const auto& [arn, provider] : context.account().saml_providers.entries()) {
    Value entry;
    entry.Set("Arn", arn);
    entry.Set("ValidUntil", Value::MillisTime{provider->valid_until});
    entry.Set("CreateDate", Value::MillisTime{provider->created});
    list.Append(std::move(entry));
  }
  Value result;
  result.Set("SAMLProviderList", std::move(list));
  return result;
}

ApiResult<void> CheckUpdate(const Value& input) {
  const bool adds = input.Has("AddPrivateKey");
  const bool removes = input.Has("RemovePrivateKey");
  if (!adds && !removes && !input.Has("SAMLMetadataDocument") &&
      !input.Has("AssertionEncryptionMode")) {
    return ValidationError(
        "Unable to update identity provider. No updates are defined for metadata or encryption "
        "assertion.");
  }
  if (adds && removes) {
    return ValidationError(
        "Unable to add and remove private keys in the same request. Set a value for only one of "
        "the two parameters.");
  }
  return {};
}

ApiResult<void> UpdatePrivateKeys(OpContext& context, SamlProvider* provider) {
  auto& keys = provider->private_keys;
  if (const auto pem = context.in.OptStr("AddPrivateKey")) {
    if (keys.size() >= kPrivateKeysMax) {
      return LimitExceededText("Private key limit of 2 is reached.");
    }
    ASSIGN_OR_RETURN(SamlPrivateKey key, NewPrivateKey(context, *pem));
    keys.push_back(std::move(key));
  }
  if (const auto id = context.in.OptStr("RemovePrivateKey")) {
    const auto found = std::find_if(keys.begin(), keys.end(),
                                    [&](const SamlPrivateKey& key) { return key.id == *id; });
    if (found == keys.end()) {
      return NoSuchEntity("The private key with id " + *id + " cannot be found.");
    }
    keys.erase(found);
  }
  return {};
}

ApiResult<Value> UpdateSamlProvider(OpContext& context) {
  RETURN_IF_ERROR(CheckUpdate(context.in));
  ASSIGN_OR_RETURN(const SamlProvider* present, TaggableProvider::Find(context));
  SamlProvider provider = *present;
  if (const auto metadata = context.in.OptStr("SAMLMetadataDocument")) {
    RETURN_IF_ERROR(CheckSamlMetadata(*metadata));
    provider.metadata = *metadata;
    provider.valid_until = ValidUntil(context.now);
  }
  RETURN_IF_ERROR(UpdatePrivateKeys(context, &provider));
  const auto mode = context.in.OptStr("AssertionEncryptionMode");
  if (mode) provider.encryption_required = *mode == "Required";
  if (provider.encryption_required && provider.private_keys.empty()) {
    return InvalidInput(mode ? "Failed to set assertion encryption mode to Required because no "
                               "private key is present."
                             : "Failed to remove private key.");
  }
  Value result;
  result.Set(kArnMember, provider.arn);
  const std::string arn = provider.arn;
  context.edit_account().saml_providers.Put(arn, std::move(provider));
  return result;
}

ApiResult<Value> DeleteSamlProvider(OpContext& context) {
  ASSIGN_OR_RETURN(const SamlProvider* provider, TaggableProvider::Find(context));
  context.edit_account().saml_providers.Erase(std::string(provider->arn));
  return Value();
}

constexpr Operation kOperations[] = {
    {"CreateSAMLProvider", CreateSamlProvider, Mode::kWrite, OnNewProvider},
    {"GetSAMLProvider", GetSamlProvider, Mode::kRead, OnProvider},
    {"ListSAMLProviders", ListSamlProviders, Mode::kRead, OnEverything},
    {"UpdateSAMLProvider", UpdateSamlProvider, Mode::kWrite, OnProvider},
    {"DeleteSAMLProvider", DeleteSamlProvider, Mode::kWrite, OnProvider},
    {"TagSAMLProvider", TagEntity<TaggableProvider>, Mode::kWrite, OnProvider},
    {"UntagSAMLProvider", UntagProvider<TaggableProvider>, Mode::kWrite, OnProvider},
    {"ListSAMLProviderTags", ListEntityTags<TaggableProvider>, Mode::kRead, OnProvider},
};

}  // namespace

OperationFamily SamlProviderOperations() { return kOperations; }

}  // namespace mockaws
