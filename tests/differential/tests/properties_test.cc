// What holds for every case, whatever the policies say; of the engine and of the oracle.
#include <gtest/gtest.h>

#include <functional>
#include <string>

#include "tests/differential/changes.h"
#include "tests/differential/compare.h"
#include "tests/differential/generator.h"
#include "tests/oracle/oracle.h"

namespace differential {
namespace {

using oracle::Verdict;
using policy_engine::Json;

constexpr uint64_t kCases = 8000;
constexpr uint64_t kFirstSeed = 0x70726F70;

constexpr const char* kMembers[] = {
    "identityPolicies", "resourcePolicy",         "permissionsBoundary",     "sessionPolicies",
    "scopePolicies",    "serviceControlPolicies", "resourceControlPolicies", "vpcEndpointPolicies"};

using Evaluator = std::function<Verdict(const Json&)>;

Verdict Engine(const Json& eval_case) {
  return EngineVerdict(eval_case).value_or(Verdict{"unreadable", ""});
}

struct Property : testing::TestWithParam<bool> {
  // Calls `check` for each case with its verdict.
  void ForEachCase(const std::function<void(uint64_t, const Json&, const Verdict&)>& check) {
    for (uint64_t seed = kFirstSeed; seed < kFirstSeed + kCases; ++seed) {
      const Json eval_case = GenerateCase(seed);
      check(seed, eval_case, decide(eval_case));
      if (HasFailure()) {
        ADD_FAILURE() << "seed " << seed << ": " << eval_case.Dump();
        return;
      }
    }
  }

  // Calls `check` with the verdicts before and after one more statement somewhere.
  void ForEachAddition(const char* effect,
                       const std::function<void(const Verdict&, const Verdict&)>& check) {
    ForEachCase([&](uint64_t seed, const Json& eval_case, const Verdict& before) {
      Random random(seed);
      const char* member = random.Pick(kMembers);
      if (std::string(member) == "resourceControlPolicies" && std::string(effect) == "Allow") {
        return;  // RCPs of customers only deny
      }
      const Json document = GenerateDocument(seed, member, effect);
      const Json& statements = *document.Find("Statement");
      Json changed = eval_case;
      const Json& statement = statements.is_array() ? statements.items()[0] : statements;
      if (!AddStatement(changed, member, statement, random)) return;
      const Verdict after = decide(changed);
      check(before, after);
      if (HasFailure()) ADD_FAILURE() << member << " became " << changed.Find(member)->Dump();
    });
  }

  Evaluator decide = GetParam() ? Evaluator(Engine) : Evaluator(oracle::Decide);
};

TEST_P(Property, AddingAnAllowTakesNothingAway) {
  ForEachAddition("Allow", [](const Verdict& before, const Verdict& after) {
    if (before.decision == "allowed") {
      EXPECT_EQ(after.decision, "allowed");
    } else if (before.decision == "implicitDeny") {
      EXPECT_NE(after.decision, "explicitDeny");
    } else {
      EXPECT_EQ(after, before);
    }
  });
}

TEST_P(Property, AddingADenyNeverAllows) {
  ForEachAddition("Deny", [](const Verdict& before, const Verdict& after) {
    if (after.decision == "explicitDeny") return;
    EXPECT_NE(before.decision, "explicitDeny");
    EXPECT_EQ(after, before);
  });
}

TEST_P(Property, OrderNeverMatters) {
  ForEachCase([&](uint64_t seed, const Json& eval_case, const Verdict& before) {
    Random random(seed);
    Json changed = eval_case;
    Reorder(changed, random);
    EXPECT_EQ(decide(changed), before) << changed.Dump();
  });
}

TEST_P(Property, OnePolicyAStatementDecidesTheSame) {
  ForEachCase([&](uint64_t, const Json& eval_case, const Verdict& before) {
    Json changed = eval_case;
    SplitDocuments(changed);
    EXPECT_EQ(decide(changed), before) << changed.Dump();
  });
}

TEST_P(Property, LimitingPoliciesNeverWiden) {
  ForEachCase([&](uint64_t, const Json& eval_case, const Verdict& before) {
    if (before.decision != "allowed") return;
    const bool federated =
        eval_case.Find("request")->Find("principal")->Dump().find("FederatedUser") !=
        std::string::npos;
    for (const char* member :
         {"serviceControlPolicies", "resourceControlPolicies", "permissionsBoundary",
          "sessionPolicies", "scopePolicies", "vpcEndpointPolicies"}) {
      // Federated users have permissions only with a session policy.
      if (federated && std::string(member) == "sessionPolicies") continue;
      Json changed = eval_case;
      changed.Set(member, Json());
      EXPECT_EQ(decide(changed).decision, "allowed") << "without " << member;
    }
  });
}

TEST_P(Property, CaseOfActionsAndContextKeysNeverMatters) {
  ForEachCase([&](uint64_t seed, const Json& eval_case, const Verdict& before) {
    Random random(seed);
    Json changed = eval_case;
    ChangeCase(changed, random);
    EXPECT_EQ(decide(changed), before) << changed.Dump();
  });
}

INSTANTIATE_TEST_SUITE_P(Of, Property, testing::Bool(), [](const testing::TestParamInfo<bool>& of) {
  return of.param ? "Engine" : "Oracle";
});

}  // namespace
}  // namespace differential
