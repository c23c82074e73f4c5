#include "mockaws/sts/session_policy.h"

#include "mockaws/authz/managed_policy_lookup.h"
#include "mockaws/operation/arn.h"
#include "mockaws/state/policy_source.h"
#include "mockaws/wire/utf8.h"
#include "policy_engine/policy.h"

namespace mockaws {

using policy_engine::CompilePolicy;
using policy_engine::PolicyType;
using policy_engine::Strictness;

namespace {

// Bytes that policies and tags may take together.
constexpr int64_t kPackedBytesMax = 4096;
constexpr size_t kPolicyArnsMax = 10;
constexpr size_t kPolicyCharactersMax = 2048;

policy_engine::Result<CompiledPolicyPtr, policy_engine::PolicyError> Compile(
    std::string_view document) {
  return CompilePolicy(
      document, PolicyType::kSession,
      {.source = std::string(kSessionPolicySource), .strictness = Strictness::kSession});
}

int64_t BytesOf(std::string_view document) {
  return static_cast<int64_t>(policy_engine::PolicySizeWithoutWhitespace(document));
}

int64_t Percentage(int64_t bytes) { return (bytes * 100 + kPackedBytesMax - 1) / kPackedBytesMax; }

// The model leaves AssumeRole's Policy and all lists of PolicyArns unlimited; the pages don't. The
// sentence is the model's own for other limits.
ApiError TooLong(std::string_view echoed, std::string_view member, size_t limit) {
  return ValidationError("1 validation error detected: Value '" + std::string(echoed) + "' at '" +
                         std::string(member) +
                         "' failed to satisfy constraint: Member must have length less than or "
                         "equal to " +
                         std::to_string(limit));
}

}  // namespace

ApiResult<CompiledPolicyPtr> CompileSessionPolicy(std::string_view document) {
  auto compiled = Compile(document);
  if (compiled.ok()) return *std::move(compiled);
  ApiError error = MalformedPolicyDocument(compiled.error().aws_message());
  error.detail = compiled.error().ToText();
  return error;
}

CompiledPolicyPtr CompiledSessionPolicy(std::string_view document) {
  auto compiled = Compile(document);
  CHECK(compiled.ok(), "a sealed session policy that no longer compiles");
  return *std::move(compiled);
}

ApiResult<SessionPolicies> CollectSessionPolicies(const OpContext& context,
                                                  std::string_view account_id) {
  SessionPolicies policies;
  policies.document = context.in.OptStr("Policy");
  const Value::List& descriptors = context.in.ListOf("PolicyArns");
  if (descriptors.size() > kPolicyArnsMax) {
    std::string echoed;
    for (const Value& item : descriptors) {
      echoed += (echoed.empty() ? "" : ", ") +
                ("PolicyDescriptorType(arn=" + item.StrOr("arn", "")) + ")";
    }
    return TooLong("[" + echoed + "]", "policyArns", kPolicyArnsMax);
  }
  if (policies.document) {
    if (CountCodePoints(*policies.document) > kPolicyCharactersMax) {
      return TooLong(*policies.document, "policy", kPolicyCharactersMax);
    }
    ASSIGN_OR_RETURN([[maybe_unused]] const auto compiled,
                     CompileSessionPolicy(*policies.document));
  }
  for (const Value& item : descriptors) {
    const std::string arn = item.StrOr("arn", "");
    const auto parts = SplitArn(arn);
    if (!parts || parts->service != "iam") return ValidationError(arn + " is invalid");
    const bool reachable = parts->account == account_id || parts->account == "aws";
    if (!reachable || CompiledManagedPolicy(context.state.in_effect(), arn) == nullptr) {
      return ValidationError("Policy ARN " + arn + " does not exist or is not attachable.");
    }
    policies.arns.push_back(arn);
  }
  return policies;
}

ApiResult<int64_t> PackedPolicySize(const SessionPolicies& policies, const Tags& tags,
                                    const std::vector<std::string>& scopes, int64_t base_bytes) {
  int64_t policy_bytes = policies.document ? BytesOf(*policies.document) : 0;
  for (const std::string& scope : scopes) policy_bytes += BytesOf(scope);
  for (const std::string& arn : policies.arns) policy_bytes += static_cast<int64_t>(arn.size());
  int64_t tag_bytes = 0;
  for (const Tag& tag : tags) tag_bytes += static_cast<int64_t>(tag.key.size() + tag.value.size());
  if (policy_bytes > kPackedBytesMax) {
    return PackedPolicyTooLarge("Packed policy consumes " +
                                std::to_string(Percentage(policy_bytes)) +
                                "% of allotted space, please use smaller policy.");
  }
  if (tag_bytes > kPackedBytesMax) {
    return PackedPolicyTooLarge("Packed size of session tags consumes " +
                                std::to_string(Percentage(tag_bytes)) + "% of allotted space.");
  }
  const int64_t bytes = policy_bytes + tag_bytes + base_bytes;
  if (bytes > kPackedBytesMax)
    return PackedPolicyTooLarge("Serialized token too large for session");
  return Percentage(bytes);
}

}  // namespace mockaws
