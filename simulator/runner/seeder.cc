#include "simulator/runner/seeder.h"

#include <utility>

#include "mockaws/catalog/managed_policies.h"
#include "mockaws/crypto/totp.h"
#include "simulator/client/parameters.h"
#include "simulator/runner/made_values.h"
#include "simulator/runner/seed_provider.h"
#include "simulator/scenario/document.h"

namespace simulator {
namespace {

using mockaws::QueryParameters;
using policy_engine::Json;

// The name parameter and the operations' infix of each kind: UserName, PutUserPolicy.
std::string Capitalized(EntityKind kind) {
  switch (kind) {
    case EntityKind::kUser:
      return "User";
    case EntityKind::kGroup:
      return "Group";
    case EntityKind::kRole:
      break;
  }
  return "Role";
}

class Seeder {
 public:
  Seeder(const std::vector<Account>& accounts, const Variables& variables, ApiClient& client,
         const SeedOptions& options)
      : accounts_(accounts), variables_(variables), client_(client), options_(options) {}

  SourceResult<Seeded> Seed() {
    // Trust policies may name users of any account, so roles come last; policies and groups come
    // before those that use them.
    for (const Account& account : accounts_) {
      RETURN_IF_ERROR(SeedAlias(account));
      RETURN_IF_ERROR(SeedProviders(account));
      for (const ManagedPolicy& policy : account.policies) {
        RETURN_IF_ERROR(SeedPolicy(account, policy));
      }
      for (const Entity& group : account.groups) RETURN_IF_ERROR(SeedEntity(account, group));
      for (const Entity& user : account.users) RETURN_IF_ERROR(SeedUser(account, user));
    }
    RETURN_IF_ERROR(SeedRoles());
    return std::move(seeded_);
  }

 private:
  SourceResult<Json> Call(const Account& account, const std::string& name,
                          const QueryParameters& parameters, const SourcePlace& place) {
    const mockaws::ServiceModel& iam = ModelOf("iam");
    const mockaws::OperationModel* operation = iam.Find(name);
    CHECK(operation != nullptr, "Seeder: no such operation");
    const auto answer = client_.Call(options_.root(account.id.value), iam, *operation, parameters);
    if (!answer.ok()) return SourceIssues{{place, answer.error().message}};
    if (answer->ok()) return answer->result;
    return SourceIssues{{place, Refusal(name, *answer)}};
  }

  std::string Refusal(const std::string& operation, const ApiAnswer& answer) {
    std::string text = "iam:" + operation + " was refused: ";
    if (answer.error_code.empty()) {
      return text + "HTTP " + std::to_string(answer.status) + ", " + answer.unreadable;
    }
    text += answer.error_code + ": " + answer.error_message;
    if (answer.decision_id.empty()) return text;
    const auto record = client_.ControlJson("decisions/" + answer.decision_id);
    const Json* detail = record.ok() ? record->Find("detail") : nullptr;
    if (detail == nullptr || !detail->is_string()) return text;
    const std::string& words = detail->AsString();
    return text + " (" + words.substr(0, words.find_last_not_of('\n') + 1) + ")";
  }

  SourceResult<std::string> Expand(const Text& text) const { return variables_.Expand(text); }

  SourceResult<void> PutOptional(const std::string& name, const std::optional<Text>& text,
                                 QueryParameters* parameters) const {
    if (!text) return {};
    ASSIGN_OR_RETURN(std::string value, Expand(*text));
    parameters->emplace_back(name, std::move(value));
    return {};
  }

  SourceResult<void> PutDocument(const std::string& name, const Document& document,
                                 QueryParameters* parameters) const {
    ASSIGN_OR_RETURN(std::string text, RenderDocument(document, variables_));
    parameters->emplace_back(name, std::move(text));
    return {};
  }

  SourceResult<void> PutTags(const Entity& entity, QueryParameters* parameters) const {
    size_t number = 0;
    for (const auto& [key, value] : entity.tags) {
      const std::string prefix = "Tags.member." + std::to_string(++number);
      ASSIGN_OR_RETURN(std::string expanded_key, Expand(key));
      ASSIGN_OR_RETURN(std::string expanded_value, Expand(value));
      parameters->emplace_back(prefix + ".Key", std::move(expanded_key));
      parameters->emplace_back(prefix + ".Value", std::move(expanded_value));
    }
    return {};
  }

  SourceResult<void> SeedPolicy(const Account& account, const ManagedPolicy& policy) {
    QueryParameters parameters = {{"PolicyName", policy.name.value}};
    RETURN_IF_ERROR(PutOptional("Path", policy.path, &parameters));
    RETURN_IF_ERROR(PutDocument("PolicyDocument", policy.document, &parameters));
    ASSIGN_OR_RETURN(const Json created,
                     Call(account, "CreatePolicy", parameters, policy.document.place));
    return {};
  }

