#include "mockaws/control/import.h"

#include <algorithm>
#include <charconv>
#include <initializer_list>

#include "mockaws/catalog/managed_policies.h"
#include "mockaws/iam/trust_policy.h"
#include "mockaws/operation/arn.h"
#include "mockaws/state/policy_source.h"
#include "mockaws/wire/query.h"
#include "policy_engine/policy.h"

namespace mockaws {
namespace {

using policy_engine::Json;
using policy_engine::PolicyType;

// A JSON object of the file, and where it is.
struct Node {
  const Json& json;
  std::string pointer;

  std::string PointerTo(std::string_view member) const {
    return pointer + "/" + std::string(member);
  }
};

ControlError Fault(std::string pointer, const std::string& message) {
  return {400, "InvalidImport",
          (pointer.empty() ? "the file" : std::move(pointer)) + ": " + message};
}

// One import. What can be taken is; what can not is noted, or the end of it.
class Importer {
 public:
  Importer(Instant now, State* state) : now_(now), state_(*state) {}

  ControlResult<ImportReport> Run(const Json& details) {
    const Node root{details, ""};
    RETURN_IF_ERROR(NoteUnknown(root, {"UserDetailList", "GroupDetailList", "RoleDetailList",
                                       "Policies", "IsTruncated", "Marker"}));
    if (const Json* more = details.Find("IsTruncated");
        more != nullptr && more->is_bool() && more->AsBool()) {
      return Fault("/IsTruncated", "this is one page of several; let the AWS CLI fetch them all");
    }
    RETURN_IF_ERROR(FindAccountId(root));
    account_ = &state_.EnsureAccount(report_.account_id, now_);
    RETURN_IF_ERROR(ForEach(root, "Policies", &Importer::AddPolicy));
    RETURN_IF_ERROR(ForEach(root, "GroupDetailList", &Importer::AddGroup));
    RETURN_IF_ERROR(ForEach(root, "UserDetailList", &Importer::AddUser));
    RETURN_IF_ERROR(ForEach(root, "RoleDetailList", &Importer::AddRole));
    // Trust policies name users and roles, so they come when all are there.
    RETURN_IF_ERROR(ForEach(root, "RoleDetailList", &Importer::AddTrust));
    return std::move(report_);
  }

 private:
  using Step = ControlResult<void> (Importer::*)(const Node&);

  void Note(std::string pointer, std::string message) {
    report_.notes.push_back({std::move(pointer), std::move(message)});
  }

  ControlResult<void> NoteUnknown(const Node& node, std::initializer_list<std::string_view> known) {
    if (!node.json.is_object()) return Fault(node.pointer, "an object belongs here");
    for (const Json::Member& member : node.json.members()) {
      if (std::find(known.begin(), known.end(), member.key) != known.end()) continue;
      Note(node.PointerTo(member.key), "not known to iamsim; left out");
    }
    return {};
  }

  template <typename Function>
  ControlResult<void> ForEachItem(const Node& node, std::string_view member,
                                  const Function& function) {
    const Json* list = node.json.Find(member);
    if (list == nullptr || list->is_null()) return {};
    if (!list->is_array()) return Fault(node.PointerTo(member), "a list belongs here");
    for (size_t i = 0; i < list->items().size(); ++i) {
      RETURN_IF_ERROR(
          function(Node{list->items()[i], node.PointerTo(member) + "/" + std::to_string(i)}));
    }
    return {};
  }
  ControlResult<void> ForEach(const Node& node, std::string_view member, Step step) {
    return ForEachItem(node, member, [&](const Node& item) { return (this->*step)(item); });
  }

  static ControlResult<std::string> Text(const Node& node, std::string_view member) {
    const Json* value = node.json.Find(member);
    if (value == nullptr || !value->is_string()) {
      return Fault(node.PointerTo(member), "a text belongs here");
    }
    return value->AsString();
  }
  static ControlResult<Instant> Time(const Node& node, std::string_view member) {
    ASSIGN_OR_RETURN(const std::string text, Text(node, member));
    const auto instant = policy_engine::ParseIso8601(text);
    if (!instant) return Fault(node.PointerTo(member), "\"" + text + "\" is no instant");
    return *instant;
  }

