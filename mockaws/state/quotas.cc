#include "mockaws/state/quotas.h"

#include "policy_engine/check.h"

namespace mockaws {
namespace {

constexpr QuotaName kNames[] = {
    {"ACLSizePerRole", &Quotas::trust_policy_size},
    {"AccessKeysPerUser", &Quotas::access_keys_per_user},
    {"CertificatesPerUser", &Quotas::certificates_per_user},
    {"ClientIdsPerOpenIdConnectProvider", &Quotas::client_ids_per_oidc_provider},
    {"ContextSpecificCredentialsPerUserPerContext", &Quotas::service_credentials_per_user},
    {"GroupPolicySize", &Quotas::group_inline_size},
    {"GroupsPerAccount", &Quotas::groups_per_account},
    {"GroupsPerUser", &Quotas::groups_per_user},
    {"InstanceProfilesPerAccount", &Quotas::instance_profiles_per_account},
    {"MFADevicesPerUser", &Quotas::mfa_devices_per_user},
    {"OpenIdConnectProvidersPerAccount", &Quotas::oidc_providers_per_account},
    {"PoliciesPerAccount", &Quotas::policies_per_account},
    {"PoliciesPerGroup", &Quotas::policies_per_group},
    {"PoliciesPerRole", &Quotas::policies_per_role},
    {"PoliciesPerUser", &Quotas::policies_per_user},
    {"PolicySize", &Quotas::managed_policy_size},
    {"PolicyVersionsInUse", &Quotas::policy_versions_in_use},
    {"RolePolicySize", &Quotas::role_inline_size},
    {"RolesPerAccount", &Quotas::roles_per_account},
    {"SAMLProvidersPerAccount", &Quotas::saml_providers_per_account},
    {"SSHPublicKeysPerUser", &Quotas::ssh_keys_per_user},
    {"ServerCertificatesPerAccount", &Quotas::server_certificates_per_account},
    {"UserPolicySize", &Quotas::user_inline_size},
    {"UsersPerAccount", &Quotas::users_per_account},
    {"VersionsPerPolicy", &Quotas::versions_per_policy},
};

}  // namespace

std::span<const QuotaName> QuotaNames() { return kNames; }

std::string_view NameOfQuota(int64_t Quotas::*quota) {
  for (const QuotaName& entry : kNames) {
    if (entry.quota == quota) return entry.name;
  }
  CHECK(false, "a quota without a name");
  return {};
}

bool SetQuota(Quotas* quotas, std::string_view name, int64_t value) {
  for (const QuotaName& entry : kNames) {
    if (entry.name != name) continue;
    quotas->*entry.quota = value;
    return true;
  }
  return false;
}

}  // namespace mockaws
