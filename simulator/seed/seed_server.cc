#include "simulator/seed/seed_server.h"

#include <algorithm>

#include "mockaws/authn/root_keys.h"
#include "mockaws/control/organization.h"
#include "simulator/runner/engine_transport.h"
#include "simulator/runner/organization.h"
#include "simulator/runner/seeder.h"
#include "simulator/scenario/field_reader.h"
#include "simulator/scenario/loader.h"

namespace simulator {
namespace {

using mockaws::ApiResult;
using mockaws::State;

// The key with which an account is seeded; it is gone before the first client comes.
std::string SeedingKeyId(std::string_view account_id) {
  return "IAMSIMSEEDING" + std::string(account_id);
}

class ServerSeeder {
 public:
  ServerSeeder(const Scenario& seed, mockaws::Service* service)
      : seed_(seed),
        service_(*service),
        secret_(mockaws::NewSecretAccessKey(*service->parts().environment.ids)) {}

  SourceResult<void> Seed() {
    Variables variables;
    for (const Variable& variable : seed_.variables) {
      ASSIGN_OR_RETURN(std::string value,
                       variables.Expand(Text{variable.value->text, variable.value->place}));
      variables.Set(variable.name.value, std::move(value));
    }
    RETURN_IF_ERROR(ForEachAccount([&](State& state, const Account& account) -> SourceResult<void> {
      return AddRootKey(state, account, SeedingKeyId(account.id.value), secret_,
                        account.name.place);
    }));
    RETURN_IF_ERROR(ForEachAccount(
        [&](State& state, const Account& account) { return ChangeQuotas(state, account); }));
    const auto seeded = CallApi(variables);
    RETURN_IF_ERROR(ForEachAccount([&](State& state, const Account& account) -> SourceResult<void> {
      const std::string id = SeedingKeyId(account.id.value);
      state.access_keys.Erase(id);
      state.FindAccount(account.id.value)->root_access_keys.Erase(id);
      return {};
    }));
    if (!seeded.ok()) return seeded.error();
    RETURN_IF_ERROR(ForEachAccount(
        [&](State& state, const Account& account) { return AddDeclaredKeys(state, account); }));
    RETURN_IF_ERROR(PutTokenIssuers(*seeded));
    return PutOrganization(variables);
  }

 private:
  template <typename Function>
  SourceResult<void> ForEachAccount(const Function& function) {
    return service_.parts().store.Write([&](State& state) -> SourceResult<void> {
      for (const Account& account : seed_.accounts) RETURN_IF_ERROR(function(state, account));
      return {};
    });
  }

  SourceResult<void> AddRootKey(State& state, const Account& account, const std::string& id,
                                const std::string& secret, const SourcePlace& place) {
    const ApiResult<void> added =
        mockaws::AddRootAccessKey(state, account.id.value, id, secret, Now());
    if (!added.ok()) return SourceIssues{{place, added.error().message}};
    return {};
  }

  SourceResult<void> ChangeQuotas(State& state, const Account& account) {
    if (account.quotas.empty()) return {};
    mockaws::Quotas& quotas = state.FindAccount(account.id.value)->edit_settings()->quotas;
    for (const auto& [name, value] : account.quotas) {
      if (mockaws::SetQuota(&quotas, name.value, value)) continue;
      std::vector<std::string> names;
      for (const mockaws::QuotaName& entry : mockaws::QuotaNames()) names.emplace_back(entry.name);
      return SourceIssues{
          {name.place, "there is no quota \"" + name.value + "\"; there are " + JoinNames(names)}};
    }
    return {};
  }

  SourceResult<Seeded> CallApi(const Variables& variables) {
    EngineTransport transport(&service_);
    ApiClient client(&transport, service_.parts().environment.host_clock);
    return SeedAccounts(seed_.accounts, variables, client,
                        {.root = [this](std::string_view account_id) {
                          return Credentials{SeedingKeyId(account_id), secret_, ""};
                        }});
  }

  SourceResult<void> AddDeclaredKeys(State& state, const Account& account) {
    for (const AccessKeyDeclaration& key : account.root_access_keys) {
      RETURN_IF_ERROR(AddRootKey(state, account, key.id->value, key.secret->value, key.name.place));
    }
    for (const Entity& user : account.users) {
      for (const AccessKeyDeclaration& key : user.access_keys) {
        RETURN_IF_ERROR(AddUserKey(state, account, user, key));
      }
    }
    return {};
  }

  // Checked as a root user's key is, then handed over to the user.
  SourceResult<void> AddUserKey(State& state, const Account& account, const Entity& user,
                                const AccessKeyDeclaration& key) {
    const std::string& id = key.id->value;
    RETURN_IF_ERROR(AddRootKey(state, account, id, key.secret->value, key.name.place));
    mockaws::Account& stored = *state.FindAccount(account.id.value);
    const mockaws::AccessKey access_key = *stored.root_access_keys.Find(id);
    stored.root_access_keys.Erase(id);
    const std::string user_key = mockaws::NameKey(user.name.value);
    stored.users.Edit(user_key)->access_keys.push_back(access_key);
    state.access_keys.Put(id, {account.id.value, user_key});
    return {};
  }

  SourceResult<void> PutTokenIssuers(const Seeded& seeded) {
    constexpr std::string_view kScheme = "https://";
    return service_.parts().store.Write([&](State& state) -> SourceResult<void> {
      for (const auto& [name, provider] : seeded.providers) {
        if (provider.jwks.empty()) continue;
        state.token_issuers.Put(provider.issuer.substr(kScheme.size()), {provider.jwks});
      }
      return {};
    });
  }

  // Last: service control policies bind the root users that seed.
  SourceResult<void> PutOrganization(const Variables& variables) {
    if (!seed_.organization) return {};
    const SourcePlace& place = seed_.organization->place;
    ASSIGN_OR_RETURN(const policy_engine::Json json, OrganizationJson(seed_, variables));
    auto organization = mockaws::ReadOrganization(json, service_.parts().environment.ids);
    if (!organization.ok()) return SourceIssues{{place, organization.error().message}};
    return service_.parts().store.Write([&](State& state) -> SourceResult<void> {
      const auto stored =
          mockaws::StoreOrganization(&state, std::move(organization).value(), Now());
      if (!stored.ok()) return SourceIssues{{place, stored.error().message}};
      return {};
    });
  }

  policy_engine::Instant Now() const { return service_.parts().environment.clock->Now(); }

  const Scenario& seed_;
  mockaws::Service& service_;
  const std::string secret_;
};

}  // namespace

void DescribeStorageFailure(const std::string& message, SourceIssues* error) {
  *error = {{SourcePlace{}, "the state could not be stored: " + message}};
}

SourceResult<void> SeedServer(const std::string& path, mockaws::Service* service) {
  ASSIGN_OR_RETURN(const Scenario seed, LoadSeedFile(path));
  return ServerSeeder(seed, service).Seed();
}

}  // namespace simulator
