#include "tests/mockaws/iam/simulation_fixture.h"

namespace mockaws {
namespace {

TEST_F(SimulationTest, AllowedDeniedAndNeither) {
  EXPECT_EQ(Decision(Simulate(Question(kRead, "s3:GetObject", "arn:aws:s3:::b/k"))), "allowed");
  EXPECT_EQ(Decision(Simulate(Question(kRead, "s3:GetObjectAcl", "arn:aws:s3:::b/k"))),
            "explicitDeny");
  EXPECT_EQ(Decision(Simulate(Question(kRead, "s3:PutObject", "arn:aws:s3:::b/k"))),
            "implicitDeny");
  EXPECT_EQ(Decision(Simulate(Question(kRead, "s3:GetObject"))), "implicitDeny");
}

TEST_F(SimulationTest, AnEmptyPolicyListIsImplicitDeny) {
  EXPECT_EQ(Decision(Simulate({{"PolicyInputList", ""}, {"ActionNames.member.1", "s3:GetObject"}})),
            "implicitDeny");
}

TEST_F(SimulationTest, MatchedStatementsTellPolicyAndPosition) {
  const Answer answer = Simulate(Question(kRead, "s3:GetObjectAcl", "arn:aws:s3:::b/k"));
  const std::string first = "EvaluationResults.0.MatchedStatements.0.";
  EXPECT_EQ(answer.Count("EvaluationResults.0.MatchedStatements"), 1);
  EXPECT_EQ(answer.Text(first + "SourcePolicyId"), "PolicyInputList.1");
  EXPECT_EQ(answer.Text(first + "SourcePolicyType"), "IAM Policy");
  EXPECT_EQ(answer.Text(first + "StartPosition.Line"), "1");
  EXPECT_EQ(answer.Text(first + "StartPosition.Column"),
            std::to_string(kRead.find(R"(,{"Effect":"Deny")") + 1));
  EXPECT_EQ(answer.Text(first + "EndPosition.Column"), std::to_string(kRead.size() - 1));
  EXPECT_EQ(answer.Members("EvaluationResults.0"),
            "EvalActionName EvalResourceName EvalDecision MatchedStatements MissingContextValues "
            "EvalDecisionDetails ResourceSpecificResults");
}

TEST_F(SimulationTest, SeveralResourcesShareOneResultWithTheStrictestDecision) {
  Parameters question = Question(kRead, "s3:GetObject", "arn:aws:s3:::b/k");
  question.push_back({"ResourceArns.member.2", "arn:aws:s3:::other/k"});
  const Answer answer = Simulate(question);
  EXPECT_EQ(answer.Count("EvaluationResults"), 1);
  EXPECT_EQ(Decision(answer), "implicitDeny");
  EXPECT_EQ(answer.Text("EvaluationResults.0.EvalResourceName"),
            "arn:aws:s3:::${BucketName}/${KeyName}");
  // The union over the resources.
  EXPECT_EQ(answer.Count("EvaluationResults.0.MatchedStatements"), 1);
  const std::string specific = "EvaluationResults.0.ResourceSpecificResults.";
  EXPECT_EQ(answer.Text(specific + "0.EvalResourceDecision"), "allowed");
  EXPECT_EQ(answer.Text(specific + "1.EvalResourceDecision"), "implicitDeny");
}

TEST_F(SimulationTest, MissingContextValuesAreToldOnImplicitDenyOnly) {
  const std::string policy =
      R"({"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:GetObject",)"
      R"("Resource":"*","Condition":{"StringEquals":{"aws:SourceVpc":"v","aws:userid":"u"}}}})";
  const Answer missing = Simulate(Question(policy, "s3:GetObject"));
  EXPECT_EQ(missing.Count("EvaluationResults.0.MissingContextValues"), 2);
  const Parameters given = {{"ContextEntries.member.1.ContextKeyName", "aws:sourcevpc"},
                            {"ContextEntries.member.1.ContextKeyType", "string"},
                            {"ContextEntries.member.1.ContextKeyValues.member.1", "v"},
                            {"ContextEntries.member.2.ContextKeyName", "aws:userid"},
                            {"ContextEntries.member.2.ContextKeyType", "string"},
                            {"ContextEntries.member.2.ContextKeyValues.member.1", "u"}};
  const Answer allowed = Simulate(Question(policy, "s3:GetObject"), given);
  EXPECT_EQ(Decision(allowed), "allowed");
  EXPECT_EQ(allowed.Count("EvaluationResults.0.MissingContextValues"), 0);
}

TEST_F(SimulationTest, ContextEntriesAreChecked) {
  const auto entry = [](const std::string& key, const std::string& type,
                        const std::vector<std::string>& values) {
    Parameters parameters;
    const std::string prefix = "ContextEntries.member.1.";
    if (!key.empty()) parameters.push_back({prefix + "ContextKeyName", key});
    if (!type.empty()) parameters.push_back({prefix + "ContextKeyType", type});
    for (size_t i = 0; i < values.size(); ++i) {
      parameters.push_back(
          {prefix + "ContextKeyValues.member." + std::to_string(i + 1), values[i]});
    }
    return parameters;
  };
  const auto number = "Invalid context value for key a:key: expected numeric format.";
  const struct {
    Parameters entry;
    std::string outcome;
  } kCases[] = {
      {entry("a:key", "", {"v"}), "Context key a:key has invalid type null."},
      {entry("a:key", "string", {}),
       "Context values for context key a:key cannot be null or empty."},
      {entry("", "string", {"v"}), "ContextKeyName cannot be null or empty."},
      {entry("a:key", "string", {"v", "w"}),
       "Context key string expected a single value, but received 2."},
      {entry("a:key", "numeric", {"0x10"}), number},
      {entry("a:key", "numeric", {" 1 "}), number},
      {entry("a:key", "numeric", {"Infinity"}), number},
      {entry("a:key", "numeric", {"1e9999"}), ""},
      {entry("a:key", "numericList", {"01.00", "+1"}), ""},
      {entry("a:key", "date", {"2035"}), ""},
      {entry("a:key", "date", {"tomorrow"}),
       "Invalid context value for key a:key: expected DateTime format."},
      {entry("a:key", "ip", {"1.2.3"}),
       "Invalid context value for key a:key: expected IP address."},
      {entry("a:key", "binary", {"?"}),
       "Invalid context value for key a:key: expected base-64 encoded binary format."},
      {entry("a:key", "boolean", {"any text"}), ""},
  };
  for (const auto& c : kCases) {
    const Answer answer = Simulate(Question(kRead, "s3:GetObject"), c.entry);
    EXPECT_OUTCOME(answer, c.outcome.empty() ? "ok" : "InvalidInput (400): " + c.outcome);
  }
}

TEST_F(SimulationTest, BadInputsAreToldInAwsWords) {
  EXPECT_OUTCOME(Simulate(Question("{", "s3:GetObject")),
                 "InvalidInput (400): Policy input list item 1 has invalid content");
  EXPECT_OUTCOME(Simulate(Question(kRead, "GetObject")),
                 "InvalidInput (400): The action is invalid since it is missing names");
  EXPECT_OUTCOME(Simulate(Question(kRead, "s3:GetObject", "arn:aws:s3:::")),
                 "InvalidInput (400): ResourceNames are not in a valid ARN format: arn:aws:s3:::.");
  Parameters mixed = Question(kRead, "s3:GetObject", "arn:aws:s3:::b/k");
  mixed.push_back({"ActionNames.member.2", "s3:Nonsense"});
  EXPECT_OUTCOME(Simulate(mixed),
                 "InvalidInput (400): Invalid Input Actions: [s3:GetObject] and [s3:Nonsense] "
                 "require different authorization information. ");
  EXPECT_OUTCOME(Simulate(Question(kRead, "s3:GetObject"), {{"ResourceOwner", "111122223333"}}),
                 "InvalidInput (400): '111122223333' is not a valid as a Resource Owner.");
  EXPECT_OUTCOME(Simulate(Question(kRead, "s3:GetObject"), {{"CallerArn", Arn("root")}}),
                 "InvalidInput (400): Invalid caller - Caller must be an IAM user, role or group "
                 "in this context.");
  EXPECT_OUTCOME(Simulate(Question(kRead, "s3:GetObject"), {{"Marker", "x"}}),
                 "InvalidInput (400): Invalid marker for pagination.");
}

TEST_F(SimulationTest, AResourceOfAnotherTypeIsNeverAllowed) {
  const std::string all(kAllowAll);
  EXPECT_EQ(Decision(Simulate(Question(all, "s3:GetObject", Arn("user/u")))), "implicitDeny");
  EXPECT_EQ(Decision(Simulate(Question(all, "iam:ListUsers", Arn("role/r")))), "implicitDeny");
  EXPECT_EQ(Decision(Simulate(Question(all, "iam:GetUser", Arn("user/path/u")))), "allowed");
}

TEST_F(SimulationTest, ABoundaryMustAllowToo) {
  const std::string boundary =
      R"({"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"ec2:*","Resource":"*"}})";
  const Parameters bounded = {{"PermissionsBoundaryPolicyInputList.member.1", boundary}};
  const Answer answer = Simulate(Question(std::string(kAllowAll), "s3:GetObject"), bounded);
  EXPECT_EQ(Decision(answer), "implicitDeny");
  EXPECT_EQ(answer.Text("EvaluationResults.0.PermissionsBoundaryDecisionDetail."
                        "AllowedByPermissionsBoundary"),
            "false");
}

