#include "mockaws/iam/service_grants.h"

#include <algorithm>

#include "mockaws/wire/ascii.h"
#include "policy_engine/pattern/glob.h"

namespace mockaws {

using policy_engine::DocumentStatement;
using policy_engine::Effect;

namespace {

// A deny takes away for good only if nothing limits it.
bool IsUnlimited(const DocumentStatement& statement) {
  if (!statement.conditions.empty() || statement.not_resource) return false;
  return std::any_of(statement.resources.begin(), statement.resources.end(),
                     [](const auto& resource) { return resource.text == "*"; });
}

bool IsBlanket(const std::string& pattern) {
  return pattern.size() == 1 && pattern[0] == policy_engine::kAnyRun;
}

// Whether the pattern can meet actions of this service at all; spares most comparisons.
bool MayMeet(const std::string& pattern, std::string_view prefix) {
  const size_t colon = pattern.find(':');
  if (colon == std::string::npos) return true;
  const std::string_view of_pattern = std::string_view(pattern).substr(0, colon);
  if (std::any_of(of_pattern.begin(), of_pattern.end(), policy_engine::IsWildcard)) return true;
  return of_pattern == prefix;
}

}  // namespace

ServiceGrants::ServiceGrants(const std::vector<policy_engine::CompiledPolicyPtr>& policies) {
  for (const auto& policy : policies) {
    for (const DocumentStatement& statement : policy->document().statements) {
      Rule rule;
      rule.allow = statement.effect == Effect::kAllow;
      rule.negated = statement.not_action;
      if (!rule.allow && !IsUnlimited(statement)) continue;
      for (const auto& action : statement.actions) {
        rule.patterns.push_back(policy_engine::EncodeGlob(LowerAscii(action.text)));
      }
      rules_.push_back(std::move(rule));
    }
  }
}

bool ServiceGrants::Matches(const Rule& rule, const std::string& action) const {
  const std::string_view prefix = std::string_view(action).substr(0, action.find(':'));
  const bool any =
      std::any_of(rule.patterns.begin(), rule.patterns.end(), [&](const std::string& pattern) {
        return IsBlanket(pattern) ||
               (MayMeet(pattern, prefix) && policy_engine::GlobMatch(pattern, action));
      });
  return any != rule.negated;
}

bool ServiceGrants::GrantsLower(const std::string& action) const {
  bool granted = false;
  for (const Rule& rule : rules_) {
    if (rule.allow && granted) continue;
    if (!Matches(rule, action)) continue;
    if (!rule.allow) return false;
    granted = true;
  }
  return granted;
}

bool ServiceGrants::GrantsAction(std::string_view prefix, std::string_view action) const {
  return GrantsLower(LowerAscii(prefix) + ":" + LowerAscii(action));
}

bool ServiceGrants::Grants(const ServiceReference& service) const {
  for (const ActionReference& action : service.actions()) {
    if (GrantsAction(service.prefix(), action.name())) return true;
  }
  return false;
}

std::vector<ServiceReference> GrantedServices(const ServiceGrants& grants) {
  std::vector<ServiceReference> granted;
  for (const ServiceReference& service : Services()) {
    if (grants.Grants(service)) granted.push_back(service);
  }
  return granted;
}

}  // namespace mockaws
