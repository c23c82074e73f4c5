#include "simulator/runner/explanations.h"

#include <algorithm>

#include "mockaws/wire/ascii.h"
#include "simulator/runner/json_members.h"
#include "simulator/runner/matchers.h"
#include "simulator/runner/statement_fit.h"

namespace simulator {
namespace {

using policy_engine::Json;

std::string Join(const std::vector<std::string>& names) {
  std::string joined;
  for (const std::string& name : names) joined += (joined.empty() ? "" : ", ") + name;
  return joined.empty() ? "none" : joined;
}

bool Contains(const std::vector<std::string>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

// The account's name in the scenario, else its id.
std::string AccountName(const Scenario& scenario, const std::string& id) {
  for (const Account& account : scenario.accounts) {
    if (account.id.value == id) return account.name.value;
  }
  return id;
}

// Calls `visit(policy type, policy, statement)` for each statement of an authorization.
template <typename Visit>
void ForEachStatement(const Json& authorization, const Visit& visit) {
  for (const Json& type : ItemsOf(authorization, "policyTypes")) {
    for (const Json& policy : ItemsOf(type, "policies")) {
      for (const Json& statement : ItemsOf(policy, "statements")) visit(type, policy, statement);
    }
  }
}

const Json* DecidingAuthorization(const Json& record) {
  const Json::Array& authorizations = ItemsOf(record, "authorizations");
  for (const Json& authorization : authorizations) {
    if (TextOf(authorization, "decision") != "allowed") return &authorization;
  }
  return authorizations.empty() ? nullptr : &authorizations.front();
}

class ExplanationMatcher {
 public:
  ExplanationMatcher(const Json& record, const ExplainExpectation& expected,
                     const Scenario& scenario, const Variables& variables)
      : record_(record), expected_(expected), scenario_(scenario), variables_(variables) {}

  SourceResult<std::vector<Mismatch>> Match() {
    const Json* authorization = DecidingAuthorization(record_);
    if (authorization == nullptr) {
      Note("", "a decision of the policies", "none: " + WhyNone(), expected_.place);
      return std::move(mismatches_);
    }
    MatchVerdict(*authorization);
    MatchPassed(*authorization);
    RETURN_IF_ERROR(MatchMatched());
    RETURN_IF_ERROR(MatchIgnored());
    if (expected_.because) RETURN_IF_ERROR(MatchBecause(*authorization, *expected_.because));
    return std::move(mismatches_);
  }

 private:
  void Note(const std::string& what, std::string expected, std::string actual,
            const SourcePlace& place) {
    mismatches_.push_back({what.empty() ? "explain" : "explain " + what, std::move(expected),
                           std::move(actual), place});
  }
  void Compare(const std::string& what, const std::optional<Text>& expected,
               const std::string& actual) {
    if (!expected || expected->value == actual) return;
    Note(what, expected->value, actual.empty() ? "none" : actual, expected->place);
  }

  std::string WhyNone() const {
    const Json* error = record_.Find("error");
    const std::string code = error == nullptr ? "" : TextOf(*error, "code");
    return code.empty() ? "the call needs no permission"
                        : "the request was refused before any policy was asked (" + code + ")";
  }

  void MatchVerdict(const Json& authorization) {
    const std::string decision = TextOf(authorization, "decision");
    const std::string type = TextOf(authorization, "decidedBy");
    Compare("decision", expected_.decision, decision);
    Compare("decided_by", expected_.decided_by, type);
    Compare("blocked_by", expected_.blocked_by, decision == "allowed" ? "nothing: allowed" : type);
    Compare("in_account", expected_.in_account,
            AccountName(scenario_, TextOf(authorization, "inAccount")));
  }

  void MatchPassed(const Json& authorization) {
    std::vector<std::string> passed;
    for (const Json& type : ItemsOf(authorization, "policyTypes")) {
      if (TextOf(type, "result") == "allowed") passed.push_back(TextOf(type, "type"));
    }
    for (const Text& type : expected_.passed) {
      if (!Contains(passed, type.value)) Note("passed", type.value, Join(passed), type.place);
    }
  }

  SourceResult<void> MatchMatched() {
    const std::vector<std::string> matched = MatchedStatements(record_, scenario_);
    for (const Text& text : expected_.matched) {
      ASSIGN_OR_RETURN(const std::string name, variables_.Expand(text));
      if (!Contains(matched, name)) Note("matched", name, Join(matched), text.place);
    }
    return {};
  }

  // Sent, and asked for by no statement that was looked at.
  SourceResult<void> MatchIgnored() {
    for (const Text& text : expected_.ignored) {
      ASSIGN_OR_RETURN(const std::string key, variables_.Expand(text));
      const bool sent = HasKey("context", key);
      const bool asked = HasKey("contextAsked", key);
      if (sent && !asked) continue;
      Note("ignored", key + " sent, and asked for by no policy",
           sent ? "a policy asks for it" : "it was not sent", text.place);
    }
    return {};
  }

  // Keys of conditions ignore case.
  bool HasKey(std::string_view member, const std::string& key) const {
    for (const Json& authorization : ItemsOf(record_, "authorizations")) {
      const Json* context = authorization.Find(member);
      if (context == nullptr) continue;
      if (context->is_object()) {
        for (const Json::Member& entry : context->members()) {
          if (mockaws::EqualsIgnoringCase(entry.key, key)) return true;
        }
      } else {
        for (const Json& asked : ItemsOf(authorization, member)) {
          if (asked.is_string() && mockaws::EqualsIgnoringCase(asked.AsString(), key)) return true;
        }
      }
    }
    return false;
  }

  // Some statement of the deciding policy type must have failed (or, for an explicit deny, matched)
  // as described.
  SourceResult<void> MatchBecause(const Json& authorization, const BecauseExpectation& because) {
    Expected expected;
    if (because.wanted != nullptr) {
      ASSIGN_OR_RETURN(expected.wanted, variables_.Expand(because.wanted));
    }
    if (because.got != nullptr) {
      ASSIGN_OR_RETURN(expected.got, variables_.Expand(because.got));
    }
    const std::string decided_by = TextOf(authorization, "decidedBy");
    bool found = false;
    std::string seen;
    ForEachStatement(authorization,
                     [&](const Json& type, const Json& policy, const Json& statement) {
                       if (TextOf(type, "type") != decided_by) return;
                       found = found || IsBecause(policy, statement, because, expected);
                       seen += (seen.empty() ? "" : "; ") + Describe(policy, statement);
                     });
    if (!found) {
      Note("because", Describe(because, expected),
           seen.empty() ? "no statement of the " + decided_by : seen, because.place);
    }
    return {};
  }

  struct Expected {
    YamlPointer wanted;
    YamlPointer got;
  };

  static bool Is(const std::optional<Text>& expected, const std::string& actual) {
    return !expected || expected->value == actual;
  }

  static bool IsBecause(const Json& policy, const Json& statement,
                        const BecauseExpectation& because, const Expected& expected) {
    if (!Is(because.policy, TextOf(policy, "name"))) return false;
    if (!Is(because.statement, StatementName(statement))) return false;
    static const Json& nothing = *new Json(Json::MakeObject());
    const Json* failed = statement.Find("failed");
    if (failed == nullptr || failed->is_null()) failed = &nothing;
    if (!Is(because.element, TextOf(*failed, "element"))) return false;
    if (!Is(because.condition_operator, TextOf(*failed, "operator"))) return false;
    if (because.key && !mockaws::EqualsIgnoringCase(because.key->value, TextOf(*failed, "key"))) {
      return false;
    }
    return IsValue(*failed, "wanted", expected.wanted) && IsValue(*failed, "got", expected.got);
  }

  // A list of one value equals that value.
  static bool IsValue(const Json& failed, std::string_view member, const YamlPointer& expected) {
    if (expected == nullptr) return true;
    const Json* actual = failed.Find(member);
    if (actual == nullptr) return false;
    if (EqualsYaml(*actual, *expected)) return true;
    return actual->is_array() && actual->items().size() == 1 &&
           EqualsYaml(actual->items()[0], *expected);
  }

  static std::string Describe(const Json& policy, const Json& statement) {
    std::string text = TextOf(policy, "name") + "/" + StatementName(statement);
    const Json* failed = statement.Find("failed");
    if (failed == nullptr || failed->is_null()) return text + " matched";
    text += ": " + TextOf(*failed, "element");
    if (const Json* key = failed->Find("key")) {
      text += " " + TextOf(*failed, "operator") + " " + (key->is_string() ? key->AsString() : "");
    }
    const Json* wanted = failed->Find("wanted");
    const Json* got = failed->Find("got");
    return text + " wanted " + (wanted == nullptr ? "nothing" : Show(*wanted)) + ", got " +
           (got == nullptr ? "nothing" : Show(*got));
  }

  static std::string Describe(const BecauseExpectation& because, const Expected& expected) {
    std::string text;
    const auto add = [&](std::string_view name, const std::string& value) {
      text += (text.empty() ? "" : ", ") + std::string(name) + " " + value;
    };
    if (because.policy) add("policy", because.policy->value);
    if (because.statement) add("statement", because.statement->value);
    if (because.element) add("element", because.element->value);
    if (because.condition_operator) add("operator", because.condition_operator->value);
    if (because.key) add("key", because.key->value);
    if (expected.wanted != nullptr) add("wanted", Show(*expected.wanted));
    if (expected.got != nullptr) add("got", Show(*expected.got));
    return text;
  }

  const Json& record_;
  const ExplainExpectation& expected_;
  const Scenario& scenario_;
  const Variables& variables_;
  std::vector<Mismatch> mismatches_;
};

}  // namespace

SourceResult<std::vector<Mismatch>> MatchExplanation(const Json& record,
                                                     const ExplainExpectation& expected,
                                                     const Scenario& scenario,
                                                     const Variables& variables) {
  return ExplanationMatcher(record, expected, scenario, variables).Match();
}

std::vector<std::string> MatchedStatements(const Json& record, const Scenario& scenario) {
  std::vector<std::string> names;
  for (const Json& authorization : ItemsOf(record, "authorizations")) {
    ForEachStatement(authorization, [&](const Json&, const Json& policy, const Json& statement) {
      const Json* matched = statement.Find("matched");
      if (matched == nullptr || !matched->is_bool() || !matched->AsBool()) return;
      const Json* owner = policy.Find("owner");
      std::string name;
      if (owner != nullptr && owner->is_object()) {
        name = AccountName(scenario, TextOf(*owner, "account")) + "/" + TextOf(*owner, "type") +
               "/" + TextOf(*owner, "name") + "/";
      }
      name += TextOf(policy, "name") + "/" + StatementName(statement);
      if (!Contains(names, name)) names.push_back(std::move(name));
    });
  }
  return names;
}

}  // namespace simulator
