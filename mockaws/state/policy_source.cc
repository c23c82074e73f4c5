#include "mockaws/state/policy_source.h"

namespace mockaws {

std::string InlinePolicySource(std::string_view holder_arn, std::string_view policy_name) {
  return std::string(holder_arn) + '#' + std::string(policy_name);
}

std::string TrustPolicySource(std::string_view role_arn) {
  return InlinePolicySource(role_arn, "trust");
}

PolicySource ReadPolicySource(std::string_view source) {
  PolicySource parts;
  // Neither ARNs' names nor paths' allowed characters in use hold a '#' after the last one here.
  const size_t mark = source.rfind('#');
  if (mark != std::string_view::npos) {
    parts.holder_arn = source.substr(0, mark);
    parts.policy_name = source.substr(mark + 1);
  } else {
    parts.policy_arn = source;
    parts.policy_name = source.substr(source.rfind('/') + 1);
  }
  return parts;
}

}  // namespace mockaws
