// The policy simulator's inputs, callers, context and composition as recorded from live AWS, one
// statement a test. Its results: simulation_results_test.cc.
#include "tests/mockaws/iam/simulation_fixture.h"

namespace mockaws {
namespace {

const std::string kObject = "arn:aws:s3:::b/k";
const std::string kEc2Only =
    R"({"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"ec2:*","Resource":"*"}})";
const char* const kBoundary = "PermissionsBoundaryPolicyInputList.member.";

class RecordedSimulation : public SimulationTest {
 protected:
  const std::string all_{kAllowAll};

  std::string Asked(const Parameters& more, const std::string& policy = std::string(kAllowAll)) {
    return Decision(Simulate(Question(policy, "s3:GetObject", kObject), more));
  }
  // Whether the entry is taken.
  std::string Taken(const Parameters& entry) {
    return Simulate(Question(all_, "s3:GetObject"), entry).Outcome();
  }
};

// ------------------------------------------------------------------ inputs

TEST_F(RecordedSimulation, TakesOneBoundaryAtMost) {
  EXPECT_EQ(Asked({{kBoundary + std::string("1"), all_}, {kBoundary + std::string("2"), all_}}),
            "InvalidInput (400): The list of Permissions Boundary policies cannot exceed 1 items.");
}

TEST_F(RecordedSimulation, AMarkerIsAnOffsetThatTakesChangedInput) {
  Parameters other = Question(all_, "ec2:RunInstances");
  other.push_back({"ActionNames.member.2", "ec2:StopInstances"});
  Parameters question = Question(all_, "s3:GetObject");
  question.push_back({"ActionNames.member.2", "s3:PutObject"});
  const std::string marker = Simulate(question, {{"MaxItems", "1"}}).Text("Marker");
  EXPECT_EQ(Simulate(other, {{"Marker", marker}}).Text(Of("EvalActionName")), "ec2:StopInstances");
}

TEST_F(RecordedSimulation, AMarkerPastTheEndGivesNothing) {
  const Answer answer = Simulate(Question(all_, "s3:GetObject"), {{"Marker", "99"}});
  EXPECT_EQ(answer.Count("EvaluationResults"), 0);
  EXPECT_EQ(answer.Text("IsTruncated"), "false");
}

TEST_F(RecordedSimulation, ABadMarkerIsRefused) {
  for (const char* marker : {"x", "1x", "-1"}) {
    EXPECT_EQ(Asked({{"Marker", marker}}), "InvalidInput (400): Invalid marker for pagination.")
        << marker;
  }
}

TEST_F(RecordedSimulation, ADocumentThatIsNoneIsToldByItsNumber) {
  EXPECT_EQ(Asked({{"PolicyInputList.member.2", "{"}}),
            "InvalidInput (400): Policy input list item 2 has invalid content");
}

// ------------------------------------------------------------------ callers, owners

TEST_F(RecordedSimulation, ACallerIsAUserGroupOrRoleThatNeedNotExist) {
  for (const char* caller : {"user/ghost", "group/ghost", "role/ghost"}) {
    EXPECT_EQ(Asked({{"CallerArn", Arn(caller)}}), "allowed") << caller;
  }
}

TEST_F(RecordedSimulation, RootAndSessionsAreNoCallers) {
  for (const std::string& caller :
       {Arn("root"), std::string("arn:aws:sts::111122223333:assumed-role/r/s")}) {
    EXPECT_EQ(Asked({{"CallerArn", caller}}),
              "InvalidInput (400): Invalid caller - Caller must be an IAM user, role or group in "
              "this context.")
        << caller;
  }
}

TEST_F(RecordedSimulation, AResourcePolicyNeedsACaller) {
  EXPECT_EQ(Asked({{"ResourcePolicy", OfBucket(R"("*")")}}),
            "InvalidInput (400): Invalid caller - Caller cannot be null or empty.");
}

TEST_F(RecordedSimulation, AnOwnerIsAnIamArn) {
  for (const char* owner : {"arn:aws:iam::444455556666:root", "arn:aws:iam::444455556666:user/u"}) {
    EXPECT_EQ(Asked({{"ResourceOwner", owner}}), "allowed") << owner;
  }
}

TEST_F(RecordedSimulation, ABareAccountIdOrAnotherArnIsNoOwner) {
  for (const char* owner : {"444455556666", "arn:aws:s3:::b"}) {
    EXPECT_EQ(Asked({{"ResourceOwner", owner}}), "InvalidInput (400): '" + std::string(owner) +
                                                     "' is not a valid as a Resource Owner.");
  }
}

