// Reads organizations from JSON.
#include <algorithm>
#include <set>

#include "mockaws/control/organization.h"
#include "mockaws/crypto/encoding.h"
#include "mockaws/wire/utf8.h"
#include "policy_engine/policy.h"

namespace mockaws {

using policy_engine::Json;

namespace {

constexpr std::string_view kFullAccess = "FullAWSAccess";
constexpr std::string_view kFullAccessId = "p-FullAWSAccess";
constexpr std::string_view kResourceFullAccess = "RCPFullAWSAccess";
constexpr std::string_view kResourceFullAccessId = "p-RCPFullAWSAccess";
constexpr size_t kServiceControlMax = 10;  // on a node, since May 2026
constexpr int kUnitDepthMax = 5;           // "Quotas for AWS Organizations"

ControlError Invalid(std::string message) {
  return ControlError{400, "InvalidRequest", std::move(message)};
}

std::string Quoted(std::string_view text) { return "\"" + std::string(text) + "\""; }

bool IsAccountId(std::string_view text) {
  return text.size() == 12 &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// `prefix` and at least `least` of a-z0-9 and '-'.
bool IsId(std::string_view text, std::string_view prefix, size_t least) {
  if (!text.starts_with(prefix) || text.size() < prefix.size() + least) return false;
  return std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
  });
}

ControlResult<void> CheckMembers(const Json& json, std::string_view what,
                                 std::initializer_list<std::string_view> known) {
  if (!json.is_object()) return Invalid(std::string(what) + " must be an object");
  for (const Json::Member& member : json.members()) {
    if (std::find(known.begin(), known.end(), member.key) != known.end()) continue;
    std::string names;
    for (const std::string_view name : known) {
      names += (names.empty() ? "" : ", ") + std::string(name);
    }
    return Invalid("member " + Quoted(member.key) + " of " + std::string(what) +
                   " is unknown; known are: " + names);
  }
  return {};
}

ControlResult<bool> OptionalBool(const Json& json, std::string_view member) {
  const Json* value = json.Find(member);
  if (value == nullptr) return false;
  if (!value->is_bool()) return Invalid("member " + Quoted(member) + " must be true or false");
  return value->AsBool();
}

ControlResult<const Json::Array*> OptionalArray(const Json& json, std::string_view member) {
  static const Json::Array kNone;
  const Json* value = json.Find(member);
  if (value == nullptr) return &kNone;
  if (!value->is_array()) return Invalid("member " + Quoted(member) + " must be a list");
  return &value->items();
}

// As Organizations stores RCPs (recorded): compact, Statement a list, Version never absent. What is
// no policy stays as it is, to be refused as such.
std::string CompactResourceControl(const std::string& text) {
  const auto json = policy_engine::ParseJson(text);
  if (!json.ok() || !json->is_object()) return text;
  Json compact = Json::MakeObject();
  if (json->Find("Version") == nullptr) compact.Set("Version", Json::String("2008-10-17"));
  for (const Json::Member& member : json->members()) {
    const bool lone = member.key == "Statement" && member.value.is_object();
    compact.Set(member.key, lone ? Json::MakeArray({member.value}) : member.value);
  }
  return compact.Dump();
}

class OrganizationReader {
 public:
  explicit OrganizationReader(IdSource* ids) : ids_(ids) {}

  ControlResult<Organization> Read(const Json& json);

 private:
  std::string NewId(std::string_view prefix, size_t length) {
    return std::string(prefix) + HexEncode(ids_->Bytes("organization", length / 2));
  }
  std::string PolicyArn(std::string_view owner, std::string_view kind, std::string_view id) const {
    return "arn:aws:organizations::" + std::string(owner) + ":policy/" + std::string(kind) + "/" +
           std::string(id);
  }