  // The CLI prints documents as objects; the API gives them as percent-encoded text.
  static ControlResult<std::string> Document(const Node& node, std::string_view member) {
    const Json* value = node.json.Find(member);
    if (value != nullptr && value->is_object()) return value->Dump();
    ASSIGN_OR_RETURN(const std::string text, Text(node, member));
    return PercentDecode(text).value_or(text);
  }

  static ControlResult<PolicyText> Compile(const Node& node, std::string_view member,
                                           PolicyType type, const std::string& source) {
    ASSIGN_OR_RETURN(std::string text, Document(node, member));
    policy_engine::ParseOptions options;
    options.source = source;
    auto compiled = policy_engine::CompilePolicy(text, type, options);
    if (!compiled.ok()) return Fault(node.PointerTo(member), compiled.error().ToText());
    return PolicyText{std::move(text), *std::move(compiled)};
  }

  ControlResult<void> FindAccountId(const Node& root) {
    for (const auto* list : {"UserDetailList", "GroupDetailList", "RoleDetailList", "Policies"}) {
      RETURN_IF_ERROR(ForEachItem(root, list, [&](const Node& item) -> ControlResult<void> {
        ASSIGN_OR_RETURN(const std::string arn, Text(item, "Arn"));
        const auto parts = SplitArn(arn);
        if (!parts) return Fault(item.PointerTo("Arn"), "\"" + arn + "\" is no ARN");
        if (parts->account == "aws") return {};
        if (report_.account_id.empty()) report_.account_id = parts->account;
        if (report_.account_id == parts->account) return {};
        return Fault(item.PointerTo("Arn"), "another account than " + report_.account_id);
      }));
    }
    if (report_.account_id.empty()) {
      return Fault("",
                   "nothing in it belongs to an account; what `aws iam "
                   "get-account-authorization-details` prints belongs here");
    }
    return {};
  }

  // Name, path, id, ARN and date, which every kind of entity has; `kind` is "User" and `type` what
  // ARNs call it.
  template <typename Entity>
  ControlResult<void> ReadIdentity(const Node& node, const std::string& kind,
                                   const std::string& type, Entity* entity) {
    ASSIGN_OR_RETURN(entity->name, Text(node, kind + "Name"));
    ASSIGN_OR_RETURN(entity->path, Text(node, "Path"));
    ASSIGN_OR_RETURN(entity->id, Text(node, kind + "Id"));
    ASSIGN_OR_RETURN(entity->arn, Text(node, "Arn"));
    ASSIGN_OR_RETURN(entity->created, Time(node, "CreateDate"));
    const std::string end = ":iam::" + account_->id + ":" + type + entity->path + entity->name;
    if (!entity->arn.ends_with(end)) {
      return Fault(node.PointerTo("Arn"), entity->arn + " doesn't end in " + end);
    }
    return {};
  }

  ControlResult<void> PutPrincipal(const Node& node, const std::string& kind, const std::string& id,
                                   PrincipalEntity principal) {
    if (state_.principals.Contains(id)) {
      return ControlError{409, "EntityAlreadyExists",
                          node.PointerTo(kind + "Id") + ": " + id + " is another principal's"};
    }
    state_.principals.Put(id, std::move(principal));
    return {};
  }

  template <typename Entity>
  ControlResult<void> PutNew(const Node& node, Table<Entity>& table, Entity entity) {
    const std::string key = NameKey(entity.name);
    if (table.Contains(key)) {
      return ControlError{
          409, "EntityAlreadyExists",
          node.pointer + ": " + entity.arn + " is there already; import into an empty account"};
    }
    table.Put(key, std::move(entity));
    return {};
  }

  ControlResult<void> ReadTags(const Node& node, Tags* tags) {
    return ForEachItem(node, "Tags", [&](const Node& item) -> ControlResult<void> {
      RETURN_IF_ERROR(NoteUnknown(item, {"Key", "Value"}));
      Tag tag;
      ASSIGN_OR_RETURN(tag.key, Text(item, "Key"));
      ASSIGN_OR_RETURN(tag.value, Text(item, "Value"));
      tags->push_back(std::move(tag));
      return {};
    });
  }

