// References: everything that a scenario names must be defined before it is used.

#include <algorithm>

#include "simulator/scenario/declared_documents.h"
#include "simulator/scenario/document.h"
#include "simulator/scenario/field_reader.h"
#include "simulator/scenario/loader_parts.h"
#include "simulator/scenario/made_value.h"
#include "simulator/scenario/nearest_name.h"
#include "simulator/scenario/variables.h"

namespace simulator {
namespace {

// Walks the scenario in the order in which it runs.
class ReferenceChecker {
 public:
  ReferenceChecker(const Scenario& scenario, SourceIssues* issues)
      : scenario_(scenario), issues_(issues) {}

  void Check() {
    if (!scenario_.combinations.empty()) {
      for (const Variable& variable : scenario_.combinations.front()) Define(variable.name);
    }
    for (const Variable& variable : scenario_.variables) {
      Use(*variable.value);
      Define(variable.name);
    }
    for (const Account& account : scenario_.accounts) UseAccount(account);
    if (scenario_.organization) UseOrganization(*scenario_.organization);
    for (const Step& step : scenario_.steps) CheckStep(step);
  }

 private:
  void Note(const SourcePlace& place, std::string message) {
    issues_->push_back({place, std::move(message)});
  }
  void Define(const Text& name) {
    if (defined_.Find(name.value) != nullptr && !saving_) {
      Note(name.place, "the variable " + name.value + " is given twice, in vars and matrix");
    }
    defined_.Set(name.value, "");
  }

  void Use(const Text& text) {
    const auto expanded = defined_.Expand(text);
    if (!expanded.ok()) {
      issues_->insert(issues_->end(), expanded.error().begin(), expanded.error().end());
    }
  }
  void Use(const std::optional<Text>& text) {
    if (text) Use(*text);
  }
  void Use(const YamlNode& node) {
    if (node.is_text()) Use(Text{node.text, node.place});
    for (const YamlPointer& item : node.items) Use(*item);
    for (const YamlMember& member : node.members) {
      Use(Text{member.key, member.key_place});
      Use(*member.value);
    }
  }
  void Use(const YamlPointer& node) {
    if (node != nullptr) Use(*node);
  }
  void Use(const std::vector<Text>& texts) {
    for (const Text& text : texts) Use(text);
  }
  void Use(const std::vector<Matcher>& matchers) {
    for (const Matcher& matcher : matchers) Use(matcher.value);
  }
  // Text is sent as it is, save a lone reference.
  void Use(const Document& document) {
    Use(document.tree);
    if (SoleReference(document.text)) Use(Text{document.text, document.place});
  }

  void UseEntity(const Entity& entity) {
    Use(entity.attach);
    for (const Named& policy : entity.inline_policies) Use(policy.document);
    Use(entity.boundary);
    for (const auto& [key, value] : entity.tags) {
      Use(key);
      Use(value);
    }
    if (entity.trust) Use(*entity.trust);
    Use(entity.description);
    Use(entity.path);
  }

  void UseAccount(const Account& account) {
    for (const ManagedPolicy& policy : account.policies) Use(policy.document);
    for (const IdentityProvider& provider : account.identity_providers) {
      Use(provider.url);
      Use(provider.client_ids);
      Use(provider.entity_id);
    }
    for (const auto* entities : {&account.users, &account.groups, &account.roles}) {
      for (const Entity& entity : *entities) UseEntity(entity);
    }
  }

  // Members are accounts of this file, or others by their ids.
  void UseMember(const Text& account) {
    if (!account.value.empty() &&
        account.value.find_first_not_of("0123456789") == std::string::npos) {
      return;
    }
    CheckAccount(account.value, account.place);
  }

  void UsePolicies(const std::optional<std::vector<Text>>& names, const std::vector<Named>& known,
                   const char* builtin, const char* what) {
    if (!names) return;
    std::vector<std::string> all = {builtin};
    for (const Named& policy : known) all.push_back(policy.name.value);
    for (const Text& name : *names) {
      if (std::find(all.begin(), all.end(), name.value) != all.end()) continue;
      const std::string hint = DidYouMean(name.value, all);
      Note(name.place, std::string("the organization has no ") + what + " \"" + name.value + "\"" +
                           (hint.empty() ? "; it has " + JoinNames(all) : hint));
    }
  }

