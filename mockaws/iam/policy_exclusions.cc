#include "mockaws/iam/policy_exclusions.h"

#include <algorithm>

#include "mockaws/operation/arn.h"
#include "mockaws/wire/ascii.h"
#include "policy_engine/pattern/glob.h"

namespace mockaws {
namespace {

bool Fits(std::string_view pattern, std::string_view text) {
  return policy_engine::GlobMatch(policy_engine::EncodeGlob(pattern), text);
}

// Policies are matched by an ARN without path (recorded).
std::string WithoutPath(std::string_view arn) {
  const auto parts = SplitArn(arn);
  if (!parts) return std::string(arn);
  return "arn:" + std::string(parts->partition) + ":iam::" + std::string(parts->account) +
         ":policy/" + std::string(ArnName(arn));
}

}  // namespace

ApiResult<PolicyExclusions> PolicyExclusions::Read(const Value& input) {
  PolicyExclusions exclusions;
  for (const Value& entry : input.ListOf("PolicyExclusionList")) {
    if (const auto type = entry.OptStr("PolicyType")) exclusions.types_.push_back(*type);
    if (const auto arn = entry.OptStr("PolicyArn")) {
      if (std::count(arn->begin(), arn->end(), '*') > 1) {
        return InvalidInput("PolicyArn in PolicyExclusionList may hold at most one *.");
      }
      exclusions.arns_.push_back(*arn);
    }
    const Value* identifier = entry.Find("InlinePolicyIdentifier");
    if (identifier == nullptr) continue;
    InlineName name{identifier->Str("PolicyName"), identifier->Str("AttachmentType"),
                    identifier->Str("AttachmentName")};
    const size_t wildcard = name.owner.find_first_of("*?");
    if (name.policy.find_first_of("*?") != std::string::npos || name.owner == "*" ||
        (wildcard != std::string::npos && wildcard + 1 != name.owner.size())) {
      return InvalidInput(
          "InlinePolicyIdentifier takes a wildcard only at the end of AttachmentName.");
    }
    exclusions.inline_names_.push_back(std::move(name));
  }
  return exclusions;
}

bool PolicyExclusions::ExcludesType(std::string_view type) const {
  return std::find(types_.begin(), types_.end(), type) != types_.end();
}

bool PolicyExclusions::Excludes(const SourcedPolicy& policy) const {
  if (policy.arn.empty()) {
    if (ExcludesType("inline")) return true;
    return std::any_of(inline_names_.begin(), inline_names_.end(), [&](const InlineName& name) {
      return EqualsIgnoringCase(name.owner_type, policy.owner_type) &&
             EqualsIgnoringCase(name.policy, policy.name) && Fits(name.owner, policy.owner_name);
    });
  }
  const bool is_aws = policy.arn.starts_with("arn:aws:iam::aws:");
  if (ExcludesType(is_aws ? "aws-managed" : "user-managed")) return true;
  const std::string arn = WithoutPath(policy.arn);
  return std::any_of(arns_.begin(), arns_.end(),
                     [&](const std::string& pattern) { return Fits(pattern, arn); });
}

}  // namespace mockaws
