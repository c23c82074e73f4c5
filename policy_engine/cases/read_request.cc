#include "policy_engine/cases/read_request.h"

#include <array>
#include <optional>

#include "policy_engine/pattern/ascii.h"

namespace policy_engine {

namespace {

EvalCaseError Wrong(std::string message, std::string path) {
  return {std::move(message), std::move(path)};
}

struct NamedType {
  std::string_view name;
  PrincipalType type;
};

constexpr NamedType kPrincipalTypes[] = {
    {"Root", PrincipalType::kRoot},
    {"Account", PrincipalType::kRoot},
    {"User", PrincipalType::kUser},
    {"Role", PrincipalType::kRole},
    {"AssumedRole", PrincipalType::kRole},
    {"FederatedUser", PrincipalType::kFederatedUser},
    {"SamlProvider", PrincipalType::kSamlProvider},
    {"WebIdentity", PrincipalType::kWebIdentity},
    {"Service", PrincipalType::kService},
    {"Anonymous", PrincipalType::kAnonymous},
};

struct NamedRule {
  std::string_view name;
  ResourceRule rule;
};

constexpr NamedRule kRules[] = {
    {"usual", ResourceRule::kUsual},
    {"mustAllow", ResourceRule::kMustAllow},
    {"assumeRole", ResourceRule::kAssumeRole},
    {"notJudged", ResourceRule::kNotJudged},
};

class RequestReader {
 public:
  Result<AuthorizationRequest, EvalCaseError> Read(const Json& json) {
    if (!json.is_object()) return Wrong("`request` must be an object", "/request");
    const Json* principal = nullptr;
    for (const Json::Member& member : json.members()) {
      if (member.key == "principal") principal = &member.value;
      RETURN_IF_ERROR(ReadMember(member));
    }
    if (principal == nullptr) return Wrong("`principal` is missing", "/request");
    if (action_.empty()) return Wrong("`action` is missing", "/request");
    RETURN_IF_ERROR(ReadPrincipal(*principal));
    request_.action = RequestAction(action_);
    request_.resource = RequestResource(resource_);
    request_.resource_account =
        account_.has_value() ? *account_ : std::string(request_.resource.account());
    request_.resource_rule =
        rule_.has_value() ? *rule_ : DefaultResourceRule(request_.action, request_.resource);
    FillContext(*principal);
    return std::move(request_);
  }

 private:
  using Status = Result<void, EvalCaseError>;

  static Status ReadText(const Json& value, const std::string& path, std::string* text) {
    if (!value.is_string()) return Wrong("expected a string", path);
    *text = value.AsString();
    return {};
  }

  static Status ReadFlag(const Json& value, const std::string& path, bool* flag) {
    if (!value.is_bool()) return Wrong("expected true or false", path);
    *flag = value.AsBool();
    return {};
  }

  Status ReadMember(const Json::Member& member) {
    const std::string path = "/request/" + member.key;
    const Json& value = member.value;
    if (member.key == "principal") return {};
    if (member.key == "action") return ReadText(value, path, &action_);
    if (member.key == "resource") {
      return value.is_null() ? Status() : ReadText(value, path, &resource_);
    }
    if (member.key == "resourceAccount") {
      if (value.is_null()) return {};
      return ReadText(value, path, &account_.emplace());
    }
    if (member.key == "context") return value.is_null() ? Status() : ReadContext(value);
    if (member.key == "resourceInManagementAccount") {
      return ReadFlag(value, path, &request_.resource_in_management_account);
    }
    if (member.key == "rcpWithoutResource") {
      return ReadFlag(value, path, &request_.rcp_judges_calls_without_resource);
    }
    if (member.key == "resourceRule") {
      std::string name;
      RETURN_IF_ERROR(ReadText(value, path, &name));
      for (const NamedRule& known : kRules) {
        if (known.name == name) rule_ = known.rule;
      }
      if (rule_.has_value()) return {};
      return Wrong("`resourceRule` is usual, mustAllow, assumeRole or notJudged", path);
    }
    return Wrong(
        "unknown member of a request; principal, action, resource, resourceAccount, "
        "context, resourceInManagementAccount, resourceRule and rcpWithoutResource are "
        "known",
        path);
  }

