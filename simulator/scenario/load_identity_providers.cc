// Identity providers that an account trusts.

#include "simulator/scenario/document.h"
#include "simulator/scenario/field_reader.h"
#include "simulator/scenario/loader_parts.h"

namespace simulator {
namespace {

std::optional<Document> LoadText(FieldReader& fields, std::string_view key,
                                 const std::string& directory, SourceIssues* issues) {
  const YamlPointer node = fields.Get(key);
  if (node == nullptr) return std::nullopt;
  auto document = ReadDocument(node, directory);
  if (document.ok()) return std::move(document).value();
  issues->insert(issues->end(), document.error().begin(), document.error().end());
  return std::nullopt;
}

void CheckKind(FieldReader& fields, FileKind kind) {
  const bool oidc = fields.Has("url");
  const bool saml = fields.Has("entity_id") || fields.Has("metadata");
  if (oidc == saml) {
    fields.Note(fields.place(),
                "an identity provider has \"url\" (OIDC), or \"entity_id\" or \"metadata\" (SAML)");
    return;
  }
  for (const char* key : {"client_ids", "thumbprints", "jwks"}) {
    if (saml && fields.Has(key)) {
      fields.Note(fields.Get(key)->place, "\"" + std::string(key) + "\" is of OIDC providers");
    }
  }
  if (kind == FileKind::kSeed && saml && !fields.Has("metadata")) {
    fields.Note(fields.place(), "a SAML provider of a seed file needs its \"metadata\"");
  }
}

}  // namespace

std::vector<IdentityProvider> LoadIdentityProviders(const YamlNode& node, FileKind kind,
                                                    const std::string& directory,
                                                    SourceIssues* issues) {
  std::vector<IdentityProvider> providers;
  if (!node.is_map()) {
    issues->push_back({node.place, "\"identity_providers\" takes a mapping of names"});
  }
  for (const YamlMember& member : node.members) {
    FieldReader fields(*member.value, IdentityProviderKeys(), issues);
    IdentityProvider provider;
    provider.name = {member.key, member.key_place};
    provider.url = fields.OptionalText("url");
    provider.client_ids = fields.Texts("client_ids");
    provider.thumbprints = fields.Texts("thumbprints");
    provider.jwks = LoadText(fields, "jwks", directory, issues);
    provider.entity_id = fields.OptionalText("entity_id");
    provider.metadata = LoadText(fields, "metadata", directory, issues);
    provider.tags = fields.TextMembers("tags");
    CheckKind(fields, kind);
    providers.push_back(std::move(provider));
  }
  return providers;
}

}  // namespace simulator