TEST_F(RecordedSimulation, AResourcePolicyWorksWithAllThreeCallers) {
  for (const char* caller : {"user/u", "group/g", "role/r"}) {
    EXPECT_EQ(Asked({{"CallerArn", Arn(caller)},
                     {"ResourcePolicy", OfBucket(R"({"AWS":"111122223333"})")}},
                    kEc2Only),
              "allowed")
        << caller;
  }
}

TEST_F(RecordedSimulation, AResourcePolicyNeedsArnsInResourceArns) {
  const Parameters with = {{"CallerArn", Arn("user/u")}, {"ResourcePolicy", OfBucket(R"("*")")}};
  const std::string refused =
      "InvalidInput (400): Invalid Entity Arn: * does not clearly define entity type and name.";
  EXPECT_EQ(Decision(Simulate(Question(all_, "s3:GetObject"), with)), refused);
  EXPECT_EQ(Decision(Simulate(Question(all_, "s3:GetObject", "*"), with)), refused);
}

TEST_F(RecordedSimulation, AResourcePolicyNeedsArnsInItsResource) {
  EXPECT_EQ(Asked({{"CallerArn", Arn("user/u")},
                   {"ResourcePolicy", Says("Allow", "s3:*", R"(,"Principal":"*")")}}),
            "InvalidInput (400): ResourceNames are not in a valid ARN format: *.");
}

// ------------------------------------------------------------------ composition

TEST_F(RecordedSimulation, AnAllowToTheAccountSufficesOverImplicitDeniesOfIdentityAndBoundary) {
  const Answer answer =
      Simulate(Question(kEc2Only, "s3:GetObject", kObject),
               {{"CallerArn", Arn("user/u")},
                {"ResourcePolicy", OfBucket(R"({"AWS":"arn:aws:iam::111122223333:root"})")},
                {kBoundary + std::string("1"), kEc2Only}});
  EXPECT_EQ(Decision(answer), "allowed");
  EXPECT_EQ(answer.Text(Of("PermissionsBoundaryDecisionDetail.AllowedByPermissionsBoundary")),
            "false");
}

TEST_F(RecordedSimulation, AcrossAccountsIdentityResourcePolicyAndBoundaryMustAllAllow) {
  const auto asked = [&](const std::string& identity, const std::string& principals,
                         const std::string& boundary) {
    return Asked({{"CallerArn", Arn("user/u")},
                  {"ResourceOwner", "arn:aws:iam::444455556666:root"},
                  {"ResourcePolicy", OfBucket(principals)},
                  {kBoundary + std::string("1"), boundary}},
                 identity);
  };
  const std::string own = R"({"AWS":"arn:aws:iam::111122223333:user/u"})";
  EXPECT_EQ(asked(all_, own, all_), "allowed");
  EXPECT_EQ(asked(kEc2Only, own, all_), "implicitDeny");
  EXPECT_EQ(asked(all_, R"({"AWS":"999988887777"})", all_), "implicitDeny");
  EXPECT_EQ(asked(all_, own, kEc2Only), "implicitDeny");
}

TEST_F(RecordedSimulation, ExplicitDeniesWin) {
  const std::string deny = Says("Deny", "s3:*");
  EXPECT_EQ(Asked({{"PolicyInputList.member.2", deny}}), "explicitDeny");
  EXPECT_EQ(Asked({{kBoundary + std::string("1"), deny}}), "explicitDeny");
  EXPECT_EQ(Asked({{"CallerArn", Arn("user/u")}, {"ResourcePolicy", OfBucket(R"("*")", "Deny")}}),
            "explicitDeny");
}

std::string Scp(int level, int policy) {
  return "OrderedOrganizationPolicyInputList.member." + std::to_string(level) +
         ".ServiceControlPolicyInputList.member." + std::to_string(policy);
}

TEST_F(RecordedSimulation, ScpsOfOneLevelAreAUnion) {
  EXPECT_EQ(Asked({{Scp(1, 1), kEc2Only}, {Scp(1, 2), all_}}), "allowed");
}

TEST_F(RecordedSimulation, EveryLevelOfScpsMustAllow) {
  EXPECT_EQ(Asked({{Scp(1, 1), all_}, {Scp(2, 1), all_}}), "allowed");
  EXPECT_EQ(Asked({{Scp(1, 1), all_}, {Scp(2, 1), kEc2Only}}), "implicitDeny");
}