  void Use(const std::string& pointer, const std::string& arn, int attachments, int boundaries) {
    const bool known =
        FindManagedPolicy(arn).has_value() || account_->policies.Contains(NameKey(ArnName(arn)));
    if (!known) Note(pointer, "there is no policy " + arn + "; it is kept, and allows nothing");
    const PolicyUse* present = account_->policy_uses.Find(arn);
    PolicyUse use = present == nullptr ? PolicyUse{} : *present;
    use.attachments += attachments;
    use.boundaries += boundaries;
    account_->policy_uses.Put(arn, use);
  }

  ControlResult<void> ReadBoundary(const Node& node, std::string* boundary) {
    const Json* member = node.json.Find("PermissionsBoundary");
    if (member == nullptr || member->is_null()) return {};
    const Node inner{*member, node.PointerTo("PermissionsBoundary")};
    RETURN_IF_ERROR(NoteUnknown(inner, {"PermissionsBoundaryType", "PermissionsBoundaryArn"}));
    ASSIGN_OR_RETURN(*boundary, Text(inner, "PermissionsBoundaryArn"));
    Use(inner.pointer, *boundary, 0, 1);
    return {};
  }

  // `inline_list`: UserPolicyList and its kin.
  ControlResult<void> ReadPolicies(const Node& node, std::string_view inline_list,
                                   const std::string& arn, PolicyHolder* holder) {
    RETURN_IF_ERROR(ForEachItem(node, inline_list, [&](const Node& item) -> ControlResult<void> {
      RETURN_IF_ERROR(NoteUnknown(item, {"PolicyName", "PolicyDocument"}));
      InlinePolicy policy;
      ASSIGN_OR_RETURN(policy.name, Text(item, "PolicyName"));
      ASSIGN_OR_RETURN(policy.policy, Compile(item, "PolicyDocument", PolicyType::kIdentity,
                                              InlinePolicySource(arn, policy.name)));
      holder->inline_policies.push_back(std::move(policy));
      return {};
    }));
    std::sort(holder->inline_policies.begin(), holder->inline_policies.end(),
              [](const InlinePolicy& a, const InlinePolicy& b) {
                return NameKey(a.name) < NameKey(b.name);
              });
    return ForEachItem(node, "AttachedManagedPolicies",
                       [&](const Node& item) -> ControlResult<void> {
                         RETURN_IF_ERROR(NoteUnknown(item, {"PolicyName", "PolicyArn"}));
                         ASSIGN_OR_RETURN(const std::string policy_arn, Text(item, "PolicyArn"));
                         holder->attached.push_back(policy_arn);
                         Use(item.pointer, policy_arn, 1, 0);
                         return {};
                       });
  }

  // AWS's own policies are in the catalogue, which may have another version of them.
  ControlResult<void> CompareAwsPolicy(const Node& node, const std::string& arn) {
    const auto policy = FindManagedPolicy(arn);
    if (!policy) {
      Note(node.pointer, arn +
                             " is not in iamsim's catalogue; what it is attached to isn't "
                             "granted its permissions");
      return {};
    }
    ASSIGN_OR_RETURN(const std::string version, Text(node, "DefaultVersionId"));
    if (version != policy->default_version_id) {
      Note(node.PointerTo("DefaultVersionId"), arn + " is " + version + " here and " +
                                                   std::string(policy->default_version_id) +
                                                   " in iamsim's catalogue, which counts");
    }
    return {};
  }