  ControlResult<void> ReadHead(const Json& json);
  ControlResult<void> AddPolicy(std::string id, const std::string& name, std::string arn,
                                bool is_service_control, const std::string& text);
  ControlResult<void> AddAwsPolicies();
  ControlResult<void> ReadPolicy(const Json& json);
  ControlResult<std::vector<std::string>> ReadAttachments(const Json& node, std::string_view member,
                                                          bool is_service_control);
  ControlResult<void> ReadNode(const Json& json, OrganizationNode* node);
  ControlResult<void> ReadAccount(const Json& json, const std::string& parent);
  ControlResult<void> ReadUnit(const Json& json, const std::string& parent, int depth);
  ControlResult<void> ReadChildren(const Json& json, const std::string& parent, int depth);
  ControlResult<void> PlaceManagementAccount(const std::string& root);

  IdSource* const ids_;
  Organization made_;
  std::map<std::string, std::string, std::less<>> service_control_ids_;  // by policy's name
  std::map<std::string, std::string, std::less<>> resource_control_ids_;
};

ControlResult<void> OrganizationReader::ReadHead(const Json& json) {
  ASSIGN_OR_RETURN(made_.id, OptionalText(json, "id"));
  if (made_.id.empty()) made_.id = NewId("o-", 10);
  if (!IsId(made_.id, "o-", 10)) {
    return Invalid(Quoted(made_.id) + " is no organization id; write o- and 10 to 32 of a-z0-9");
  }
  ASSIGN_OR_RETURN(made_.management_account, OptionalText(json, "managementAccount"));
  if (!IsAccountId(made_.management_account)) {
    return Invalid("member \"managementAccount\" must be an account id of twelve digits");
  }
  ASSIGN_OR_RETURN(made_.delegated_admin, OptionalText(json, "delegatedAdministrator"));
  ASSIGN_OR_RETURN(made_.iam_trusted_access, OptionalBool(json, "trustedAccess"));
  ASSIGN_OR_RETURN(made_.root_sessions, OptionalBool(json, "rootSessions"));
  ASSIGN_OR_RETURN(made_.root_credentials_management,
                   OptionalBool(json, "rootCredentialsManagement"));
  return {};
}

ControlResult<void> OrganizationReader::AddPolicy(std::string id, const std::string& name,
                                                  std::string arn, bool is_service_control,
                                                  const std::string& text) {
  const auto type = is_service_control ? policy_engine::PolicyType::kServiceControl
                                       : policy_engine::PolicyType::kResourceControl;
  const size_t size_max = policy_engine::SizeLimitOf(type).characters_max;
  if (CountCodePoints(text) > size_max) {
    return Invalid("policy " + Quoted(name) + " is longer than " + std::to_string(size_max) +
                   " characters, white space included");
  }
  policy_engine::ParseOptions options;
  options.source = arn;
  options.strictness = policy_engine::Strictness::kStored;
  auto compiled = policy_engine::CompilePolicy(text, type, options);
  // AWS's own RCP breaks the rules that customers' must keep.
  if (!compiled.ok() && id == kResourceFullAccessId) {
    options.strictness = policy_engine::Strictness::kLenient;
    compiled =
        policy_engine::CompilePolicy(text, policy_engine::PolicyType::kResourceControl, options);
  }
  if (!compiled.ok()) {
    return Invalid("policy " + Quoted(name) + ": " + compiled.error().ToText());
  }
  auto& by_name = is_service_control ? service_control_ids_ : resource_control_ids_;
  if (!by_name.emplace(name, id).second) {
    return Invalid("there are two policies of the name " + Quoted(name));
  }
  OrganizationPolicy policy{id, name, std::move(arn), {text, std::move(compiled).value()}};
  made_.policies.emplace(std::move(id), std::move(policy));
  return {};
}

ControlResult<void> OrganizationReader::AddAwsPolicies() {
  RETURN_IF_ERROR(AddPolicy(
      std::string(kFullAccessId), std::string(kFullAccess),
      PolicyArn("aws", "service_control_policy", kFullAccessId), true,
      R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]})"));
  return AddPolicy(std::string(kResourceFullAccessId), std::string(kResourceFullAccess),
                   PolicyArn("aws", "resource_control_policy", kResourceFullAccessId), false,
                   R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*",)"
                   R"("Action":"*","Resource":"*"}]})");
}

