// What users hold besides access keys and passwords: SSH keys, signing certificates,
// service-specific credentials.
#pragma once

#include <optional>
#include <string>

#include "mockaws/runtime/clock.h"

namespace mockaws {

struct SshKey {
  std::string id;    // APKA…
  std::string body;  // as it was sent
  std::string blob;  // the key itself, in SSH's binary form
  bool active = true;
  Instant uploaded;
};

struct SigningCertificate {
  std::string id;
  std::string body;  // as it was sent
  bool active = true;
  Instant uploaded;
};

// The secret isn't kept: AWS shows it once, and no service is here that would take it.
struct ServiceCredential {
  std::string id;            // ACCA…
  std::string service;       // codecommit.amazonaws.com, in lower case
  std::string service_user;  // ServiceUserName or ServiceCredentialAlias; stays when the user is
                             // renamed
  bool active = true;
  Instant created;
  std::optional<Instant> expires;
};

}  // namespace mockaws
