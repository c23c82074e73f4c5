// The account as a whole: its alias and its summary.
#include "mockaws/iam/families.h"
#include "mockaws/iam/quotas.h"
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
  map->Set("AccountAccessKeysPresent", account.root_access_keys.size() > 0 ? 1 : 0);
}

void SetQuotas(Value* map) {
  map->Set("UsersQuota", Count(kUsersPerAccount));
  map->Set("GroupsQuota", Count(kGroupsPerAccount));
  map->Set("RolesQuota", Count(kRolesPerAccount));
  map->Set("PoliciesQuota", Count(kPoliciesPerAccount));
  map->Set("InstanceProfilesQuota", Count(kInstanceProfilesPerAccount));
  map->Set("ServerCertificatesQuota", Count(kServerCertificatesPerAccount));
  map->Set("GroupsPerUserQuota", Count(kGroupsPerUser));
  map->Set("AttachedPoliciesPerUserQuota", Count(kPoliciesPerUser));
  map->Set("AttachedPoliciesPerGroupQuota", Count(kPoliciesPerGroup));
  map->Set("AttachedPoliciesPerRoleQuota", Count(kPoliciesPerRole));
  map->Set("AccessKeysPerUserQuota", Count(kAccessKeysPerUser));
  map->Set("SigningCertificatesPerUserQuota", Count(kSigningCertificatesPerUser));
  map->Set("VersionsPerPolicyQuota", Count(kVersionsPerPolicy));
  map->Set("PolicyVersionsInUseQuota", Count(kPolicyVersionsInUse));
  map->Set("PolicySizeQuota", Count(kManagedPolicySize));
  map->Set("UserPolicySizeQuota", Count(kUserInlineSize));
  map->Set("GroupPolicySizeQuota", Count(kGroupInlineSize));
  map->Set("RolePolicySizeQuota", Count(kRoleInlineSize));
  map->Set("AssumeRolePolicySizeQuota", Count(kTrustPolicySize));
}

ApiResult<Value> GetAccountSummary(OpContext& context) {
  Value map;
  SetEntityCounts(context.account(), &map);
  SetQuotas(&map);
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
