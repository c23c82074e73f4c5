#include "tests/oracle/principal.h"

#include <algorithm>
#include <string_view>

#include "tests/oracle/arn.h"
#include "tests/oracle/statement.h"

namespace oracle {
namespace {

using policy_engine::Json;

std::string TextAt(const Json& object, std::string_view key) {
  const Json* value = object.Find(key);
  return value != nullptr && value->is_string() ? value->AsString() : "";
}

bool FlagAt(const Json& object, std::string_view key) {
  const Json* value = object.Find(key);
  return value != nullptr && value->is_bool() && value->AsBool();
}

// `arn:aws:sts::111122223333:assumed-role/NAME/SESSION`: the role's ARN, if it has no path.
std::string RoleOfSession(std::string_view arn) {
  const std::string resource = ArnField(arn, 5);
  const std::string name = resource.substr(13, resource.find('/', 13) - 13);
  return "arn:" + ArnField(arn, 1) + ":iam::" + ArnField(arn, 4) + ":role/" + name;
}

void ReadArn(const std::string& arn, Caller& caller) {
  caller.arn = arn;
  caller.account = ArnField(arn, 4);
  const std::string resource = ArnField(arn, 5);
  if (arn == "*" || arn == "anonymous" || arn.empty()) {
    caller.kind = Caller::Kind::kAnonymous;
  } else if (resource == "root") {
    caller.kind = Caller::Kind::kRoot;
  } else if (resource.starts_with("user/")) {
    caller.kind = Caller::Kind::kUser;
    caller.user_arn = arn;
  } else if (resource.starts_with("role/")) {
    caller.kind = Caller::Kind::kRole;
    caller.role_arn = arn;
  } else if (resource.starts_with("assumed-role/")) {
    caller.kind = Caller::Kind::kRole;
    caller.role_arn = RoleOfSession(arn);
    caller.session_arn = arn;
  } else if (resource.starts_with("federated-user/")) {
    caller.kind = Caller::Kind::kFederatedUser;
    caller.federated_arn = arn;
  } else {
    const bool provider =
        resource.starts_with("saml-provider/") || resource.starts_with("oidc-provider/");
    caller.kind = provider ? Caller::Kind::kProvider : Caller::Kind::kService;
    caller.account.clear();
    caller.names = {arn};
  }
}

void ReadObject(const Json& object, Caller& caller) {
  const std::string type = TextAt(object, "type");
  if (type == "SamlProvider" || type == "WebIdentity") {
    caller.kind = Caller::Kind::kProvider;
    caller.account.clear();
    caller.names = {caller.arn};
  } else if (type == "Service") {
    caller.kind = Caller::Kind::kService;
    caller.names = {caller.arn};
  } else if (type == "Anonymous") {
    caller.kind = Caller::Kind::kAnonymous;
  }
  if (const Json* names = object.Find("serviceNames")) {
    for (const Json& name : names->items()) caller.names.push_back(name.AsString());
  }
  if (const std::string role = TextAt(object, "roleArn"); !role.empty()) caller.role_arn = role;
  if (caller.kind == Caller::Kind::kUser) caller.user_id = TextAt(object, "id");
  if (caller.kind == Caller::Kind::kRole) caller.role_id = TextAt(object, "id");
  if (caller.kind == Caller::Kind::kFederatedUser) {
    caller.user_arn = TextAt(object, "federatingUserArn");
    caller.user_id = TextAt(object, "federatingUserId");
  }
  caller.service_linked = FlagAt(object, "serviceLinked");
  caller.has_boundary = FlagAt(object, "hasPermissionsBoundary");
}

// What a list of principals of one kind names.
void AddNames(std::string_view kind, const std::string& text, const Caller& caller, Named& named) {
  const auto is = [&](const std::string& own) { return !own.empty() && own == text; };
  if (kind != "AWS") {
    const bool listed =
        std::find(caller.names.begin(), caller.names.end(), text) != caller.names.end();
    const Caller::Kind meant = kind == "Service" ? Caller::Kind::kService : Caller::Kind::kProvider;
    named.name = named.name || (listed && caller.kind == meant && kind != "CanonicalUser");
    return;
  }
  if (text == "*") named.everyone = true;
  const bool is_root_arn = ArnField(text, 2) == "iam" && ArnField(text, 5) == "root";
  const std::string account = is_root_arn ? ArnField(text, 4) : text;
  if (!caller.account.empty() && account == caller.account) named.account = true;
  if (is(caller.user_arn) || is(caller.user_id)) named.user = true;
  if (is(caller.role_arn) || is(caller.role_id)) named.role = true;
  if (is(caller.session_arn)) named.session = true;
  if (is(caller.federated_arn)) named.federated = true;
}

Named NamesIn(const Json& principal, const Caller& caller) {
  Named named;
  if (principal.is_string()) {
    named.everyone = principal.AsString() == "*";
    return named;
  }
  for (const Json::Member& member : principal.members()) {
    if (member.value.is_string()) {
      AddNames(member.key, member.value.AsString(), caller, named);
    } else {
      for (const Json& item : member.value.items()) {
        AddNames(member.key, item.AsString(), caller, named);
      }
    }
  }
  return named;
}

// Whether NotPrincipal lists each layer that the caller consists of: the account, and the user or
// the role and its session. Unsure where services differ; this is the strictest reading.
bool AllLayersListed(const Named& named, const Caller& caller) {
  if (named.everyone) return true;
  switch (caller.kind) {
    case Caller::Kind::kRoot:
      return named.account;
    case Caller::Kind::kUser:
      return named.account && named.user;
    case Caller::Kind::kRole:
      return named.account && named.role && (caller.session_arn.empty() || named.session);
    case Caller::Kind::kFederatedUser:
      return named.account && named.federated && (caller.user_arn.empty() || named.user);
    default:
      return named.name;
  }
}

}  // namespace

Caller ReadCaller(const Json& principal) {
  Caller caller;
  if (principal.is_string()) {
    ReadArn(principal.AsString(), caller);
  } else {
    ReadArn(TextAt(principal, "arn"), caller);
    ReadObject(principal, caller);
  }
  if (caller.role_arn.find(":role/aws-service-role/") != std::string::npos) {
    caller.service_linked = true;
  }
  return caller;
}

Named NamedBy(const Json& statement, const Caller& caller) {
  if (const Json* principal = statement.Find("Principal")) return NamesIn(*principal, caller);
  Named result;
  const Json* others = statement.Find("NotPrincipal");
  if (others == nullptr) return result;
  const Named listed = NamesIn(*others, caller);
  if (EffectOf(statement) == Effect::kAllow) {
    result.excluded = !listed.any();
  } else {
    result.excluded = caller.has_boundary || !AllLayersListed(listed, caller);
  }
  return result;
}

}  // namespace oracle
