// ListPoliciesGrantingServiceAccess.
#include <set>

#include "mockaws/catalog/service_authorization.h"
#include "mockaws/iam/families.h"
#include "mockaws/iam/policy_sources.h"
#include "mockaws/iam/service_grants.h"
#include "mockaws/operation/arn.h"

namespace mockaws {
namespace {

ApiResult<AuthorizationChecks> OnArn(const OpContext& context) {
  return OnEntityArn(context, "Arn");
}

ApiResult<PolicySourceEntity> FindEntity(const OpContext& context) {
  const std::string& arn = context.in.Str("Arn");
  ASSIGN_OR_RETURN(const ArnParts parts, ParseIamArn(arn));
  if (parts.account != context.caller.account_id) {
    return AccessDenied("User: " + context.caller.arn +
                        " is not authorized to perform the operation on " + arn);
  }
  if (parts.resource == "root") {
    return InvalidInput("Could not extract entity from ARN : " + arn);
  }
  const auto entity = EntityByArn(context.account(), arn);
  if (!entity) return NoSuchEntity("ARN " + arn + " does not exist.");
  return *entity;
}

Value RenderPolicy(const SourcedPolicy& policy) {
  Value value;
  value.Set("PolicyName", policy.name);
  value.Set("PolicyType", policy.arn.empty() ? "INLINE" : "MANAGED");
  if (policy.arn.empty()) {
    value.Set("EntityType", policy.owner_type);
    value.Set("EntityName", policy.owner_name);
  } else {
    value.Set("PolicyArn", policy.arn);
  }
  return value;
}

// Namespaces in the request's order, repeats dropped (recorded).
ApiResult<std::vector<ServiceReference>> AskedServices(const OpContext& context) {
  std::vector<ServiceReference> services;
  std::set<std::string> seen;
  for (const Value& item : context.in.ListOf("ServiceNamespaces")) {
    const std::string& prefix = item.AsString();
    const auto service = FindService(prefix);
    if (!service || service->prefix() != prefix) {
      return InvalidInput("Invalid service namespace: [" + prefix + "]");
    }
    if (seen.insert(prefix).second) services.push_back(*service);
  }
  return services;
}

ApiResult<Value> ListPoliciesGrantingServiceAccess(OpContext& context) {
  // Every answer is whole, so there is no marker that could be good.
  if (context.in.Has("Marker")) {
    return InvalidInput("The marker passed in the request was invalid.");
  }
  ASSIGN_OR_RETURN(const PolicySourceEntity entity, FindEntity(context));
  ASSIGN_OR_RETURN(const std::vector<ServiceReference> services, AskedServices(context));
  const std::vector<SourcedPolicy> held = HeldPolicies(context, entity);
  Value list = Value::MakeList();
  for (const ServiceReference& service : services) {
    Value policies = Value::MakeList();
    for (const SourcedPolicy& policy : held) {
      if (ServiceGrants({policy.compiled}).Grants(service)) policies.Append(RenderPolicy(policy));
    }
    Value entry;
    entry.Set("ServiceNamespace", service.prefix());
    entry.Set("Policies", std::move(policies));
    list.Append(std::move(entry));
  }
  Value result;
  result.Set("PoliciesGrantingServiceAccess", std::move(list));
  result.Set("IsTruncated", false);
  return result;
}

constexpr Operation kOperations[] = {
    {"ListPoliciesGrantingServiceAccess", ListPoliciesGrantingServiceAccess, Mode::kRead, OnArn},
};

}  // namespace

OperationFamily AccessGrantOperations() { return kOperations; }

}  // namespace mockaws
