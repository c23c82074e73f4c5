#include "policy_engine/compile/compiled_statement.h"

#include <algorithm>

#include "policy_engine/pattern/ascii.h"

namespace policy_engine {

namespace {

bool IsUniqueId(std::string_view text) {
  return text.size() >= 16 && (text.substr(0, 4) == "AIDA" || text.substr(0, 4) == "AROA");
}

// Callers that belong to an account.
bool IsOfAccount(PrincipalType type) {
  return type == PrincipalType::kRoot || type == PrincipalType::kUser ||
         type == PrincipalType::kRole || type == PrincipalType::kFederatedUser;
}

// Orders matches by what an Allow that names the caller so lifts of its own side: `*` the most, but
// next to nothing of a federated user's.
int Generosity(PrincipalMatch match, PrincipalType type) {
  if (match != PrincipalMatch::kEveryone) return 2 * static_cast<int>(match);
  const bool federated = type == PrincipalType::kFederatedUser;
  return 2 * static_cast<int>(federated ? PrincipalMatch::kAccount : PrincipalMatch::kExact) + 1;
}

}  // namespace

PrincipalPattern PrincipalPattern::Compile(const DocumentPrincipal& source) {
  PrincipalPattern pattern;
  pattern.text_ = source.text;
  const std::string_view text = source.text;
  switch (source.kind) {
    case PrincipalKind::kEveryone:
      pattern.kind_ = Kind::kEveryone;
      return pattern;
    case PrincipalKind::kService:
      pattern.kind_ = Kind::kService;
      return pattern;
    case PrincipalKind::kFederated:
      pattern.kind_ = Kind::kProvider;
      return pattern;
    case PrincipalKind::kCanonicalUser:
      return pattern;
    case PrincipalKind::kAws:
      break;
  }
  ArnFields fields;
  if (text == "*") {
    pattern.kind_ = Kind::kEveryone;
  } else if (IsAccountId(text)) {
    pattern.kind_ = Kind::kAccount;
  } else if (IsUniqueId(text)) {
    pattern.kind_ = Kind::kUniqueId;
  } else if (ReadArn(text, &fields)) {
    const std::string_view service = fields.Field(text, 2);
    const std::string_view resource = fields.Field(text, 5);
    if (service == "iam" && resource == "root") {
      pattern.kind_ = Kind::kAccount;
      pattern.text_ = std::string(fields.Field(text, 4));
    } else if (service == "iam" && resource.substr(0, 5) == "user/") {
      pattern.kind_ = Kind::kUser;
    } else if (service == "iam" && resource.substr(0, 5) == "role/") {
      pattern.kind_ = Kind::kRole;
    } else if (service == "sts" && resource.substr(0, 13) == "assumed-role/") {
      pattern.kind_ = Kind::kSession;
    } else if (service == "sts" && resource.substr(0, 15) == "federated-user/") {
      pattern.kind_ = Kind::kFederatedUser;
    }
  }
  return pattern;
}

PrincipalMatch PrincipalPattern::Match(const Principal& principal) const {
  const auto when = [](bool matched, PrincipalMatch match) {
    return matched ? match : PrincipalMatch::kNone;
  };
  const PrincipalType type = principal.type;
  switch (kind_) {
    case Kind::kEveryone:
      return PrincipalMatch::kEveryone;
    case Kind::kAccount:
      return when(IsOfAccount(type) && principal.account == text_, PrincipalMatch::kAccount);
    case Kind::kUser:
      if (type == PrincipalType::kFederatedUser) {
        return when(principal.federating_user_arn == text_, PrincipalMatch::kFederatingUser);
      }
      return when(type == PrincipalType::kUser && principal.arn == text_, PrincipalMatch::kExact);
    case Kind::kRole:
      return when(type == PrincipalType::kRole && principal.role_arn == text_,
                  PrincipalMatch::kRole);
    case Kind::kSession:
      return when(
          type == PrincipalType::kRole && !principal.session_name.empty() && principal.arn == text_,
          PrincipalMatch::kExact);
    case Kind::kFederatedUser:
      return when(type == PrincipalType::kFederatedUser && principal.arn == text_,
                  PrincipalMatch::kExact);
    case Kind::kUniqueId:
      if (type == PrincipalType::kFederatedUser) {
        return when(principal.federating_user_id == text_, PrincipalMatch::kFederatingUser);
      }
      if (principal.unique_id != text_) return PrincipalMatch::kNone;
      if (type == PrincipalType::kUser) return PrincipalMatch::kExact;
      return when(type == PrincipalType::kRole, PrincipalMatch::kRole);
    case Kind::kService:
      if (type != PrincipalType::kService) return PrincipalMatch::kNone;
      if (principal.arn == text_) return PrincipalMatch::kExact;
      return when(std::find(principal.service_names.begin(), principal.service_names.end(),
                            text_) != principal.service_names.end(),
                  PrincipalMatch::kExact);
    case Kind::kProvider:
      return when((type == PrincipalType::kSamlProvider || type == PrincipalType::kWebIdentity) &&
                      principal.arn == text_,
                  PrincipalMatch::kExact);
    case Kind::kNobody:
      return PrincipalMatch::kNone;
  }
  return PrincipalMatch::kNone;
}

bool CompiledStatement::MatchesAction(const RequestAction& action) const {
  for (const ActionPattern& pattern : actions) {
    if (pattern.Matches(action)) return !not_action;
  }
  return not_action;
}

bool CompiledStatement::MatchesResourcePattern(const TextPattern& pattern,
                                               const AuthorizationRequest& request) {
  if (pattern.is_lone_star()) return true;
  const RequestResource& resource = request.resource;
  return resource.is_arn() &&
         pattern.MatchArn(resource.text(), resource.fields(), request.context) == TextMatch::kYes;
}

bool CompiledStatement::MatchesResource(const AuthorizationRequest& request) const {
  if (any_resource) return !not_resource;
  for (const TextPattern& pattern : resources) {
    if (!request.resource.is_arn()) {
      // A variable without a value spoils NotResource with Allow, whatever the resource.
      Expansion unused;
      if (not_resource && effect == Effect::kAllow && pattern.has_variables() &&
          !pattern.Expand(request.context, &unused)) {
        return false;
      }
      continue;
    }
    const TextMatch match =
        pattern.MatchArn(request.resource.text(), request.resource.fields(), request.context);
    if (match == TextMatch::kYes) return !not_resource;
    if (match == TextMatch::kUnresolved && not_resource && effect == Effect::kAllow) return false;
  }
  return not_resource;
}

PrincipalMatch CompiledStatement::MatchPrincipals(const Principal& principal, bool bounded,
                                                  bool by_name) const {
  // Recorded: `*` admits no identity provider; Federated must name it. A denial reaches them (AWS
  // doesn't say; the safer way).
  const bool provider = principal.type == PrincipalType::kSamlProvider ||
                        principal.type == PrincipalType::kWebIdentity;
  PrincipalMatch best = PrincipalMatch::kNone;
  bool everyone = false;
  bool account = false;
  bool role = false;
  bool exact = false;
  bool federating = principal.federating_user_arn.empty();
  for (const PrincipalPattern& pattern : principals) {
    const PrincipalMatch match = pattern.Match(principal);
    if (match == PrincipalMatch::kEveryone && provider && by_name && effect == Effect::kAllow) {
      continue;
    }
    if (Generosity(match, principal.type) > Generosity(best, principal.type)) best = match;
    everyone |= match == PrincipalMatch::kEveryone;
    account |= match == PrincipalMatch::kAccount;
    role |= match == PrincipalMatch::kRole;
    exact |= match == PrincipalMatch::kExact;
    federating |= match == PrincipalMatch::kFederatingUser;
  }
  if (!not_principal) return best;
  if (effect == Effect::kAllow) {
    // Nobody is named, so nothing of the caller's own side is lifted: AWS doesn't say; the safer
    // way.
    return best == PrincipalMatch::kNone ? PrincipalMatch::kAccount : PrincipalMatch::kNone;
  }
  if (bounded) return PrincipalMatch::kEveryone;
  // A denial spares a caller only if each of its layers is listed.
  bool spared = everyone;
  switch (principal.type) {
    case PrincipalType::kRoot:
      spared |= account;
      break;
    case PrincipalType::kUser:
      spared |= account && exact;
      break;
    case PrincipalType::kFederatedUser:
      spared |= account && exact && federating;
      break;
    case PrincipalType::kRole:
      spared |= account && role && (exact || principal.session_name.empty());
      break;
    default:
      spared |= exact;
  }
  return spared ? PrincipalMatch::kNone : PrincipalMatch::kEveryone;
}

int CompiledStatement::FailingCondition(const RequestContext& context) const {
  for (const CompiledCondition& condition : conditions) {
    if (!condition.Matches(context, effect)) {
      return static_cast<int>(&condition - conditions.data());
    }
  }
  return -1;
}

size_t CompiledStatement::MemoryBytes() const {
  size_t bytes = sizeof(*this) + shape.capacity();
  for (const ActionPattern& action : actions) bytes += sizeof(action) + action.encoded.capacity();
  for (const TextPattern& resource : resources) bytes += resource.MemoryBytes();
  for (const PrincipalPattern& principal : principals) bytes += principal.MemoryBytes();
  for (const CompiledCondition& condition : conditions) bytes += condition.MemoryBytes();
  return bytes;
}

}  // namespace policy_engine
