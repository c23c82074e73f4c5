// Instance profiles and the one role that each may hold.
#include "mockaws/iam/families.h"
#include "mockaws/iam/quotas.h"
#include "mockaws/iam/resources.h"
#include "mockaws/iam/shapes.h"
#include "mockaws/iam/tag_operations.h"
#include "mockaws/iam/trust_policy.h"
#include "mockaws/operation/arn.h"
#include "mockaws/operation/pagination.h"
#include "mockaws/operation/tagging.h"

namespace mockaws {
namespace {

struct TaggableProfile {
  static constexpr TagCase kTagCase = TagCase::kSignificant;

  static ApiResult<const InstanceProfile*> Find(const OpContext& context) {
    return FindInstanceProfile(context, context.in.Str("InstanceProfileName"));
  }
  static InstanceProfile* Edit(OpContext& context, const InstanceProfile& profile) {
    return context.edit_account().instance_profiles.Edit(NameKey(profile.name));
  }
};

ApiResult<Value> CreateInstanceProfile(OpContext& context) {
  const std::string& name = context.in.Str("InstanceProfileName");
  InstanceProfile profile;
  profile.name = name;
  profile.path = context.in.StrOr("Path", "/");
  profile.arn = IamArn(context.caller.account_id, "instance-profile", profile.path, name);
  profile.created = context.now;
  profile.tags = TagsOf(context.in);
  RETURN_IF_ERROR(CheckNewTags(profile.tags, TagCase::kSignificant));
  const Account& account = context.account();
  if (account.instance_profiles.Contains(NameKey(name))) {
    return EntityAlreadyExists("Instance Profile " + name + " already exists.");
  }
  RETURN_IF_ERROR(
      CheckRoom(context, &Quotas::instance_profiles_per_account, account.instance_profiles.size()));
  profile.id = NewUniqueId(context.ids, "AIPA");
  const InstanceProfile* stored =
      context.edit_account().instance_profiles.Put(NameKey(name), std::move(profile));
  Value shown = InstanceProfileSummary(context.state, account, *stored);
  if (!stored->tags.empty()) shown.Set("Tags", RenderTags(stored->tags));
  Value result;
  result.Set("InstanceProfile", std::move(shown));
  return result;
}

ApiResult<Value> GetInstanceProfile(OpContext& context) {
  ASSIGN_OR_RETURN(const InstanceProfile* profile, TaggableProfile::Find(context));
  Value shown = InstanceProfileSummary(context.state, context.account(), *profile);
  if (!profile->tags.empty()) shown.Set("Tags", RenderTags(profile->tags));
  Value result;
  result.Set("InstanceProfile", std::move(shown));
  return result;
}

ApiResult<Value> PageOfProfiles(const OpContext& context,
                                const std::function<bool(const InstanceProfile&)>& accept) {
  return PageOfTable<InstanceProfile>(
      context, "InstanceProfiles", context.account().instance_profiles, accept,
      [&](const InstanceProfile& profile) {
        return InstanceProfileSummary(context.state, context.account(), profile);
      });
}

ApiResult<Value> ListInstanceProfiles(OpContext& context) {
  const std::string prefix = context.in.StrOr("PathPrefix", "/");
  return PageOfProfiles(
      context, [&](const InstanceProfile& profile) { return profile.path.starts_with(prefix); });
}

ApiResult<Value> ListInstanceProfilesForRole(OpContext& context) {
  ASSIGN_OR_RETURN(const Role* role, FindRole(context, context.in.Str("RoleName")));
  const std::string key = NameKey(role->name);
  return PageOfProfiles(context,
                        [&](const InstanceProfile& profile) { return profile.role == key; });
}

ApiResult<Value> DeleteInstanceProfile(OpContext& context) {
  ASSIGN_OR_RETURN(const InstanceProfile* profile, TaggableProfile::Find(context));
  if (!profile->role.empty()) {
    return DeleteConflict("Cannot delete entity, must remove roles from instance profile first.");
  }
  context.edit_account().instance_profiles.Erase(NameKey(profile->name));
  return Value();
}

ApiResult<Value> AddRoleToInstanceProfile(OpContext& context) {
  ASSIGN_OR_RETURN(const InstanceProfile* profile, TaggableProfile::Find(context));
  ASSIGN_OR_RETURN(const Role* role, FindEditableRole(context, context.in.Str("RoleName")));
  if (!profile->role.empty()) return LimitExceeded("InstanceSessionsPerInstanceProfile", 1);
  TaggableProfile::Edit(context, *profile)->role = NameKey(role->name);
  return Value();
}

ApiResult<Value> RemoveRoleFromInstanceProfile(OpContext& context) {
  ASSIGN_OR_RETURN(const InstanceProfile* profile, TaggableProfile::Find(context));
  const std::string& name = context.in.Str("RoleName");
  ASSIGN_OR_RETURN(const Role* role, FindEditableRole(context, name));
  if (profile->role != NameKey(role->name)) {
    return NoSuchEntity("The role with name " + name + " cannot be found.");
  }
  TaggableProfile::Edit(context, *profile)->role.clear();
  return Value();
}

constexpr Operation kOperations[] = {
    {"CreateInstanceProfile", CreateInstanceProfile, Mode::kWrite, OnNewInstanceProfile},
    {"GetInstanceProfile", GetInstanceProfile, Mode::kRead, OnInstanceProfile},
    {"ListInstanceProfiles", ListInstanceProfiles, Mode::kRead, OnInstanceProfileList},
    {"ListInstanceProfilesForRole", ListInstanceProfilesForRole, Mode::kRead, OnRole},
    {"DeleteInstanceProfile", DeleteInstanceProfile, Mode::kWrite, OnInstanceProfile},
    {"AddRoleToInstanceProfile", AddRoleToInstanceProfile, Mode::kWrite,
     OnInstanceProfileAndPassedRole},
    {"RemoveRoleFromInstanceProfile", RemoveRoleFromInstanceProfile, Mode::kWrite,
     OnInstanceProfile},
    {"TagInstanceProfile", TagEntity<TaggableProfile>, Mode::kWrite, OnInstanceProfile},
    {"UntagInstanceProfile", UntagEntity<TaggableProfile>, Mode::kWrite, OnInstanceProfile},
    {"ListInstanceProfileTags", ListEntityTags<TaggableProfile>, Mode::kRead, OnInstanceProfile},
};

}  // namespace

OperationFamily InstanceProfileOperations() { return kOperations; }

}  // namespace mockaws
