#include "simulator/scenario/declared_documents.h"

#include <functional>

namespace simulator {
namespace {

using Visit = std::function<void(const std::string& name, Document& document)>;

void VisitEntity(const std::string& account, Entity& entity, const Visit& visit) {
  const std::string owner =
      account + "/" + std::string(EntityKindName(entity.kind)) + "/" + entity.name.value + "/";
  if (entity.trust) visit(owner + "trust", *entity.trust);
  for (Named& policy : entity.inline_policies) visit(owner + policy.name.value, policy.document);
}

void VisitDocuments(Scenario& scenario, const Visit& visit) {
  for (Account& account : scenario.accounts) {
    const std::string& name = account.name.value;
    for (ManagedPolicy& policy : account.policies) {
      visit(name + "/policy/" + policy.name.value, policy.document);
    }
    for (auto* entities : {&account.users, &account.groups, &account.roles}) {
      for (Entity& entity : *entities) VisitEntity(name, entity, visit);
    }
  }
  if (!scenario.organization) return;
  for (Named& policy : scenario.organization->service_control) {
    visit("organization/scp/" + policy.name.value, policy.document);
  }
  for (Named& policy : scenario.organization->resource_control) {
    visit("organization/rcp/" + policy.name.value, policy.document);
  }
}

}  // namespace

Document* FindDocument(Scenario& scenario, std::string_view name) {
  Document* found = nullptr;
  VisitDocuments(scenario, [&](const std::string& known, Document& document) {
    if (known == name) found = &document;
  });
  return found;
}

const Document* FindDocument(const Scenario& scenario, std::string_view name) {
  return FindDocument(const_cast<Scenario&>(scenario), name);
}

std::vector<std::string> DocumentNames(const Scenario& scenario) {
  std::vector<std::string> names;
  VisitDocuments(const_cast<Scenario&>(scenario),
                 [&](const std::string& name, Document&) { names.push_back(name); });
  return names;
}

}  // namespace simulator
