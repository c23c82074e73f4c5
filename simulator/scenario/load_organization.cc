// The organization that a file's accounts belong to.

#include "simulator/scenario/document.h"
#include "simulator/scenario/field_reader.h"
#include "simulator/scenario/loader_parts.h"

namespace simulator {
namespace {

std::vector<Named> LoadPolicies(FieldReader& fields, std::string_view key,
                                const std::string& directory, SourceIssues* issues) {
  std::vector<Named> policies;
  for (const YamlMember& member : fields.Members(key)) {
    auto document = ReadDocument(member.value, directory);
    if (document.ok()) {
      policies.push_back({{member.key, member.key_place}, std::move(document).value()});
    } else {
      issues->insert(issues->end(), document.error().begin(), document.error().end());
    }
  }
  return policies;
}

void LoadAttachments(FieldReader& fields, OrganizationNode* node) {
  if (fields.Has("scps")) node->service_control = fields.Texts("scps");
  if (fields.Has("rcps")) node->resource_control = fields.Texts("rcps");
}

// A list of names, or a mapping of names to what is attached to each.
void LoadMembers(FieldReader& fields, OrganizationNode* node, SourceIssues* issues) {
  const YamlPointer accounts = fields.Get("accounts");
  if (accounts == nullptr) return;
  if (!accounts->is_map()) {
    for (Text& name : fields.Texts("accounts")) {
      node->accounts.emplace_back();
      node->accounts.back().name = std::move(name);
    }
    return;
  }
  for (const YamlMember& member : accounts->members) {
    FieldReader account_fields(*member.value, OrganizationAccountKeys(), issues);
    OrganizationNode account;
    account.name = {member.key, member.key_place};
    LoadAttachments(account_fields, &account);
    node->accounts.push_back(std::move(account));
  }
}

// Units nest at most as deep as YAML does, which the parser bounds.
OrganizationNode LoadNode(const YamlNode& yaml, const KeyTable& keys, SourceIssues* issues) {
  FieldReader fields(yaml, keys, issues);
  OrganizationNode node;
  node.id = fields.OptionalText("id");
  LoadAttachments(fields, &node);
  LoadMembers(fields, &node, issues);
  for (const YamlMember& member : fields.Members("units")) {
    node.units.push_back(LoadNode(*member.value, OrganizationUnitKeys(), issues));
    node.units.back().name = {member.key, member.key_place};
  }
  return node;
}

}  // namespace

OrganizationDeclaration LoadOrganization(const YamlNode& node, const std::string& directory,
                                         SourceIssues* issues) {
  FieldReader fields(node, OrganizationKeys(), issues);
  OrganizationDeclaration organization;
  organization.place = node.place;
  organization.id = fields.OptionalText("id");
  organization.management = fields.RequiredText("management");
  organization.delegated_administrator = fields.OptionalText("delegated_administrator");
  organization.trusted_access = fields.OptionalBool("trusted_access").value_or(false);
  organization.root_sessions = fields.OptionalBool("root_sessions").value_or(false);
  organization.root_credentials_management =
      fields.OptionalBool("root_credentials_management").value_or(false);
  organization.service_control = LoadPolicies(fields, "scps", directory, issues);
  organization.resource_control = LoadPolicies(fields, "rcps", directory, issues);
  if (const YamlPointer root = fields.Get("root")) {
    organization.root = LoadNode(*root, OrganizationRootKeys(), issues);
  }
  return organization;
}

}  // namespace simulator
