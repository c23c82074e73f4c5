// Server certificates, as load balancers once took them from IAM.
#pragma once

#include <string>

#include "mockaws/state/entities.h"

namespace mockaws {

// The private key isn't kept: no operation shows it.
struct ServerCertificate {
  std::string name;
  std::string path = "/";
  std::string id;  // ASCA…
  std::string arn;
  std::string body;   // PEM
  std::string chain;  // PEM, or empty
  Instant uploaded;
  Instant expires;
  Tags tags;
};

}  // namespace mockaws
