#include "mockaws/iam/policy_documents.h"

#include <utility>

#include "mockaws/iam/quotas.h"

namespace mockaws {

using policy_engine::ParseOptions;
using policy_engine::PolicyError;
using policy_engine::PolicyType;
using policy_engine::Strictness;

ApiError MalformedDocument(const PolicyError& error) {
  ApiError refusal = MalformedPolicyDocument(error.aws_message());
  refusal.detail = error.ToText();
  return refusal;
}

ApiResult<PolicyText> CompileDocument(std::string_view text, PolicyType type,
                                      std::string_view source) {
  ParseOptions options;
  options.source = source;
  options.strictness = Strictness::kStored;
  auto compiled = policy_engine::CompilePolicy(text, type, options);
  if (!compiled.ok()) return MalformedDocument(compiled.error());
  return PolicyText{std::string(text), std::move(compiled).value()};
}

ApiResult<PolicyText> CompileManagedDocument(const OpContext& context, std::string_view text,
                                             std::string_view policy_arn) {
  ASSIGN_OR_RETURN(PolicyText policy, CompileDocument(text, PolicyType::kManaged, policy_arn));
  RETURN_IF_ERROR(CheckSize(context, &Quotas::managed_policy_size,
                            policy_engine::PolicySizeWithoutWhitespace(text)));
  return policy;
}

}  // namespace mockaws