TEST_F(RecordedSimulation, ALevelWithoutScpsIsRefused) {
  EXPECT_EQ(
      Simulate(Question(all_, "s3:GetObject"), {{"OrderedOrganizationPolicyInputList.member.1."
                                                 "ServiceControlPolicyInputList",
                                                 ""}})
          .code,
      "InvalidInput");
}

TEST_F(RecordedSimulation, ScpsThatRefuseLeaveStatementsAndMissingKeysEmpty) {
  const std::string open = If(R"("StringEquals":{"k:a":"v"})");
  const Answer implicit = Simulate(Question(open, "s3:GetObject"), {{Scp(1, 1), kEc2Only}});
  EXPECT_EQ(implicit.Count(Of("MissingContextValues")), 0);
  EXPECT_EQ(implicit.Count(Of("MatchedStatements")), 0);
  const Answer denied =
      Simulate(Question(all_, "s3:GetObject"), {{Scp(1, 1), Says("Deny", "s3:*")}});
  EXPECT_EQ(Decision(denied), "explicitDeny");
  EXPECT_EQ(denied.Count(Of("MatchedStatements")), 0);
}

// ------------------------------------------------------------------ default context

TEST_F(RecordedSimulation, PrincipalAccountIsTheCallersOrElseTheSigners) {
  const std::string own = R"("StringEquals":{"aws:PrincipalAccount":"111122223333"})";
  const std::string other = R"("StringEquals":{"aws:PrincipalAccount":"444455556666"})";
  EXPECT_EQ(Decides(own, {}), "allowed");
  EXPECT_EQ(Decides(other, {{"CallerArn", "arn:aws:iam::444455556666:user/u"}}), "allowed");
}

TEST_F(RecordedSimulation, UserIdIsTheCallersArnPathAndAll) {
  EXPECT_EQ(Decides(R"("StringEquals":{"aws:userid":"arn:aws:iam::111122223333:user/p/q/u"})",
                    {{"CallerArn", Arn("user/p/q/u")}}),
            "allowed");
}

TEST_F(RecordedSimulation, UserIdWithoutCallerIsAStub) {
  EXPECT_EQ(Decides(R"("StringEquals":{"aws:userid":"STUB_PRINCIPAL_FOR_POLICY_SIMULATOR"})", {}),
            "allowed");
}

TEST_F(RecordedSimulation, PrincipalArnIsThereWithACallerOnly) {
  EXPECT_EQ(Decides(R"("Null":{"aws:PrincipalArn":"true"})", {}), "allowed");
  EXPECT_EQ(Decides(R"("ArnEquals":{"aws:PrincipalArn":"arn:aws:iam::111122223333:role/r"})",
                    {{"CallerArn", Arn("role/r")}}),
            "allowed");
}

TEST_F(RecordedSimulation, UsernameIsThereForUserCallersOnly) {
  EXPECT_EQ(Decides(R"("StringEquals":{"aws:username":"u"})", {{"CallerArn", Arn("user/p/u")}}),
            "allowed");
  const std::string absent = R"("Null":{"aws:username":"true"})";
  EXPECT_EQ(Decides(absent, {}), "allowed");
  EXPECT_EQ(Decides(absent, {{"CallerArn", Arn("role/r")}}), "allowed");
  EXPECT_EQ(Decides(absent, {{"CallerArn", Arn("group/g")}}), "allowed");
}

TEST_F(RecordedSimulation, EntriesOverrideTheDefaultsInAnySpelling) {
  for (const char* key : {"aws:userid", "AWS:UserId", "aws:USERID"}) {
    EXPECT_EQ(Decides(R"("StringEquals":{"aws:userid":"mine"})", Entry(key, "string", {"mine"})),
              "allowed")
        << key;
  }
}

TEST_F(RecordedSimulation, OtherKeysAreAbsent) {
  for (const char* key : {"aws:CurrentTime", "aws:SourceIp", "aws:SecureTransport",
                          "aws:PrincipalType", "aws:RequestedRegion", "aws:ResourceAccount"}) {
    EXPECT_EQ(Decides(R"("Null":{")" + std::string(key) + R"(":"true"})", {}), "allowed") << key;
  }
}

// ------------------------------------------------------------------ context entries

TEST_F(RecordedSimulation, AnEntryWithoutTypeIsTold) {
  EXPECT_EQ(Taken(Entry("k:abc", "", {"v"})),
            "InvalidInput (400): Context key k:abc has invalid type null.");
}

