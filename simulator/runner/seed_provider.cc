#include "simulator/runner/seed_provider.h"

#include "simulator/runner/json_web_tokens.h"
#include "simulator/runner/saml_responses.h"
#include "simulator/scenario/document.h"

namespace simulator {
namespace {

using mockaws::QueryParameters;
using policy_engine::Json;

SourceResult<void> PutTexts(const std::string& name, const std::vector<Text>& texts,
                            const Variables& variables, QueryParameters* parameters) {
  for (size_t i = 0; i < texts.size(); ++i) {
    ASSIGN_OR_RETURN(std::string value, variables.Expand(texts[i]));
    parameters->emplace_back(name + ".member." + std::to_string(i + 1), std::move(value));
  }
  return {};
}

SourceResult<void> PutTags(const IdentityProvider& provider, const Variables& variables,
                           QueryParameters* parameters) {
  for (size_t i = 0; i < provider.tags.size(); ++i) {
    const std::string prefix = "Tags.member." + std::to_string(i + 1);
    ASSIGN_OR_RETURN(std::string key, variables.Expand(provider.tags[i].first));
    ASSIGN_OR_RETURN(std::string value, variables.Expand(provider.tags[i].second));
    parameters->emplace_back(prefix + ".Key", std::move(key));
    parameters->emplace_back(prefix + ".Value", std::move(value));
  }
  return {};
}

void MakeKeys(const SeedOptions& options, SeededProvider* seeded) {
  if (options.issuer_seed.empty()) return;
  seeded->key = mockaws::IssuerKey::FromSeed(options.issuer_seed + " " + seeded->issuer);
  seeded->other = mockaws::IssuerKey::FromSeed(options.issuer_seed + " not " + seeded->issuer);
}

std::string TextOf(const Json& json, std::string_view member) {
  const Json* value = json.Find(member);
  return value != nullptr && value->is_string() ? value->AsString() : "";
}

SourceResult<SeededProvider> SeedOidc(const IdentityProvider& provider, const Variables& variables,
                                      const SeedOptions& options, const ProviderCall& call) {
  SeededProvider seeded;
  ASSIGN_OR_RETURN(seeded.issuer, variables.Expand(*provider.url));
  QueryParameters parameters = {{"Url", seeded.issuer}};
  RETURN_IF_ERROR(PutTexts("ClientIDList", provider.client_ids, variables, &parameters));
  RETURN_IF_ERROR(PutTexts("ThumbprintList", provider.thumbprints, variables, &parameters));
  RETURN_IF_ERROR(PutTags(provider, variables, &parameters));
  ASSIGN_OR_RETURN(const Json created,
                   call("CreateOpenIDConnectProvider", parameters, provider.name.place));
  seeded.arn = TextOf(created, "OpenIDConnectProviderArn");
  for (const Text& id : provider.client_ids) {
    ASSIGN_OR_RETURN(std::string client_id, variables.Expand(id));
    seeded.client_ids.push_back(std::move(client_id));
  }
  if (provider.jwks) {
    ASSIGN_OR_RETURN(seeded.jwks, RenderDocument(*provider.jwks, variables));
    return seeded;
  }
  MakeKeys(options, &seeded);
  if (seeded.key) seeded.jwks = KeySetOf(*seeded.key);
  return seeded;
}

SourceResult<SeededProvider> SeedSaml(const IdentityProvider& provider, const Variables& variables,
                                      const SeedOptions& options, const ProviderCall& call) {
  SeededProvider seeded;
  std::string metadata;
  if (provider.metadata) {
    ASSIGN_OR_RETURN(metadata, RenderDocument(*provider.metadata, variables));
  } else {
    ASSIGN_OR_RETURN(seeded.issuer, variables.Expand(*provider.entity_id));
    MakeKeys(options, &seeded);
    CHECK(seeded.key.has_value(), "the loader asks for metadata where no keys are made");
    metadata = SamlMetadataOf(*seeded.key, seeded.issuer, options.now);
  }
  QueryParameters parameters = {{"Name", provider.name.value}, {"SAMLMetadataDocument", metadata}};
  RETURN_IF_ERROR(PutTags(provider, variables, &parameters));
  ASSIGN_OR_RETURN(const Json created, call("CreateSAMLProvider", parameters, provider.name.place));
  seeded.arn = TextOf(created, "SAMLProviderArn");
  return seeded;
}

}  // namespace

SourceResult<SeededProvider> SeedProvider(const IdentityProvider& provider,
                                          const Variables& variables, const SeedOptions& options,
                                          const ProviderCall& call) {
  return provider.is_oidc() ? SeedOidc(provider, variables, options, call)
                            : SeedSaml(provider, variables, options, call);
}

}  // namespace simulator
