// The fields of all entities and their parts: what is written to disk.
//
// Names are for good: a row written under one is read under it. A new field is read as its default
// from rows that don't have it. New kinds of entity stand in entity_codec.cc too.
#pragma once

#include "mockaws/state/access_jobs.h"
#include "mockaws/state/account_settings.h"
#include "mockaws/state/delegation_request.h"
#include "mockaws/state/entities.h"
#include "mockaws/state/field_list.h"
#include "mockaws/state/identity_provider.h"
#include "mockaws/state/instance_profile.h"
#include "mockaws/state/mfa_device.h"
#include "mockaws/state/organization.h"
#include "mockaws/state/quotas.h"
#include "mockaws/state/role_deletion.h"
#include "mockaws/state/server_certificate.h"
#include "mockaws/state/server_clock.h"
#include "mockaws/state/usage_ledger.h"
#include "mockaws/state/user_credentials.h"

namespace mockaws {

// ------------------------------------------------------------------------------ parts

template <>
struct FieldsOf<Tag> {
  static constexpr auto kAll = FieldList<Tag>(Plain("key", &Tag::key), Plain("value", &Tag::value));
};

template <>
struct FieldsOf<InlinePolicy> {
  using T = InlinePolicy;
  static constexpr auto kAll = FieldList<T>(Plain("name", &T::name), Plain("policy", &T::policy));
};

template <>
struct FieldsOf<PolicyHolder> {
  using T = PolicyHolder;
  static constexpr auto kAll =
      FieldList<T>(Plain("inline_policies", &T::inline_policies), Plain("attached", &T::attached));
};

template <>
struct FieldsOf<PasswordHash> {
  using T = PasswordHash;
  static constexpr auto kAll = FieldList<T>(Bytes("salt", &T::salt), Bytes("hash", &T::hash));
};

template <>
struct FieldsOf<LoginProfile> {
  using T = LoginProfile;
  static constexpr auto kAll =
      FieldList<T>(Plain("created", &T::created), Plain("changed", &T::changed),
                   Plain("reset_required", &T::reset_required), Plain("password", &T::password),
                   Plain("earlier", &T::earlier), Plain("last_used", &T::last_used));
};

template <>
struct FieldsOf<PasswordPolicy> {
  using T = PasswordPolicy;
  static constexpr auto kAll = FieldList<T>(
      Plain("minimum_length", &T::minimum_length), Plain("require_symbols", &T::require_symbols),
      Plain("require_numbers", &T::require_numbers),
      Plain("require_uppercase", &T::require_uppercase),
      Plain("require_lowercase", &T::require_lowercase),
      Plain("users_may_change", &T::users_may_change), Plain("max_age_days", &T::max_age_days),
      Plain("reuse_prevention", &T::reuse_prevention), Plain("hard_expiry", &T::hard_expiry),
      Plain("hard_expiry_given", &T::hard_expiry_given));
};

template <>
struct FieldsOf<PolicyVersion> {
  using T = PolicyVersion;
  static constexpr auto kAll = FieldList<T>(
      Plain("number", &T::number), Plain("policy", &T::policy), Plain("created", &T::created));
};

template <>
struct FieldsOf<SshKey> {
  using T = SshKey;
  static constexpr auto kAll =
      FieldList<T>(Bytes("blob", &T::blob), Plain("id", &T::id), Plain("body", &T::body),
                   Plain("active", &T::active), Plain("uploaded", &T::uploaded));
};

template <>
struct FieldsOf<SigningCertificate> {
  using T = SigningCertificate;
  static constexpr auto kAll =
      FieldList<T>(Plain("id", &T::id), Plain("body", &T::body), Plain("active", &T::active),
                   Plain("uploaded", &T::uploaded));
};

template <>
struct FieldsOf<ServiceCredential> {
  using T = ServiceCredential;
  static constexpr auto kAll = FieldList<T>(
      Plain("id", &T::id), Plain("service", &T::service), Plain("service_user", &T::service_user),
      Plain("active", &T::active), Plain("created", &T::created), Plain("expires", &T::expires));
};

template <>
struct FieldsOf<CredentialReport> {
  using T = CredentialReport;
  static constexpr auto kAll =
      FieldList<T>(Plain("started", &T::started), Plain("asked", &T::asked), Plain("csv", &T::csv));
};

template <>
struct FieldsOf<Quotas> {
  using T = Quotas;
  static constexpr auto kAll =
      FieldList<T>(Plain("users_per_account", &T::users_per_account),
                   Plain("groups_per_account", &T::groups_per_account),
                   Plain("roles_per_account", &T::roles_per_account),
                   Plain("policies_per_account", &T::policies_per_account),
                   Plain("instance_profiles_per_account", &T::instance_profiles_per_account),
                   Plain("server_certificates_per_account", &T::server_certificates_per_account),
                   Plain("saml_providers_per_account", &T::saml_providers_per_account),
                   Plain("oidc_providers_per_account", &T::oidc_providers_per_account),
                   Plain("client_ids_per_oidc_provider", &T::client_ids_per_oidc_provider),
                   Plain("groups_per_user", &T::groups_per_user),
                   Plain("access_keys_per_user", &T::access_keys_per_user),
                   Plain("certificates_per_user", &T::certificates_per_user),
                   Plain("ssh_keys_per_user", &T::ssh_keys_per_user),
                   Plain("service_credentials_per_user", &T::service_credentials_per_user),
                   Plain("mfa_devices_per_user", &T::mfa_devices_per_user),
                   Plain("policies_per_user", &T::policies_per_user),
                   Plain("policies_per_group", &T::policies_per_group),
                   Plain("policies_per_role", &T::policies_per_role),
                   Plain("versions_per_policy", &T::versions_per_policy),
                   Plain("policy_versions_in_use", &T::policy_versions_in_use),
                   Plain("managed_policy_size", &T::managed_policy_size),
                   Plain("trust_policy_size", &T::trust_policy_size),
                   Plain("user_inline_size", &T::user_inline_size),
                   Plain("group_inline_size", &T::group_inline_size),
                   Plain("role_inline_size", &T::role_inline_size));
};

template <>
struct FieldsOf<SamlPrivateKey> {
  using T = SamlPrivateKey;
  static constexpr auto kAll =
      FieldList<T>(Plain("id", &T::id), Plain("added", &T::added), Sealed("pem", &T::pem));
};

template <>
struct FieldsOf<OutboundFederation> {
  using T = OutboundFederation;
  static constexpr auto kAll =
      FieldList<T>(Plain("issuer_id", &T::issuer_id), Plain("enabled", &T::enabled),
                   Sealed("rsa_key", &T::rsa_key), Sealed("ec_key", &T::ec_key));
};

template <>
struct FieldsOf<OrganizationMember> {
  using T = OrganizationMember;
  static constexpr auto kAll =
      FieldList<T>(Plain("account_id", &T::account_id), Plain("ou_path", &T::ou_path));
};

template <>
struct FieldsOf<OrganizationPolicy> {
  using T = OrganizationPolicy;
  static constexpr auto kAll = FieldList<T>(Plain("id", &T::id), Plain("name", &T::name),
                                            Plain("arn", &T::arn), Plain("policy", &T::policy));
};

template <>
struct FieldsOf<OrganizationNode> {
  using T = OrganizationNode;
  static constexpr auto kAll =
      FieldList<T>(Plain("id", &T::id), Plain("parent", &T::parent), Plain("name", &T::name),
                   Plain("service_control", &T::service_control),
                   Plain("resource_control", &T::resource_control));
};

template <>
struct FieldsOf<SourceRoleTemplate> {
  using T = SourceRoleTemplate;
  static constexpr auto kAll =
      FieldList<T>(Plain("arn", &T::arn), Plain("minor_version", &T::minor_version),
                   Plain("inputs", &T::inputs));
};

template <>
struct FieldsOf<AccessEntity> {
  using T = AccessEntity;
  static constexpr auto kAll = FieldList<T>(
      Plain("arn", &T::arn), Plain("name", &T::name), Plain("type", &T::type), Plain("id", &T::id),
      Plain("path", &T::path), Plain("last_used", &T::last_used), Plain("region", &T::region));
};

template <>
struct FieldsOf<AccessedAction> {
  using T = AccessedAction;
  static constexpr auto kAll = FieldList<T>(Plain("name", &T::name), Plain("last", &T::last));
};

template <>
struct FieldsOf<AccessedService> {
  using T = AccessedService;
  static constexpr auto kAll =
      FieldList<T>(Plain("name", &T::name), Plain("prefix", &T::prefix),
                   Plain("entities", &T::entities), Plain("actions", &T::actions));
};

template <>
struct FieldsOf<DelegationParameter> {
  using T = DelegationParameter;
  static constexpr auto kAll =
      FieldList<T>(Plain("name", &T::name), Plain("type", &T::type), Plain("values", &T::values));
};

// ------------------------------------------------------------------------------ entities

template <>
struct FieldsOf<AccessKey> {
  using T = AccessKey;
  static constexpr auto kAll =
      FieldList<T>(Plain("id", &T::id), Sealed("secret", &T::secret), Plain("active", &T::active),
                   Plain("created", &T::created));
};

template <>
struct FieldsOf<User> {
  using T = User;
  static constexpr auto kAll = FieldList<T>(
      BaseFields<PolicyHolder>(), Plain("name", &T::name), Plain("path", &T::path),
      Plain("id", &T::id), Plain("arn", &T::arn), Plain("created", &T::created),
      Plain("boundary", &T::boundary), Plain("tags", &T::tags), Plain("groups", &T::groups),
      Plain("access_keys", &T::access_keys), Plain("login_profile", &T::login_profile),
      Plain("mfa_devices", &T::mfa_devices), Plain("ssh_keys", &T::ssh_keys),
      Plain("signing_certificates", &T::signing_certificates),
      Plain("service_credentials", &T::service_credentials));
};

template <>
struct FieldsOf<Group> {
  using T = Group;
  static constexpr auto kAll =
      FieldList<T>(BaseFields<PolicyHolder>(), Plain("name", &T::name), Plain("path", &T::path),
                   Plain("id", &T::id), Plain("arn", &T::arn), Plain("created", &T::created),
                   Plain("members", &T::members));
};

template <>
struct FieldsOf<Role> {
  using T = Role;
  static constexpr auto kAll = FieldList<T>(
      BaseFields<PolicyHolder>(), Plain("name", &T::name), Plain("path", &T::path),
      Plain("id", &T::id), Plain("arn", &T::arn), Plain("created", &T::created),
      Plain("description", &T::description), Plain("max_session_seconds", &T::max_session_seconds),
      Plain("trust", &T::trust), Plain("boundary", &T::boundary), Plain("tags", &T::tags),
      Plain("source_template", &T::source_template));
};

template <>
struct FieldsOf<CustomerPolicy> {
  using T = CustomerPolicy;
  static constexpr auto kAll = FieldList<T>(
      Plain("name", &T::name), Plain("path", &T::path), Plain("id", &T::id), Plain("arn", &T::arn),
      Plain("description", &T::description), Plain("created", &T::created),
      Plain("updated", &T::updated), Plain("default_version", &T::default_version),
      Plain("last_version", &T::last_version), Plain("versions", &T::versions),
      Plain("tags", &T::tags));
};

template <>
struct FieldsOf<PolicyUse> {
  using T = PolicyUse;
  static constexpr auto kAll =
      FieldList<T>(Plain("attachments", &T::attachments), Plain("boundaries", &T::boundaries));
};

template <>
struct FieldsOf<PrincipalEntity> {
  using T = PrincipalEntity;
  static constexpr auto kAll = FieldList<T>(
      Plain("kind", &T::kind), Plain("account_id", &T::account_id), Plain("key", &T::key));
};

template <>
struct FieldsOf<AccessKeyOwner> {
  using T = AccessKeyOwner;
  static constexpr auto kAll =
      FieldList<T>(Plain("account_id", &T::account_id), Plain("user_key", &T::user_key));
};

template <>
struct FieldsOf<InstanceProfile> {
  using T = InstanceProfile;
  static constexpr auto kAll = FieldList<T>(
      Plain("name", &T::name), Plain("path", &T::path), Plain("id", &T::id), Plain("arn", &T::arn),
      Plain("created", &T::created), Plain("role", &T::role), Plain("tags", &T::tags));
};

template <>
struct FieldsOf<MfaCodeUse> {
  using T = MfaCodeUse;
  static constexpr auto kAll = FieldList<T>(Plain("used_steps", &T::used_steps),
                                            Plain("window", &T::window), Plain("tries", &T::tries));
};

template <>
struct FieldsOf<MfaDevice> {
  using T = MfaDevice;
  static constexpr auto kAll =
      FieldList<T>(Plain("serial", &T::serial), Plain("is_security_key", &T::is_security_key),
                   Sealed("seed", &T::seed), Plain("tags", &T::tags), Plain("user_id", &T::user_id),
                   Plain("enabled", &T::enabled), Plain("drift_steps", &T::drift_steps),
                   Plain("last_step", &T::last_step), Plain("code_use", &T::code_use));
};

template <>
struct FieldsOf<AccountSettings> {
  using T = AccountSettings;
  static constexpr auto kAll = FieldList<T>(
      Plain("alias", &T::alias), Plain("root_login", &T::root_login),
      Plain("root_signing_certificates", &T::root_signing_certificates),
      Plain("password_policy", &T::password_policy),
      Plain("credential_report", &T::credential_report), Plain("outbound", &T::outbound),
      Plain("global_token_version", &T::global_token_version), Plain("properties", &T::properties),
      Plain("quotas", &T::quotas));
};

template <>
struct FieldsOf<ServerCertificate> {
  using T = ServerCertificate;
  static constexpr auto kAll = FieldList<T>(
      Plain("name", &T::name), Plain("path", &T::path), Plain("id", &T::id), Plain("arn", &T::arn),
      Plain("body", &T::body), Plain("chain", &T::chain), Plain("uploaded", &T::uploaded),
      Plain("expires", &T::expires), Plain("tags", &T::tags));
};

template <>
struct FieldsOf<OidcProvider> {
  using T = OidcProvider;
  static constexpr auto kAll =
      FieldList<T>(Plain("arn", &T::arn), Plain("url", &T::url),
                   Plain("client_ids", &T::client_ids), Plain("thumbprints", &T::thumbprints),
                   Plain("created", &T::created), Plain("tags", &T::tags));
};

template <>
struct FieldsOf<TokenIssuer> {
  using T = TokenIssuer;
  static constexpr auto kAll = FieldList<T>(Plain("jwks", &T::jwks));
};

template <>
struct FieldsOf<SamlProvider> {
  using T = SamlProvider;
  static constexpr auto kAll = FieldList<T>(
      Plain("name", &T::name), Plain("arn", &T::arn), Plain("uuid", &T::uuid),
      Plain("metadata", &T::metadata), Plain("created", &T::created),
      Plain("valid_until", &T::valid_until), Plain("encryption_required", &T::encryption_required),
      Plain("private_keys", &T::private_keys), Plain("tags", &T::tags));
};

template <>
struct FieldsOf<Organization> {
  using T = Organization;
  static constexpr auto kAll =
      FieldList<T>(Plain("id", &T::id), Plain("management_account", &T::management_account),
                   Plain("members", &T::members), Plain("delegated_admin", &T::delegated_admin),
                   Plain("iam_trusted_access", &T::iam_trusted_access),
                   Plain("root_sessions", &T::root_sessions),
                   Plain("root_credentials_management", &T::root_credentials_management),
                   Plain("policies", &T::policies), Plain("nodes", &T::nodes));
};

template <>
struct FieldsOf<RoleDeletion> {
  using T = RoleDeletion;
  static constexpr auto kAll = FieldList<T>(
      Plain("role_key", &T::role_key), Plain("started", &T::started), Plain("asked", &T::asked));
};

template <>
struct FieldsOf<AccessJob> {
  using T = AccessJob;
  static constexpr auto kAll =
      FieldList<T>(Plain("owner", &T::owner), Plain("entity_arn", &T::entity_arn),
                   Plain("action_level", &T::action_level), Plain("created", &T::created),
                   Plain("asked", &T::asked), Plain("services", &T::services));
};

template <>
struct FieldsOf<OrganizationsAccessJob> {
  using T = OrganizationsAccessJob;
  static constexpr auto kAll =
      FieldList<T>(Plain("request", &T::request), Plain("entity_path", &T::entity_path),
                   Plain("created", &T::created), Plain("asked", &T::asked),
                   Plain("error_code", &T::error_code), Plain("error_message", &T::error_message),
                   Plain("accessible", &T::accessible), Plain("services", &T::services));
};

template <>
struct FieldsOf<DelegationRequest> {
  using T = DelegationRequest;
  static constexpr auto kAll = FieldList<T>(
      Plain("id", &T::id), Plain("requestor_account", &T::requestor_account),
      Plain("owner_account", &T::owner_account), Plain("owner_arn", &T::owner_arn),
      Plain("approver_arn", &T::approver_arn), Plain("state", &T::state),
      Plain("description", &T::description), Plain("message", &T::message),
      Plain("workflow_id", &T::workflow_id), Plain("redirect_url", &T::redirect_url),
      Plain("notification_channel", &T::notification_channel), Plain("notes", &T::notes),
      Plain("rejection_reason", &T::rejection_reason),
      Plain("policy_template_arn", &T::policy_template_arn), Plain("parameters", &T::parameters),
      Plain("session_seconds", &T::session_seconds),
      Plain("only_send_by_owner", &T::only_send_by_owner), Plain("created", &T::created),
      Plain("updated", &T::updated), Plain("expires", &T::expires));
};

template <>
struct FieldsOf<AccountCreation> {
  using T = AccountCreation;
  static constexpr auto kAll = FieldList<T>(Plain("created", &T::created));
};

template <>
struct FieldsOf<CallUse> {
  using T = CallUse;
  static constexpr auto kAll =
      FieldList<T>(Plain("time", &T::time), Plain("service", &T::service),
                   Plain("action", &T::action), Plain("region", &T::region));
};

template <>
struct FieldsOf<PrincipalUse> {
  using T = PrincipalUse;
  static constexpr auto kAll = FieldList<T>(
      Plain("last", &T::last), Plain("services", &T::services), Plain("actions", &T::actions));
};

template <>
struct FieldsOf<ClockSetting> {
  using T = ClockSetting;
  static constexpr auto kAll =
      FieldList<T>(Plain("manual", &T::manual), Plain("offset_millis", &T::offset_millis));
};

}  // namespace mockaws
