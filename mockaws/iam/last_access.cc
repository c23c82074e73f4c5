// Service last-accessed reports: jobs whose results are frozen when they are asked for.
#include <algorithm>

#include "mockaws/catalog/service_authorization.h"
#include "mockaws/iam/access_entities.h"
#include "mockaws/iam/families.h"
#include "mockaws/iam/resources.h"
#include "mockaws/operation/pagination.h"

namespace mockaws {
namespace {

constexpr size_t kDefaultPageSize = 200;

// Jobs belong to one user or to one session (recorded).
std::string OwnerOf(const Caller& caller) {
  return caller.has_session() ? caller.arn + " " + caller.access_key_id : caller.arn;
}

ApiResult<AuthorizationChecks> OnArn(const OpContext& context) {
  RETURN_IF_ERROR(CheckOwnEntity(context, context.in.Str("Arn")));
  return OnEntityArn(context, "Arn");
}

ApiResult<Value> GenerateServiceLastAccessedDetails(OpContext& context) {
  const std::string& arn = context.in.Str("Arn");
  ASSIGN_OR_RETURN(const AccessSubject subject, FindAccessSubject(context, arn));
  AccessJob job;
  job.owner = OwnerOf(context.caller);
  job.entity_arn = arn;
  job.action_level = context.in.StrOr("Granularity", "SERVICE_LEVEL") == "ACTION_LEVEL";
  job.created = context.now;
  job.services = ReportOn(context, subject, job.action_level);
  const std::string id = NewUuid(context.ids, "job");
  context.edit_account().access_jobs.Put(id, std::move(job));
  Value result;
  result.Set("JobId", id);
  return result;
}

// The caller's job, counted as asked for once more.
ApiResult<const AccessJob*> AskJob(OpContext& context) {
  const std::string& id = context.in.Str("JobId");
  const AccessJob* job = context.account().access_jobs.Find(id);
  if (job == nullptr || job->owner != OwnerOf(context.caller)) {
    return NoSuchEntity("Job " + id + " does not exist.");
  }
  AccessJob* edited = context.edit_account().access_jobs.Edit(id);
  ++edited->asked;
  return edited;
}

Value RenderAction(const AccessedAction& action) {
  Value value;
  value.Set("ActionName", action.name);
  if (!action.last) return value;
  value.Set("LastAccessedEntity", action.last->arn);
  value.Set("LastAccessedTime", Value::MillisTime{*action.last->last_used});
  value.Set("LastAccessedRegion", action.last->region);
  return value;
}

int64_t UsedBy(const AccessedService& service) {
  return std::count_if(service.entities.begin(), service.entities.end(),
                       [](const AccessEntity& entity) { return entity.last_used.has_value(); });
}

Value RenderService(const AccessedService& service) {
  Value value;
  value.Set("ServiceName", service.name);
  const int64_t used_by = UsedBy(service);
  if (used_by > 0) {
    const AccessEntity& last = service.entities.front();
    value.Set("LastAuthenticated", Value::MillisTime{*last.last_used});
    value.Set("ServiceNamespace", service.prefix);
    value.Set("LastAuthenticatedEntity", last.arn);
    value.Set("LastAuthenticatedRegion", last.region);
  } else {
    value.Set("ServiceNamespace", service.prefix);
  }
  value.Set("TotalAuthenticatedEntities", used_by);
  if (service.actions.empty()) return value;
  Value actions = Value::MakeList();
  for (const AccessedAction& action : service.actions) actions.Append(RenderAction(action));
  value.Set("TrackedActionsLastAccessed", std::move(actions));
  return value;
}

struct Page {
  size_t begin = 0;
  size_t end = 0;
  std::string marker;  // empty: the last page
};

// Markers are bound to their job: the job's id and the offset.
ApiResult<Page> PageOf(const OpContext& context, size_t count, size_t default_size) {
  const std::string prefix = context.in.Str("JobId") + "/";
  Page page;
  if (const auto marker = context.in.OptStr("Marker")) {
    const std::string digits = marker->starts_with(prefix) ? marker->substr(prefix.size()) : "";
    if (digits.empty() || digits.size() > 6 ||
        digits.find_first_not_of("0123456789") != std::string::npos) {
      return InvalidInput("The marker passed in the request was invalid.");
    }
    page.begin = std::min(count, static_cast<size_t>(std::stoul(digits)));
  }
  const size_t size = static_cast<size_t>(
      context.in.OptInt("MaxItems").value_or(static_cast<int64_t>(default_size)));
  page.end = std::min(count, page.begin + size);
  if (page.end < count) page.marker = prefix + std::to_string(page.end);
  return page;
}

void SetPage(const Page& page, Value* result) {
  result->Set("IsTruncated", !page.marker.empty());
  if (!page.marker.empty()) result->Set("Marker", page.marker);
}

Value Running(Instant created) {
  Value result;
  result.Set("JobStatus", "IN_PROGRESS");
  result.Set("JobCreationDate", Value::MillisTime{created});
  result.Set("IsTruncated", false);
  return result;
}

ApiResult<Value> GetServiceLastAccessedDetails(OpContext& context) {
  ASSIGN_OR_RETURN(const AccessJob* job, AskJob(context));
  if (!IsJobDone(job->asked, job->created, context.now)) return Running(job->created);
  ASSIGN_OR_RETURN(const Page page, PageOf(context, job->services.size(), kDefaultPageSize));
  Value services = Value::MakeList();
  for (size_t i = page.begin; i < page.end; ++i) services.Append(RenderService(job->services[i]));
  Value result;
  result.Set("JobStatus", "COMPLETED");
  result.Set("JobType", job->action_level ? "ACTION_LEVEL" : "SERVICE_LEVEL");
  result.Set("JobCreationDate", Value::MillisTime{job->created});
  result.Set("ServicesLastAccessed", std::move(services));
  result.Set("JobCompletionDate", Value::MillisTime{job->created + std::chrono::seconds(1)});
  SetPage(page, &result);
  return result;
}

Value RenderEntity(const AccessEntity& entity) {
  Value info;
  info.Set("Arn", entity.arn);
  info.Set("Name", entity.name);
  info.Set("Type", entity.type);
  info.Set("Id", entity.id);
  info.Set("Path", entity.path);
  Value value;
  value.Set("EntityInfo", std::move(info));
  if (entity.last_used) value.Set("LastAuthenticated", Value::MillisTime{*entity.last_used});
  return value;
}

ApiResult<Value> GetServiceLastAccessedDetailsWithEntities(OpContext& context) {
  const std::string& prefix = context.in.Str("ServiceNamespace");
  const auto service = FindService(prefix);
  ASSIGN_OR_RETURN(const AccessJob* job, AskJob(context));
  if (!service || service->prefix() != prefix) {
    return InvalidInput("Service namepace " + prefix + " is either invalid or unsupported.");
  }
  if (!IsJobDone(job->asked, job->created, context.now)) return Running(job->created);
  static const std::vector<AccessEntity> kNobody;
  const auto found = std::find_if(job->services.begin(), job->services.end(),
                                  [&](const AccessedService& row) { return row.prefix == prefix; });
  const auto& entities = found == job->services.end() ? kNobody : found->entities;
  ASSIGN_OR_RETURN(const Page page, PageOf(context, entities.size(), 100));
  Value list = Value::MakeList();
  for (size_t i = page.begin; i < page.end; ++i) list.Append(RenderEntity(entities[i]));
  Value result;
  result.Set("JobStatus", "COMPLETED");
  result.Set("JobCreationDate", Value::MillisTime{job->created});
  result.Set("JobCompletionDate", Value::MillisTime{job->created + std::chrono::seconds(1)});
  result.Set("EntityDetailsList", std::move(list));
  SetPage(page, &result);
  return result;
}

constexpr Operation kOperations[] = {
    {"GenerateServiceLastAccessedDetails", GenerateServiceLastAccessedDetails, Mode::kWrite, OnArn},
    {"GetServiceLastAccessedDetails", GetServiceLastAccessedDetails, Mode::kWrite, OnEverything},
    {"GetServiceLastAccessedDetailsWithEntities", GetServiceLastAccessedDetailsWithEntities,
     Mode::kWrite, OnEverything},
};

}  // namespace

OperationFamily LastAccessOperations() { return kOperations; }

}  // namespace mockaws