TEST_F(RecordedSimulation, AnEntryWithoutValuesIsTold) {
  EXPECT_EQ(Taken(Entry("k:abc", "string", {})),
            "InvalidInput (400): Context values for context key k:abc cannot be null or empty.");
}

TEST_F(RecordedSimulation, AnEntryWithoutNameIsTold) {
  EXPECT_EQ(Taken(Entry("", "string", {"v"})),
            "InvalidInput (400): ContextKeyName cannot be null or empty.");
}

TEST_F(RecordedSimulation, SeveralValuesOfASingleTypeAreTold) {
  EXPECT_EQ(Taken(Entry("k:abc", "string", {"v", "w"})),
            "InvalidInput (400): Context key string expected a single value, but received 2.");
}

TEST_F(RecordedSimulation, AKeyTwiceInAnyCaseIsTold) {
  Parameters twice = Entry("k:abc", "string", {"v"});
  const Parameters again = Entry("K:ABC", "string", {"v"}, 2);
  twice.insert(twice.end(), again.begin(), again.end());
  EXPECT_EQ(Taken(twice), "InvalidInput (400): Duplicate context key: K:ABC.");
}

TEST_F(RecordedSimulation, ValuesOfAnotherTypeAreTold) {
  const std::pair<const char*, const char*> kTypes[] = {
      {"numeric", "numeric format"},
      {"date", "DateTime format"},
      {"ip", "IP address"},
      {"binary", "base-64 encoded binary format"}};
  for (const auto& [type, expected] : kTypes) {
    for (const char* suffix : {"", "List"}) {
      EXPECT_EQ(Taken(Entry("k:abc", type + std::string(suffix), {"?"})),
                "InvalidInput (400): Invalid context value for key k:abc: expected " +
                    std::string(expected) + ".");
    }
  }
}

TEST_F(RecordedSimulation, AnEntryWithoutAnyFieldPasses) {
  EXPECT_EQ(Taken({{"ContextEntries.member.1.ContextKeyValues", ""}}), "ok");
}

TEST_F(RecordedSimulation, AnyTextPassesAsBoolean) {
  EXPECT_EQ(Taken(Entry("k:abc", "boolean", {"any text"})), "ok");
  EXPECT_EQ(Decides(R"("Bool":{"k:abc":"false"})", Entry("k:abc", "boolean", {"any text"})),
            "allowed");
}

TEST_F(RecordedSimulation, ListTypesAreMultivaluedEvenWithOneValue) {
  const Parameters list = Entry("k:abc", "stringList", {"v"});
  EXPECT_EQ(Decides(R"("StringEquals":{"k:abc":"v"})", list), "implicitDeny");
  EXPECT_EQ(Decides(R"("ForAnyValue:StringEquals":{"k:abc":"v"})", list), "allowed");
}

TEST_F(RecordedSimulation, StringOperatorsSeeNumbersWithoutLeadingZeros) {
  EXPECT_EQ(Decides(R"("StringEquals":{"k:abc":"1.00"})", Entry("k:abc", "numeric", {"01.00"})),
            "allowed");
}

TEST_F(RecordedSimulation, StringOperatorsSeeDatesInUtcWithMilliseconds) {
  const std::string midnight = R"("StringEquals":{"k:abc":"2035-01-02T00:00:00.000Z"})";
  EXPECT_EQ(Decides(midnight, Entry("k:abc", "date", {"2035-01-02"})), "allowed");
  EXPECT_EQ(Decides(midnight, Entry("k:abc", "date", {"2035-01-02T02:00:00+02:00"})), "allowed");
}

TEST_F(RecordedSimulation, StringOperatorsSeeAddressesAndBinaryAsSent) {
  EXPECT_EQ(
      Decides(R"("StringEquals":{"k:abc":"192.000.2.1"})", Entry("k:abc", "ip", {"192.000.2.1"})),
      "allowed");
  EXPECT_EQ(Decides(R"("StringEquals":{"k:abc":"YQ=="})", Entry("k:abc", "binary", {"YQ=="})),
            "allowed");
}

TEST_F(RecordedSimulation, ANumberMeetsDatesAsSecondsOfTheEpoch) {
  EXPECT_EQ(Decides(R"("DateEquals":{"k:abc":"2030-01-01T00:00:00Z"})",
                    Entry("k:abc", "numeric", {"1893456000"})),
            "allowed");
}

