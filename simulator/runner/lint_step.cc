// The step `lint`: the linter on policies as they stand in the server.

#include <set>

#include "simulator/client/parameters.h"
#include "simulator/lint/file_policies.h"
#include "simulator/lint/linter.h"
#include "simulator/runner/step_parts.h"
#include "simulator/scenario/nearest_name.h"

namespace simulator {
namespace {

using policy_engine::Json;
using policy_engine::PolicyType;
using policy_engine::Result;

// `acme/role/reader/trust`.
struct Target {
  std::string account;
  std::string kind;
  std::string name;
  std::string policy;  // empty: all
};

struct StatePolicy {
  std::string name;
  PolicyType type = PolicyType::kManaged;
  std::string text;
};

std::string TextOf(const Json& object, std::string_view member) {
  const Json* value = object.Find(member);
  return value != nullptr && value->is_string() ? value->AsString() : "";
}

// Reads an account's policies as its root user.
class StateReader {
 public:
  StateReader(ApiClient* client, const std::string& account_id)
      : client_(client), root_(BootstrapRoot(account_id)) {}

  Result<std::vector<StatePolicy>> Read(const Target& target) {
    if (target.kind == "policy") return ReadManaged(target.name);
    std::vector<StatePolicy> policies;
    // `User` of `UserName`, `ListUserPolicies` …
    std::string kind = target.kind;
    kind[0] = static_cast<char>(kind[0] - 'a' + 'A');
    const mockaws::QueryParameters owner = {{kind + "Name", target.name}};
    ASSIGN_OR_RETURN(const Json got, Get("Get" + kind, owner));
    if (const Json* role = got.Find("Role")) {
      policies.push_back({"trust", PolicyType::kTrust, TextOf(*role, "AssumeRolePolicyDocument")});
    }
    ASSIGN_OR_RETURN(const auto names, List("List" + kind + "Policies", owner, "PolicyNames"));
    for (const Json& name : names) {
      mockaws::QueryParameters parameters = owner;
      parameters.push_back({"PolicyName", name.AsString()});
      ASSIGN_OR_RETURN(const Json policy, Get("Get" + kind + "Policy", parameters));
      policies.push_back(
          {name.AsString(), PolicyType::kIdentity, TextOf(policy, "PolicyDocument")});
    }
    ASSIGN_OR_RETURN(const auto attached,
                     List("ListAttached" + kind + "Policies", owner, "AttachedPolicies"));
    for (const Json& policy : attached) {
      const std::string arn = TextOf(policy, "PolicyArn");
      // AWS's own are no one's to mend.
      if (arn.find("::aws:") != std::string::npos) continue;
      ASSIGN_OR_RETURN(StatePolicy read, ReadVersion(arn, TextOf(policy, "PolicyName")));
      policies.push_back(std::move(read));
    }
    return policies;
  }

 private:
  Result<Json> Get(const std::string& operation, const mockaws::QueryParameters& parameters) {
    const mockaws::ServiceModel& iam = ModelOf("iam");
    ASSIGN_OR_RETURN(ApiAnswer answer, client_->Call(root_, iam, *iam.Find(operation), parameters));
    if (!answer.ok()) return policy_engine::Error{operation + ": " + answer.error_message};
    return std::move(answer.result);
  }

  Result<Json::Array> List(const std::string& operation, const mockaws::QueryParameters& parameters,
                           const std::string& member) {
    Json::Array all;
    std::string marker;
    do {
      mockaws::QueryParameters page = parameters;
      if (!marker.empty()) page.push_back({"Marker", marker});
      ASSIGN_OR_RETURN(const Json got, Get(operation, page));
      const Json* list = got.Find(member);
      if (list != nullptr && list->is_array()) {
        all.insert(all.end(), list->items().begin(), list->items().end());
      }
      marker = TextOf(got, "Marker");
    } while (!marker.empty());
    return all;
  }

  Result<std::vector<StatePolicy>> ReadManaged(const std::string& name) {
    ASSIGN_OR_RETURN(const auto policies, List("ListPolicies", {{"Scope", "Local"}}, "Policies"));
    for (const Json& policy : policies) {
      if (TextOf(policy, "PolicyName") != name) continue;
      ASSIGN_OR_RETURN(StatePolicy read, ReadVersion(TextOf(policy, "Arn"), ""));
      return std::vector<StatePolicy>{std::move(read)};
    }
    return policy_engine::Error{"the account has no policy \"" + name + "\""};
  }

  Result<StatePolicy> ReadVersion(const std::string& arn, const std::string& name) {
    ASSIGN_OR_RETURN(const Json policy, Get("GetPolicy", {{"PolicyArn", arn}}));
    const Json* found = policy.Find("Policy");
    const std::string version = found == nullptr ? "" : TextOf(*found, "DefaultVersionId");
    ASSIGN_OR_RETURN(const Json got,
                     Get("GetPolicyVersion", {{"PolicyArn", arn}, {"VersionId", version}}));
    const Json* document = got.Find("PolicyVersion");
    return StatePolicy{name, PolicyType::kManaged,
                       document == nullptr ? "" : TextOf(*document, "Document")};
  }

