#include "policy_engine/document/policy_parser.h"

#include "policy_engine/condition/operators.h"
#include "policy_engine/document/stored_checks.h"
#include "policy_engine/pattern/ascii.h"

namespace policy_engine {

namespace {

constexpr size_t kPolicyBytesMax = 4u << 20;

std::string Quoted(std::string_view text) { return "`" + std::string(text) + "`"; }

const char* KindOf(const Json& value) {
  switch (value.type()) {
    case Json::Type::kNull:
      return "null";
    case Json::Type::kBool:
      return "a boolean";
    case Json::Type::kNumber:
      return "a number";
    case Json::Type::kString:
      return "a string";
    case Json::Type::kArray:
      return "a list";
    case Json::Type::kObject:
      return "an object";
  }
  return "something else";
}

}  // namespace

bool TypeHasPrincipal(PolicyType type) {
  return type == PolicyType::kResource || type == PolicyType::kTrust ||
         type == PolicyType::kResourceControl || type == PolicyType::kVpcEndpoint;
}

bool TypeHasResource(PolicyType type) { return type != PolicyType::kTrust; }

bool IsIdentityBased(PolicyType type) {
  return type == PolicyType::kIdentity || type == PolicyType::kManaged ||
         type == PolicyType::kBoundary;
}

void PolicyParser::Syntax(std::string message, const Path& path, Span span) {
  issues_.Add(CheckStage::kSyntax, kSyntaxErrors, std::move(message), path, span);
}

Result<PolicyDocument, PolicyError> PolicyParser::Parse() {
  JsonLimits limits;
  limits.bytes_max = kPolicyBytesMax;
  auto json = ParseJson(text_, limits);
  if (!json.ok()) {
    const JsonError& error = json.error();
    std::string aws_message(kSyntaxErrors);
    if (trust()) aws_message = "This policy contains invalid Json";
    if (type_ == PolicyType::kSession) {
      aws_message = "The policy is not in the valid JSON format.";
    }
    std::string message = "not JSON: " + error.message;
    const size_t first = text_.find_first_not_of(" \t\r\n");
    if (first != std::string_view::npos && text_[first] == '"') {
      message += "; the text begins inside an object: is its opening `{` missing?";
    }
    const auto at = static_cast<uint32_t>(error.offset);
    issues_.AddAt(CheckStage::kSyntax, aws_message, std::move(message), "", {at, at},
                  error.position);
    return issues_.Take(options_.source);
  }
  ReadRoot(*json);
  if (issues_.empty() && !keys_only()) {
    CheckDocument(document_, type_, options_, &issues_);
  }
  if (!issues_.empty()) return issues_.Take(options_.source);
  return std::move(document_);
}

void PolicyParser::ReadRoot(const Json& root) {
  const Path top;
  if (!root.is_object()) {
    Syntax(std::string("a policy is a JSON object, this is ") + KindOf(root), top, root.span());
    return;
  }
  const Json* statements = nullptr;
  for (const Json::Member& member : root.members()) {
    const Path path{&top, member.key};
    if (member.key == "Version") {
      ReadVersion(member.value, path);
    } else if (member.key == "Id") {
      if (!member.value.is_string()) Syntax("`Id` must be a string", path, member.value.span());
      if (member.value.is_string()) document_.id = member.value.AsString();
    } else if (member.key == "Statement") {
      statements = &member.value;
      ReadStatements(member.value, path);
    } else {
      const std::string aws = trust() ? "Unknown field " + member.key : std::string(kSyntaxErrors);
      issues_.Add(CheckStage::kSyntax, aws,
                  "unknown element " + Quoted(member.key) +
                      "; a policy has `Version`, `Id` and `Statement` (case counts)",
                  path, member.key_span);
    }
  }
  if (statements == nullptr && !keys_only()) {
    Syntax("`Statement` is missing", top, root.span());
  }
  if (document_.version.empty() && stored() && IsIdentityBased(type_)) {
    issues_.Add(CheckStage::kVersion, "Policy document must be version 2012-10-17 or greater.",
                "`Version` is missing; write \"Version\": \"2012-10-17\"", top, root.span());
  }
}

void PolicyParser::ReadVersion(const Json& value, const Path& path) {
  const bool known =
      value.is_string() && (value.AsString() == "2012-10-17" || value.AsString() == "2008-10-17");
  if (known) document_.version = value.AsString();
  const bool must_be_new = stored() && IsIdentityBased(type_);
  if (known && (!must_be_new || document_.version == "2012-10-17")) return;
  if (value.is_string() && must_be_new) {
    issues_.Add(CheckStage::kVersion, "Policy document must be version 2012-10-17 or greater.",
                "IAM takes new identity-based policies with Version 2012-10-17 only", path,
                value.span());
    document_.version = value.AsString();
    return;
  }
  Syntax("`Version` must be \"2012-10-17\" or \"2008-10-17\"", path, value.span());
}

void PolicyParser::ReadStatements(const Json& value, const Path& path) {
  document_.statement_span = value.span();
  if (value.is_object()) {
    document_.statement_is_list = false;
    ReadStatement(value, path);
    return;
  }
  if (!value.is_array()) {
    Syntax(std::string("`Statement` must be an object or a list of objects, not ") + KindOf(value),
           path, value.span());
    return;
  }
  if (value.items().empty() && !keys_only()) {
    Syntax("`Statement` is empty; a policy needs at least one statement", path, value.span());
  }
  document_.statements.reserve(value.items().size());
  for (size_t i = 0; i < value.items().size(); ++i) {
    ReadStatement(value.items()[i], Path{&path, {}, i});
  }
}

void PolicyParser::ReadStatement(const Json& value, const Path& path) {
  if (!value.is_object()) {
    Syntax(std::string("a statement is an object, this is ") + KindOf(value), path, value.span());
    return;
  }
  DocumentStatement statement;
  statement.span = value.span();
  effect_read_ = false;
  for (const Json::Member& member : value.members()) {
    ReadMember(member, Path{&path, member.key}, &statement);
  }
  CheckRequired(value, path, statement);
  document_.statements.push_back(std::move(statement));
}

void PolicyParser::ReadMember(const Json::Member& member, const Path& path,
                              DocumentStatement* statement) {
  const std::string& key = member.key;
  const Json& value = member.value;
  if (key == "Sid") {
    statement->has_sid = value.is_string();
    if (value.is_string()) statement->sid = value.AsString();
    if (!value.is_string()) Syntax("`Sid` must be a string", path, value.span());
  } else if (key == "Effect") {
    ReadEffect(value, path, statement);
  } else if (key == "Principal" || key == "NotPrincipal") {
    if (statement->has_principal) {
      Syntax("a statement has either `Principal` or `NotPrincipal`, not both", path,
             member.key_span);
    }
    statement->has_principal = true;
    statement->not_principal = key == "NotPrincipal";
    ReadPrincipal(value, path, statement);
  } else if (key == "Action" || key == "NotAction") {
    if (statement->has_action) {
      Syntax("a statement has either `Action` or `NotAction`, not both", path, member.key_span);
    }
    statement->has_action = true;
    statement->not_action = key == "NotAction";
    ReadStrings(value, path, false, &statement->actions);
  } else if (key == "Resource" || key == "NotResource") {
    if (statement->has_resource) {
      Syntax("a statement has either `Resource` or `NotResource`, not both", path, member.key_span);
    }
    statement->has_resource = true;
    statement->not_resource = key == "NotResource";
    ReadStrings(value, path, false, &statement->resources);
  } else if (key == "Condition") {
    ReadConditions(value, path, statement);
  } else {
    const std::string aws = trust() ? "Unknown field " + key : std::string(kSyntaxErrors);
    issues_.Add(CheckStage::kSyntax, aws,
                "unknown element " + Quoted(key) +
                    " in a statement (case counts): Sid, Effect, Principal, NotPrincipal, Action, "
                    "NotAction, Resource, NotResource and Condition are known",
                path, member.key_span);
  }
}

void PolicyParser::ReadEffect(const Json& value, const Path& path, DocumentStatement* statement) {
  effect_read_ = true;
  if (!value.is_string()) {
    Syntax("`Effect` must be \"Allow\" or \"Deny\"", path, value.span());
    return;
  }
  if (value.AsString() == "Allow") {
    statement->effect = Effect::kAllow;
  } else if (value.AsString() == "Deny") {
    statement->effect = Effect::kDeny;
  } else {
    issues_.Add(CheckStage::kLegacyParsing, kLegacyParsingFailed,
                "`Effect` must be exactly \"Allow\" or \"Deny\", not " + Quoted(value.AsString()),
                path, value.span());
  }
}

bool PolicyParser::ReadStrings(const Json& value, const Path& path, bool scalars,
                               std::vector<DocumentString>* strings) {
  const auto fits = [scalars](const Json& item) {
    return item.is_string() || (scalars && (item.is_number() || item.is_bool()));
  };
  const auto refuse = [&](const Json& item, const Path& at) {
    const std::string wanted = scalars ? "a string, number or boolean" : "a string";
    Syntax("expected " + wanted + " or a list of them, found " + KindOf(item), at, item.span());
    return false;
  };
  if (!value.is_array()) {
    if (!fits(value)) return refuse(value, path);
    strings->push_back({value.ScalarText(), value.span()});
    return true;
  }
  strings->reserve(value.items().size());
  for (size_t i = 0; i < value.items().size(); ++i) {
    const Json& item = value.items()[i];
    if (!fits(item)) return refuse(item, Path{&path, {}, i});
    strings->push_back({item.ScalarText(), item.span()});
  }
  return true;
}

void PolicyParser::ReadPrincipal(const Json& value, const Path& path,
                                 DocumentStatement* statement) {
  if (value.is_string() && value.AsString() == "*") {
    statement->principals.push_back({PrincipalKind::kEveryone, "*", value.span()});
    return;
  }
  if (!value.is_object()) {
    Syntax("a principal is \"*\" or an object such as {\"AWS\": ARN}, not " +
               std::string(value.is_string() ? Quoted(value.AsString()) : KindOf(value)),
           path, value.span());
    return;
  }
  if (value.members().empty()) Syntax("the principal is empty", path, value.span());
  for (const Json::Member& member : value.members()) {
    ReadPrincipalMember(member, Path{&path, member.key}, statement);
  }
}

void PolicyParser::ReadPrincipalMember(const Json::Member& member, const Path& path,
                                       DocumentStatement* statement) {
  PrincipalKind kind = PrincipalKind::kAws;
  if (member.key == "Service") {
    kind = PrincipalKind::kService;
  } else if (member.key == "Federated") {
    kind = PrincipalKind::kFederated;
  } else if (member.key == "CanonicalUser") {
    kind = PrincipalKind::kCanonicalUser;
  } else if (member.key != "AWS") {
    Syntax("unknown kind of principal " + Quoted(member.key) +
               "; AWS, Service, Federated and CanonicalUser are known",
           path, member.key_span);
    return;
  }
  std::vector<DocumentString> values;
  if (!ReadStrings(member.value, path, false, &values)) return;
  const bool in_list = member.value.is_array();
  for (DocumentString& value : values) {
    statement->principals.push_back({kind, std::move(value.text), value.span, in_list});
  }
}

void PolicyParser::ReadConditions(const Json& value, const Path& path,
                                  DocumentStatement* statement) {
  if (!value.is_object()) {
    Syntax(std::string("`Condition` must be an object, not ") + KindOf(value), path, value.span());
    return;
  }
  for (const Json::Member& member : value.members()) {
    ReadOperator(member, Path{&path, member.key}, statement);
  }
}

void PolicyParser::ReadOperator(const Json::Member& member, const Path& path,
                                DocumentStatement* statement) {
  if (!member.value.is_object()) {
    Syntax("a condition operator holds an object of keys and values, not " +
               std::string(KindOf(member.value)),
           path, member.value.span());
    return;
  }
  OperatorName name;
  // An empty object under an unknown operator passes [o]: it asks for nothing.
  if (!member.value.members().empty() && !ReadOperatorName(member.key, &name)) {
    const std::string aws =
        trust() ? "Invalid Condition type : " + member.key : std::string(kSyntaxErrors);
    issues_.Add(CheckStage::kSyntax, aws,
                "unknown condition operator " + Quoted(member.key) + " (case counts)", path,
                member.key_span);
    return;
  }
  const size_t first = statement->conditions.size();
  for (const Json::Member& key : member.value.members()) {
    const Path key_path{&path, key.key};
    for (size_t i = first; i < statement->conditions.size(); ++i) {
      if (EqualsIgnoringAsciiCase(statement->conditions[i].key, key.key)) {
        Syntax("condition key " + Quoted(key.key) +
                   " stands twice under one operator; keys differ not by case",
               key_path, key.key_span);
      }
    }
    DocumentCondition condition;
    condition.op = member.key;
    condition.key = key.key;
    condition.span = {key.key_span.begin, key.value.span().end};
    if (ReadStrings(key.value, key_path, true, &condition.values)) {
      statement->conditions.push_back(std::move(condition));
    }
  }
}

void PolicyParser::CheckRequired(const Json& value, const Path& path,
                                 const DocumentStatement& statement) {
  if (keys_only()) {
    if (!effect_read_ && statement.has_action && statement.has_resource) {
      Syntax("`Effect` is missing", path, value.span());
    }
    return;
  }
  if (!effect_read_) {
    issues_.Add(CheckStage::kSyntax, trust() ? "Missing required field Effect" : kSyntaxErrors,
                "`Effect` is missing; write \"Allow\" or \"Deny\"", path, value.span());
  }
  if (!statement.has_action || statement.actions.empty()) {
    issues_.Add(
        trust() ? CheckStage::kSyntax : CheckStage::kActionsPresent,
        trust() ? "Missing required field Action" : "Policy statement must contain actions.",
        "a statement needs `Action` or `NotAction` with at least one value", path, value.span());
  }
  CheckPrincipalAllowed(value, path, statement);
  CheckResourceAllowed(value, path, statement);
}

void PolicyParser::CheckPrincipalAllowed(const Json& value, const Path& path,
                                         const DocumentStatement& statement) {
  if (!TypeHasPrincipal(type_)) {
    if (!statement.has_principal) return;
    issues_.Add(CheckStage::kPrincipal, "Policy document should not specify a principal.",
                "a policy of this type has no `Principal`: it applies to whom it is attached to",
                path, value.span());
    return;
  }
  // Endpoint policies of old documents may lack it; it then stands for everyone.
  if (statement.has_principal || type_ == PolicyType::kVpcEndpoint) return;
  issues_.Add(CheckStage::kSyntax, trust() ? "Missing required field Principal" : kSyntaxErrors,
              "`Principal` is missing: who is it that this statement is about?", path,
              value.span());
}

void PolicyParser::CheckResourceAllowed(const Json& value, const Path& path,
                                        const DocumentStatement& statement) {
  if (!TypeHasResource(type_)) {
    if (!statement.has_resource) return;
    issues_.Add(CheckStage::kSyntax, "Has prohibited field Resource",
                "a trust policy has no `Resource`: the role it belongs to is the resource", path,
                value.span());
    return;
  }
  const bool optional = type_ == PolicyType::kResource && !stored();
  if (!statement.has_resource && optional) return;
  if (statement.has_resource && !statement.resources.empty()) return;
  issues_.Add(CheckStage::kResourcesPresent, "Policy statement must contain resources.",
              "a statement needs `Resource` or `NotResource` with at least one value", path,
              value.span());
}

Result<PolicyDocument, PolicyError> ParsePolicy(std::string_view text, PolicyType type,
                                                const ParseOptions& options) {
  return PolicyParser(text, type, options).Parse();
}

}  // namespace policy_engine