TEST_F(RecordedSimulation, ADateMeetsNoNumericOperator) {
  const Parameters date = Entry("k:abc", "date", {"2030-01-01T00:00:00Z"});
  EXPECT_EQ(Decides(R"("NumericEquals":{"k:abc":"1893456000"})", date), "implicitDeny");
  EXPECT_EQ(Decides(R"("NumericNotEquals":{"k:abc":"1"})", date), "implicitDeny");
}

TEST_F(RecordedSimulation, UnreadableValuesAreTheSimulatorsOwn) {
  const Parameters text = Entry("k:abc", "string", {"no-number"});
  EXPECT_EQ(Decides(R"("NumericNotEquals":{"k:abc":"1"})", text), "implicitDeny");
  EXPECT_EQ(Decides(R"("DateNotEquals":{"k:abc":"2026"})", text), "allowed");
  const Parameters address = Entry("k:abc", "ip", {"192.0.2.1"});
  EXPECT_EQ(Decides(R"("NotIpAddress":{"k:abc":["no-network","10.0.0.0/8"]})", address),
            "implicitDeny");
  EXPECT_EQ(Decides(R"("IpAddress":{"k:abc":["192.0.2.0/24","no-network"]})", address), "allowed");
}

// ------------------------------------------------------------------ actions and resources

TEST_F(RecordedSimulation, AnySpellingWithAColonIsMatchedAsText) {
  for (const char* action : {"s3:*", "s3:", "s3:Nonsense", "nonsense:Nonsense"}) {
    EXPECT_EQ(Decision(Simulate(Question(all_, action))), "allowed") << action;
    EXPECT_EQ(Decision(Simulate(Question(Says("Allow", "s3:GetObject"), action))), "implicitDeny")
        << action;
  }
}

TEST_F(RecordedSimulation, AnActionWithoutColonIsRefused) {
  EXPECT_EQ(Decision(Simulate(Question(all_, "GetObject"))),
            "InvalidInput (400): The action is invalid since it is missing names");
}

TEST_F(RecordedSimulation, KnownAndUnknownActionsDoNotMixWithResources) {
  Parameters mixed = Question(all_, "s3:GetObject", kObject);
  mixed.push_back({"ActionNames.member.2", "s3:PutObject"});
  mixed.push_back({"ActionNames.member.3", "s3:Nonsense"});
  EXPECT_EQ(Decision(Simulate(mixed)),
            "InvalidInput (400): Invalid Input Actions: [s3:GetObject] and [s3:Nonsense] require "
            "different authorization information. ");
  Parameters bare = Question(all_, "s3:GetObject");
  bare.push_back({"ActionNames.member.2", "s3:Nonsense"});
  EXPECT_EQ(Decision(Simulate(bare)), "allowed");
}

TEST_F(RecordedSimulation, AResourceOfATypeThatTheActionDoesNotTakeIsImplicitlyDenied) {
  EXPECT_EQ(Decision(Simulate(Question(all_, "s3:GetObject", Arn("user/u")))), "implicitDeny");
  EXPECT_EQ(Decision(Simulate(Question(all_, "iam:ListUsers", Arn("role/r")))), "implicitDeny");
}

TEST_F(RecordedSimulation, AnArnWithoutPartitionServiceOrResourceIsRefused) {
  for (const char* arn : {"arn::s3:::b", "arn:aws::::b", "arn:aws:s3:::"}) {
    EXPECT_EQ(Decision(Simulate(Question(all_, "s3:GetObject", arn))),
              "InvalidInput (400): ResourceNames are not in a valid ARN format: " +
                  std::string(arn) + ".");
  }
}

TEST_F(RecordedSimulation, AnyPartitionsNamePasses) {
  EXPECT_EQ(Decision(Simulate(Question(all_, "s3:GetObject", "arn:nowhere:s3:::b/k"))), "allowed");
}

// ------------------------------------------------------------------ context keys of policies

class RecordedContextKeys : public IamTest {
 protected:
  std::string Keys(const std::vector<std::string>& policies) {
    Parameters parameters;
    for (const std::string& policy : policies) {
      parameters.push_back(
          {"PolicyInputList.member." + std::to_string(parameters.size() + 1), policy});
    }
    const Answer answer = Call("GetContextKeysForCustomPolicy", parameters);
    if (answer.status != 200) return answer.code;
    std::string keys;
    for (int i = 0; i < answer.Count("ContextKeyNames"); ++i) {
      keys += (i == 0 ? "" : " ") + answer.Text("ContextKeyNames." + std::to_string(i));
    }
    return keys;
  }
  static std::string With(const std::string& more) {
    return R"({"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:*",)" + more +
           "}}";
  }
};

