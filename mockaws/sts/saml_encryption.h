// Encrypted assertions ("SAML 2.0", XML Encryption). For this folder's files alone: it brings
// libxml2's header.
#pragma once

#include <string>
#include <vector>

#include "mockaws/sts/xml_tree.h"

namespace mockaws {

// Puts the assertion in the place of the EncryptedAssertion that holds it. Recorded of AWS:
// AES-128 and -256 in CBC or GCM under RSA-OAEP with SHA-256, MGF1 with SHA-1 or SHA-256; the key
// needs no Recipient. Any of the keys (PEM) may be the one. False if none opens it.
bool DecryptAssertion(xmlNode* encrypted_assertion, const std::vector<std::string>& private_keys);

}  // namespace mockaws
