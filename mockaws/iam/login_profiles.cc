// Console passwords: login profiles, the account's password policy, ChangePassword.
#include "mockaws/crypto/password.h"
#include "mockaws/iam/families.h"
#include "mockaws/iam/password_policy.h"
#include "mockaws/iam/resources.h"
#include "mockaws/operation/arn.h"

namespace mockaws {
namespace {

// A null user means the account's root user.
const std::optional<LoginProfile>& ProfileOf(const OpContext& context, const User* user) {
  return user == nullptr ? context.account().settings().root_login : user->login_profile;
}

std::optional<LoginProfile>* EditProfile(OpContext& context, const User* user) {
  Account& account = context.edit_account();
  if (user == nullptr) return &account.edit_settings()->root_login;
  return &account.users.Edit(NameKey(user->name))->login_profile;
}

ApiError ProfileNotFound(const User* user) {
  return NoSuchEntity("Login Profile for User " +
                      (user == nullptr ? std::string("null") : user->name) + " cannot be found.");
}

Value Render(const User* user, const LoginProfile& profile) {
  Value value;
  if (user != nullptr) value.Set("UserName", user->name);
  value.Set("CreateDate", profile.created);
  value.Set("PasswordResetRequired", profile.reset_required);
  return value;
}

PasswordHash NewHash(OpContext& context, std::string_view password) {
  return HashPassword(password, context.ids.Bytes("password-salt", kPasswordSaltBytes));
}

ApiResult<Value> CreateLoginProfile(OpContext& context) {
  ASSIGN_OR_RETURN(const User* user, SubjectUserOrRoot(context));
  const auto password = context.in.OptStr("Password");
  if (user != nullptr) {
    if (!password) {
      return ValidationError(
          "1 validation error detected: Value at 'password' failed to satisfy constraint: Member "
          "must not be null");
    }
    RETURN_IF_ERROR(CheckPassword(context.account().settings().password_policy, *password));
  }
  if (ProfileOf(context, user)) {
    return EntityAlreadyExists(user == nullptr
                                   ? "Login Profile for account " + context.caller.account_id +
                                         " already exists."
                                   : "Login Profile for user " + user->name + " already exists.");
  }
  LoginProfile profile;
  profile.created = context.now;
  profile.changed = context.now;
  if (user != nullptr) {
    profile.reset_required = context.in.OptBool("PasswordResetRequired").value_or(false);
    profile.password = NewHash(context, *password);
  }
  Value result;
  result.Set("LoginProfile", Render(user, profile));
  *EditProfile(context, user) = std::move(profile);
  return result;
}

ApiResult<Value> GetLoginProfile(OpContext& context) {
  ASSIGN_OR_RETURN(const User* user, SubjectUserOrRoot(context));
  const std::optional<LoginProfile>& profile = ProfileOf(context, user);
  if (!profile) return ProfileNotFound(user);
  Value result;
  result.Set("LoginProfile", Render(user, *profile));
  return result;
}

ApiResult<Value> DeleteLoginProfile(OpContext& context) {
  ASSIGN_OR_RETURN(const User* user, SubjectUserOrRoot(context));
  if (!ProfileOf(context, user)) return ProfileNotFound(user);
  EditProfile(context, user)->reset();
  return Value();
}

void SetPassword(OpContext& context, std::string_view password, LoginProfile* profile) {
  profile->earlier.insert(profile->earlier.begin(), *std::move(profile->password));
  if (profile->earlier.size() > kRememberedPasswords) profile->earlier.pop_back();
  profile->password = NewHash(context, password);
  profile->changed = context.now;
}

ApiResult<Value> UpdateLoginProfile(OpContext& context) {
  ASSIGN_OR_RETURN(const User* user, FindUser(context, context.in.Str("UserName")));
  if (!user->login_profile) return ProfileNotFound(user);
  const auto password = context.in.OptStr("Password");
  if (password) {
    RETURN_IF_ERROR(CheckPassword(context.account().settings().password_policy, *password));
  }
  LoginProfile* profile = &**EditProfile(context, user);
  if (password) SetPassword(context, *password, profile);
  if (const auto reset = context.in.OptBool("PasswordResetRequired")) {
    profile->reset_required = *reset;
  }
  return Value();
}

// A user may change the own password by a policy, or because the password policy lets all users.
ApiResult<AuthorizationChecks> OnOwnPassword(const OpContext& context) {
  const std::optional<PasswordPolicy>& policy = context.account().settings().password_policy;
  if (policy && policy->users_may_change && context.caller.kind == Caller::Kind::kUser) {
    return AuthorizationChecks();
  }
  return OnUser(context);
}

ApiResult<Value> ChangePassword(OpContext& context) {
  if (context.caller.kind != Caller::Kind::kUser) {
    return InvalidUserType("Only IAM Users can change their own password");
  }
  const User* user = context.caller.user;
  if (!user->login_profile) return ProfileNotFound(user);
  const std::string& old_password = context.in.Str("OldPassword");
  const std::string& new_password = context.in.Str("NewPassword");
  if (!PasswordMatches(*user->login_profile->password, old_password)) {
    return AccessDenied("The old password was incorrect.");
  }
  if (old_password == new_password) {
    return AccessDenied("The new password must differ from the old one.");
  }
  const std::optional<PasswordPolicy>& policy = context.account().settings().password_policy;
  RETURN_IF_ERROR(CheckPassword(policy, new_password));
  RETURN_IF_ERROR(CheckPasswordReuse(policy, *user->login_profile, new_password));
  LoginProfile* profile = &**EditProfile(context, user);
  SetPassword(context, new_password, profile);
  profile->reset_required = false;
  return Value();
}

ApiResult<Value> UpdateAccountPasswordPolicy(OpContext& context) {
  const Value& in = context.in;
  const auto flag = [&](std::string_view member) { return in.OptBool(member).value_or(false); };
  PasswordPolicy policy;  // what the request leaves out goes back to its default
  policy.minimum_length = in.OptInt("MinimumPasswordLength").value_or(policy.minimum_length);
  policy.require_symbols = flag("RequireSymbols");
  policy.require_numbers = flag("RequireNumbers");
  policy.require_uppercase = flag("RequireUppercaseCharacters");
  policy.require_lowercase = flag("RequireLowercaseCharacters");
  policy.users_may_change = flag("AllowUsersToChangePassword");
  policy.max_age_days = in.OptInt("MaxPasswordAge");
  policy.reuse_prevention = in.OptInt("PasswordReusePrevention");
  policy.hard_expiry = flag("HardExpiry");
  policy.hard_expiry_given = in.Has("HardExpiry");
  context.edit_account().edit_settings()->password_policy = policy;
  return Value();
}

ApiResult<Value> GetAccountPasswordPolicy(OpContext& context) {
  const std::optional<PasswordPolicy>& policy = context.account().settings().password_policy;
  if (!policy) {
    return NoSuchEntity("The Password Policy with domain name " + context.caller.account_id +
                        " cannot be found.");
  }
  Value shown;
  shown.Set("MinimumPasswordLength", policy->minimum_length);
  shown.Set("RequireSymbols", policy->require_symbols);
  shown.Set("RequireNumbers", policy->require_numbers);
  shown.Set("RequireUppercaseCharacters", policy->require_uppercase);
  shown.Set("RequireLowercaseCharacters", policy->require_lowercase);
  shown.Set("AllowUsersToChangePassword", policy->users_may_change);
  shown.Set("ExpirePasswords", policy->max_age_days.has_value());
  if (policy->max_age_days) shown.Set("MaxPasswordAge", *policy->max_age_days);
  if (policy->reuse_prevention) shown.Set("PasswordReusePrevention", *policy->reuse_prevention);
  if (policy->hard_expiry_given) shown.Set("HardExpiry", policy->hard_expiry);
  Value result;
  result.Set("PasswordPolicy", std::move(shown));
  return result;
}

ApiResult<Value> DeleteAccountPasswordPolicy(OpContext& context) {
  if (!context.account().settings().password_policy) {
    return NoSuchEntity("The account policy with name PasswordPolicy cannot be found.");
  }
  context.edit_account().edit_settings()->password_policy.reset();
  return Value();
}

constexpr Operation kOperations[] = {
    {"CreateLoginProfile", CreateLoginProfile, Mode::kWrite, OnUser},
    {"GetLoginProfile", GetLoginProfile, Mode::kRead, OnUser},
    {"UpdateLoginProfile", UpdateLoginProfile, Mode::kWrite, OnUser},
    {"DeleteLoginProfile", DeleteLoginProfile, Mode::kWrite, OnUser},
    {"ChangePassword", ChangePassword, Mode::kWrite, OnOwnPassword},
    {"UpdateAccountPasswordPolicy", UpdateAccountPasswordPolicy, Mode::kWrite, OnEverything},
    {"GetAccountPasswordPolicy", GetAccountPasswordPolicy, Mode::kRead, OnEverything},
    {"DeleteAccountPasswordPolicy", DeleteAccountPasswordPolicy, Mode::kWrite, OnEverything},
};

}  // namespace

OperationFamily LoginProfileOperations() { return kOperations; }

}  // namespace mockaws