  Status ReadContext(const Json& context) {
    if (!context.is_object()) return Wrong("`context` must be an object", "/request/context");
    if (context.members().size() > 10'000) {
      return Wrong("more than 10,000 context keys", "/request/context");
    }
    const auto scalar = [](const Json& value) {
      return value.is_string() || value.is_number() || value.is_bool();
    };
    for (const Json::Member& member : context.members()) {
      const std::string path = "/request/context/" + member.key;
      if (member.value.is_null()) continue;
      if (scalar(member.value)) {
        request_.context.Set(member.key, member.value.ScalarText());
        continue;
      }
      if (!member.value.is_array()) {
        return Wrong("a context value is a string, number, boolean or a list of them", path);
      }
      std::vector<std::string> values;
      for (const Json& item : member.value.items()) {
        if (!scalar(item)) return Wrong("a list of context values holds scalars only", path);
        values.push_back(item.ScalarText());
      }
      if (values.size() == 1) {
        request_.context.Set(member.key, values.front());
      } else {
        request_.context.SetList(member.key, values);
      }
    }
    return {};
  }

  Status ReadPrincipal(const Json& json) {
    const std::string path = "/request/principal";
    if (json.is_string()) {
      auto principal = ParsePrincipal(json.AsString());
      if (!principal.ok()) return Wrong(principal.error().message, path);
      request_.principal = std::move(*principal);
      return {};
    }
    if (!json.is_object()) return Wrong("`principal` is an ARN or an object", path);
    std::string arn;
    std::string type;
    if (const Json* value = json.Find("arn")) {
      RETURN_IF_ERROR(ReadText(*value, path + "/arn", &arn));
    }
    if (const Json* value = json.Find("type")) {
      RETURN_IF_ERROR(ReadText(*value, path + "/type", &type));
    }
    RETURN_IF_ERROR(ReadTypeAndArn(type, arn));
    for (const Json::Member& member : json.members()) {
      RETURN_IF_ERROR(ReadPrincipalMember(member, path + "/" + member.key));
    }
    return {};
  }

  Status ReadTypeAndArn(const std::string& type, const std::string& arn) {
    const std::string path = "/request/principal";
    std::optional<PrincipalType> named;
    for (const NamedType& known : kPrincipalTypes) {
      if (known.name == type) named = known.type;
    }
    if (!type.empty() && !named.has_value()) {
      return Wrong("unknown type of principal `" + type +
                       "`; Root, User, Role, AssumedRole, FederatedUser, SamlProvider, "
                       "WebIdentity, Service and Anonymous are known",
                   path + "/type");
    }
    if (arn.empty()) {
      if (!named.has_value()) return Wrong("a principal needs `type` or `arn`", path);
      request_.principal.type = *named;
      return {};
    }
    // Providers and services go by any name.
    if (named == PrincipalType::kSamlProvider || named == PrincipalType::kWebIdentity ||
        named == PrincipalType::kService) {
      request_.principal.type = *named;
      request_.principal.arn = arn;
      return {};
    }
    auto principal = ParsePrincipal(arn);
    if (!principal.ok()) return Wrong(principal.error().message, path + "/arn");
    if (named.has_value() && principal->type != *named) {
      return Wrong("`" + arn + "` is no principal of type " + type, path);
    }
    request_.principal = std::move(*principal);
    return {};
  }

