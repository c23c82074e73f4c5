// SAML responses as identity providers post them: read, and their signatures verified.
//
// Only what the assertion's own signature covers is ever read: the assertion must be a direct child
// of the response, the only one, and its signature a direct child of the assertion that refers to
// exactly this assertion; ids must be unique. That defeats signature wrapping.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "policy_engine/base/time.h"
#include "policy_engine/result.h"

namespace mockaws {

// A provider's metadata as far as it is needed.
struct SamlMetadata {
  std::string entity_id;
  std::vector<std::string> signing_certificates;  // DER
};

// Nothing if it is no metadata of an identity provider.
std::optional<SamlMetadata> ReadSamlMetadata(std::string_view xml);

struct SamlAttribute {
  std::string name;
  std::vector<std::string> values;
};

// A verified assertion.
struct SamlAssertion {
  std::string issuer;
  policy_engine::Instant issued;
  std::string name_id;
  std::string name_format;
  bool has_name_id = false;
  std::string recipient;
  policy_engine::Instant subject_ends;                   // of SubjectConfirmationData
  std::optional<policy_engine::Instant> conditions_end;  // NotOnOrAfter
  std::optional<policy_engine::Instant> session_ends;    // SessionNotOnOrAfter
  std::vector<SamlAttribute> attributes;
  bool was_encrypted = false;

  // The values of an attribute; empty if absent.
  std::vector<std::string> ValuesOf(std::string_view name) const;
};

enum class SamlFault {
  kMalformed,  // no SAML response, an assertion without what it must have, or one that is
               // encrypted for somebody else
  kUnsigned,   // no assertion with a signature of its own
  kSignature,  // altered, or signed by somebody else
};

// `xml` is the response, already decoded; `private_keys` (PEM) open an encrypted assertion.
// Thread-safe.
policy_engine::Result<SamlAssertion, SamlFault> ReadSamlResponse(
    std::string_view xml, const SamlMetadata& metadata,
    const std::vector<std::string>& private_keys);

}  // namespace mockaws
