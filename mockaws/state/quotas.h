// Quotas: how much an account may hold; AWS's defaults ("IAM and AWS STS quotas"; recorded where
// newer), changed for one account by seed files and scenarios.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace mockaws {

struct Quotas {
  int64_t users_per_account = 5000;
  int64_t groups_per_account = 300;
  int64_t roles_per_account = 1000;
  int64_t policies_per_account = 1500;
  int64_t instance_profiles_per_account = 1000;
  int64_t server_certificates_per_account = 20;
  int64_t saml_providers_per_account = 100;
  int64_t oidc_providers_per_account = 100;
  int64_t client_ids_per_oidc_provider = 100;
  int64_t groups_per_user = 10;
  int64_t access_keys_per_user = 2;
  int64_t certificates_per_user = 2;
  int64_t ssh_keys_per_user = 5;
  int64_t service_credentials_per_user = 2;  // and service
  int64_t mfa_devices_per_user = 8;
  int64_t policies_per_user = 10;
  int64_t policies_per_group = 10;
  int64_t policies_per_role = 20;
  int64_t versions_per_policy = 5;
  int64_t policy_versions_in_use = 10'000;
  // Policy sizes count characters without white space.
  int64_t managed_policy_size = 6144;
  int64_t trust_policy_size = 2048;
  int64_t user_inline_size = 2048;
  int64_t group_inline_size = 5120;
  int64_t role_inline_size = 10240;
};

// A quota by the name that AWS's refusals give it: `Cannot exceed quota for UsersPerAccount: 5000`.
struct QuotaName {
  std::string_view name;
  int64_t Quotas::*quota;
};

// All of them, by name.
std::span<const QuotaName> QuotaNames();

// CHECKs that the quota has a name: all have.
std::string_view NameOfQuota(int64_t Quotas::*quota);

// Sets the quota of this name. False: there is none.
bool SetQuota(Quotas* quotas, std::string_view name, int64_t value);

}  // namespace mockaws
