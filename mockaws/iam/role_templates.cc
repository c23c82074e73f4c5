// GetRoleTemplateVersion and AcquireRole.
#include "mockaws/catalog/role_templates.h"

#include <algorithm>

#include "mockaws/authz/authorizer.h"
#include "mockaws/crypto/digest.h"
#include "mockaws/crypto/encoding.h"
#include "mockaws/iam/families.h"
#include "mockaws/iam/new_role.h"
#include "mockaws/iam/policy_documents.h"
#include "mockaws/iam/policy_use.h"
#include "mockaws/iam/quotas.h"
#include "mockaws/iam/shapes.h"
#include "mockaws/iam/template_rendering.h"
#include "mockaws/iam/trust_policy.h"
#include "mockaws/operation/arn.h"
#include "mockaws/operation/refusal.h"
#include "mockaws/operation/tagging.h"
#include "mockaws/state/policy_source.h"

namespace mockaws {
namespace {

// AcquireRole has no permission of its own: it begins with looking at the template (recorded).
ApiResult<AuthorizationChecks> OnTemplate(const OpContext& context) {
  AuthorizationCheck check;
  check.action = "iam:GetRoleTemplateVersion";
  check.resource = context.in.Str("TemplateArn");
  check.resource_account = kAwsManagedPolicyAccount;
  return AuthorizationChecks{std::move(check)};
}

struct Chosen {
  const RoleTemplate* source = nullptr;
  const RoleTemplateVersion* version = nullptr;
};

ApiResult<Chosen> FindVersion(const OpContext& context, std::string_view minor_member) {
  const std::string& arn = context.in.Str("TemplateArn");
  Chosen chosen;
  chosen.source = FindRoleTemplate(arn);
  if (chosen.source != nullptr) {
    chosen.version = chosen.source->FindVersion(
        context.in.OptInt(minor_member).value_or(chosen.source->default_minor));
  }
  if (chosen.version == nullptr) {
    return NoSuchEntity("Role template not found in repository: " + arn);
  }
  return chosen;
}

// `AVTA` and 17 of A-Z2-7, the same for ever.
std::string VersionIdOf(const RoleTemplate& source, const RoleTemplateVersion& version) {
  const Sha256Digest digest = Sha256(source.arn + ":" + std::to_string(version.minor));
  return "AVTA" + Base32Encode(AsView(digest)).substr(0, 17);
}

Value RenderParameters(const RoleTemplateVersion& version) {
  Value list = Value::MakeList();
  for (const RoleTemplateParameter& parameter : version.parameters) {
    Value value;
    value.Set("Name", parameter.name);
    value.Set("Type", parameter.type);
    value.Set("Description", parameter.description);
    value.Set("IsRequired", parameter.required);
    if (!parameter.default_value.empty()) value.Set("DefaultValue", parameter.default_value);
    value.Set("Immutable", false);
    list.Append(std::move(value));
  }
  return list;
}

void SetPatterns(const RoleTemplateVersion& version, Value* value) {
  value->Set("RoleNamePattern", "@{RoleName}");
  value->Set("RolePathPattern", version.role_path);
  value->Set("RoleDescriptionPattern", version.role_description);
  value->Set("AssumeRolePolicyDocumentTemplate", EncodeDocument(version.trust));
  Value policies = Value::MakeList();
  for (const auto& [name, document] : version.inline_policies) {
    Value policy;
    policy.Set("PolicyName", name);
    policy.Set("PolicyDocument", EncodeDocument(document));
    policies.Append(std::move(policy));
  }
  value->Set("InlinePolicyTemplates", std::move(policies));
  Value managed = Value::MakeList();
  for (const std::string& arn : version.managed_policies) managed.Append(arn);
  value->Set("ManagedPolicyArns", std::move(managed));
  value->Set("ParametersDefinition", RenderParameters(version));
  Value tags = Value::MakeList();
  for (const auto& [key, text] : version.tags) {
    Value tag;
    tag.Set("Key", key);
    tag.Set("Value", text);
    tags.Append(std::move(tag));
  }
  value->Set("RoleTagsTemplate", std::move(tags));
}

ApiResult<Value> GetRoleTemplateVersion(OpContext& context) {
  ASSIGN_OR_RETURN(const Chosen chosen, FindVersion(context, "MinorVersion"));
  const RoleTemplate& source = *chosen.source;
  const RoleTemplateVersion& version = *chosen.version;
  Value value;
  value.Set("TemplateArn", source.arn);
  value.Set("TemplateName", source.name);
  value.Set("TemplateVersionId", VersionIdOf(source, version));
  value.Set("Description", source.description);
  value.Set("MajorVersion", source.major);
  value.Set("DefaultMinorVersion", source.default_minor);
  value.Set("ManagedByType", "Service");
  value.Set("ManagedByValue", source.service);
  value.Set("Enabled", source.enabled);
  value.Set("MinorVersion", version.minor);
  SetPatterns(version, &value);
  value.Set("MaxSessionDuration", version.max_session_seconds);
  value.Set("VersionEnabled", version.enabled);
  value.Set("CreateTimestamp", source.created);
  value.Set("UpdateTimestamp", version.updated);
  Value result;
  result.Set("RoleTemplateVersion", std::move(value));
  return result;
}

AuthorizationCheck RoleCheck(const OpContext& context, const RenderedTemplate& rendered,
                             std::string action) {
  AuthorizationCheck check;
  check.action = std::move(action);
  check.resource = IamArn(context.caller.account_id, "role", rendered.path, rendered.role_name);
  check.keys.push_back({"iam:RoleTemplateARN", {context.in.Str("TemplateArn")}});
  return check;
}

ApiResult<void> AuthorizeCreation(const OpContext& context, const RoleTemplateVersion& version,
                                  const RenderedTemplate& rendered) {
  AuthorizationCheck creation = RoleCheck(context, rendered, "iam:CreateRole");
  std::vector<std::string> tag_keys;
  for (const Tag& tag : rendered.tags) {
    creation.keys.push_back({"aws:RequestTag/" + tag.key, {tag.value}});
    tag_keys.push_back(tag.key);
  }
  if (!tag_keys.empty()) creation.keys.push_back({"aws:TagKeys", tag_keys});
  RETURN_IF_ERROR(context.authorizer.Require(context, creation));
  for (const std::string& arn : version.managed_policies) {
    AuthorizationCheck attaching = RoleCheck(context, rendered, "iam:AttachRolePolicy");
    attaching.keys.push_back({"iam:PolicyARN", {arn}});
    RETURN_IF_ERROR(context.authorizer.Require(context, attaching));
  }
  if (!rendered.inline_policies.empty()) {
    RETURN_IF_ERROR(
        context.authorizer.Require(context, RoleCheck(context, rendered, "iam:PutRolePolicy")));
  }
  return {};
}

bool HasSameInline(const Role& role, const RenderedTemplate& rendered) {
  if (role.inline_policies.size() != rendered.inline_policies.size()) return false;
  return std::all_of(rendered.inline_policies.begin(), rendered.inline_policies.end(),
                     [&](const auto& wanted) {
                       const InlinePolicy* present = role.FindInline(wanted.first);
                       return present != nullptr && present->policy.text == wanted.second;
                     });
}

bool HasSameTags(const Role& role, const RenderedTemplate& rendered) {
  if (role.tags.size() != rendered.tags.size()) return false;
  return std::all_of(rendered.tags.begin(), rendered.tags.end(), [&](const Tag& tag) {
    const std::string* value = FindTag(role.tags, tag.key);
    return value != nullptr && *value == tag.value;
  });
}

// Description and duration may have changed, nothing else (recorded).
bool IsAsMade(const Role& role, const RoleTemplateVersion& version,
              const RenderedTemplate& rendered) {
  std::vector<std::string> attached = role.attached;
  std::vector<std::string> wanted = version.managed_policies;
  std::sort(attached.begin(), attached.end());
  std::sort(wanted.begin(), wanted.end());
  return attached == wanted && role.boundary.empty() && role.trust.text == rendered.trust &&
         HasSameInline(role, rendered) && HasSameTags(role, rendered);
}

ApiResult<const Role*> Reuse(const OpContext& context, const Role& role, const Chosen& chosen,
                             const RenderedTemplate& rendered) {
  RETURN_IF_ERROR(context.authorizer.Require(context, RoleCheck(context, rendered, "iam:GetRole")));
  if (!role.source_template || role.source_template->arn != chosen.source->arn) {
    return ModelledRefusal(context, "NameConflictException",
                           "A role with this name already exists in the account but was not "
                           "created from this template. Choose a different role name, or remove "
                           "the existing role if it is no longer needed.");
  }
  if (role.source_template->inputs != rendered.inputs) {
    return ModelledRefusal(context, "NameConflictException",
                           "A role with this name exists but was created with different "
                           "parameters. Pass a unique roleName to create a new role.");
  }
  if (!IsAsMade(role, *chosen.version, rendered)) {
    return ModelledRefusal(
        context, "RoleModifiedException",
        "Role " + role.name + " has been modified since it was created and is no longer managed.");
  }
  return &role;
}

ApiResult<const Role*> Make(OpContext& context, const Chosen& chosen,
                            const RenderedTemplate& rendered) {
  RETURN_IF_ERROR(AuthorizeCreation(context, *chosen.version, rendered));
  RETURN_IF_ERROR(CheckRoom(context, &Quotas::roles_per_account, context.account().roles.size()));
  Role role;
  role.name = rendered.role_name;
  role.path = rendered.path;
  role.arn = IamArn(context.caller.account_id, "role", role.path, role.name);
  role.created = context.now;
  if (!rendered.description.empty()) role.description = rendered.description;
  role.max_session_seconds = chosen.version->max_session_seconds;
  role.tags = rendered.tags;
  role.source_template =
      SourceRoleTemplate{chosen.source->arn, chosen.version->minor, rendered.inputs};
  ASSIGN_OR_RETURN(role.trust, CompileTrustPolicy(context, rendered.trust, role.arn));
  for (const auto& [name, document] : rendered.inline_policies) {
    ASSIGN_OR_RETURN(PolicyText policy,
                     CompileDocument(document, policy_engine::PolicyType::kIdentity,
                                     InlinePolicySource(role.arn, name)));
    role.inline_policies.push_back({name, std::move(policy)});
  }
  for (const std::string& arn : chosen.version->managed_policies) {
    RETURN_IF_ERROR(AttachPolicy(context, HolderKind::kRole, &role, arn));
  }
  return StoreNewRole(context, std::move(role));
}

ApiResult<Value> AcquireRole(OpContext& context) {
  ASSIGN_OR_RETURN(const Chosen chosen, FindVersion(context, "TemplateMinorVersion"));
  if (!chosen.source->enabled || !chosen.version->enabled) {
    return ModelledRefusal(context, "RoleTemplateDisabledException",
                           "Role template is disabled: " + chosen.source->arn);
  }
  ASSIGN_OR_RETURN(const RenderedTemplate rendered,
                   RenderTemplate(*chosen.source, *chosen.version, context.in));
  const Role* present = context.account().roles.Find(NameKey(rendered.role_name));
  ASSIGN_OR_RETURN(const Role* role, present != nullptr ? Reuse(context, *present, chosen, rendered)
                                                        : Make(context, chosen, rendered));
  Value shown = RoleSummary(*role, role->trust.text);
  if (!role->tags.empty()) shown.Set("Tags", RenderTags(role->tags));
  Value result;
  result.Set("Role", std::move(shown));
  return result;
}

constexpr Operation kOperations[] = {
    {"GetRoleTemplateVersion", GetRoleTemplateVersion, Mode::kRead, OnTemplate},
    {"AcquireRole", AcquireRole, Mode::kWrite, OnTemplate},
};

}  // namespace

OperationFamily RoleTemplateOperations() { return kOperations; }

}  // namespace mockaws
