#include "mockaws/iam/password_policy.h"

#include <algorithm>
#include <array>
#include <string>

namespace mockaws {
namespace {

constexpr int64_t kDefaultMinimumLength = 8;
constexpr size_t kDefaultClasses = 3;

struct CharacterClass {
  std::string_view sentence;
  std::string_view characters;
};
constexpr std::array<CharacterClass, 4> kClasses = {{
    {"Password should have at least one uppercase letter", "ABCDEFGHIJKLMNOPQRSTUVWXYZ"},
    {"Password should have at least one lowercase letter", "abcdefghijklmnopqrstuvwxyz"},
    {"Password should have at least one number", "0123456789"},
    {"Password should have at least one symbol", "!@#$%^&*()_+-=[]{}|'"},
}};

// The classes that are wanted but missing, as one text.
std::string Missing(const std::array<bool, 4>& wanted, std::string_view password, size_t* count) {
  std::string text;
  *count = 0;
  for (size_t i = 0; i < kClasses.size(); ++i) {
    if (!wanted[i]) continue;
    if (password.find_first_of(kClasses[i].characters) != std::string_view::npos) continue;
    if (!text.empty()) text += ", ";
    text += kClasses[i].sentence;
    ++*count;
  }
  return text;
}

}  // namespace

ApiResult<void> CheckPassword(const std::optional<PasswordPolicy>& policy,
                              std::string_view password) {
  const int64_t minimum = policy ? policy->minimum_length : kDefaultMinimumLength;
  if (static_cast<int64_t>(password.size()) < minimum) {
    return PasswordPolicyViolation("Password should have a minimum length of " +
                                   std::to_string(minimum));
  }
  size_t missing = 0;
  if (policy) {
    const std::string text = Missing({policy->require_uppercase, policy->require_lowercase,
                                      policy->require_numbers, policy->require_symbols},
                                     password, &missing);
    if (missing > 0) return PasswordPolicyViolation(text);
    return {};
  }
  const std::string text = Missing({true, true, true, true}, password, &missing);
  const size_t allowed = kClasses.size() - kDefaultClasses;
  if (missing <= allowed) return {};
  return PasswordPolicyViolation("Password should meet " + std::to_string(missing - allowed) +
                                 " more of the following requirements: " + text);
}

ApiResult<void> CheckPasswordReuse(const std::optional<PasswordPolicy>& policy,
                                   const LoginProfile& profile, std::string_view password) {
  if (!policy || !policy->reuse_prevention || !profile.password) return {};
  // The present password counts as the first of those that are remembered.
  const auto remembered = static_cast<size_t>(*policy->reuse_prevention) - 1;
  bool reused = PasswordMatches(*profile.password, password);
  for (size_t i = 0; i < std::min(remembered, profile.earlier.size()); ++i) {
    reused = reused || PasswordMatches(profile.earlier[i], password);
  }
  if (!reused) return {};
  return PasswordPolicyViolation(
      "Policy constraint violation with password reuse prevention during password change.");
}

}  // namespace mockaws