ControlResult<void> OrganizationReader::ReadPolicy(const Json& json) {
  RETURN_IF_ERROR(CheckMembers(json, "a policy", {"name", "id", "type", "document"}));
  ASSIGN_OR_RETURN(const std::string name, OptionalText(json, "name"));
  ASSIGN_OR_RETURN(std::string id, OptionalText(json, "id"));
  ASSIGN_OR_RETURN(const std::string type, OptionalText(json, "type"));
  const bool is_service_control = type == "SERVICE_CONTROL_POLICY";
  if (!is_service_control && type != "RESOURCE_CONTROL_POLICY") {
    return Invalid("policy " + Quoted(name) +
                   ": member \"type\" must be SERVICE_CONTROL_POLICY or RESOURCE_CONTROL_POLICY");
  }
  const Json* document = json.Find("document");
  if (name.empty() || document == nullptr) {
    return Invalid("a policy needs the members \"name\", \"type\" and \"document\"");
  }
  if (id.empty()) id = NewId("p-", 8);
  const std::string_view kind =
      is_service_control ? "service_control_policy" : "resource_control_policy";
  const std::string arn =
      PolicyArn(made_.management_account, made_.id + "/" + std::string(kind), id);
  const std::string text = document->is_string() ? document->AsString() : document->Dump();
  return AddPolicy(id, name, arn, is_service_control,
                   is_service_control ? text : CompactResourceControl(text));
}

ControlResult<std::vector<std::string>> OrganizationReader::ReadAttachments(
    const Json& node, std::string_view member, bool is_service_control) {
  std::vector<std::string> ids;
  const auto& known = is_service_control ? service_control_ids_ : resource_control_ids_;
  // RCPFullAWSAccess is everywhere and can't be detached; FullAWSAccess is the default.
  if (!is_service_control) ids.emplace_back(kResourceFullAccessId);
  if (node.Find(member) == nullptr) {
    if (is_service_control) ids.emplace_back(kFullAccessId);
    return ids;
  }
  ASSIGN_OR_RETURN(const Json::Array* names, OptionalArray(node, member));
  for (const Json& name : *names) {
    const auto found = name.is_string() ? known.find(name.AsString()) : known.end();
    if (found == known.end()) {
      return Invalid("member " + Quoted(member) + ": there is no policy " +
                     (name.is_string() ? Quoted(name.AsString()) : "of a name that is no text") +
                     "; write names of \"policies\"");
    }
    if (std::find(ids.begin(), ids.end(), found->second) == ids.end()) {
      ids.push_back(found->second);
    }
  }
  if (is_service_control && ids.size() > kServiceControlMax) {
    return Invalid("member " + Quoted(member) + " has more than ten service control policies");
  }
  if (ids.empty()) {
    return Invalid("member " + Quoted(member) +
                   " is empty; each node keeps at least one service control policy");
  }
  return ids;
}

ControlResult<void> OrganizationReader::ReadNode(const Json& json, OrganizationNode* node) {
  ASSIGN_OR_RETURN(node->name, OptionalText(json, "name"));
  ASSIGN_OR_RETURN(node->service_control, ReadAttachments(json, "serviceControlPolicies", true));
  ASSIGN_OR_RETURN(node->resource_control, ReadAttachments(json, "resourceControlPolicies", false));
  if (!made_.nodes.emplace(node->id, *node).second) {
    return Invalid(Quoted(node->id) + " stands twice in the organization");
  }
  return {};
}

ControlResult<void> OrganizationReader::ReadAccount(const Json& json, const std::string& parent) {
  Json account = json;
  if (json.is_string()) {
    account = Json::MakeObject();
    account.Set("id", json);
  }
  RETURN_IF_ERROR(CheckMembers(
      account, "an account", {"id", "name", "serviceControlPolicies", "resourceControlPolicies"}));
  OrganizationNode node;
  node.parent = parent;
  ASSIGN_OR_RETURN(node.id, OptionalText(account, "id"));
  if (!IsAccountId(node.id)) return Invalid(Quoted(node.id) + " is no account id of twelve digits");
  RETURN_IF_ERROR(ReadNode(account, &node));
  if (node.id != made_.management_account) {
    made_.members.push_back({node.id, made_.PathOfAccount(node.id)});
  }
  return {};
}

