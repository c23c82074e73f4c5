// What an account has only once.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "mockaws/state/identity_provider.h"
#include "mockaws/state/login_profile.h"
#include "mockaws/state/quotas.h"
#include "mockaws/state/user_credentials.h"

namespace mockaws {

// The credential report as it was when it was asked for.
struct CredentialReport {
  Instant started;
  int64_t asked = 1;  // how often GenerateCredentialReport was called since
  std::shared_ptr<const std::string> csv;
};

struct AccountSettings {
  std::string alias;                       // empty: none
  std::optional<LoginProfile> root_login;  // the root user's, as AssumeRoot sessions make it
  std::vector<SigningCertificate> root_signing_certificates;
  std::optional<PasswordPolicy> password_policy;
  std::optional<CredentialReport> credential_report;
  OutboundFederation outbound;
  int64_t global_token_version = 1;               // SetSecurityTokenServicePreferences
  std::map<std::string, std::string> properties;  // `Namespace/PropertyName` to value
  Quotas quotas;
};

}  // namespace mockaws
