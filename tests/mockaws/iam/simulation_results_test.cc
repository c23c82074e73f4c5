// The policy simulator's results as recorded from live AWS, one statement a test.
#include "tests/mockaws/iam/simulation_fixture.h"

namespace mockaws {
namespace {

const std::string kEc2Only =
    R"({"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"ec2:*","Resource":"*"}})";
const std::string kBoundary = "PermissionsBoundaryPolicyInputList.member.1";

class SimulationResults : public SimulationTest {
 protected:
  const std::string all_{kAllowAll};

  static Parameters About(const std::string& policy, const std::string& action,
                          const std::vector<std::string>& resources) {
    Parameters parameters = Question(policy, action);
    for (const std::string& resource : resources) {
      parameters.push_back(
          {"ResourceArns.member." + std::to_string(parameters.size() - 1), resource});
    }
    return parameters;
  }
  // "LINE:COLUMN" where a matched statement starts or ends.
  static std::string Place(const Answer& answer, int statement, const std::string& which) {
    const std::string path = Of("MatchedStatements." + std::to_string(statement) + "." + which);
    return answer.Text(path + ".Line") + ":" + answer.Text(path + ".Column");
  }
  static std::string MissingOf(const Answer& answer, const std::string& path) {
    std::string keys;
    for (int i = 0; i < answer.Count(path); ++i) {
      keys += (i == 0 ? "" : " ") + answer.Text(path + "." + std::to_string(i));
    }
    return keys;
  }
};

TEST_F(SimulationResults, AreOnePerActionInOrderWithRepeats) {
  Parameters question = About(all_, "s3:PutObject", {"arn:aws:s3:::b/k", "arn:aws:s3:::b/l"});
  question.push_back({"ActionNames.member.2", "s3:GetObject"});
  question.push_back({"ActionNames.member.3", "s3:PutObject"});
  const Answer answer = Simulate(question);
  EXPECT_EQ(answer.Count("EvaluationResults"), 3);
  EXPECT_EQ(answer.Text("EvaluationResults.0.EvalActionName"), "s3:PutObject");
  EXPECT_EQ(answer.Text("EvaluationResults.1.EvalActionName"), "s3:GetObject");
  EXPECT_EQ(answer.Text("EvaluationResults.2.EvalActionName"), "s3:PutObject");
}

class ResultsByResource : public SimulationTest {
 protected:
  ResultsByResource() : SimulationTest(Settings{.simulation_by_resource = true}) {}
};

TEST_F(ResultsByResource, AreOnePerActionAndResourceWhereThatIsSwitchedOn) {
  Parameters question = Question(kRead, "s3:GetObject", "arn:aws:s3:::b/k");
  question.push_back({"ResourceArns.member.2", "arn:aws:s3:::other/k"});
  const Answer answer = Simulate(question);
  EXPECT_EQ(answer.Count("EvaluationResults"), 2);
  EXPECT_EQ(answer.Text("EvaluationResults.0.EvalResourceName"), "arn:aws:s3:::b/k");
  EXPECT_EQ(answer.Text("EvaluationResults.0.EvalDecision"), "allowed");
  EXPECT_EQ(answer.Text("EvaluationResults.1.EvalResourceName"), "arn:aws:s3:::other/k");
  EXPECT_EQ(answer.Text("EvaluationResults.1.EvalDecision"), "implicitDeny");
}

