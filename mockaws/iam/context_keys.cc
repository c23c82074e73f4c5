// GetContextKeysFor…: which context keys policies ask for.
#include "mockaws/iam/families.h"
#include "mockaws/iam/policy_sources.h"
#include "mockaws/iam/resources.h"

namespace mockaws {
namespace {

using policy_engine::PolicyDocument;

void AddKeys(const PolicyDocument& document, Value* list) {
  for (const std::string& key : policy_engine::ContextKeysOf(document)) list->Append(key);
}

// Keys of given documents, which may lack much of what a policy needs (recorded).
ApiResult<void> AddKeysOfInputs(const OpContext& context, Value* list) {
  policy_engine::ParseOptions options;
  options.strictness = policy_engine::Strictness::kKeysOnly;
  int number = 0;
  for (const Value& text : context.in.ListOf("PolicyInputList")) {
    ++number;
    const auto document =
        policy_engine::ParsePolicy(text.AsString(), policy_engine::PolicyType::kIdentity, options);
    if (!document.ok()) {
      ApiError error =
          InvalidInput("Policy input list item " + std::to_string(number) + " has invalid content");
      error.detail = document.error().ToText();
      return error;
    }
    AddKeys(*document, list);
  }
  return {};
}

Value KeysAnswer(Value list) {
  Value result;
  result.Set("ContextKeyNames", std::move(list));
  return result;
}

ApiResult<Value> GetContextKeysForCustomPolicy(OpContext& context) {
  Value list = Value::MakeList();
  RETURN_IF_ERROR(AddKeysOfInputs(context, &list));
  return KeysAnswer(std::move(list));
}

ApiResult<Value> GetContextKeysForPrincipalPolicy(OpContext& context) {
  ASSIGN_OR_RETURN(const PolicySourceEntity source, FindPolicySource(context));
  Value list = Value::MakeList();
  RETURN_IF_ERROR(AddKeysOfInputs(context, &list));
  for (const SourcedPolicy& policy : HeldPolicies(context, source)) {
    AddKeys(policy.compiled->document(), &list);
  }
  if (const auto boundary = BoundaryPolicy(context, source)) {
    AddKeys(boundary->compiled->document(), &list);
  }
  return KeysAnswer(std::move(list));
}

constexpr Operation kOperations[] = {
    {"GetContextKeysForCustomPolicy", GetContextKeysForCustomPolicy, Mode::kRead, OnEverything},
    {"GetContextKeysForPrincipalPolicy", GetContextKeysForPrincipalPolicy, Mode::kRead,
     OnPolicySource},
};

}  // namespace

OperationFamily ContextKeyOperations() { return kOperations; }

}  // namespace mockaws
