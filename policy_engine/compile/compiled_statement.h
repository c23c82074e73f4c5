// A statement's matchers.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "policy_engine/condition/condition.h"
#include "policy_engine/pattern/glob.h"
#include "policy_engine/policy.h"

namespace policy_engine {

// One value of Action or NotAction, lower-cased and encoded (glob.h).
struct ActionPattern {
  std::string encoded;
  uint64_t hash = 0;  // of the text, if it is literal
  bool literal = false;

  bool Matches(const RequestAction& action) const {
    if (literal) return hash == action.hash() && TextsEqual(encoded, action.lower());
    return GlobMatch(encoded, action.lower());
  }
};

// How closely a principal element names a caller: which implicit denies of the caller's own
// policies an Allow for it lifts in the same account.
enum class PrincipalMatch : uint8_t {
  kNone,
  kAccount,         // its account: delegation only
  kFederatingUser,  // the IAM user behind a federated user
  kRole,            // a session's role
  kEveryone,        // `*`
  kExact,           // the user, session, federated user, service or provider itself
};

// One value of Principal or NotPrincipal.
class PrincipalPattern {
 public:
  static PrincipalPattern Compile(const DocumentPrincipal& source);
  PrincipalMatch Match(const Principal& principal) const;
  size_t MemoryBytes() const { return sizeof(*this) + text_.capacity(); }

 private:
  enum class Kind : uint8_t {
    kEveryone,
    kAccount,
    kUser,
    kRole,
    kSession,
    kFederatedUser,
    kUniqueId,
    kService,
    kProvider,
    kNobody,  // what no request's principal ever is
  };
  Kind kind_ = Kind::kNobody;
  std::string text_;
};

struct CompiledStatement {
  Effect effect = Effect::kDeny;
  bool not_action = false;
  bool not_resource = false;
  bool not_principal = false;
  bool has_principal = false;
  bool any_resource = false;  // no Resource element, or one that is `*`
  std::vector<ActionPattern> actions;
  std::vector<TextPattern> resources;
  std::vector<PrincipalPattern> principals;
  std::vector<CompiledCondition> conditions;
  // Statements of one shape decide alike: the text of every element but Sid.
  std::string shape;

  bool MatchesAction(const RequestAction& action) const;
  bool MatchesResource(const AuthorizationRequest& request) const;
  // One Resource value.
  static bool MatchesResourcePattern(const TextPattern& pattern,
                                     const AuthorizationRequest& request);
  // kExact for statements without Principal. `bounded`: the caller has a permissions boundary.
  // `by_name`: an identity provider must be named to be allowed, as in the resource's own policy.
  PrincipalMatch MatchPrincipal(const Principal& principal, bool bounded, bool by_name) const {
    return has_principal ? MatchPrincipals(principal, bounded, by_name) : PrincipalMatch::kExact;
  }
  // Index of the first condition that fails, or -1.
  int FailingCondition(const RequestContext& context) const;
  size_t MemoryBytes() const;

 private:
  PrincipalMatch MatchPrincipals(const Principal& principal, bool bounded, bool by_name) const;
};

}  // namespace policy_engine