  ControlResult<void> AddPolicy(const Node& node) {
    ASSIGN_OR_RETURN(const std::string arn, Text(node, "Arn"));
    if (arn.starts_with("arn:aws:iam::aws:")) return CompareAwsPolicy(node, arn);
    RETURN_IF_ERROR(
        NoteUnknown(node, {"PolicyName", "PolicyId", "Arn", "Path", "DefaultVersionId",
                           "AttachmentCount", "PermissionsBoundaryUsageCount", "IsAttachable",
                           "Description", "CreateDate", "UpdateDate", "PolicyVersionList"}));
    CustomerPolicy policy;
    RETURN_IF_ERROR(ReadIdentity(node, "Policy", "policy", &policy));
    ASSIGN_OR_RETURN(policy.updated, Time(node, "UpdateDate"));
    if (node.json.Find("Description") != nullptr) {
      ASSIGN_OR_RETURN(policy.description, Text(node, "Description"));
    }
    RETURN_IF_ERROR(
        ForEachItem(node, "PolicyVersionList", [&](const Node& item) -> ControlResult<void> {
          RETURN_IF_ERROR(
              NoteUnknown(item, {"Document", "VersionId", "IsDefaultVersion", "CreateDate"}));
          PolicyVersion version;
          ASSIGN_OR_RETURN(version.number, VersionNumber(item, "VersionId"));
          ASSIGN_OR_RETURN(version.created, Time(item, "CreateDate"));
          ASSIGN_OR_RETURN(version.policy,
                           Compile(item, "Document", PolicyType::kManaged, policy.arn));
          policy.last_version = std::max(policy.last_version, version.number);
          policy.versions.push_back(std::move(version));
          return {};
        }));
    std::sort(policy.versions.begin(), policy.versions.end(),
              [](const PolicyVersion& a, const PolicyVersion& b) { return a.number < b.number; });
    ASSIGN_OR_RETURN(policy.default_version, VersionNumber(node, "DefaultVersionId"));
    if (policy.FindVersion(policy.default_version) == nullptr) {
      return Fault(node.PointerTo("PolicyVersionList"), "the default version isn't among these");
    }
    ++report_.policies;
    return PutNew(node, account_->policies, std::move(policy));
  }

  static ControlResult<int> VersionNumber(const Node& node, std::string_view member) {
    ASSIGN_OR_RETURN(const std::string text, Text(node, member));
    int number = 0;
    const char* const end = text.data() + text.size();
    const bool has_v = text.starts_with("v");
    const auto read = std::from_chars(text.data() + (has_v ? 1 : 0), end, number);
    if (!has_v || read.ec != std::errc() || read.ptr != end || number < 1) {
      return Fault(node.PointerTo(member), "\"" + text + "\" is no version; v1 is one");
    }
    return number;
  }

  ControlResult<void> AddGroup(const Node& node) {
    RETURN_IF_ERROR(NoteUnknown(node, {"Path", "GroupName", "GroupId", "Arn", "CreateDate",
                                       "GroupPolicyList", "AttachedManagedPolicies"}));
    Group group;
    RETURN_IF_ERROR(ReadIdentity(node, "Group", "group", &group));
    RETURN_IF_ERROR(ReadPolicies(node, "GroupPolicyList", group.arn, &group));
    ++report_.groups;
    return PutNew(node, account_->groups, std::move(group));
  }

  ControlResult<void> AddUser(const Node& node) {
    RETURN_IF_ERROR(
        NoteUnknown(node, {"Path", "UserName", "UserId", "Arn", "CreateDate", "UserPolicyList",
                           "GroupList", "AttachedManagedPolicies", "PermissionsBoundary", "Tags"}));
    User user;
    RETURN_IF_ERROR(ReadIdentity(node, "User", "user", &user));
    RETURN_IF_ERROR(ReadPolicies(node, "UserPolicyList", user.arn, &user));
    RETURN_IF_ERROR(ReadBoundary(node, &user.boundary));
    RETURN_IF_ERROR(ReadTags(node, &user.tags));
    const std::string key = NameKey(user.name);
    RETURN_IF_ERROR(ForEachItem(node, "GroupList", [&](const Node& item) -> ControlResult<void> {
      const std::string group = item.json.is_string() ? NameKey(item.json.AsString()) : "";
      if (!account_->groups.Contains(group)) {
        return Fault(item.pointer, "no such group in GroupDetailList");
      }
      user.groups.push_back(group);
      std::vector<std::string>& members = account_->groups.Edit(group)->members;
      members.insert(std::lower_bound(members.begin(), members.end(), key), key);
      return {};
    }));
    RETURN_IF_ERROR(
        PutPrincipal(node, "User", user.id, {PrincipalEntity::Kind::kUser, account_->id, key}));
    ++report_.users;
    return PutNew(node, account_->users, std::move(user));
  }