  // What Create… takes for every kind.
  SourceResult<QueryParameters> CreationParameters(const Account& account, const Entity& entity) {
    QueryParameters parameters = {{Capitalized(entity.kind) + "Name", entity.name.value}};
    RETURN_IF_ERROR(PutOptional("Path", entity.path, &parameters));
    RETURN_IF_ERROR(PutOptional("Description", entity.description, &parameters));
    if (entity.boundary) {
      ASSIGN_OR_RETURN(const std::string boundary, Expand(*entity.boundary));
      parameters.emplace_back("PermissionsBoundary", PolicyArnOf(account, boundary));
    }
    if (entity.max_session_seconds) {
      parameters.emplace_back("MaxSessionDuration", std::to_string(*entity.max_session_seconds));
    }
    RETURN_IF_ERROR(PutTags(entity, &parameters));
    return parameters;
  }

  SourceResult<void> SeedEntity(const Account& account, const Entity& entity) {
    ASSIGN_OR_RETURN(const QueryParameters parameters, CreationParameters(account, entity));
    ASSIGN_OR_RETURN(const Json created, Call(account, "Create" + Capitalized(entity.kind),
                                              parameters, entity.name.place));
    return GivePolicies(account, entity);
  }

  SourceResult<void> GivePolicies(const Account& account, const Entity& entity) {
    const std::string kind = Capitalized(entity.kind);
    for (const Text& attach : entity.attach) {
      ASSIGN_OR_RETURN(const std::string name, Expand(attach));
      ASSIGN_OR_RETURN(const Json attached, Call(account, "Attach" + kind + "Policy",
                                                 {{kind + "Name", entity.name.value},
                                                  {"PolicyArn", PolicyArnOf(account, name)}},
                                                 attach.place));
    }
    for (const Named& policy : entity.inline_policies) {
      QueryParameters parameters = {{kind + "Name", entity.name.value},
                                    {"PolicyName", policy.name.value}};
      RETURN_IF_ERROR(PutDocument("PolicyDocument", policy.document, &parameters));
      ASSIGN_OR_RETURN(const Json put,
                       Call(account, "Put" + kind + "Policy", parameters, policy.document.place));
    }
    return {};
  }

  SourceResult<void> SeedUser(const Account& account, const Entity& user) {
    RETURN_IF_ERROR(SeedEntity(account, user));
    for (const Text& group : user.groups) {
      ASSIGN_OR_RETURN(
          const Json added,
          Call(account, "AddUserToGroup",
               {{"GroupName", group.value}, {"UserName", user.name.value}}, group.place));
    }
    for (const AccessKeyDeclaration& key : user.access_keys) {
      if (key.id) continue;
      RETURN_IF_ERROR(SeedKey(account, user, key.name.value, key.name.place));
    }
    const std::string identity = account.name.value + "/user/" + user.name.value;
    if (user.access_keys.empty() && options_.users_with_key.contains(identity)) {
      RETURN_IF_ERROR(SeedKey(account, user, "k1", user.name.place));
    }
    for (const Text& device : user.mfa) RETURN_IF_ERROR(SeedDevice(account, user, device));
    return {};
  }

  // Made, and enabled by the codes of the last two half minutes.
  SourceResult<void> SeedDevice(const Account& account, const Entity& user, const Text& name) {
    ASSIGN_OR_RETURN(const Json created, Call(account, "CreateVirtualMFADevice",
                                              {{"VirtualMFADeviceName", name.value}}, name.place));
    const Json* made = created.Find("VirtualMFADevice");
    const Json* serial = made == nullptr ? nullptr : made->Find("SerialNumber");
    const Json* text = made == nullptr ? nullptr : made->Find("Base32StringSeed");
    const auto seed = text == nullptr ? std::nullopt : ReadTotpSeed(text->AsString());
    if (serial == nullptr || !seed) {
      return SourceIssues{{name.place, "iam:CreateVirtualMFADevice answered without a seed"}};
    }
    const int64_t step = mockaws::TotpStepAt(options_.now);
    ASSIGN_OR_RETURN(const Json enabled,
                     Call(account, "EnableMFADevice",
                          {{"UserName", user.name.value},
                           {"SerialNumber", serial->AsString()},
                           {"AuthenticationCode1", mockaws::TotpCode(*seed, step - 1)},
                           {"AuthenticationCode2", mockaws::TotpCode(*seed, step)}},
                          name.place));
    const std::string identity = account.name.value + "/user/" + user.name.value;
    const SeededDevice device = {serial->AsString(), *seed};
    seeded_.devices.emplace(identity, device);
    seeded_.devices[identity + "/" + name.value] = device;
    return {};
  }

