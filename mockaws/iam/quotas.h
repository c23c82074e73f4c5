// IAM's quotas at their default values ("IAM and AWS STS quotas"; recorded where newer).
#pragma once

#include <cstdint>

namespace mockaws {

inline constexpr size_t kUsersPerAccount = 5000;
inline constexpr size_t kGroupsPerAccount = 300;
inline constexpr size_t kRolesPerAccount = 1000;
inline constexpr size_t kPoliciesPerAccount = 1500;
inline constexpr size_t kInstanceProfilesPerAccount = 1000;
inline constexpr size_t kServerCertificatesPerAccount = 20;
inline constexpr size_t kSigningCertificatesPerUser = 2;
inline constexpr size_t kGroupsPerUser = 10;
inline constexpr size_t kAccessKeysPerUser = 2;
inline constexpr size_t kMfaDevicesPerUser = 8;
inline constexpr size_t kPoliciesPerUser = 10;
inline constexpr size_t kPoliciesPerGroup = 10;
inline constexpr size_t kPoliciesPerRole = 20;
inline constexpr size_t kVersionsPerPolicy = 5;
inline constexpr size_t kPolicyVersionsInUse = 10'000;
// Policy sizes count characters without white space.
inline constexpr size_t kManagedPolicySize = 6144;
inline constexpr size_t kTrustPolicySize = 2048;
inline constexpr size_t kUserInlineSize = 2048;
inline constexpr size_t kGroupInlineSize = 5120;
inline constexpr size_t kRoleInlineSize = 10240;

}  // namespace mockaws