  ApiClient* const client_;
  const Credentials root_;
};

SourceResult<Target> ReadTarget(const Text& text, const RunState& state) {
  ASSIGN_OR_RETURN(const std::string path, state.variables.Expand(text));
  std::vector<std::string> parts(1);
  for (const char c : path) {
    if (c == '/') {
      parts.emplace_back();
    } else {
      parts.back() += c;
    }
  }
  const bool known = parts.size() >= 3 && (parts[1] == "user" || parts[1] == "group" ||
                                           parts[1] == "role" || parts[1] == "policy");
  if (!known || parts.size() > (parts[1] == "policy" ? 3U : 4U)) {
    return SourceIssues{{text.place, "\"" + path +
                                         "\" is no policy or entity; write ACCOUNT/role/NAME, "
                                         "ACCOUNT/role/NAME/trust, ACCOUNT/user/NAME/POLICY or "
                                         "ACCOUNT/policy/NAME"}};
  }
  return Target{parts[0], parts[1], parts[2], parts.size() == 4 ? parts[3] : ""};
}

// Ids of rules; an id that no rule has is an error.
SourceResult<std::set<std::string>> RuleIds(const std::vector<Text>& texts, const RunState& state) {
  std::set<std::string> ids;
  for (const Text& text : texts) {
    ASSIGN_OR_RETURN(std::string id, state.variables.Expand(text));
    if (FindLintRule(id) == nullptr) {
      std::vector<std::string> known;
      for (const LintRule& rule : LintRules()) known.emplace_back(rule.id);
      return SourceIssues{
          {text.place, "the linter has no rule \"" + id + "\"" + DidYouMean(id, known)}};
    }
    ids.insert(std::move(id));
  }
  return ids;
}

std::string Join(const std::set<std::string>& ids) {
  std::string joined;
  for (const std::string& id : ids) joined += (joined.empty() ? "" : ", ") + id;
  return joined.empty() ? "nothing" : joined;
}

struct Findings {
  std::set<std::string> rules;
  std::string text;
};

Findings LintPolicies(const std::vector<StatePolicy>& policies, const Target& target,
                      const LintOptions& options) {
  Findings findings;
  for (const StatePolicy& policy : policies) {
    if (!target.policy.empty() && target.policy != policy.name) continue;
    LintOptions of_policy = options;
    of_policy.type = policy.type;
    for (const LintFinding& finding : LintPolicy(policy.text, of_policy).findings) {
      findings.rules.insert(std::string(finding.rule->id));
      findings.text += (policy.name.empty() ? target.name : policy.name) + ": " +
                       std::string(LintSeverityName(finding.rule->severity)) + ": " +
                       finding.message + " [" + std::string(finding.rule->id) + "]\n";
    }
  }
  return findings;
}

SourceResult<void> Judge(const Step& step, const LintStep& lint, const RunState& state,
                         const Findings& findings, StepResult* result) {
  const auto note = [&](const std::string& what, const std::string& expected) {
    result->mismatches.push_back({"lint " + what, expected, Join(findings.rules), step.place});
  };
  if (lint.exactly) {
    ASSIGN_OR_RETURN(const auto exactly, RuleIds(*lint.exactly, state));
    if (exactly != findings.rules) note("exactly", Join(exactly));
  }
  ASSIGN_OR_RETURN(const auto includes, RuleIds(lint.includes, state));
  for (const std::string& id : includes) {
    if (!findings.rules.contains(id)) note("includes", id);
  }
  ASSIGN_OR_RETURN(const auto excludes, RuleIds(lint.excludes, state));
  for (const std::string& id : excludes) {
    if (findings.rules.contains(id)) note("excludes", "not " + id);
  }
  if (!result->mismatches.empty()) result->explanation = findings.text;
  return {};
}

}  // namespace

SourceResult<void> RunLint(const Step& step, const LintStep& lint, RunState* state,
                           StepResult* result) {
  ASSIGN_OR_RETURN(const Target target, ReadTarget(lint.target, *state));
  ASSIGN_OR_RETURN(const std::string account,
                   AccountIdOf(Text{target.account, lint.target.place}, *state));
  const auto fail = [&](const std::string& message) {
    result->mismatches.push_back({"lint", "policies to read", message, step.place});
  };
  const auto policies = StateReader(&state->world.client(), account).Read(target);
  if (!policies.ok()) {
    fail(policies.error().message);
    return {};
  }
  bool found = target.policy.empty();
  for (const StatePolicy& policy : *policies) found = found || policy.name == target.policy;
  if (!found) {
    fail("the " + target.kind + " " + target.name + " has no policy \"" + target.policy + "\"");
    return {};
  }
  LintOptions options;
  options.own_accounts = OwnAccounts(state->scenario, state->variables, account);
  const Findings findings = LintPolicies(*policies, target, options);
  result->outcome = Join(findings.rules);
  return Judge(step, lint, *state, findings, result);
}

}  // namespace simulator