ControlResult<void> OrganizationReader::ReadUnit(const Json& json, const std::string& parent,
                                                 int depth) {
  if (depth > kUnitDepthMax) return Invalid("organizational units nest at most five deep");
  RETURN_IF_ERROR(CheckMembers(
      json, "a unit",
      {"id", "name", "serviceControlPolicies", "resourceControlPolicies", "units", "accounts"}));
  OrganizationNode node;
  node.parent = parent;
  ASSIGN_OR_RETURN(node.id, OptionalText(json, "id"));
  if (node.id.empty()) node.id = NewId("ou-" + made_.PathTo(parent).front()->id.substr(2) + "-", 8);
  if (!IsId(node.id, "ou-", 12)) {
    return Invalid(Quoted(node.id) + " is no unit's id; write ou-abcd-12345678");
  }
  RETURN_IF_ERROR(ReadNode(json, &node));
  return ReadChildren(json, node.id, depth);
}

ControlResult<void> OrganizationReader::ReadChildren(const Json& json, const std::string& parent,
                                                     int depth) {
  ASSIGN_OR_RETURN(const Json::Array* accounts, OptionalArray(json, "accounts"));
  for (const Json& account : *accounts) RETURN_IF_ERROR(ReadAccount(account, parent));
  ASSIGN_OR_RETURN(const Json::Array* units, OptionalArray(json, "units"));
  for (const Json& unit : *units) RETURN_IF_ERROR(ReadUnit(unit, parent, depth + 1));
  return {};
}

ControlResult<void> OrganizationReader::PlaceManagementAccount(const std::string& root) {
  if (made_.nodes.count(made_.management_account) != 0) return {};
  return ReadAccount(Json::String(made_.management_account), root);
}

ControlResult<Organization> OrganizationReader::Read(const Json& json) {
  RETURN_IF_ERROR(
      CheckMembers(json, "an organization",
                   {"id", "managementAccount", "delegatedAdministrator", "trustedAccess",
                    "rootSessions", "rootCredentialsManagement", "policies", "root"}));
  RETURN_IF_ERROR(ReadHead(json));
  RETURN_IF_ERROR(AddAwsPolicies());
  ASSIGN_OR_RETURN(const Json::Array* policies, OptionalArray(json, "policies"));
  for (const Json& policy : *policies) RETURN_IF_ERROR(ReadPolicy(policy));
  const Json* given_root = json.Find("root");
  const Json root = given_root == nullptr ? Json::MakeObject() : *given_root;
  RETURN_IF_ERROR(CheckMembers(
      root, "the root",
      {"id", "serviceControlPolicies", "resourceControlPolicies", "units", "accounts"}));
  OrganizationNode node;
  ASSIGN_OR_RETURN(node.id, OptionalText(root, "id"));
  if (node.id.empty()) node.id = NewId("r-", 4);
  if (!IsId(node.id, "r-", 4)) return Invalid(Quoted(node.id) + " is no root's id; write r-abcd");
  RETURN_IF_ERROR(ReadNode(root, &node));
  RETURN_IF_ERROR(ReadChildren(root, node.id, 0));
  RETURN_IF_ERROR(PlaceManagementAccount(node.id));
  if (!made_.delegated_admin.empty() && made_.FindMember(made_.delegated_admin) == nullptr) {
    return Invalid("member \"delegatedAdministrator\" must be one of the member accounts");
  }
  return std::move(made_);
}

}  // namespace

ControlResult<Organization> ReadOrganization(const Json& json, IdSource* ids) {
  return OrganizationReader(ids).Read(json);
}

}  // namespace mockaws