TEST_F(RecordedContextKeys, ComeFromConditionsAndVariablesAsWritten) {
  EXPECT_EQ(Keys({With(R"("Resource":"arn:aws:s3:::${AWS:UserName}/*",)"
                       R"("Condition":{"Bool":{"aws:SecureTransport":"true"}})")}),
            "AWS:UserName aws:SecureTransport");
}

TEST_F(RecordedContextKeys, ComeFromVariablesWithADefaultAndFromEscapes) {
  EXPECT_EQ(Keys({With(R"("Resource":"arn:aws:s3:::${aws:username, 'x'}/${*}${?}${$}")")}),
            "aws:username * ? $");
}

TEST_F(RecordedContextKeys, ComeNeitherFromOldVariablesNorActionsNorPrincipals) {
  EXPECT_EQ(Keys({R"({"Version":"2008-10-17","Statement":{"Effect":"Allow","Action":"s3:*",)"
                  R"("Resource":"arn:aws:s3:::${aws:username}"}})"}),
            "");
  EXPECT_EQ(Keys({R"({"Version":"2012-10-17","Statement":{"Effect":"Allow",)"
                  R"("Action":"s3:${aws:username}","Resource":"*"}})"}),
            "");
}

TEST_F(RecordedContextKeys, StandOncePerDocument) {
  const std::string twice = With(R"("Resource":["${a:b}","${a:b}x"])");
  EXPECT_EQ(Keys({twice}), "a:b");
  EXPECT_EQ(Keys({twice, twice}), "a:b a:b");
}

TEST_F(RecordedContextKeys, IncompleteStatementsPass) {
  EXPECT_EQ(Keys({R"({"Version":"2012-10-17","Statement":{"Effect":"Allow"}})"}), "");
}

TEST_F(RecordedContextKeys, UnknownFieldsAndOperatorsAndAMissingEffectAreRefused) {
  EXPECT_EQ(Keys({With(R"("Resource":"*","Note":"x")")}), "InvalidInput");
  EXPECT_EQ(Keys({With(R"("Resource":"*","Condition":{"Nonsense":{"k:a":"v"}})")}), "InvalidInput");
  EXPECT_EQ(Keys({R"({"Version":"2012-10-17","Statement":{"Action":"s3:*","Resource":"*"}})"}),
            "InvalidInput");
}

TEST_F(RecordedContextKeys, OfAManagedPolicyAttachedTwiceCountOnceAndOfTheBoundaryToo) {
  const auto make = [&](const std::string& name, const std::string& key) {
    return Must("CreatePolicy",
                {{"PolicyName", name},
                 {"PolicyDocument",
                  With(R"("Resource":"*","Condition":{"Null":{")" + key + R"(":"true"}})")}})
        .Text("Policy.Arn");
  };
  const std::string shared = make("shared", "k:shared");
  Must("CreateUser", {{"UserName", "u"}, {"PermissionsBoundary", make("bound", "k:bound")}});
  Must("CreateGroup", {{"GroupName", "g"}});
  Must("AddUserToGroup", {{"GroupName", "g"}, {"UserName", "u"}});
  Must("AttachUserPolicy", {{"UserName", "u"}, {"PolicyArn", shared}});
  Must("AttachGroupPolicy", {{"GroupName", "g"}, {"PolicyArn", shared}});
  const Answer keys =
      Must("GetContextKeysForPrincipalPolicy", {{"PolicySourceArn", Arn("user/u")}});
  EXPECT_EQ(keys.Count("ContextKeyNames"), 2);
  EXPECT_EQ(keys.Text("ContextKeyNames.0"), "k:shared");
  EXPECT_EQ(keys.Text("ContextKeyNames.1"), "k:bound");
}

TEST_F(RecordedContextKeys, OfTrustPoliciesDoNotCount) {
  Must("CreateRole",
       {{"RoleName", "r"},
        {"AssumeRolePolicyDocument",
         R"({"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"sts:AssumeRole",)"
         R"("Principal":{"AWS":"111122223333"},"Condition":{"Null":{"k:a":"true"}}}})"}});
  EXPECT_EQ(Must("GetContextKeysForPrincipalPolicy", {{"PolicySourceArn", Arn("role/r")}})
                .Count("ContextKeyNames"),
            0);
}

}  // namespace
}  // namespace mockaws
