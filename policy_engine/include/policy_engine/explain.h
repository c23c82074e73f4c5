// Explanations: why a decision is what it is, as data; rendered as text and JSON.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "policy_engine/base/json.h"
#include "policy_engine/evaluate.h"

namespace policy_engine {

// What a statement answered: matched, or the first element that did not, in this order.
enum class StatementResult : uint8_t { kMatched, kAction, kResource, kPrincipal, kCondition };

struct StatementTrace {
  StatementResult result = StatementResult::kMatched;
  Effect effect = Effect::kDeny;
  size_t index = 0;  // in the document
  std::string sid;   // empty if it has none
  // In the policy's text: bytes from `{` to just after `}`, and where that is.
  Span span;
  LineColumn begin;
  LineColumn end;
  // What the policy wanted (its values, policy variables replaced where they have a value) and what
  // the request had; for kCondition with operator and key. `got` is empty with `got_present` false
  // if the key is absent from the request.
  std::string condition_operator;
  std::string condition_key;
  std::vector<std::string> wanted;
  std::vector<std::string> got;
  bool got_present = true;
  // One sentence: what didn't match and why.
  std::string reason;
};

struct PolicyTrace {
  Layer layer = Layer::kIdentity;
  size_t level = 0;    // of SCPs, RCPs, boundaries, scopes
  std::string source;  // file or ARN
  PolicyType type = PolicyType::kIdentity;
  // The policy itself; alive as long as the explanation.
  CompiledPolicyPtr policy;
  std::vector<StatementTrace> statements;
};

// How one layer (or one level of it) came out.
struct LayerTrace {
  Layer layer = Layer::kIdentity;
  size_t level = 0;
  bool applies = true;
  bool allows = false;
  bool denies = false;
  // Why it doesn't apply, or why its lack of an allow is overridden.
  std::string note;
};

// How sure the reference is of the rules that a decision rests on.
enum class Certainty : uint8_t { kRecorded, kDocumented, kObserved, kUnsure };
std::string_view CertaintyName(Certainty certainty);

struct Explanation {
  Decision decision;
  std::string principal;
  std::string action;
  std::string resource;
  bool same_account = true;
  // The resource's policy is a role's trust policy.
  bool resource_policy_is_trust = false;
  std::string principal_account;
  std::string resource_account;
  std::vector<LayerTrace> layers;
  std::vector<PolicyTrace> policies;
  // For an implicit deny: the layers that lack an allow; all of them must get one.
  std::vector<LayerTrace> lacking;
  // For an explicit deny: policies' statements to lift, as indexes (policy, statement) into
  // `policies`.
  std::vector<std::pair<size_t, size_t>> denying;
  // What would have to change for the decision to turn; a sentence each, empty if allowed.
  std::vector<std::string> changes;
  // The sentence that AWS would print; empty if allowed.
  std::string denial_message;
  // The least sure rule that the decision rests on: how sure, its section among the rules that
  // docs/fidelity.md lists, and what it is about.
  Certainty certainty = Certainty::kDocumented;
  std::string certainty_section;
  std::string certainty_note;

  std::string ToText() const;
  Json ToJson() const;
};

// Decides as Evaluate does (the same evaluator with a recording sink) and tells why. Allocates;
// thread-safe.
Explanation Explain(const AuthorizationRequest& request, const PolicySet& policies,
                    const DenialOptions& options = {});

}  // namespace policy_engine