  void UseNode(const OrganizationNode& node, const OrganizationDeclaration& organization) {
    UsePolicies(node.service_control, organization.service_control, "FullAWSAccess", "SCP");
    UsePolicies(node.resource_control, organization.resource_control, "RCPFullAWSAccess", "RCP");
    for (const OrganizationNode& account : node.accounts) {
      UseMember(account.name);
      UseNode(account, organization);
    }
    for (const OrganizationNode& unit : node.units) UseNode(unit, organization);
  }

  void UseOrganization(const OrganizationDeclaration& organization) {
    UseMember(organization.management);
    if (organization.delegated_administrator) UseMember(*organization.delegated_administrator);
    for (const Named& policy : organization.service_control) Use(policy.document);
    for (const Named& policy : organization.resource_control) Use(policy.document);
    UseNode(organization.root, organization);
  }

  const Account* CheckAccount(const std::string& name, const SourcePlace& place) {
    const Account* account = scenario_.FindAccount(name);
    if (account == nullptr) {
      std::vector<std::string> names;
      for (const Account& known : scenario_.accounts) names.push_back(known.name.value);
      Note(place, "no account \"" + name + "\" is declared" + DidYouMean(name, names));
    }
    return account;
  }

  void CheckIdentity(const Identity& identity) {
    const SourcePlace& place = identity.text.place;
    if (identity.kind == Identity::Kind::kSession) {
      for (const std::string& session : sessions_) {
        if (session == identity.name) return;
      }
      Note(place, "no earlier step saves a $session \"" + identity.name + "\"" +
                      DidYouMean(identity.name, sessions_));
      return;
    }
    if (identity.account.empty()) return;
    const Account* account = CheckAccount(identity.account, place);
    if (account == nullptr || identity.kind != Identity::Kind::kUser) return;
    const Entity* user = account->FindUser(identity.name);
    if (user == nullptr) {
      std::vector<std::string> names;
      for (const Entity& known : account->users) names.push_back(known.name.value);
      Note(place, "the account " + identity.account + " declares no user \"" + identity.name +
                      "\"" + DidYouMean(identity.name, names));
      return;
    }
    if (identity.access_key.empty()) return;
    std::vector<std::string> keys;
    for (const AccessKeyDeclaration& key : user->access_keys) {
      if (key.name.value == identity.access_key) return;
      keys.push_back(key.name.value);
    }
    Note(place, "the user " + identity.name + " declares no access key \"" + identity.access_key +
                    "\"" + DidYouMean(identity.access_key, keys));
  }

  void UseAction(const CallStep& call) { UseParameters(call.with); }
  void UseAction(const simulator::CheckStep& check) {
    for (const Question& question : check.questions) {
      Use(question.action);
      Use(question.resource);
    }
    Use(check.context);
  }
  void UseAction(const AdvanceStep&) {}
  void UseAction(const SwitchRoleStep& switch_role) {
    Use(switch_role.role);
    Use(switch_role.account);
  }
  void UseAction(const ProbeStep& probe) {
    Use(probe.role_arn);
    Use(probe.right);
    Use(probe.session_name);
  }
  void UseAction(const WhoCanStep& who_can) {
    Use(who_can.action);
    Use(who_can.resource);
    Use(who_can.context);
    if (who_can.exactly) Use(*who_can.exactly);
    Use(who_can.includes);
    Use(who_can.excludes);
  }

  void UseAction(const LintStep& lint) {
    Use(lint.target);
    if (lint.exactly) Use(*lint.exactly);
    Use(lint.includes);
    Use(lint.excludes);
  }

  void UseParameters(const YamlPointer& with) {
    if (with == nullptr) return;
    for (const YamlMember& member : with->members) UseParameter(member.key, *member.value);
  }

  // Policy documents that are text are sent as they are, save a lone reference.
  void UseParameter(std::string_view name, const YamlNode& node) {
    if (IsMadeValue(node)) {
      UseMadeValue(node);
      return;
    }
    if (node.is_text()) {
      const bool as_it_is = IsDocumentParameter(name) && !SoleReference(node.text);
      if (!as_it_is) Use(Text{node.text, node.place});
    } else if (IsDocumentParameter(name) && node.is_map()) {
      Use(node);
    }
    for (const YamlPointer& item : node.items) UseParameter(name, *item);
    if (IsDocumentParameter(name)) return;
    for (const YamlMember& member : node.members) UseParameter(member.key, *member.value);
  }