  Status ReadPrincipalMember(const Json::Member& member, const std::string& path) {
    Principal& principal = request_.principal;
    const Json& value = member.value;
    const std::string& key = member.key;
    if (key == "arn" || key == "type") return {};
    if (key == "account") return ReadText(value, path, &principal.account);
    if (key == "id") return ReadText(value, path, &principal.unique_id);
    if (key == "roleArn") {
      RETURN_IF_ERROR(ReadText(value, path, &principal.role_arn));
      principal.service_linked |=
          principal.role_arn.find(":role/aws-service-role/") != std::string::npos;
      return {};
    }
    if (key == "sessionName") return ReadText(value, path, &principal.session_name);
    if (key == "federatingUserArn") return ReadText(value, path, &principal.federating_user_arn);
    if (key == "federatingUserId") return ReadText(value, path, &principal.federating_user_id);
    if (key == "serviceLinked") return ReadFlag(value, path, &principal.service_linked);
    if (key == "hasPermissionsBoundary") {
      return ReadFlag(value, path, &principal.has_permissions_boundary);
    }
    if (key == "managementAccount") {
      return ReadFlag(value, path, &request_.principal_in_management_account);
    }
    if (key == "serviceNames") {
      if (!value.is_array()) return Wrong("expected a list of strings", path);
      for (const Json& item : value.items()) {
        RETURN_IF_ERROR(ReadText(item, path, &principal.service_names.emplace_back()));
      }
      return {};
    }
    if (key == "tags") return CheckTags(value, path);
    return Wrong("unknown member of a principal", path);
  }

  static Status CheckTags(const Json& tags, const std::string& path) {
    if (tags.is_null()) return {};
    if (!tags.is_object()) return Wrong("`tags` must be an object", path);
    for (const Json::Member& tag : tags.members()) {
      if (!tag.value.is_string()) return Wrong("a tag's value is a string", path + "/" + tag.key);
    }
    return {};
  }

  void SetMissing(std::string_view key, std::string_view value) {
    if (!request_.context.Has(key)) request_.context.Set(key, value);
  }

  // What follows from the principal, where the line doesn't say otherwise.
  void FillContext(const Json& json) {
    const Principal& principal = request_.principal;
    if (const Json* tags = json.Find("tags")) {
      std::vector<const Json::Member*> missing;
      for (const Json::Member& tag : tags->members()) {
        if (!request_.context.Has("aws:PrincipalTag/" + tag.key)) missing.push_back(&tag);
      }
      for (const Json::Member* tag : missing) {
        request_.context.Set("aws:PrincipalTag/" + tag->key, tag->value.AsString());
      }
    }
    if (principal.type == PrincipalType::kAnonymous) {
      SetMissing("aws:PrincipalAccount", "anonymous");
    } else if (!principal.account.empty()) {
      SetMissing("aws:PrincipalAccount", principal.account);
    }
    FillByType(principal);
    if (!request_.resource_account.empty()) {
      SetMissing("aws:ResourceAccount", request_.resource_account);
    }
  }

  void FillByType(const Principal& principal) {
    switch (principal.type) {
      case PrincipalType::kRoot:
        SetMissing("aws:PrincipalType", "Account");
        SetMissing("aws:PrincipalArn", principal.arn);
        break;
      case PrincipalType::kUser:
        SetMissing("aws:PrincipalType", "User");
        SetMissing("aws:PrincipalArn", principal.arn);
        SetMissing("aws:username", principal.arn.substr(principal.arn.rfind('/') + 1));
        break;
      case PrincipalType::kRole:
        SetMissing("aws:PrincipalType", "AssumedRole");
        SetMissing("aws:PrincipalArn", principal.role_arn);
        break;
      case PrincipalType::kFederatedUser:
        SetMissing("aws:PrincipalType", "FederatedUser");
        SetMissing("aws:PrincipalArn", principal.arn);
        break;
      case PrincipalType::kAnonymous:
        SetMissing("aws:PrincipalType", "Anonymous");
        break;
      default:
        break;
    }
  }

  AuthorizationRequest request_;
  std::string action_;
  std::string resource_;
  std::optional<std::string> account_;
  std::optional<ResourceRule> rule_;
};

}  // namespace

Result<AuthorizationRequest, EvalCaseError> ReadEvalRequest(const Json& json) {
  return RequestReader().Read(json);
}

}  // namespace policy_engine