  ControlResult<void> AddRole(const Node& node) {
    RETURN_IF_ERROR(NoteUnknown(
        node,
        {"Path", "RoleName", "RoleId", "Arn", "CreateDate", "AssumeRolePolicyDocument",
         "InstanceProfileList", "RolePolicyList", "AttachedManagedPolicies", "PermissionsBoundary",
         "Tags", "Description", "MaxSessionDuration", "RoleLastUsed"}));
    Role role;
    RETURN_IF_ERROR(ReadIdentity(node, "Role", "role", &role));
    RETURN_IF_ERROR(ReadPolicies(node, "RolePolicyList", role.arn, &role));
    RETURN_IF_ERROR(ReadBoundary(node, &role.boundary));
    RETURN_IF_ERROR(ReadTags(node, &role.tags));
    if (node.json.Find("Description") != nullptr) {
      ASSIGN_OR_RETURN(role.description, Text(node, "Description"));
    }
    const Json* duration = node.json.Find("MaxSessionDuration");
    if (duration != nullptr && !duration->AsInt64(&role.max_session_seconds)) {
      return Fault(node.PointerTo("MaxSessionDuration"), "a number of seconds belongs here");
    }
    const Json* used = node.json.Find("RoleLastUsed");
    if (used != nullptr && used->is_object() && !used->members().empty()) {
      Note(node.PointerTo("RoleLastUsed"), "use before the import isn't known here; left out");
    }
    const std::string key = NameKey(role.name);
    RETURN_IF_ERROR(ForEachItem(node, "InstanceProfileList",
                                [&](const Node& item) { return AddProfile(item, key); }));
    RETURN_IF_ERROR(
        PutPrincipal(node, "Role", role.id, {PrincipalEntity::Kind::kRole, account_->id, key}));
    ++report_.roles;
    return PutNew(node, account_->roles, std::move(role));
  }

  ControlResult<void> AddProfile(const Node& node, const std::string& role_key) {
    RETURN_IF_ERROR(NoteUnknown(node, {"Path", "InstanceProfileName", "InstanceProfileId", "Arn",
                                       "CreateDate", "Roles", "Tags"}));
    InstanceProfile profile;
    RETURN_IF_ERROR(ReadIdentity(node, "InstanceProfile", "instance-profile", &profile));
    RETURN_IF_ERROR(ReadTags(node, &profile.tags));
    profile.role = role_key;
    ++report_.instance_profiles;
    return PutNew(node, account_->instance_profiles, std::move(profile));
  }

  ControlResult<void> AddTrust(const Node& node) {
    ASSIGN_OR_RETURN(const std::string name, Text(node, "RoleName"));
    ASSIGN_OR_RETURN(const std::string text, Document(node, "AssumeRolePolicyDocument"));
    const std::string pointer = node.PointerTo("AssumeRolePolicyDocument");
    Role* role = account_->roles.Edit(NameKey(name));
    std::vector<std::string> unknown;
    auto trust = CompileForeignTrustPolicy(state_, text, role->arn, &unknown);
    if (!trust.ok()) return Fault(pointer, trust.error().message + " " + trust.error().detail);
    role->trust = *std::move(trust);
    for (const std::string& principal : unknown) {
      Note(pointer, "there is no " + principal + " here; it is kept as it is written");
    }
    return {};
  }

  const Instant now_;
  State& state_;
  Account* account_ = nullptr;
  ImportReport report_;
};

}  // namespace

ControlResult<ImportReport> ImportAuthorizationDetails(const Json& details, Instant now,
                                                       State* state) {
  return Importer(now, state).Run(details);
}

Json ReportJson(const ImportReport& report) {
  Json json = Json::MakeObject();
  json.Set("account", Json::String(report.account_id));
  json.Set("users", Json::Number(report.users));
  json.Set("groups", Json::Number(report.groups));
  json.Set("roles", Json::Number(report.roles));
  json.Set("policies", Json::Number(report.policies));
  json.Set("instanceProfiles", Json::Number(report.instance_profiles));
  Json& notes = json.Set("notes", Json::MakeArray());
  for (const ImportNote& note : report.notes) {
    Json item = Json::MakeObject();
    item.Set("at", Json::String(note.pointer));
    item.Set("message", Json::String(note.message));
    notes.Append(std::move(item));
  }
  return json;
}

}  // namespace mockaws