TEST_F(SimulationTest, AResourcePolicySufficesInOneAccountAndNotAcross) {
  const std::string bucket =
      R"({"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"AWS":)"
      R"("arn:aws:iam::111122223333:user/u"},"Action":"s3:GetObject",)"
      R"("Resource":"arn:aws:s3:::b/*"}})";
  const std::string nothing =
      R"({"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"ec2:*","Resource":"*"}})";
  const Parameters question = Question(nothing, "s3:GetObject", "arn:aws:s3:::b/k");
  EXPECT_OUTCOME(Simulate(question, {{"ResourcePolicy", bucket}}),
                 "InvalidInput (400): Invalid caller - Caller cannot be null or empty.");
  const Parameters same = {{"ResourcePolicy", bucket}, {"CallerArn", Arn("user/u")}};
  const Answer allowed = Simulate(question, same);
  EXPECT_EQ(Decision(allowed), "allowed");
  EXPECT_EQ(allowed.Text("EvaluationResults.0.MatchedStatements.0.SourcePolicyId"),
            "ResourcePolicy");
  Parameters across = same;
  across.push_back({"ResourceOwner", "arn:aws:iam::444455556666:root"});
  const Answer refused = Simulate(question, across);
  EXPECT_EQ(Decision(refused), "implicitDeny");
  EXPECT_EQ(refused.Entry("EvaluationResults.0.EvalDecisionDetails", "IAM Policy"), "implicitDeny");
  EXPECT_EQ(refused.Entry("EvaluationResults.0.EvalDecisionDetails", "Resource Policy"), "allowed");
}

TEST_F(SimulationTest, EachLevelOfTheOrganizationMustAllow) {
  const std::string list = "OrderedOrganizationPolicyInputList.member.";
  const std::string inner = ".ServiceControlPolicyInputList.member.1";
  const std::string only_ec2 =
      R"({"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"ec2:*","Resource":"*"}})";
  const Answer answer =
      Simulate(Question(std::string(kAllowAll), "s3:GetObject"),
               {{list + "1" + inner, std::string(kAllowAll)}, {list + "2" + inner, only_ec2}});
  EXPECT_EQ(Decision(answer), "implicitDeny");
  EXPECT_EQ(answer.Text("EvaluationResults.0.OrganizationsDecisionDetail.AllowedByOrganizations"),
            "false");
  EXPECT_EQ(answer.Count("EvaluationResults.0.MatchedStatements"), 0);
}

TEST_F(SimulationTest, PagesCountActions) {
  Parameters question = Question(kRead, "s3:GetObject");
  question.push_back({"ActionNames.member.2", "s3:PutObject"});
  question.push_back({"ActionNames.member.3", "s3:GetObject"});
  const Answer first = Simulate(question, {{"MaxItems", "2"}});
  EXPECT_EQ(first.Count("EvaluationResults"), 2);
  EXPECT_EQ(first.Text("IsTruncated"), "true");
  const Answer second = Simulate(question, {{"MaxItems", "2"}, {"Marker", first.Text("Marker")}});
  EXPECT_EQ(second.Count("EvaluationResults"), 1);
  EXPECT_EQ(second.Text("IsTruncated"), "false");
  EXPECT_EQ(Simulate(question, {{"Marker", "99"}}).Count("EvaluationResults"), 0);
}

TEST_F(PrincipalSimulationTest, HeldPoliciesAreNamedByTheirHolder) {
  const Answer own = Ask("s3:GetObject", "arn:aws:s3:::b/k");
  EXPECT_EQ(Decision(own), "allowed");
  EXPECT_EQ(own.Text("EvaluationResults.0.MatchedStatements.0.SourcePolicyId"), "user_Ann_given");
  const Answer groups = Ask("iam:GetUser", Arn("user/Ann"));
  EXPECT_EQ(Decision(groups), "allowed");
  EXPECT_EQ(groups.Text("EvaluationResults.0.MatchedStatements.0.SourcePolicyId"),
            "IAMReadOnlyAccess");
}

TEST_F(PrincipalSimulationTest, ExcludedPoliciesDontCount) {
  const std::string list = "PolicyExclusionList.member.1.";
  const std::string identifier = list + "InlinePolicyIdentifier.";
  const struct {
    Parameters exclusion;
    std::string s3;
    std::string iam;
  } kCases[] = {
      {{{list + "PolicyType", "inline"}}, "implicitDeny", "allowed"},
      {{{list + "PolicyType", "aws-managed"}}, "allowed", "implicitDeny"},
      {{{list + "PolicyArn", "arn:aws:iam::aws:policy/IAMReadOnly*"}}, "allowed", "implicitDeny"},
      {{{identifier + "PolicyName", "given"},
        {identifier + "AttachmentType", "user"},
        {identifier + "AttachmentName", "An*"}},
       "implicitDeny",
       "allowed"},
  };
  for (const auto& c : kCases) {
    EXPECT_EQ(Decision(Ask("s3:GetObject", "arn:aws:s3:::b/k", c.exclusion)), c.s3);
    EXPECT_EQ(Decision(Ask("iam:GetUser", Arn("user/Ann"), c.exclusion)), c.iam);
  }
}

TEST_F(PrincipalSimulationTest, UnknownAndMalformedSourcesAreRefused) {
  const Parameters action = {{"ActionNames.member.1", "s3:GetObject"}};
  const auto of = [&](const std::string& arn) {
    Parameters parameters = action;
    parameters.push_back({"PolicySourceArn", arn});
    return Call("SimulatePrincipalPolicy", parameters);
  };
  EXPECT_EQ(of(Arn("user/nobody")).code, "NoSuchEntity");
  EXPECT_EQ(of("nonsense-of-twenty-letters").code, "InvalidInput");
}

TEST_F(PrincipalSimulationTest, ContextKeysComeFromConditionsAndVariables) {
  const std::string policy =
      R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*",)"
      R"("Resource":"arn:aws:s3:::${aws:username}/*","Condition":{"Bool":)"
      R"({"aws:SecureTransport":"true"}}},{"Effect":"Deny"}]})";
  const Answer custom =
      Must("GetContextKeysForCustomPolicy",
           {{"PolicyInputList.member.1", policy}, {"PolicyInputList.member.2", policy}});
  EXPECT_EQ(custom.Count("ContextKeyNames"), 4);  // repeats are dropped inside a document only
  EXPECT_EQ(Call("GetContextKeysForCustomPolicy", {{"PolicyInputList.member.1", "{"}}).code,
            "InvalidInput");
  const Answer principal =
      Must("GetContextKeysForPrincipalPolicy",
           {{"PolicySourceArn", Arn("user/Ann")}, {"PolicyInputList.member.1", policy}});
  EXPECT_EQ(principal.Count("ContextKeyNames"), 2);
}

}  // namespace
}  // namespace mockaws
