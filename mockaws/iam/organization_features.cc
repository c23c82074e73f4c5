// Central management of member accounts' root users: the two features, switched on and off by the
// organization's management account.
#include "mockaws/iam/families.h"
#include "mockaws/iam/resources.h"
#include "mockaws/operation/refusal.h"

namespace mockaws {
namespace {

using Feature = bool Organization::*;

// The organization whose features the caller may see, in AWS's order of checks (recorded).
ApiResult<const Organization*> CallersOrganization(const OpContext& context) {
  const std::string& account = context.caller.account_id;
  const Organization* organization = context.state.OrganizationOf(account);
  if (organization == nullptr) {
    return ModelledRefusal(context, "OrganizationNotFoundException",
                           "The request failed because your account is not a member of an "
                           "organization.");
  }
  if (!organization->iam_trusted_access) {
    return ModelledRefusal(
        context, "ServiceAccessNotEnabledException",
        "Trusted Access for IAM not enabled by organization of input account " + account + ".");
  }
  if (organization->management_account != account && organization->delegated_admin != account) {
    return ModelledRefusal(
        context, "AccountNotManagementOrDelegatedAdministratorException",
        "Input account " + account + " is neither management account nor delegated admin.");
  }
  return organization;
}

Value Features(const Organization& organization) {
  Value features = Value::MakeList();
  if (organization.root_sessions) features.Append("RootSessions");
  if (organization.root_credentials_management) features.Append("RootCredentialsManagement");
  Value result;
  result.Set("OrganizationId", organization.id);
  result.Set("EnabledFeatures", std::move(features));
  return result;
}

ApiResult<Value> ListOrganizationsFeatures(OpContext& context) {
  ASSIGN_OR_RETURN(const Organization* organization, CallersOrganization(context));
  return Features(*organization);
}

// Only the management account may switch on; its delegate may switch off (recorded).
template <Feature kFeature, bool kOn>
ApiResult<Value> Switch(OpContext& context) {
  ASSIGN_OR_RETURN(const Organization* organization, CallersOrganization(context));
  const std::string& account = context.caller.account_id;
  if (kOn && organization->management_account != account) {
    return ModelledRefusal(context, "CallerIsNotManagementAccountException",
                           "Caller account " + account +
                               " is not management account of the organization and cannot enable "
                               "IAM features.");
  }
  Organization* edited = context.edit_state().organizations.Edit(std::string(organization->id));
  edited->*kFeature = kOn;
  return Features(*edited);
}

constexpr Feature kCredentials = &Organization::root_credentials_management;
constexpr Feature kSessions = &Organization::root_sessions;

constexpr Operation kOperations[] = {
    {"ListOrganizationsFeatures", ListOrganizationsFeatures, Mode::kRead, OnEverything},
    {"EnableOrganizationsRootCredentialsManagement", Switch<kCredentials, true>, Mode::kWrite,
     OnEverything},
    {"DisableOrganizationsRootCredentialsManagement", Switch<kCredentials, false>, Mode::kWrite,
     OnEverything},
    {"EnableOrganizationsRootSessions", Switch<kSessions, true>, Mode::kWrite, OnEverything},
    {"DisableOrganizationsRootSessions", Switch<kSessions, false>, Mode::kWrite, OnEverything},
};

}  // namespace

OperationFamily OrganizationFeatureOperations() { return kOperations; }

}  // namespace mockaws