  SourceResult<void> SeedProviders(const Account& account) {
    const ProviderCall call = [&](const std::string& operation, const QueryParameters& parameters,
                                  const SourcePlace& place) {
      return Call(account, operation, parameters, place);
    };
    for (const IdentityProvider& provider : account.identity_providers) {
      ASSIGN_OR_RETURN(SeededProvider seeded, SeedProvider(provider, variables_, options_, call));
      seeded_.providers[account.name.value + "/" + provider.name.value] = std::move(seeded);
    }
    return {};
  }

  SourceResult<void> SeedAlias(const Account& account) {
    if (!account.alias) return {};
    QueryParameters parameters;
    RETURN_IF_ERROR(PutOptional("AccountAlias", account.alias, &parameters));
    ASSIGN_OR_RETURN(const Json created,
                     Call(account, "CreateAccountAlias", parameters, account.alias->place));
    return {};
  }

  SourceResult<void> SeedKey(const Account& account, const Entity& user, const std::string& name,
                             const SourcePlace& place) {
    ASSIGN_OR_RETURN(const Json created,
                     Call(account, "CreateAccessKey", {{"UserName", user.name.value}}, place));
    const Json* key = created.Find("AccessKey");
    const Json* id = key == nullptr ? nullptr : key->Find("AccessKeyId");
    const Json* secret = key == nullptr ? nullptr : key->Find("SecretAccessKey");
    if (id == nullptr || secret == nullptr) {
      return SourceIssues{{place, "iam:CreateAccessKey answered without a key"}};
    }
    const Credentials credentials = {id->AsString(), secret->AsString(), ""};
    const std::string identity = account.name.value + "/user/" + user.name.value;
    seeded_.credentials.emplace(identity, credentials);
    seeded_.credentials[identity + "/" + name] = credentials;
    return {};
  }

  // Trust policies may name roles, each other's and their own, and what they name must exist: such
  // a role is made trusting its account first, and told whom it really trusts when all are there.
  SourceResult<void> SeedRoles() {
    std::vector<std::pair<const Account*, const Entity*>> to_update;
    for (const Account& account : accounts_) {
      for (const Entity& role : account.roles) {
        ASSIGN_OR_RETURN(const bool trusts, CreateRole(account, role));
        if (!trusts) to_update.emplace_back(&account, &role);
        RETURN_IF_ERROR(GivePolicies(account, role));
      }
    }
    for (const auto& [account, role] : to_update) {
      QueryParameters parameters = {{"RoleName", role->name.value}};
      RETURN_IF_ERROR(PutDocument("PolicyDocument", *role->trust, &parameters));
      ASSIGN_OR_RETURN(const Json updated,
                       Call(*account, "UpdateAssumeRolePolicy", parameters, role->trust->place));
    }
    return {};
  }

  // Whether the role was made with its own trust policy. One that AWS refuses is left for the
  // update, which tells where it stands.
  SourceResult<bool> CreateRole(const Account& account, const Entity& role) {
    ASSIGN_OR_RETURN(const QueryParameters common, CreationParameters(account, role));
    QueryParameters parameters = common;
    RETURN_IF_ERROR(PutDocument("AssumeRolePolicyDocument", *role.trust, &parameters));
    const bool names_roles = parameters.back().second.find("role/") != std::string::npos;
    if (!names_roles && Call(account, "CreateRole", parameters, role.name.place).ok()) return true;
    parameters = common;
    parameters.emplace_back(
        "AssumeRolePolicyDocument",
        R"({"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"AWS":")" +
            account.id.value + R"("},"Action":"sts:AssumeRole"}})");
    ASSIGN_OR_RETURN(const Json created, Call(account, "CreateRole", parameters, role.name.place));
    return false;
  }

  const std::vector<Account>& accounts_;
  const Variables& variables_;
  ApiClient& client_;
  const SeedOptions& options_;
  Seeded seeded_;
};

}  // namespace

SourceResult<Seeded> SeedAccounts(const std::vector<Account>& accounts, const Variables& variables,
                                  ApiClient& client, const SeedOptions& options) {
  return Seeder(accounts, variables, client, options).Seed();
}

std::string PolicyArnOf(const Account& account, std::string_view name_or_arn) {
  if (name_or_arn.starts_with("arn:")) return std::string(name_or_arn);
  for (const ManagedPolicy& policy : account.policies) {
    if (policy.name.value != name_or_arn) continue;
    const std::string path = policy.path ? policy.path->value : "/";
    return "arn:aws:iam::" + account.id.value + ":policy" + path + policy.name.value;
  }
  if (const auto managed = mockaws::FindManagedPolicyByName(name_or_arn)) {
    return std::string(managed->arn);
  }
  return "arn:aws:iam::aws:policy/" + std::string(name_or_arn);
}

}  // namespace simulator
