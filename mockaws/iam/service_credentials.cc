// Service-specific credentials: user names and passwords, or API keys, for one AWS service.
#include <algorithm>
#include <array>

#include "mockaws/crypto/encoding.h"
#include "mockaws/iam/credential_status.h"
#include "mockaws/iam/families.h"
#include "mockaws/iam/quotas.h"
#include "mockaws/iam/resources.h"
#include "mockaws/operation/arn.h"
#include "mockaws/operation/pagination.h"
#include "mockaws/wire/ascii.h"

namespace mockaws {
namespace {

constexpr size_t kPasswordRandomBytes = 45;  // 60 characters of base64

// How a service's secrets look. Without a prefix they are passwords, else keys that begin so.
struct SupportedService {
  std::string_view name;
  std::string_view key_prefix;
};
constexpr std::array<SupportedService, 6> kServices = {{
    {"cassandra.amazonaws.com", ""},
    {"codecommit.amazonaws.com", ""},
    {"aws-external-anthropic.amazonaws.com", "AEAA"},
    {"bedrock.amazonaws.com", "ABSK"},
    {"cloudwatch.amazonaws.com", "APIAACWM"},
    {"logs.amazonaws.com", "ACWL"},
}};

const SupportedService* FindService(std::string_view name) {
  const auto found = std::find_if(
      kServices.begin(), kServices.end(),
      [&](const SupportedService& service) { return EqualsIgnoringCase(service.name, name); });
  return found == kServices.end() ? nullptr : &*found;
}

bool IsServiceNameCharacter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
         c == '-';
}

ApiResult<const SupportedService*> ReadService(const std::string& name) {
  if (!std::all_of(name.begin(), name.end(), IsServiceNameCharacter)) {
    return ValidationError("ServiceName must match [a-zA-Z0-9.-]*");
  }
  if (const SupportedService* service = FindService(name)) return service;
  return NoSuchEntity("No such service " + name + " is supported for Service Specific Credentials");
}

bool IsNameTaken(const Account& account, std::string_view service, std::string_view name) {
  return std::any_of(
      account.users.entries().begin(), account.users.entries().end(), [&](const auto& entry) {
        const std::vector<ServiceCredential>& all = entry.second->service_credentials;
        return std::any_of(all.begin(), all.end(), [&](const ServiceCredential& credential) {
          return credential.service == service && EqualsIgnoringCase(credential.service_user, name);
        });
      });
}

// `USER-at-ACCOUNT`, `USER+1-at-ACCOUNT`, …: the first that is free.
std::string NewServiceUser(const OpContext& context, const User& user, std::string_view service) {
  const std::string tail = "-at-" + context.caller.account_id;
  std::string name = user.name + tail;
  for (int n = 1; IsNameTaken(context.account(), service, name); ++n) {
    name = user.name + '+' + std::to_string(n) + tail;
  }
  return name;
}

std::string NewSecret(OpContext& context, const SupportedService& service,
                      std::string_view service_user) {
  std::string password = Base64Encode(context.ids.Bytes("service-password", kPasswordRandomBytes));
  if (service.key_prefix.empty()) return password;
  return std::string(service.key_prefix) + Base64Encode(std::string(service_user) + ':' + password);
}

// A credential past its end shows as Expired whatever its switch says.
std::string_view ShownStatus(const OpContext& context, const ServiceCredential& credential) {
  if (credential.expires && *credential.expires <= context.now) return "Expired";
  return StatusText(credential.active);
}

Value CredentialDetail(OpContext& context, const User& user, const ServiceCredential& credential) {
  const SupportedService& service = *FindService(credential.service);
  const bool is_key = !service.key_prefix.empty();
  Value value;
  value.Set("CreateDate", credential.created);
  if (credential.expires) value.Set("ExpirationDate", *credential.expires);
  value.Set("ServiceName", credential.service);
  value.Set(is_key ? "ServiceCredentialAlias" : "ServiceUserName", credential.service_user);
  value.Set(is_key ? "ServiceCredentialSecret" : "ServicePassword",
            NewSecret(context, service, credential.service_user));
  value.Set("ServiceSpecificCredentialId", credential.id);
  value.Set("UserName", user.name);
  value.Set("Status", ShownStatus(context, credential));
  Value result;
  result.Set("ServiceSpecificCredential", std::move(value));
  return result;
}

Value CredentialSummary(const OpContext& context, const User& user,
                        const ServiceCredential& credential) {
  const bool is_key = !FindService(credential.service)->key_prefix.empty();
  Value value;
  value.Set("UserName", user.name);
  value.Set("Status", ShownStatus(context, credential));
  value.Set(is_key ? "ServiceCredentialAlias" : "ServiceUserName", credential.service_user);
  value.Set("CreateDate", credential.created);
  if (credential.expires) value.Set("ExpirationDate", *credential.expires);
  value.Set("ServiceSpecificCredentialId", credential.id);
  value.Set("ServiceName", credential.service);
  return value;
}

ApiResult<Value> CreateServiceSpecificCredential(OpContext& context) {
  ASSIGN_OR_RETURN(const SupportedService* service, ReadService(context.in.Str("ServiceName")));
  ASSIGN_OR_RETURN(const User* user, FindUser(context, context.in.Str("UserName")));
  const auto of_service = std::count_if(
      user->service_credentials.begin(), user->service_credentials.end(),
      [&](const ServiceCredential& present) { return present.service == service->name; });
  RETURN_IF_ERROR(
      CheckRoom(context, &Quotas::service_credentials_per_user, static_cast<size_t>(of_service)));
  ServiceCredential credential;
  credential.id = NewUniqueId(context.ids, "ACCA");
  credential.service = service->name;
  credential.service_user = NewServiceUser(context, *user, service->name);
  credential.created = context.now;
  if (const auto days = context.in.OptInt("CredentialAgeDays")) {
    credential.expires = context.now + std::chrono::days(*days);
  }
  Value result = CredentialDetail(context, *user, credential);
  context.edit_account()
      .users.Edit(NameKey(user->name))
      ->service_credentials.push_back(std::move(credential));
  return result;
}

ApiResult<Value> ListServiceSpecificCredentials(OpContext& context) {
  const std::string wanted = context.in.StrOr("ServiceName", "");
  if (!wanted.empty()) RETURN_IF_ERROR(ReadService(wanted));
  const bool all_users = context.in.OptBool("AllUsers").value_or(false);
  if (all_users && context.in.Has("UserName")) {
    return InvalidInput("Cannot list credentials for all users if a username is given");
  }
  std::vector<PageItem> items;
  const auto add = [&](const User& user) {
    for (const ServiceCredential& credential : user.service_credentials) {
      if (!wanted.empty() && !EqualsIgnoringCase(credential.service, wanted)) continue;
      items.push_back({NameKey(user.name) + '\0' + credential.id,
                       CredentialSummary(context, user, credential)});
    }
  };
  if (all_users) {
    for (const auto& [key, user] : context.account().users.entries()) add(*user);
  } else {
    ASSIGN_OR_RETURN(const User* user, SubjectUserOrRoot(context));
    if (user != nullptr) add(*user);
  }
  return PageOfItems(context, "ServiceSpecificCredentials", std::move(items));
}

// The credential that an operation names, and whose it is.
struct Named {
  const User* user = nullptr;
  const ServiceCredential* credential = nullptr;
};

const ServiceCredential* FindAnywhere(const OpContext& context, const std::string& id) {
  for (const auto& [key, user] : context.account().users.entries()) {
    if (const auto* found = FindCredential(user->service_credentials, id)) return found;
  }
  return nullptr;
}

ApiResult<Named> FindNamed(const OpContext& context) {
  ASSIGN_OR_RETURN(const User* user, SubjectUser(context));
  const std::string& id = context.in.Str("ServiceSpecificCredentialId");
  if (const auto* found = FindCredential(user->service_credentials, id)) return Named{user, found};
  if (FindAnywhere(context, id) == nullptr) {
    return NoSuchEntity("No such credential " + id + " exists");
  }
  return ValidationError("User " + user->name +
                         " does not have a service specific credential with id " + id);
}

ApiResult<Value> UpdateServiceSpecificCredential(OpContext& context) {
  ASSIGN_OR_RETURN(const bool active, StatusToSet(context));
  ASSIGN_OR_RETURN(const Named named, FindNamed(context));
  const std::string& id = context.in.Str("ServiceSpecificCredentialId");
  User* edited = context.edit_account().users.Edit(NameKey(named.user->name));
  FindCredential(edited->service_credentials, id)->active = active;
  return Value();
}

// A new secret; everything else stays (recorded).
ApiResult<Value> ResetServiceSpecificCredential(OpContext& context) {
  ASSIGN_OR_RETURN(const Named named, FindNamed(context));
  return CredentialDetail(context, *named.user, *named.credential);
}

ApiResult<Value> DeleteServiceSpecificCredential(OpContext& context) {
  ASSIGN_OR_RETURN(const Named named, FindNamed(context));
  const std::string& id = context.in.Str("ServiceSpecificCredentialId");
  std::erase_if(context.edit_account().users.Edit(NameKey(named.user->name))->service_credentials,
                [&](const ServiceCredential& credential) { return credential.id == id; });
  return Value();
}

void AddServiceKey(std::string_view service, AuthorizationChecks* checks) {
  checks->front().keys.push_back(
      {"iam:ServiceSpecificCredentialServiceName", {LowerAscii(service)}});
}

ApiResult<AuthorizationChecks> OnNewCredential(const OpContext& context) {
  ASSIGN_OR_RETURN(AuthorizationChecks checks, OnUser(context));
  AddServiceKey(context.in.Str("ServiceName"), &checks);
  if (const auto days = context.in.OptInt("CredentialAgeDays")) {
    checks.front().keys.push_back(
        {"iam:ServiceSpecificCredentialAgeDays", {std::to_string(*days)}});
  }
  return checks;
}

ApiResult<AuthorizationChecks> OnCredential(const OpContext& context) {
  ASSIGN_OR_RETURN(AuthorizationChecks checks, OnUser(context));
  const auto* found = FindAnywhere(context, context.in.Str("ServiceSpecificCredentialId"));
  if (found != nullptr) AddServiceKey(found->service, &checks);
  return checks;
}

ApiResult<AuthorizationChecks> OnCredentialList(const OpContext& context) {
  if (!context.in.OptBool("AllUsers").value_or(false)) return OnUser(context);
  AuthorizationCheck check;
  check.resource = IamArn(context.caller.account_id, "user", "/", "*");
  return AuthorizationChecks{std::move(check)};
}

constexpr Operation kOperations[] = {
    {"CreateServiceSpecificCredential", CreateServiceSpecificCredential, Mode::kWrite,
     OnNewCredential},
    {"ListServiceSpecificCredentials", ListServiceSpecificCredentials, Mode::kRead,
     OnCredentialList},
    {"UpdateServiceSpecificCredential", UpdateServiceSpecificCredential, Mode::kWrite,
     OnCredential},
    {"ResetServiceSpecificCredential", ResetServiceSpecificCredential, Mode::kWrite, OnCredential},
    {"DeleteServiceSpecificCredential", DeleteServiceSpecificCredential, Mode::kWrite,
     OnCredential},
};

}  // namespace

OperationFamily ServiceCredentialOperations() { return kOperations; }

}  // namespace mockaws
