// Certificates for a server that nobody has given one.
#pragma once

#include <chrono>
#include <string>
#include <vector>

namespace mockaws {

// All in PEM.
struct SelfSignedIdentity {
  std::string authority;    // the certificate that clients must trust
  std::string certificate;  // the server's, signed by the authority
  std::string private_key;  // of the server's certificate
};

// A new authority, whose key nobody keeps, and a certificate of it for `hosts` (DNS names and IP
// addresses), valid from a day before `now` for a year. Thread-safe. Ends the program (CHECK) if
// the system has no entropy to give.
SelfSignedIdentity MakeSelfSignedIdentity(const std::vector<std::string>& hosts,
                                          std::chrono::sys_time<std::chrono::milliseconds> now);

}  // namespace mockaws