  void UseMadeValue(const YamlNode& node) {
    Use(node);
    SourceIssues ignored;  // CheckCalls tells of them
    const auto value = LoadMadeValue(node, &ignored);
    if (const auto* code = value ? std::get_if<MfaCodeValue>(&*value) : nullptr) {
      CheckDevice(code->device);
    }
    if (const auto* token = value ? std::get_if<OidcTokenValue>(&*value) : nullptr) {
      CheckProvider(token->provider, true);
    }
    if (const auto* response = value ? std::get_if<SamlResponseValue>(&*value) : nullptr) {
      CheckProvider(response->provider, false);
    }
  }

  // `acme/user/ana`, or `acme/user/ana/DEVICE`.
  void CheckDevice(const Text& device) {
    for (const Account& account : scenario_.accounts) {
      for (const Entity& user : account.users) {
        const std::string owner = account.name.value + "/user/" + user.name.value;
        if (device.value == owner && !user.mfa.empty()) return;
        for (const Text& name : user.mfa) {
          if (device.value == owner + "/" + name.value) return;
          devices_.push_back(owner + "/" + name.value);
        }
      }
    }
    Note(device.place, "nobody declares the MFA device \"" + device.value +
                           "\"; write ACCOUNT/user/NAME or ACCOUNT/user/NAME/DEVICE" +
                           DidYouMean(device.value, devices_));
  }

  // `acme/github`.
  void CheckProvider(const Text& name, bool oidc) {
    std::vector<std::string> names;
    for (const Account& account : scenario_.accounts) {
      for (const IdentityProvider& provider : account.identity_providers) {
        if (provider.is_oidc() != oidc) continue;
        names.push_back(account.name.value + "/" + provider.name.value);
        if (names.back() != name.value) continue;
        if (!provider.jwks && !provider.metadata) return;
        Note(name.place, "only the owner of its key can sign for " + name.value +
                             "; leave out its jwks or metadata, and iamsim makes a key");
        return;
      }
    }
    const std::string hint = DidYouMean(name.value, names);
    Note(name.place, std::string("no account declares the ") + (oidc ? "OIDC" : "SAML") +
                         " provider \"" + name.value + "\"" +
                         (hint.empty() ? "; write ACCOUNT/PROVIDER" : hint));
  }

  void UseExpect(const Expectation& expect) {
    Use(expect.error);
    Use(expect.message);
    for (const BodyExpectation& body : expect.body) Use(body.matchers);
    if (!expect.explain) return;
    const ExplainExpectation& explain = *expect.explain;
    if (explain.in_account) CheckAccount(explain.in_account->value, explain.in_account->place);
    Use(explain.matched);
    Use(explain.ignored);
    if (!explain.because) return;
    Use(explain.because->wanted);
    Use(explain.because->got);
  }

  void CheckStep(const Step& step) {
    Use(step.name);
    if (step.as) CheckIdentity(*step.as);
    std::visit([&](const auto& action) { UseAction(action); }, step.action);
    UseExpect(step.expect);
    saving_ = true;
    for (const Save& save : step.save) {
      if (save.is_session) {
        sessions_.push_back(save.value.value);
      } else {
        Define(save.name);
      }
    }
    saving_ = false;
  }

  const Scenario& scenario_;
  SourceIssues* issues_;
  Variables defined_;
  std::vector<std::string> sessions_;
  std::vector<std::string> devices_;  // of those looked through
  bool saving_ = false;
};

}  // namespace

void CheckReferences(const Scenario& scenario, SourceIssues* issues) {
  ReferenceChecker(scenario, issues).Check();
  if (!scenario.practice || !issues->empty()) return;
  if (FindDocument(scenario, scenario.practice->document.value) == nullptr) {
    const Text& document = scenario.practice->document;
    issues->push_back({document.place, "no document \"" + document.value + "\" is declared" +
                                           DidYouMean(document.value, DocumentNames(scenario))});
    return;
  }
  // In a world of its own: nothing that the lesson's steps save is there.
  Scenario practice = scenario;
  practice.steps = scenario.practice->steps;
  ReferenceChecker(practice, issues).Check();
}

}  // namespace simulator
