// Delegation requests: a product's maker asks an account's owner for temporary access. Nothing of
// it was recorded: states and members are the documentation's.
#include "mockaws/iam/families.h"
#include "mockaws/iam/resources.h"
#include "mockaws/operation/pagination.h"
#include "mockaws/operation/refusal.h"

namespace mockaws {
namespace {

constexpr std::chrono::days kRequestLives{7};

std::string RequestArn(std::string_view account, std::string_view id) {
  return "arn:aws:iam::" + std::string(account) + ":delegation-request/" + std::string(id);
}

bool MaySee(const OpContext& context, const DelegationRequest& request) {
  const std::string& account = context.caller.account_id;
  return request.requestor_account == account || request.owner_account == account ||
         request.owner_account.empty();
}

// Judged on the request in its owner's account, else in the caller's.
ApiResult<AuthorizationChecks> OnRequest(const OpContext& context) {
  const std::string& id = context.in.Str("DelegationRequestId");
  AuthorizationCheck check;
  check.resource = RequestArn(context.caller.account_id, id);
  const DelegationRequest* request = context.state.delegation_requests.Find(id);
  if (request != nullptr && MaySee(context, *request) && !request->owner_arn.empty()) {
    check.keys.push_back({"iam:DelegationRequestOwner", {request->owner_arn}});
  }
  return AuthorizationChecks{std::move(check)};
}

ApiResult<AuthorizationChecks> OnNewRequest(const OpContext& context) {
  AuthorizationCheck check;
  check.resource = RequestArn(context.in.StrOr("OwnerAccountId", context.caller.account_id), "*");
  check.resource_account = context.in.StrOr("OwnerAccountId", "");
  check.keys.push_back(
      {"iam:DelegationDuration", {context.in.Find("SessionDuration")->ScalarText()}});
  check.keys.push_back({"iam:NotificationChannel", {context.in.Str("NotificationChannel")}});
  const Value* permissions = context.in.Find("Permissions");
  if (const auto arn = permissions->OptStr("PolicyTemplateArn")) {
    check.keys.push_back({"iam:TemplateArn", {*arn}});
  }
  return AuthorizationChecks{std::move(check)};
}

ApiResult<AuthorizationChecks> OnRequestList(const OpContext& context) {
  AuthorizationCheck check;
  check.resource = "*";
  if (const auto owner = context.in.OptStr("OwnerId")) {
    check.keys.push_back({"iam:DelegationRequestOwner", {*owner}});
  }
  return AuthorizationChecks{std::move(check)};
}

// As the clock has it: what isn't decided in time expires.
std::string StateOf(const DelegationRequest& request, Instant now) {
  const bool open = request.state == "UNASSIGNED" || request.state == "ASSIGNED" ||
                    request.state == "PENDING_APPROVAL";
  return open && now >= request.expires ? "EXPIRED" : request.state;
}

ApiResult<const DelegationRequest*> FindRequest(const OpContext& context) {
  const std::string& id = context.in.Str("DelegationRequestId");
  const DelegationRequest* request = context.state.delegation_requests.Find(id);
  if (request != nullptr && MaySee(context, *request)) return request;
  return NoSuchEntity("The delegation request with id " + id + " cannot be found.");
}

// The request, to be changed, if it is in one of these states.
ApiResult<DelegationRequest*> EditRequest(OpContext& context,
                                          std::initializer_list<std::string_view> states) {
  ASSIGN_OR_RETURN(const DelegationRequest* request, FindRequest(context));
  const std::string state = StateOf(*request, context.now);
  for (const std::string_view allowed : states) {
    if (state != allowed) continue;
    DelegationRequest* edited =
        context.edit_state().delegation_requests.Edit(std::string(request->id));
    edited->updated = context.now;
    return edited;
  }
  return ModelledRefusal(context, "ConcurrentModificationException",
                         "The delegation request " + request->id + " is in state " + state +
                             " and cannot take this operation.");
}

void ReadPermissions(const Value& permissions, DelegationRequest* request) {
  request->policy_template_arn = permissions.StrOr("PolicyTemplateArn", "");
  for (const Value& item : permissions.ListOf("Parameters")) {
    DelegationParameter parameter{item.StrOr("Name", ""), item.StrOr("Type", ""), {}};
    for (const Value& value : item.ListOf("Values")) parameter.values.push_back(value.AsString());
    request->parameters.push_back(std::move(parameter));
  }
}

ApiResult<Value> CreateDelegationRequest(OpContext& context) {
  DelegationRequest request;
  request.id = NewUuid(context.ids, "delegation");
  request.requestor_account = context.caller.account_id;
  request.owner_account = context.in.StrOr("OwnerAccountId", "");
  request.description = context.in.Str("Description");
  request.message = context.in.StrOr("RequestMessage", "");
  request.workflow_id = context.in.Str("RequestorWorkflowId");
  request.redirect_url = context.in.StrOr("RedirectUrl", "");
  request.notification_channel = context.in.Str("NotificationChannel");
  ReadPermissions(*context.in.Find("Permissions"), &request);
  request.session_seconds = *context.in.OptInt("SessionDuration");
  request.only_send_by_owner = context.in.OptBool("OnlySendByOwner").value_or(false);
  request.created = context.now;
  request.updated = context.now;
  request.expires = context.now + kRequestLives;
  for (const auto& [id, present] : context.state.delegation_requests.entries()) {
    if (present->requestor_account == request.requestor_account &&
        present->workflow_id == request.workflow_id) {
      return EntityAlreadyExists("A delegation request with workflow id " + request.workflow_id +
                                 " already exists.");
    }
  }
  Value result;
  result.Set("ConsoleDeepLink",
             "https://console.aws.amazon.com/iam/home#/delegation-requests/" + request.id);
  result.Set("DelegationRequestId", request.id);
  const std::string id = request.id;
  context.edit_state().delegation_requests.Put(id, std::move(request));
  return result;
}

void SetText(std::string_view member, const std::string& text, Value* value) {
  if (!text.empty()) value->Set(member, text);
}

Value RenderPermissions(const DelegationRequest& request) {
  Value permissions = Value::MakeStruct();
  SetText("PolicyTemplateArn", request.policy_template_arn, &permissions);
  Value parameters = Value::MakeList();
  for (const DelegationParameter& parameter : request.parameters) {
    Value shown;
    SetText("Name", parameter.name, &shown);
    Value values = Value::MakeList();
    for (const std::string& value : parameter.values) values.Append(value);
    shown.Set("Values", std::move(values));
    SetText("Type", parameter.type, &shown);
    parameters.Append(std::move(shown));
  }
  permissions.Set("Parameters", std::move(parameters));
  return permissions;
}

Value RenderRequest(const DelegationRequest& request, Instant now) {
  Value value;
  value.Set("DelegationRequestId", request.id);
  SetText("OwnerAccountId", request.owner_account, &value);
  value.Set("Description", request.description);
  SetText("RequestMessage", request.message, &value);
  value.Set("Permissions", RenderPermissions(request));
  SetText("OwnerId", request.owner_arn, &value);
  SetText("ApproverId", request.approver_arn, &value);
  value.Set("State", StateOf(request, now));
  value.Set("ExpirationTime", request.expires);
  value.Set("RequestorId", request.requestor_account);
  value.Set("CreateDate", request.created);
  value.Set("SessionDuration", request.session_seconds);
  SetText("RedirectUrl", request.redirect_url, &value);
  SetText("Notes", request.notes, &value);
  SetText("RejectionReason", request.rejection_reason, &value);
  value.Set("OnlySendByOwner", request.only_send_by_owner);
  value.Set("UpdatedTime", request.updated);
  return value;
}

ApiResult<Value> GetDelegationRequest(OpContext& context) {
  ASSIGN_OR_RETURN(const DelegationRequest* request, FindRequest(context));
  Value result;
  result.Set("DelegationRequest", RenderRequest(*request, context.now));
  if (context.in.OptBool("DelegationPermissionCheck").value_or(false)) {
    // The policy templates aren't public, so nobody here can tell.
    result.Set("PermissionCheckStatus", "COMPLETE");
    result.Set("PermissionCheckResult", "UNSURE");
  }
  return result;
}

ApiResult<Value> ListDelegationRequests(OpContext& context) {
  ASSIGN_OR_RETURN(PageBuilder page, PageBuilder::Start(context));
  const auto owner = context.in.OptStr("OwnerId");
  for (const auto& [id, request] : context.state.delegation_requests.entries()) {
    if (request->owner_account.empty() && request->requestor_account != context.caller.account_id) {
      continue;
    }
    if (!MaySee(context, *request) || (owner && request->owner_arn != *owner)) continue;
    if (!page.Add(id, [&, &shown = *request] { return RenderRequest(shown, context.now); })) break;
  }
  const Value finished = page.Finish("DelegationRequests");
  // This one operation spells it with a small letter in the model.
  Value result = Value::MakeStruct();
  for (const Value::Member& member : finished.members()) {
    result.Set(member.name == "IsTruncated" ? "isTruncated" : member.name, member.value);
  }
  return result;
}

ApiResult<Value> AssociateDelegationRequest(OpContext& context) {
  ASSIGN_OR_RETURN(DelegationRequest * request, EditRequest(context, {"UNASSIGNED"}));
  request->state = "ASSIGNED";
  request->owner_account = context.caller.account_id;
  request->owner_arn = context.caller.arn;
  return Value();
}

ApiResult<Value> UpdateDelegationRequest(OpContext& context) {
  ASSIGN_OR_RETURN(DelegationRequest * request,
                   EditRequest(context, {"ASSIGNED", "PENDING_APPROVAL"}));
  request->state = "PENDING_APPROVAL";
  request->notes = context.in.StrOr("Notes", request->notes);
  return Value();
}

ApiResult<Value> AcceptDelegationRequest(OpContext& context) {
  ASSIGN_OR_RETURN(DelegationRequest * request,
                   EditRequest(context, {"ASSIGNED", "PENDING_APPROVAL"}));
  request->state = "ACCEPTED";
  request->approver_arn = context.caller.arn;
  return Value();
}

ApiResult<Value> RejectDelegationRequest(OpContext& context) {
  ASSIGN_OR_RETURN(DelegationRequest * request,
                   EditRequest(context, {"UNASSIGNED", "ASSIGNED", "PENDING_APPROVAL"}));
  request->state = "REJECTED";
  request->rejection_reason = context.in.StrOr("Notes", "");
  return Value();
}

// The token itself goes to the partner's notification channel, which isn't here.
ApiResult<Value> SendDelegationToken(OpContext& context) {
  ASSIGN_OR_RETURN(const DelegationRequest* present, FindRequest(context));
  if (present->only_send_by_owner && present->owner_arn != context.caller.arn) {
    return AccessDenied("User: " + context.caller.arn +
                        " is not the owner of the delegation request " + present->id);
  }
  ASSIGN_OR_RETURN(DelegationRequest * request, EditRequest(context, {"ACCEPTED"}));
  request->state = "FINALIZED";
  return Value();
}

ApiResult<AuthorizationChecks> OnSummaryEntity(const OpContext& context) {
  AuthorizationCheck check;
  check.resource = context.in.Str("EntityArn");
  return AuthorizationChecks{std::move(check)};
}

ApiResult<Value> GetHumanReadableSummary(OpContext& context) {
  const std::string& arn = context.in.Str("EntityArn");
  const std::string prefix = RequestArn(context.caller.account_id, "");
  const std::string locale = context.in.StrOr("Locale", "en");
  Value result;
  if (!arn.starts_with(prefix)) {
    return InvalidInput("The entity " + arn + " is not a delegation request of this account.");
  }
  const std::string id = arn.substr(prefix.size());
  const DelegationRequest* request = context.state.delegation_requests.Find(id);
  if (request == nullptr || !MaySee(context, *request)) {
    return NoSuchEntity("The delegation request with id " + id + " cannot be found.");
  }
  result.Set("SummaryContent", "Account " + request->requestor_account + " requests access for " +
                                   std::to_string(request->session_seconds) +
                                   " seconds: " + request->description);
  result.Set("Locale", locale);
  result.Set("SummaryState", "AVAILABLE");
  return result;
}

constexpr Operation kOperations[] = {
    {"CreateDelegationRequest", CreateDelegationRequest, Mode::kWrite, OnNewRequest},
    {"GetDelegationRequest", GetDelegationRequest, Mode::kRead, OnRequest},
    {"ListDelegationRequests", ListDelegationRequests, Mode::kRead, OnRequestList},
    {"AssociateDelegationRequest", AssociateDelegationRequest, Mode::kWrite, OnRequest},
    {"UpdateDelegationRequest", UpdateDelegationRequest, Mode::kWrite, OnRequest},
    {"AcceptDelegationRequest", AcceptDelegationRequest, Mode::kWrite, OnRequest},
    {"RejectDelegationRequest", RejectDelegationRequest, Mode::kWrite, OnRequest},
    {"SendDelegationToken", SendDelegationToken, Mode::kWrite, OnRequest},
    {"GetHumanReadableSummary", GetHumanReadableSummary, Mode::kRead, OnSummaryEntity},
};

}  // namespace

OperationFamily DelegationRequestOperations() { return kOperations; }

}  // namespace mockaws