TEST_F(SimulationResults, TheTopLevelIsTheMostRestrictiveDecision) {
  const std::string deny_one =
      R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*",)"
      R"("Resource":"arn:aws:s3:::b/*"},{"Effect":"Deny","Action":"*",)"
      R"("Resource":"arn:aws:s3:::b/secret"}]})";
  const auto decides = [&](const std::vector<std::string>& resources) {
    return Decision(Simulate(About(deny_one, "s3:GetObject", resources)));
  };
  EXPECT_EQ(decides({"arn:aws:s3:::b/k", "arn:aws:s3:::b/l"}), "allowed");
  EXPECT_EQ(decides({"arn:aws:s3:::b/k", "arn:aws:s3:::c/k"}), "implicitDeny");
  EXPECT_EQ(decides({"arn:aws:s3:::b/k", "arn:aws:s3:::c/k", "arn:aws:s3:::b/secret"}),
            "explicitDeny");
}

TEST_F(SimulationResults, StatementsAndMissingKeysAreTheUnionOverTheResources) {
  const std::string policy =
      R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*",)"
      R"("Resource":"arn:aws:s3:::b/*"},{"Effect":"Allow","Action":"*","Resource":"*",)"
      R"("Condition":{"StringEquals":{"k:a":"v"}}}]})";
  const Answer answer =
      Simulate(About(policy, "s3:GetObject", {"arn:aws:s3:::b/k", "arn:aws:s3:::c/k"}));
  EXPECT_EQ(Decision(answer), "implicitDeny");
  EXPECT_EQ(answer.Count(Of("MatchedStatements")), 1);  // the Allow of the other resource
  EXPECT_EQ(MissingOf(answer, Of("MissingContextValues")), "k:a");
  EXPECT_EQ(answer.Count(On(0, "MatchedStatements")), 1);
  EXPECT_EQ(answer.Count(On(0, "MissingContextValues")), 0);
  EXPECT_EQ(answer.Count(On(1, "MatchedStatements")), 0);
  EXPECT_EQ(MissingOf(answer, On(1, "MissingContextValues")), "k:a");
}

TEST_F(SimulationResults, OfAStarHaveNoResourcesAndNoDetails) {
  for (const char* resource : {"", "*"}) {
    const Answer answer = Simulate(Question(all_, "s3:GetObject", resource));
    EXPECT_EQ(answer.Text(Of("EvalResourceName")), "*");
    EXPECT_FALSE(answer.Has(Of("ResourceSpecificResults")));
    EXPECT_FALSE(answer.Has(Of("EvalDecisionDetails")));
  }
}

TEST_F(SimulationResults, OfOneArnAreNamedByIt) {
  const Answer answer = Simulate(Question(all_, "s3:GetObject", "arn:aws:s3:::b/k"));
  EXPECT_EQ(answer.Text(Of("EvalResourceName")), "arn:aws:s3:::b/k");
  EXPECT_EQ(answer.Text(On(0, "EvalResourceName")), "arn:aws:s3:::b/k");
}

TEST_F(SimulationResults, OfSeveralArnsAreNamedByTheServicesTemplateInTheFirstOnesPartition) {
  const struct {
    const char* action;
    const char* arn;
    const char* name;
  } kTemplates[] = {
      {"s3:GetObject", "arn:aws:s3:::b/k", "arn:aws:s3:::${BucketName}/${KeyName}"},
      {"s3:GetObject", "arn:aws-cn:s3:::b/k", "arn:aws-cn:s3:::${BucketName}/${KeyName}"},
      {"iam:GetUser", "arn:aws:iam::111122223333:user/u",
       "arn:aws:iam::${Account}:${ResourceType}/${ResourceName}"},
      {"sts:AssumeRole", "arn:aws:iam::111122223333:role/r",
       "arn:aws:iam::${Account}:${RelativeId}"},
      {"kms:Decrypt", "arn:aws:kms:eu-west-1:111122223333:key/k",
       "arn:aws:kms:${Region}:${Account}:${ResourceType}/${Id}"},
      {"sqs:SendMessage", "arn:aws:sqs:eu-west-1:111122223333:q",
       "arn:aws:sqs:${Region}:${Account}:${QueueName}"},
      {"lambda:InvokeFunction", "arn:aws:lambda:eu-west-1:111122223333:function:f",
       "arn:aws:lambda:${Region}:${Account}:${ResourceType}:${ResourceId}"},
      {"ec2:StopInstances", "arn:aws:ec2:eu-west-1:111122223333:instance/i",
       "arn:aws:ec2:${Region}:${Account}:${ResourceType}/${ResourcePath}"},
      {"nonsense:Do", "arn:aws:s3:::b/k", "*"},
  };
  for (const auto& t : kTemplates) {
    const Answer answer = Simulate(About(all_, t.action, {t.arn, t.arn + std::string("2")}));
    EXPECT_EQ(answer.Text(Of("EvalResourceName")), t.name) << t.action;
  }
}

// ------------------------------------------------------------------ matched statements

TEST_F(SimulationResults, OnExplicitDenyTheDenyingStatementsAloneAreTold) {
  const Answer answer = Simulate(Question(all_, "s3:GetObject"),
                                 {{"PolicyInputList.member.2", Says("Deny", "s3:*")}});
  EXPECT_EQ(answer.Count(Of("MatchedStatements")), 1);
  EXPECT_EQ(answer.Text(Of("MatchedStatements.0.SourcePolicyId")), "PolicyInputList.2");
}

TEST_F(SimulationResults, OnImplicitDenyNoStatementIsTold) {
  // The boundary refuses what the policy allows.
  const Answer answer = Simulate(Question(all_, "s3:GetObject"), {{kBoundary, kEc2Only}});
  EXPECT_EQ(Decision(answer), "implicitDeny");
  EXPECT_EQ(answer.Count(Of("MatchedStatements")), 0);
}

TEST_F(SimulationResults, OnAllowedTheAllowsOfIdentityAndResourcePolicyAreTold) {
  const Answer answer = Simulate(
      Question(all_, "s3:GetObject", "arn:aws:s3:::b/k"),
      {{"CallerArn", Arn("user/u")}, {"ResourcePolicy", OfBucket(R"("*")")}, {kBoundary, all_}});
  EXPECT_EQ(Decision(answer), "allowed");
  EXPECT_EQ(answer.Count(Of("MatchedStatements")), 2);
  EXPECT_EQ(answer.Text(Of("MatchedStatements.0.SourcePolicyId")), "PolicyInputList.1");
  EXPECT_EQ(answer.Text(Of("MatchedStatements.0.SourcePolicyType")), "IAM Policy");
  EXPECT_EQ(answer.Text(Of("MatchedStatements.1.SourcePolicyId")), "ResourcePolicy");
  EXPECT_EQ(answer.Text(Of("MatchedStatements.1.SourcePolicyType")), "Resource Policy");
}

TEST_F(SimulationResults, ABoundarysStatementNamesItsInputAndType) {
  const Answer answer = Simulate(Question(all_, "s3:GetObject"), {{kBoundary, Says("Deny", "*")}});
  EXPECT_EQ(answer.Text(Of("MatchedStatements.0.SourcePolicyId")),
            "PermissionsBoundaryPolicyInputList.1");
  EXPECT_EQ(answer.Text(Of("MatchedStatements.0.SourcePolicyType")), "Permissions Boundary Policy");
}

// ------------------------------------------------------------------ positions

TEST_F(SimulationResults, ALoneStatementStartsJustAfterItsBraceAndEndsJustAfterTheLast) {
  const std::string text =
      "{\"Version\":\"2012-10-17\",\"Statement\":"
      "{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}}";
  const Answer answer = Simulate(Question(text, "s3:GetObject"));
  EXPECT_EQ(Place(answer, 0, "StartPosition"),
            "1:" + std::to_string(text.find("{\"Effect") + 2));  // columns count from 1
  EXPECT_EQ(Place(answer, 0, "EndPosition"), "1:" + std::to_string(text.size()));
}

const std::string kTwo =
    "{\"Version\":\"2012-10-17\",\"Statement\":[\n"
    "  {\"Effect\":\"Allow\",\"Action\":\"s3:*\",\"Resource\":\"*\"},\n"
    "  {\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}\n]}";

TEST_F(SimulationResults, TheFirstListedStatementStartsJustAfterTheBracket) {
  const Answer answer = Simulate(Question(kTwo, "s3:GetObject"));
  EXPECT_EQ(Place(answer, 0, "StartPosition"), "1:" + std::to_string(kTwo.find('[') + 2));
}

TEST_F(SimulationResults, ALaterListedStatementStartsWhereTheOneBeforeEnds) {
  const Answer answer = Simulate(Question(kTwo, "s3:GetObject"));
  EXPECT_EQ(Place(answer, 0, "EndPosition"), "2:52");
  EXPECT_EQ(Place(answer, 1, "StartPosition"), "2:52");
  EXPECT_EQ(Place(answer, 1, "EndPosition"), "3:49");
}

TEST_F(SimulationResults, ColumnsCountCharactersAndACarriageReturnAloneEndsALine) {
  const std::string text =
      "{\"Version\":\"2012-10-17\",\r\"Id\":\"\xC3\xA4\xC3\xB6\",\"Statement\":[{\"Effect\":"
      "\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}]}";
  const Answer answer = Simulate(Question(text, "s3:GetObject"));
  // `"Id":"äö","Statement":[` is 23 characters long.
  EXPECT_EQ(Place(answer, 0, "StartPosition"), "2:24");
}

// ------------------------------------------------------------------ missing keys

TEST_F(SimulationResults, MissingKeysAreToldOnImplicitDenyOnly) {
  const std::string absent = If(R"("Null":{"k:a":"true"})");
  EXPECT_EQ(MissingOf(Simulate(Question(absent, "s3:GetObject")), Of("MissingContextValues")), "");
  const Answer denied = Simulate(Question(absent, "s3:GetObject"),
                                 {{"PolicyInputList.member.2", Says("Deny", "s3:*")}});
  EXPECT_EQ(denied.Count(Of("MissingContextValues")), 0);
  const Answer implicit = Simulate(Question(If(R"("Null":{"k:a":"false"})"), "s3:GetObject"));
  EXPECT_EQ(MissingOf(implicit, Of("MissingContextValues")), "k:a");
}

TEST_F(SimulationResults, MissingKeysAreThoseOfAnyStatementMatchingOrNotAndOfTheBoundary) {
  const std::string policy =
      R"({"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"ec2:*","Resource":"*",)"
      R"("Condition":{"Bool":{"k:deny":"true"}}},{"Effect":"Allow","Action":"iam:*",)"
      R"("Resource":"arn:aws:iam::111122223333:user/${k:variable}"}]})";
  const Answer answer = Simulate(Question(policy, "s3:GetObject"),
                                 {{kBoundary, If(R"("Bool":{"k:boundary":"true"})")}});
  EXPECT_EQ(MissingOf(answer, Of("MissingContextValues")), "k:deny k:variable k:boundary");
}

TEST_F(SimulationResults, AKeyIsMissingEvenIfItsDefaultWasUsed) {
  const Answer answer =
      Simulate(Question(If(R"("StringEquals":{"aws:userid":"x"})"), "s3:GetObject"));
  EXPECT_EQ(MissingOf(answer, Of("MissingContextValues")), "aws:userid");
}

TEST_F(SimulationResults, EachSpellingOfAMissingKeyIsToldApart) {
  const Answer answer = Simulate(
      Question(If(R"("Bool":{"k:a":"true"},"StringEquals":{"K:A":"true"})"), "s3:GetObject"));
  EXPECT_EQ(MissingOf(answer, Of("MissingContextValues")), "k:a K:A");
}

// ------------------------------------------------------------------ details

TEST_F(SimulationResults, DetailsAreEmptyInOneAccountAndByPolicyTypeAcross) {
  const Parameters question = Question(all_, "s3:GetObject", "arn:aws:s3:::b/k");
  const Answer own = Simulate(question);
  EXPECT_EQ(own.Count(Of("EvalDecisionDetails")), 0);
  EXPECT_EQ(own.Count(On(0, "EvalDecisionDetails")), 0);
  const Answer across =
      Simulate(question, {{"CallerArn", Arn("user/u")},
                          {"ResourceOwner", "arn:aws:iam::444455556666:root"},
                          {"ResourcePolicy", OfBucket(R"({"AWS":"999988887777"})")},
                          {kBoundary, kEc2Only}});
  for (const std::string& details : {Of("EvalDecisionDetails"), On(0, "EvalDecisionDetails")}) {
    EXPECT_EQ(across.Entry(details, "IAM Policy"), "allowed") << details;
    EXPECT_EQ(across.Entry(details, "Resource Policy"), "implicitDeny") << details;
    EXPECT_EQ(across.Entry(details, "Permissions Boundary Policy"), "implicitDeny") << details;
  }
}

TEST_F(SimulationResults, TellOfABoundaryWhereThereIsOne) {
  const std::string detail = Of("PermissionsBoundaryDecisionDetail.AllowedByPermissionsBoundary");
  EXPECT_EQ(Simulate(Question(all_, "s3:GetObject")).Text(detail), "(absent)");
  EXPECT_EQ(Simulate(Question(all_, "s3:GetObject"), {{kBoundary, all_}}).Text(detail), "true");
}

TEST_F(SimulationResults, TellOfOrganizationsWithGivenScps) {
  const std::string detail = Of("OrganizationsDecisionDetail.AllowedByOrganizations");
  const std::string scp =
      "OrderedOrganizationPolicyInputList.member.1.ServiceControlPolicyInputList.member.1";
  EXPECT_EQ(Simulate(Question(all_, "s3:GetObject")).Text(detail), "(absent)");
  EXPECT_EQ(Simulate(Question(all_, "s3:GetObject"), {{scp, all_}}).Text(detail), "true");
  EXPECT_EQ(Simulate(Question(all_, "s3:GetObject"), {{scp, kEc2Only}}).Text(detail), "false");
}

// ------------------------------------------------------------------ principals' own policies

class PrincipalResults : public PrincipalSimulationTest {
 protected:
  const std::string detail_ = Of("OrganizationsDecisionDetail.AllowedByOrganizations");

  void Organize() {
    HttpRequest request;
    request.method = "PUT";
    request.target = "/_iamsim/organization";
    request.peer_address = "127.0.0.1";
    request.body = R"({"id":"o-exampleorg1","managementAccount":"444455556666","policies":[)"
                   R"({"name":"NoS3","type":"SERVICE_CONTROL_POLICY","document":)" +
                   Says("Deny", "s3:*") +
                   R"(}],"root":{"units":[{"name":"U","serviceControlPolicies":)"
                   R"(["FullAWSAccess","NoS3"],"accounts":["111122223333"]}]}})";
    EXPECT_EQ(service_.Handle(request).status, 200);
  }
  // The decision on reading b/k with one exclusion.
  std::string Without(const Parameters& exclusion) {
    Parameters list;
    for (const auto& [name, value] : exclusion) {
      list.push_back({"PolicyExclusionList.member.1." + name, value});
    }
    return Decision(Ask("s3:GetObject", "arn:aws:s3:::b/k", list));
  }
  // A user whom a customer policy with this path alone allows to read b/k.
  std::string NewManaged(const std::string& path) {
    const std::string arn =
        Must("CreatePolicy", {{"PolicyName", "Reads"}, {"Path", path}, {"PolicyDocument", kRead}})
            .Text("Policy.Arn");
    Must("DeleteUserPolicy", {{"UserName", "Ann"}, {"PolicyName", "given"}});
    Must("AttachUserPolicy", {{"UserName", "Ann"}, {"PolicyArn", arn}});
    return arn;
  }
  void Bound(const std::string& document) {
    const std::string arn =
        Must("CreatePolicy", {{"PolicyName", "Bound"}, {"PolicyDocument", document}})
            .Text("Policy.Arn");
    Must("PutUserPermissionsBoundary", {{"UserName", "Ann"}, {"PermissionsBoundary", arn}});
  }
};

TEST_F(PrincipalResults, ASourceMayBeAGroupOrARole) {
  Must("CreateRole", {{"RoleName", "r"}, {"AssumeRolePolicyDocument", std::string(kTrustAccount)}});
  Must("PutRolePolicy", {{"RoleName", "r"}, {"PolicyName", "p"}, {"PolicyDocument", kRead}});
  const auto decision = [&](const std::string& source, const std::string& action) {
    return Decision(Call("SimulatePrincipalPolicy", {{"PolicySourceArn", Arn(source)},
                                                     {"ActionNames.member.1", action},
                                                     {"ResourceArns.member.1", "*"}}));
  };
  EXPECT_EQ(decision("group/readers", "iam:ListUsers"), "allowed");
  EXPECT_EQ(decision("group/readers", "iam:CreateUser"), "implicitDeny");
  EXPECT_EQ(decision("role/r", "s3:GetObjectAcl"), "explicitDeny");
}

TEST_F(PrincipalResults, ASourceIsFoundByNameWhateverPathIsGiven) {
  // Ask() gives a path that Ann hasn't, and her name in another case.
  EXPECT_EQ(Decision(Ask("s3:GetObject", "arn:aws:s3:::b/k")), "allowed");
}

TEST_F(PrincipalResults, GivenPoliciesAreAddedToTheAttachedOnes) {
  EXPECT_EQ(Decision(Ask("sqs:SendMessage", "arn:aws:sqs:eu-west-1:111122223333:q")),
            "implicitDeny");
  EXPECT_EQ(Decision(Ask("sqs:SendMessage", "arn:aws:sqs:eu-west-1:111122223333:q",
                         {{"PolicyInputList.member.1", std::string(kAllowAll)}})),
            "allowed");
}

TEST_F(PrincipalResults, AGivenBoundaryReplacesTheAttachedOne) {
  Bound(kEc2Only);
  EXPECT_EQ(Decision(Ask("s3:GetObject", "arn:aws:s3:::b/k")), "implicitDeny");
  EXPECT_EQ(
      Decision(Ask("s3:GetObject", "arn:aws:s3:::b/k", {{kBoundary, std::string(kAllowAll)}})),
      "allowed");
}

TEST_F(PrincipalResults, TheCallerDefaultsToTheSource) {
  const std::string policy =
      If(R"("ArnEquals":{"aws:PrincipalArn":"arn:aws:iam::111122223333:user/Ann"},)"
         R"("StringEquals":{"aws:username":"Ann"})");
  EXPECT_EQ(Decision(Ask("sqs:SendMessage", "*", {{"PolicyInputList.member.1", policy}})),
            "allowed");
  EXPECT_EQ(Decision(Ask("sqs:SendMessage", "*",
                         {{"PolicyInputList.member.1", policy}, {"CallerArn", Arn("user/Bob")}})),
            "implicitDeny");
}

TEST_F(PrincipalResults, InlinePoliciesAreNamedByKindAndHolderManagedOnesBare) {
  Must("PutGroupPolicy",
       {{"GroupName", "readers"}, {"PolicyName", "more"}, {"PolicyDocument", kRead}});
  const Answer both = Ask("s3:GetObject", "arn:aws:s3:::b/k");
  EXPECT_EQ(both.Text(Of("MatchedStatements.0.SourcePolicyId")), "user_Ann_given");
  EXPECT_EQ(both.Text(Of("MatchedStatements.1.SourcePolicyId")), "group_readers_more");
  EXPECT_EQ(Ask("iam:GetUser", Arn("user/Ann")).Text(Of("MatchedStatements.0.SourcePolicyId")),
            "IAMReadOnlyAccess");
}

TEST_F(PrincipalResults, TellOfOrganizationsForMembers) {
  EXPECT_EQ(Ask("iam:GetUser", Arn("user/Ann")).Text(detail_), "(absent)");
  Organize();
  EXPECT_EQ(Ask("iam:GetUser", Arn("user/Ann")).Text(detail_), "true");
  const Answer denied = Ask("s3:GetObject", "arn:aws:s3:::b/k");
  EXPECT_EQ(Decision(denied), "explicitDeny");
  EXPECT_EQ(denied.Text(detail_), "false");
}

TEST_F(PrincipalResults, PoliciesAreExcludedByType) {
  EXPECT_EQ(Without({{"PolicyType", "inline"}}), "implicitDeny");
  EXPECT_EQ(Without({{"PolicyType", "aws-managed"}}), "allowed");
  NewManaged("/");
  EXPECT_EQ(Without({{"PolicyType", "inline"}}), "allowed");
  EXPECT_EQ(Without({{"PolicyType", "user-managed"}}), "implicitDeny");
}

TEST_F(PrincipalResults, RcpsAreExcludedWithoutEffect) {
  EXPECT_EQ(Without({{"PolicyType", "rcp"}}), "allowed");
}

TEST_F(PrincipalResults, AnExcludedBoundaryDropsItsDetail) {
  Bound(kEc2Only);
  const Parameters boundary = {{"PolicyExclusionList.member.1.PolicyType", "permission-boundary"}};
  const Answer answer = Ask("s3:GetObject", "arn:aws:s3:::b/k", boundary);
  EXPECT_EQ(Decision(answer), "allowed");
  EXPECT_FALSE(answer.Has(Of("PermissionsBoundaryDecisionDetail")));
}

TEST_F(PrincipalResults, ExcludedScpsDropTheirDetail) {
  Organize();
  const Answer answer =
      Ask("s3:GetObject", "arn:aws:s3:::b/k", {{"PolicyExclusionList.member.1.PolicyType", "scp"}});
  EXPECT_EQ(Decision(answer), "allowed");
  EXPECT_FALSE(answer.Has(Of("OrganizationsDecisionDetail")));
}

TEST_F(PrincipalResults, AnArnExcludesWithoutPathOnly) {
  const std::string arn = NewManaged("/team/");
  EXPECT_EQ(Without({{"PolicyArn", arn}}), "allowed");
  EXPECT_EQ(Without({{"PolicyArn", Arn("policy/Reads")}}), "implicitDeny");
}

TEST_F(PrincipalResults, AnArnNeverExcludesABoundary) {
  Bound(kEc2Only);
  EXPECT_EQ(Without({{"PolicyArn", Arn("policy/Bound")}}), "implicitDeny");
}

TEST_F(PrincipalResults, AnInlinePolicyIsExcludedByItsNameAndHolder) {
  const std::string id = "InlinePolicyIdentifier.";
  const auto excluded = [&](const std::string& policy, const std::string& type,
                            const std::string& owner) {
    return Without({{id + "PolicyName", policy},
                    {id + "AttachmentType", type},
                    {id + "AttachmentName", owner}});
  };
  EXPECT_EQ(excluded("given", "user", "Ann"), "implicitDeny");
  EXPECT_EQ(excluded("given", "user", "An*"), "implicitDeny");
  EXPECT_EQ(excluded("given", "user", "An?"), "implicitDeny");
  EXPECT_EQ(excluded("given", "user", "Bo*"), "allowed");
  EXPECT_EQ(excluded("given", "group", "Ann"), "allowed");
  EXPECT_EQ(excluded("other", "user", "Ann"), "allowed");
}

TEST_F(PrincipalResults, WildcardsStandAtTheEndOfTheHoldersNameOnly) {
  const std::string id = "InlinePolicyIdentifier.";
  const auto refused = [&](const std::string& policy, const std::string& owner) {
    return Without({{id + "PolicyName", policy},
                    {id + "AttachmentType", "user"},
                    {id + "AttachmentName", owner}})
        .starts_with("InvalidInput");
  };
  EXPECT_TRUE(refused("given", "*"));
  EXPECT_TRUE(refused("given", "A*n"));
  EXPECT_TRUE(refused("given", "An**"));
  EXPECT_TRUE(refused("giv*", "Ann"));
  EXPECT_TRUE(refused("give?", "Ann"));
}

TEST_F(PrincipalResults, GivenPoliciesSurviveExclusion) {
  EXPECT_EQ(Decision(Ask("sqs:SendMessage", "*",
                         {{"PolicyInputList.member.1", std::string(kAllowAll)},
                          {"PolicyExclusionList.member.1.PolicyType", "inline"},
                          {"PolicyExclusionList.member.2.PolicyType", "user-managed"}})),
            "allowed");
}

}  // namespace
}  // namespace mockaws
