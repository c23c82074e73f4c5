// Policy sources: the one text that tells where a compiled policy stands, so that explanations can
// name it long after.
//
//   managed policy    its ARN
//   inline policy     the holder's ARN, '#', the policy's name
//   trust policy      the role's ARN, "#trust"
//   session policy    the session's ARN, "#session"
#pragma once

#include <string>
#include <string_view>

namespace mockaws {

std::string InlinePolicySource(std::string_view holder_arn, std::string_view policy_name);
std::string TrustPolicySource(std::string_view role_arn);
inline constexpr std::string_view kSessionPolicySource = "#session";

// A source taken apart; views into it.
struct PolicySource {
  std::string_view holder_arn;   // empty for managed policies
  std::string_view policy_name;  // without path
  std::string_view policy_arn;   // of managed policies, else empty
};
PolicySource ReadPolicySource(std::string_view source);

}  // namespace mockaws
