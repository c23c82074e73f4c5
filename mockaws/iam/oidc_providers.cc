// OpenID Connect providers.
#include <algorithm>

#include "mockaws/iam/families.h"
#include "mockaws/iam/provider_arns.h"
#include "mockaws/iam/quotas.h"
#include "mockaws/iam/resources.h"
#include "mockaws/iam/tag_operations.h"
#include "mockaws/wire/ascii.h"

namespace mockaws {
namespace {

constexpr std::string_view kArnMember = "OpenIDConnectProviderArn";
constexpr size_t kThumbprintsMax = 5;

struct TaggableProvider {
  static constexpr TagCase kTagCase = TagCase::kSignificant;

  static ApiResult<const OidcProvider*> Find(const OpContext& context) {
    const std::string& arn = context.in.Str(kArnMember);
    if (const OidcProvider* found = context.account().oidc_providers.Find(arn)) return found;
    return NoSuchEntity("OpenIDConnect Provider not found for arn " + arn);
  }
  static OidcProvider* Edit(OpContext& context, const OidcProvider& provider) {
    return context.edit_account().oidc_providers.Edit(std::string(provider.arn));
  }
};

std::vector<std::string> TextsOf(const Value& input, std::string_view member) {
  std::vector<std::string> texts;
  for (const Value& item : input.ListOf(member)) texts.push_back(item.AsString());
  return texts;
}

Value ListOfTexts(const std::vector<std::string>& texts) {
  Value list = Value::MakeList();
  for (const std::string& text : texts) list.Append(text);
  return list;
}

// The URL without scheme and the default port; path, letter case and a final slash count
// (recorded).
ApiResult<std::string> BareUrl(std::string_view url) {
  constexpr std::string_view kScheme = "https://";
  const ApiError invalid = ValidationError("Invalid Open ID Connect Provider URL");
  if (!url.starts_with(kScheme)) return invalid;
  url.remove_prefix(kScheme.size());
  if (url.find_first_of("?#") != std::string_view::npos) return InvalidInput("Unknown");
  const std::string_view authority = url.substr(0, url.find('/'));
  std::string_view host = authority;
  if (host.ends_with(":443")) host.remove_suffix(4);
  const auto of_host = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
           c == '-' || c == '_';
  };
  const size_t colon = host.find(':');
  const std::string_view name = host.substr(0, colon);
  if (name.empty() || !std::all_of(name.begin(), name.end(), of_host)) return invalid;
  if (colon != std::string_view::npos) {
    const std::string_view port = host.substr(colon + 1);
    if (port.empty() || port.size() > 5 ||
        !std::all_of(port.begin(), port.end(), [](char c) { return c >= '0' && c <= '9'; })) {
      return invalid;
    }
  }
  const std::string_view path = url.substr(authority.size());
  if (!std::all_of(path.begin(), path.end(), [](char c) { return c > 0x20 && c < 0x7f; })) {
    return invalid;
  }
  return std::string(host) + std::string(path);
}

std::string ProviderArn(std::string_view account_id, std::string_view url) {
  return "arn:aws:iam::" + std::string(account_id) + ":oidc-provider/" + std::string(url);
}

ApiResult<AuthorizationChecks> OnNewProvider(const OpContext& context) {
  ASSIGN_OR_RETURN(const std::string url, BareUrl(context.in.Str("Url")));
  AuthorizationCheck check;
  check.resource = ProviderArn(context.caller.account_id, url);
  return AuthorizationChecks{std::move(check)};
}

ApiResult<AuthorizationChecks> OnProvider(const OpContext& context) {
  return OnProviderArn(context, context.account().oidc_providers, kArnMember);
}

// In lower case, repeats and all.
ApiResult<std::vector<std::string>> Thumbprints(const Value& input) {
  std::vector<std::string> thumbprints = TextsOf(input, "ThumbprintList");
  if (thumbprints.size() > kThumbprintsMax) {
    return InvalidInput("Thumbprint list must contain fewer than 5 entries.");
  }
  for (std::string& thumbprint : thumbprints) thumbprint = LowerAscii(thumbprint);
  return thumbprints;
}

void AddOnce(std::string text, std::vector<std::string>* texts) {
  if (std::find(texts->begin(), texts->end(), text) == texts->end()) {
    texts->push_back(std::move(text));
  }
}

ApiResult<Value> CreateOpenIdConnectProvider(OpContext& context) {
  OidcProvider provider;
  provider.tags = TagsOf(context.in);
  RETURN_IF_ERROR(CheckNewTags(provider.tags, TagCase::kSignificant));
  ASSIGN_OR_RETURN(provider.url, BareUrl(context.in.Str("Url")));
  ASSIGN_OR_RETURN(provider.thumbprints, Thumbprints(context.in));
  for (std::string& id : TextsOf(context.in, "ClientIDList")) {
    AddOnce(std::move(id), &provider.client_ids);
  }
  provider.arn = ProviderArn(context.caller.account_id, provider.url);
  provider.created = context.now;
  const auto& present = context.account().oidc_providers;
  if (present.Contains(provider.arn)) {
    return EntityAlreadyExists("Provider with url https://" + provider.url + " already exists.");
  }
  RETURN_IF_ERROR(CheckRoom(context, &Quotas::oidc_providers_per_account, present.size()));
  if (!provider.client_ids.empty()) {
    RETURN_IF_ERROR(
        CheckRoom(context, &Quotas::client_ids_per_oidc_provider, provider.client_ids.size() - 1));
  }
  Value result;
  result.Set(kArnMember, provider.arn);
  if (!provider.tags.empty()) result.Set("Tags", RenderTags(provider.tags));
  const std::string arn = provider.arn;
  context.edit_account().oidc_providers.Put(arn, std::move(provider));
  return result;
}

ApiResult<Value> GetOpenIdConnectProvider(OpContext& context) {
  ASSIGN_OR_RETURN(const OidcProvider* provider, TaggableProvider::Find(context));
  Value result;
  result.Set("Url", provider->url);
  result.Set("ClientIDList", ListOfTexts(provider->client_ids));
  result.Set("ThumbprintList", ListOfTexts(provider->thumbprints));
  result.Set("CreateDate", Value::MillisTime{provider->created});
  result.Set("Tags", RenderTags(SortedTags(provider->tags)));
  return result;
}

ApiResult<Value> ListOpenIdConnectProviders(OpContext& context) {
  Value list = Value::MakeList();
  for (const auto& [arn, provider] : context.account().oidc_providers.entries()) {
    Value entry;
    entry.Set("Arn", arn);
    list.Append(std::move(entry));
  }
  Value result;
  result.Set("OpenIDConnectProviderList", std::move(list));
  return result;
}

ApiResult<Value> UpdateOpenIdConnectProviderThumbprint(OpContext& context) {
  ASSIGN_OR_RETURN(std::vector<std::string> thumbprints, Thumbprints(context.in));
  if (thumbprints.empty()) {
    return InvalidInput("Thumbprint list must contain at least one entry.");
  }
  ASSIGN_OR_RETURN(const OidcProvider* provider, TaggableProvider::Find(context));
  TaggableProvider::Edit(context, *provider)->thumbprints = std::move(thumbprints);
  return Value();
}

ApiResult<Value> AddClientId(OpContext& context) {
  ASSIGN_OR_RETURN(const OidcProvider* provider, TaggableProvider::Find(context));
  const std::string& id = context.in.Str("ClientID");
  const auto& present = provider->client_ids;
  if (std::find(present.begin(), present.end(), id) != present.end()) return Value();
  RETURN_IF_ERROR(CheckRoom(context, &Quotas::client_ids_per_oidc_provider, present.size()));
  TaggableProvider::Edit(context, *provider)->client_ids.push_back(id);
  return Value();
}

ApiResult<Value> RemoveClientId(OpContext& context) {
  ASSIGN_OR_RETURN(const OidcProvider* provider, TaggableProvider::Find(context));
  std::erase(TaggableProvider::Edit(context, *provider)->client_ids, context.in.Str("ClientID"));
  return Value();
}

// An absent provider is an error, against the documentation (recorded).
ApiResult<Value> DeleteOpenIdConnectProvider(OpContext& context) {
  const std::string& arn = context.in.Str(kArnMember);
  if (!context.account().oidc_providers.Contains(arn)) {
    return NoSuchEntity("OpenId connect Provider " + arn + " cannot be found.");
  }
  context.edit_account().oidc_providers.Erase(arn);
  return Value();
}

constexpr Operation kOperations[] = {
    {"CreateOpenIDConnectProvider", CreateOpenIdConnectProvider, Mode::kWrite, OnNewProvider},
    {"GetOpenIDConnectProvider", GetOpenIdConnectProvider, Mode::kRead, OnProvider},
    {"ListOpenIDConnectProviders", ListOpenIdConnectProviders, Mode::kRead, OnEverything},
    {"UpdateOpenIDConnectProviderThumbprint", UpdateOpenIdConnectProviderThumbprint, Mode::kWrite,
     OnProvider},
    {"AddClientIDToOpenIDConnectProvider", AddClientId, Mode::kWrite, OnProvider},
    {"RemoveClientIDFromOpenIDConnectProvider", RemoveClientId, Mode::kWrite, OnProvider},
    {"DeleteOpenIDConnectProvider", DeleteOpenIdConnectProvider, Mode::kWrite, OnProvider},
    {"TagOpenIDConnectProvider", TagEntity<TaggableProvider>, Mode::kWrite, OnProvider},
    {"UntagOpenIDConnectProvider", UntagProvider<TaggableProvider>, Mode::kWrite, OnProvider},
    {"ListOpenIDConnectProviderTags", ListEntityTags<TaggableProvider>, Mode::kRead, OnProvider},
};

}  // namespace

OperationFamily OidcProviderOperations() { return kOperations; }

}  // namespace mockaws
