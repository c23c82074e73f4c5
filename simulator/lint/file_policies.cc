#include "simulator/lint/file_policies.h"

#include <algorithm>

#include "simulator/scenario/document.h"

namespace simulator {
namespace {

using policy_engine::PolicyType;

std::string IdOf(const Account& account, const Variables& variables) {
  const auto id = variables.Expand(account.id);
  return id.ok() ? *id : account.id.value;
}

// Whether the policy only limits: a boundary of somebody's, and attached to nobody.
bool IsOnlyBoundary(const Account& account, const std::string& policy) {
  bool boundary = false;
  for (const auto* entities : {&account.users, &account.groups, &account.roles}) {
    for (const Entity& entity : *entities) {
      if (entity.boundary && entity.boundary->value == policy) boundary = true;
      for (const Text& attached : entity.attach) {
        if (attached.value == policy) return false;
      }
    }
  }
  return boundary;
}

void AddAccount(const Account& account, const std::string& id, std::vector<FilePolicy>* policies) {
  const std::string& name = account.name.value;
  for (const ManagedPolicy& policy : account.policies) {
    const bool boundary = IsOnlyBoundary(account, policy.name.value);
    policies->push_back({name + "/policy/" + policy.name.value,
                         boundary ? PolicyType::kBoundary : PolicyType::kManaged, policy.document,
                         id});
  }
  for (const auto* entities : {&account.users, &account.groups, &account.roles}) {
    for (const Entity& entity : *entities) {
      const std::string owner =
          name + "/" + std::string(EntityKindName(entity.kind)) + "/" + entity.name.value + "/";
      if (entity.trust) {
        policies->push_back({owner + "trust", PolicyType::kTrust, *entity.trust, id});
      }
      for (const Named& policy : entity.inline_policies) {
        policies->push_back(
            {owner + policy.name.value, PolicyType::kIdentity, policy.document, id});
      }
    }
  }
}

// What a document is that a call sends.
PolicyType TypeOfParameter(const CallStep& call, std::string_view parameter) {
  if (parameter == "AssumeRolePolicyDocument") return PolicyType::kTrust;
  if (call.operation == "UpdateAssumeRolePolicy") return PolicyType::kTrust;
  if (parameter == "ResourcePolicy") return PolicyType::kResource;
  return call.service == "sts" ? PolicyType::kSession : PolicyType::kIdentity;
}

// The account in whose name the step is made, as far as the file says.
std::string AccountOf(const Scenario& scenario, const Step& step, const Variables& variables) {
  const Account* account = step.as ? scenario.FindAccount(step.as->account) : nullptr;
  return account == nullptr ? "" : IdOf(*account, variables);
}

void AddStep(const Scenario& scenario, const Step& step, const Variables& variables,
             std::vector<FilePolicy>* policies) {
  const auto* call = std::get_if<CallStep>(&step.action);
  if (call == nullptr || call->with == nullptr || step.expect.error) return;
  for (const YamlMember& member : call->with->members) {
    if (!IsDocumentParameter(member.key) || member.key.ends_with("List")) continue;
    auto document = ReadDocument(member.value, DirectoryOf(scenario.file));
    if (!document.ok()) continue;
    policies->push_back({"step " + std::to_string(step.number) + " (" + call->call.value + ")",
                         TypeOfParameter(*call, member.key), std::move(document).value(),
                         AccountOf(scenario, step, variables), true});
  }
}

void CollectMembers(const OrganizationNode& node, std::vector<std::string>* names) {
  for (const OrganizationNode& account : node.accounts) names->push_back(account.name.value);
  for (const OrganizationNode& unit : node.units) CollectMembers(unit, names);
}

}  // namespace

std::vector<FilePolicy> PoliciesOf(const Scenario& scenario, const Variables& variables) {
  std::vector<FilePolicy> policies;
  for (const Account& account : scenario.accounts) {
    AddAccount(account, IdOf(account, variables), &policies);
  }
  if (scenario.organization) {
    for (const Named& policy : scenario.organization->service_control) {
      policies.push_back({"organization/scp/" + policy.name.value, PolicyType::kServiceControl,
                          policy.document, ""});
    }
    for (const Named& policy : scenario.organization->resource_control) {
      policies.push_back({"organization/rcp/" + policy.name.value, PolicyType::kResourceControl,
                          policy.document, ""});
    }
  }
  for (const Step& step : scenario.steps) AddStep(scenario, step, variables, &policies);
  return policies;
}

std::vector<std::string> OwnAccounts(const Scenario& scenario, const Variables& variables,
                                     const std::string& account_id) {
  std::vector<std::string> own = {account_id};
  if (!scenario.organization) return own;
  std::vector<std::string> members = {scenario.organization->management.value};
  CollectMembers(scenario.organization->root, &members);
  for (std::string& member : members) {
    const Account* account = scenario.FindAccount(member);
    if (account != nullptr) member = IdOf(*account, variables);
  }
  if (std::find(members.begin(), members.end(), account_id) != members.end()) return members;
  return own;
}

}  // namespace simulator
