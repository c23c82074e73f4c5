// AssumeRoot: short sessions of member accounts' root users for one task each.
#include <algorithm>

#include "mockaws/authz/authorizer.h"
#include "mockaws/authz/request_context.h"
#include "mockaws/operation/arn.h"
#include "mockaws/sts/credentials.h"
#include "mockaws/sts/families.h"

namespace mockaws {

using policy_engine::AuthorizationRequest;
using policy_engine::Decision;

namespace {

constexpr int64_t kDefaultSeconds = 900;
constexpr std::string_view kTaskPrefix = "arn:aws:iam::aws:policy/root-task/";

// Which of the organization's two features a task belongs to (recorded).
struct Task {
  std::string_view name;
  bool credentials;
};
constexpr Task kTasks[] = {
    {"IAMAuditRootUserCredentials", true},  {"IAMCreateRootUserPassword", true},
    {"IAMDeleteRootUserCredentials", true}, {"S3UnlockBucketPolicy", false},
    {"SQSUnlockQueuePolicy", false},
};

bool IsAccountId(std::string_view text) {
  return text.size() == 12 &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

ApiResult<std::string> TargetAccount(const OpContext& context) {
  const std::string& target = context.in.Str("TargetPrincipal");
  if (IsAccountId(target)) return target;
  const auto parts = SplitArn(target);
  if (parts && parts->partition == "aws" && parts->service == "iam" && parts->region.empty() &&
      IsAccountId(parts->account) && parts->resource == "root") {
    return std::string(parts->account);
  }
  return ValidationError("Request must contain a valid target principal");
}

ApiResult<const Task*> TaskOf(const OpContext& context) {
  const Value* descriptor = context.in.Find("TaskPolicyArn");
  const std::string arn = descriptor == nullptr ? "" : descriptor->StrOr("arn", "");
  for (const Task& task : kTasks) {
    if (arn == std::string(kTaskPrefix) + std::string(task.name)) return &task;
  }
  return ValidationError("Request must contain valid AWS managed task policy ARN");
}

std::string Refusal(const Decision&, const AuthorizationRequest& request) {
  return "User: " + request.principal.arn +
         " is not authorized to perform: sts:AssumeRoot on resource: " + request.resource.text();
}

// The organization, if the caller's account may act for it and the target is one of its members.
const Organization* OrganizationFor(const OpContext& context, std::string_view target) {
  const std::string& account = context.caller.account_id;
  const Organization* organization = context.state.OrganizationOf(account);
  if (organization == nullptr) return nullptr;
  const bool in_charge =
      organization->management_account == account || organization->delegated_admin == account;
  return in_charge && organization->FindMember(target) != nullptr ? organization : nullptr;
}

ApiResult<const Organization*> Authorize(OpContext& context, const std::string& account) {
  auto keys = PrincipalContext(context.caller, context.request, context.now);
  keys.Set("sts:TaskPolicyArn", context.in.Find("TaskPolicyArn")->Str("arn"));
  keys.Set("aws:ResourceAccount", account);
  AuthorizationRequest request(EnginePrincipal(context.caller), "sts:AssumeRoot",
                               "arn:aws:iam::" + account + ":root", std::move(keys));
  request.resource_account = account;
  const std::string refusal = Refusal(Decision{}, request);
  const Decision decision = context.authorizer.Judge(
      context.state, std::move(request),
      CallerPolicies(context.state.in_effect(), context.caller, context.authorizer.cache()),
      Refusal);
  const Organization* organization = OrganizationFor(context, account);
  // It needs an explicit permission, which root users have none of.
  const bool root = context.caller.kind == Caller::Kind::kRoot;
  if (!decision.allowed() || root || organization == nullptr) return AccessDenied(refusal);
  return organization;
}

ApiResult<void> CheckFeature(const Organization& organization, const Task& task) {
  const bool trusted = organization.iam_trusted_access;
  if (task.credentials && !(trusted && organization.root_credentials_management)) {
    return AccessDenied(
        "Root credentials management feature is not enabled for your AWS Organization.");
  }
  if (!task.credentials && !(trusted && organization.root_sessions)) {
    return AccessDenied("Root sessions feature is not enabled for your AWS Organization.");
  }
  return {};
}

ApiResult<Value> AssumeRoot(OpContext& context) {
  ASSIGN_OR_RETURN(const std::string account, TargetAccount(context));
  ASSIGN_OR_RETURN(const Task* task, TaskOf(context));
  ASSIGN_OR_RETURN(const Organization* organization, Authorize(context, account));
  RETURN_IF_ERROR(CheckFeature(*organization, *task));

  Session session;
  session.kind = Session::Kind::kAssumedRoot;
  session.account_id = account;
  session.principal_id = account;
  session.policy_arns = {std::string(kTaskPrefix) + std::string(task->name)};
  session.mfa_known = false;
  session.chained = context.caller.has_session();
  if (context.caller.has_session()) {
    session.source_identity = context.caller.session->session.source_identity;
  }
  const int64_t seconds = context.in.OptInt("DurationSeconds").value_or(kDefaultSeconds);
  ASSIGN_OR_RETURN(Value credentials, IssueCredentials(context, &session, seconds));
  context.edit_state().EnsureAccount(account, context.now);
  Value result;
  result.Set("Credentials", std::move(credentials));
  if (!session.source_identity.empty()) result.Set("SourceIdentity", session.source_identity);
  SetTokenSize(&result);
  return result;
}

constexpr Operation kOperations[] = {
    {"AssumeRoot", AssumeRoot, Mode::kWrite},
};

}  // namespace

OperationFamily AssumeRootOperations() { return kOperations; }

}  // namespace mockaws
