// The organizations access report: which services the accounts of a part of the organization may
// use by its SCPs, and when they last did.
#include <algorithm>

#include "mockaws/iam/access_entities.h"
#include "mockaws/iam/families.h"
#include "mockaws/iam/resources.h"
#include "mockaws/iam/service_grants.h"
#include "mockaws/operation/refusal.h"

namespace mockaws {
namespace {

constexpr size_t kDefaultPageSize = 100;
constexpr std::chrono::minutes kSameReport{1};

ApiResult<AuthorizationChecks> OnReport(const OpContext& context) {
  AuthorizationCheck check;
  check.resource = "arn:aws:iam::" + context.caller.account_id + ":access-report/" +
                   context.in.Str("EntityPath");
  if (const auto policy = context.in.OptStr("OrganizationsPolicyId")) {
    check.keys.push_back({"iam:OrganizationsPolicyId", {*policy}});
  }
  return AuthorizationChecks{std::move(check)};
}

// The node that an entity path (`o-x/r-y/ou-z/ACCOUNT`) names; nullptr if there is none.
const OrganizationNode* NodeOfPath(const Organization& organization, std::string_view path) {
  while (path.ends_with('/')) path.remove_suffix(1);
  const auto found = organization.nodes.find(path.substr(path.rfind('/') + 1));
  if (found == organization.nodes.end()) return nullptr;
  std::string whole = organization.id;
  for (const OrganizationNode* node : organization.PathTo(found->first)) whole += "/" + node->id;
  return whole == path ? &found->second : nullptr;
}

bool IsBelow(const Organization& organization, const std::string& account_id,
             const std::string& node_id) {
  const auto path = organization.PathTo(account_id);
  return std::any_of(path.begin(), path.end(),
                     [&](const OrganizationNode* node) { return node->id == node_id; });
}

// The newest use of the service by anybody in the account.
std::optional<AccessEntity> NewestUse(const OpContext& context, const Account& account,
                                      std::string_view service) {
  std::optional<AccessEntity> newest;
  const auto consider = [&](const std::string& principal_id) {
    const auto uses = context.state.usage.ServicesOf(principal_id);
    const auto use = uses.find(service);
    if (use == uses.end()) return;
    if (newest && newest->last_used >= use->second.time) return;
    newest.emplace();
    newest->last_used = use->second.time;
    newest->region = use->second.region;
  };
  consider(account.id);
  for (const auto& [key, user] : account.users.entries()) consider(user->id);
  for (const auto& [key, role] : account.roles.entries()) consider(role->id);
  return newest;
}

std::vector<ServiceReference> AccessibleServices(const Organization& organization,
                                                 const std::string& node_id) {
  std::vector<std::vector<policy_engine::CompiledPolicyPtr>> levels;
  for (const OrganizationNode* node : organization.PathTo(node_id)) {
    std::vector<policy_engine::CompiledPolicyPtr> policies;
    for (const std::string& id : node->service_control) {
      policies.push_back(organization.policies.find(id)->second.policy.compiled);
    }
    levels.push_back(std::move(policies));
  }
  std::vector<ServiceReference> accessible = GrantedServices(ServiceGrants(levels.front()));
  for (size_t i = 1; i < levels.size(); ++i) {
    const ServiceGrants grants(levels[i]);
    std::erase_if(accessible,
                  [&](const ServiceReference& service) { return !grants.Grants(service); });
  }
  return accessible;
}

void Fail(OrganizationsAccessJob* job, std::string code, std::string message) {
  job->error_code = std::move(code);
  job->error_message = std::move(message);
}

void FillReport(const OpContext& context, const Organization& organization,
                OrganizationsAccessJob* job) {
  if (organization.management_account != context.caller.account_id) {
    Fail(job, "ORGANIZATIONS_REPORT_ACCESS_DENIED",
         "Account " + context.caller.account_id +
             " is not the management account of the organization.");
    return;
  }
  const OrganizationNode* node = NodeOfPath(organization, job->entity_path);
  const auto policy = context.in.OptStr("OrganizationsPolicyId");
  if (node == nullptr || (policy && organization.policies.count(*policy) == 0)) {
    Fail(job, "ORGANIZATIONS_REPORT_ENTITY_NOT_FOUND",
         "The entity or policy of the request does not exist.");
    return;
  }
  for (const ServiceReference& service : AccessibleServices(organization, node->id)) {
    ++job->accessible;
    AccessedService row;
    row.name = service.name();
    row.prefix = service.prefix();
    for (const auto& [id, account] : context.state.accounts()) {
      if (!IsBelow(organization, id, node->id)) continue;
      auto use = NewestUse(context, *account, row.prefix);
      if (!use) continue;
      use->path = organization.PathOfAccount(id) + id;
      row.entities.push_back(*std::move(use));
    }
    std::sort(row.entities.begin(), row.entities.end(),
              [](const auto& a, const auto& b) { return a.last_used > b.last_used; });
    job->services.push_back(std::move(row));
  }
}

ApiResult<Value> GenerateOrganizationsAccessReport(OpContext& context) {
  const std::string& path = context.in.Str("EntityPath");
  const Organization* organization = context.state.OrganizationOf(context.caller.account_id);
  if (organization == nullptr || !path.starts_with(organization->id + "/")) {
    return AccessDenied("User: " + context.caller.arn +
                        " is not authorized to perform the operation on " + path);
  }
  const std::string request = path + " " + context.in.StrOr("OrganizationsPolicyId", "");
  Value result;
  for (const auto& [id, job] : context.account().organizations_access_jobs.entries()) {
    if (job->request == request && context.now - job->created < kSameReport) {
      result.Set("JobId", id);
      return result;
    }
    if (!IsJobDone(job->asked, job->created, context.now)) {
      return ModelledRefusal(context, "ReportGenerationLimitExceededException",
                             "Another report generation task is in progress.");
    }
  }
  OrganizationsAccessJob job;
  job.request = request;
  job.entity_path = path;
  job.created = context.now;
  FillReport(context, *organization, &job);
  const std::string id = NewUuid(context.ids, "job");
  context.edit_account().organizations_access_jobs.Put(id, std::move(job));
  result.Set("JobId", id);
  return result;
}

Value RenderService(const AccessedService& service) {
  Value value;
  value.Set("ServiceName", service.name);
  value.Set("ServiceNamespace", service.prefix);
  if (!service.entities.empty()) {
    const AccessEntity& last = service.entities.front();
    value.Set("Region", last.region);
    value.Set("EntityPath", last.path);
    value.Set("LastAuthenticatedTime", Value::MillisTime{*last.last_used});
  }
  value.Set("TotalAuthenticatedEntities", static_cast<int64_t>(service.entities.size()));
  return value;
}

std::optional<Instant> LastUse(const AccessedService& service) {
  return service.entities.empty() ? std::nullopt : service.entities.front().last_used;
}

void Sort(const std::string& key, std::vector<AccessedService>* services) {
  const bool by_time = key.starts_with("LAST_AUTHENTICATED_TIME");
  std::stable_sort(services->begin(), services->end(), [&](const auto& a, const auto& b) {
    return by_time ? LastUse(a) < LastUse(b) : a.prefix < b.prefix;
  });
  if (key.ends_with("_DESCENDING")) std::reverse(services->begin(), services->end());
}

void SetDetails(const OpContext& context, const OrganizationsAccessJob& job, size_t begin,
                Value* result) {
  std::vector<AccessedService> services = job.services;
  Sort(context.in.StrOr("SortKey", "SERVICE_NAMESPACE_ASCENDING"), &services);
  const auto used = std::count_if(services.begin(), services.end(),
                                  [](const auto& service) { return !service.entities.empty(); });
  result->Set("NumberOfServicesAccessible", job.accessible);
  result->Set("NumberOfServicesNotAccessed", job.accessible - used);
  const auto size = static_cast<size_t>(
      context.in.OptInt("MaxItems").value_or(static_cast<int64_t>(kDefaultPageSize)));
  const size_t end = std::min(services.size(), begin + size);
  Value details = Value::MakeList();
  for (size_t i = begin; i < end; ++i) details.Append(RenderService(services[i]));
  result->Set("AccessDetails", std::move(details));
  result->Set("IsTruncated", end < services.size());
  if (end < services.size()) {
    result->Set("Marker", context.in.Str("JobId") + "/" + std::to_string(end));
  }
}

ApiResult<size_t> FirstOf(const OpContext& context, size_t count) {
  const auto marker = context.in.OptStr("Marker");
  if (!marker) return size_t{0};
  const std::string prefix = context.in.Str("JobId") + "/";
  const std::string digits = marker->starts_with(prefix) ? marker->substr(prefix.size()) : "";
  if (digits.empty() || digits.size() > 6 ||
      digits.find_first_not_of("0123456789") != std::string::npos) {
    return InvalidInput("The marker passed in the request was invalid.");
  }
  return std::min(count, static_cast<size_t>(std::stoul(digits)));
}

ApiResult<Value> GetOrganizationsAccessReport(OpContext& context) {
  const std::string& id = context.in.Str("JobId");
  auto& jobs = context.edit_account().organizations_access_jobs;
  if (!jobs.Contains(id)) return NoSuchEntity("Job " + id + " does not exist.");
  OrganizationsAccessJob* job = jobs.Edit(id);
  ++job->asked;
  Value result;
  if (!IsJobDone(job->asked, job->created, context.now)) {
    result.Set("JobStatus", "IN_PROGRESS");
    result.Set("JobCreationDate", Value::MillisTime{job->created});
    return result;
  }
  const bool failed = !job->error_code.empty();
  result.Set("JobStatus", failed ? "FAILED" : "COMPLETED");
  result.Set("JobCreationDate", Value::MillisTime{job->created});
  result.Set("JobCompletionDate", Value::MillisTime{job->created + std::chrono::seconds(1)});
  if (failed) {
    Value error;
    error.Set("Message", job->error_message);
    error.Set("Code", job->error_code);
    result.Set("ErrorDetails", std::move(error));
    return result;
  }
  ASSIGN_OR_RETURN(const size_t begin, FirstOf(context, job->services.size()));
  SetDetails(context, *job, begin, &result);
  return result;
}

constexpr Operation kOperations[] = {
    {"GenerateOrganizationsAccessReport", GenerateOrganizationsAccessReport, Mode::kWrite,
     OnReport},
    {"GetOrganizationsAccessReport", GetOrganizationsAccessReport, Mode::kWrite, OnEverything},
};

}  // namespace

OperationFamily OrganizationsAccessReportOperations() { return kOperations; }

}  // namespace mockaws
