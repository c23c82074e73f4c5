// The account as a whole: its alias and its summary.
#include "mockaws/iam/families.h"
#include "mockaws/iam/resources.h"
#include "mockaws/operation/pagination.h"

namespace mockaws {
namespace {

bool AliasIsTaken(const OpContext& context, const std::string& alias) {
  for (const auto& [id, account] : context.state.accounts()) {
    if (id != context.caller.account_id && account->settings().alias == alias) return true;
  }
  return false;
}

ApiResult<Value> CreateAccountAlias(OpContext& context) {
  const std::string& alias = context.in.Str("AccountAlias");
  if (AliasIsTaken(context, alias)) {
    return EntityAlreadyExists("The account alias " + alias + " already exists.");
  }
  context.edit_account().edit_settings()->alias = alias;
  return Value();
}

ApiResult<Value> DeleteAccountAlias(OpContext& context) {
  const std::string& alias = context.in.Str("AccountAlias");
  if (context.account().settings().alias != alias) {
    return NoSuchEntity("The account alias with name " + alias + " cannot be found.");
  }
  context.edit_account().edit_settings()->alias.clear();
  return Value();
}

ApiResult<Value> ListAccountAliases(OpContext& context) {
  std::vector<PageItem> items;
  const std::string& alias = context.account().settings().alias;
  if (!alias.empty()) items.push_back({alias, alias});
  return PageOfItems(context, "AccountAliases", std::move(items));
}

int64_t Count(size_t size) { return static_cast<int64_t>(size); }

void SetEntityCounts(const Account& account, Value* map) {
  map->Set("Users", Count(account.users.size()));
  map->Set("Groups", Count(account.groups.size()));
  map->Set("Roles", Count(account.roles.size()));
  map->Set("Policies", Count(account.policies.size()));
  map->Set("InstanceProfiles", Count(account.instance_profiles.size()));
  size_t in_use = 0;
  bool root_has_mfa = false;
  for (const auto& [serial, device] : account.mfa_devices.entries()) {
    if (!device->user_id.empty()) ++in_use;
    if (device->user_id == account.id) root_has_mfa = true;
  }
  map->Set("MFADevices", Count(account.mfa_devices.size()));
  map->Set("MFADevicesInUse", Count(in_use));
  map->Set("AccountMFAEnabled", root_has_mfa ? 1 : 0);
  map->Set("PolicyVersionsInUse", Count(account.policy_uses.size()));
  map->Set("AccountPasswordPresent", account.settings().root_login ? 1 : 0);
  map->Set("Providers", Count(account.saml_providers.size() + account.oidc_providers.size()));
  map->Set("ServerCertificates", Count(account.server_certificates.size()));
  map->Set("AccountSigningCertificatesPresent",
           account.settings().root_signing_certificates.empty() ? 0 : 1);
  map->Set("Providers", Count(account.saml_providers.size() + account.oidc_providers.size()));
  map->Set("GlobalEndpointTokenVersion", account.settings().global_token_version);
  map->Set("AccountAccessKeysPresent", account.root_access_keys.size() > 0 ? 1 : 0);
}

void SetQuotas(const Quotas& quotas, Value* map) {
  map->Set("UsersQuota", quotas.users_per_account);
  map->Set("GroupsQuota", quotas.groups_per_account);
  map->Set("RolesQuota", quotas.roles_per_account);
  map->Set("PoliciesQuota", quotas.policies_per_account);
  map->Set("InstanceProfilesQuota", quotas.instance_profiles_per_account);
  map->Set("ServerCertificatesQuota", quotas.server_certificates_per_account);
  map->Set("GroupsPerUserQuota", quotas.groups_per_user);
  map->Set("AttachedPoliciesPerUserQuota", quotas.policies_per_user);
  map->Set("AttachedPoliciesPerGroupQuota", quotas.policies_per_group);
  map->Set("AttachedPoliciesPerRoleQuota", quotas.policies_per_role);
  map->Set("AccessKeysPerUserQuota", quotas.access_keys_per_user);
  map->Set("SigningCertificatesPerUserQuota", quotas.certificates_per_user);
  map->Set("VersionsPerPolicyQuota", quotas.versions_per_policy);
  map->Set("PolicyVersionsInUseQuota", quotas.policy_versions_in_use);
  map->Set("PolicySizeQuota", quotas.managed_policy_size);
  map->Set("UserPolicySizeQuota", quotas.user_inline_size);
  map->Set("GroupPolicySizeQuota", quotas.group_inline_size);
  map->Set("RolePolicySizeQuota", quotas.role_inline_size);
  map->Set("AssumeRolePolicySizeQuota", quotas.trust_policy_size);
}

ApiResult<Value> GetAccountSummary(OpContext& context) {
  Value map;
  SetEntityCounts(context.account(), &map);
  SetQuotas(context.quotas(), &map);
  Value result;
  result.Set("SummaryMap", std::move(map));
  return result;
}

constexpr Operation kOperations[] = {
    {"CreateAccountAlias", CreateAccountAlias, Mode::kWrite, OnEverything},
    {"DeleteAccountAlias", DeleteAccountAlias, Mode::kWrite, OnEverything},
    {"ListAccountAliases", ListAccountAliases, Mode::kRead, OnEverything},
    {"GetAccountSummary", GetAccountSummary, Mode::kRead, OnEverything},
};

}  // namespace

OperationFamily AccountOperations() { return kOperations; }

}  // namespace mockaws
