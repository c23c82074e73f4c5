#include "simulator/runner/replace_policies.h"

#include "mockaws/model/service_model.h"
#include "mockaws/operation/arn.h"
#include "simulator/client/parameters.h"

namespace simulator {

using policy_engine::Error;
using policy_engine::Json;
using policy_engine::Result;

namespace {

class Replacer {
 public:
  Replacer(ApiClient& client, std::string account, std::string kind, std::string name)
      : client_(client),
        root_(BootstrapRoot(account)),
        kind_(std::move(kind)),
        name_(std::move(name)) {}

  Result<void> Replace(const std::string& document) {
    RETURN_IF_ERROR(ForEach("ListAttached" + kind_ + "Policies", "AttachedPolicies", "PolicyArn",
                            "Detach" + kind_ + "Policy", "PolicyArn"));
    RETURN_IF_ERROR(ForEach("List" + kind_ + "Policies", "PolicyNames", "",
                            "Delete" + kind_ + "Policy", "PolicyName"));
    if (kind_ == "User") {
      RETURN_IF_ERROR(
          ForEach("ListGroupsForUser", "Groups", "GroupName", "RemoveUserFromGroup", "GroupName"));
    }
    ASSIGN_OR_RETURN([[maybe_unused]] const Json put,
                     Call("Put" + kind_ + "Policy",
                          {{"PolicyName", "least-privilege"}, {"PolicyDocument", document}}));
    return {};
  }

 private:
  Result<Json> Call(const std::string& operation, mockaws::QueryParameters parameters) {
    const mockaws::ServiceModel& model = ModelOf("iam");
    parameters.emplace_back(kind_ + "Name", name_);
    ASSIGN_OR_RETURN(const ApiAnswer answer,
                     client_.Call(root_, model, *model.Find(operation), parameters));
    if (answer.ok()) return answer.result;
    return Error{operation + " for " + name_ + ": " + answer.error_code + ": " +
                 answer.error_message};
  }

  // For each item of the list, or its `member`, the operation that takes it away.
  Result<void> ForEach(const std::string& list_operation, const char* list, std::string_view member,
                       const std::string& operation, const char* parameter) {
    ASSIGN_OR_RETURN(const Json listed, Call(list_operation, {{"MaxItems", "1000"}}));
    const Json* items = listed.Find(list);
    if (items == nullptr || !items->is_array()) return {};
    for (const Json& item : items->items()) {
      const Json* value = member.empty() ? &item : item.Find(member);
      ASSIGN_OR_RETURN([[maybe_unused]] const Json done,
                       Call(operation, {{parameter, value->AsString()}}));
    }
    return {};
  }

  ApiClient& client_;
  const Credentials root_;
  const std::string kind_;  // "User", "Role"
  const std::string name_;
};

}  // namespace

Result<void> ReplacePolicies(ApiClient& client, const PolicyReplacement& replacement) {
  const auto parts = mockaws::SplitArn(replacement.principal);
  const bool user = parts && parts->resource.starts_with("user/");
  if (!user && !(parts && parts->resource.starts_with("role/"))) {
    return Error{"\"" + replacement.principal + "\" is the ARN of no user or role"};
  }
  const std::string name(parts->resource.substr(parts->resource.rfind('/') + 1));
  return Replacer(client, std::string(parts->account), user ? "User" : "Role", name)
      .Replace(replacement.document);
}

}  // namespace simulator
