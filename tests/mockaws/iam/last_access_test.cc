#include "tests/mockaws/iam/iam_fixture.h"

namespace mockaws {
namespace {

const std::string kIamAndS3 =
    R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["iam:Get*","iam:List*",)"
    R"("s3:*"],"Resource":"*"},{"Effect":"Deny","Action":"iam:ListUsers","Resource":"*"},)"
    R"({"Effect":"Deny","Action":"s3:*","Resource":"*","Condition":{"Bool":)"
    R"({"aws:SecureTransport":"false"}}}]})";

class LastAccessTest : public IamTest {
 protected:
  std::string Generate(const std::string& arn, const Parameters& more = {}) {
    Parameters parameters = {{"Arn", arn}};
    parameters.insert(parameters.end(), more.begin(), more.end());
    return Must("GenerateServiceLastAccessedDetails", parameters).Text("JobId");
  }
  Answer Get(const std::string& job) {
    Must("GetServiceLastAccessedDetails", {{"JobId", job}});
    return Must("GetServiceLastAccessedDetails", {{"JobId", job}});
  }
};

TEST_F(LastAccessTest, AJobRunsThenTellsWhatWasUsed) {
  const SigningCredentials ann = NewUser("Ann", kIamAndS3);
  EXPECT_OUTCOME(Call("GetAccountSummary", {}, ann), "ok");
  const std::string job = Generate(Arn("user/Ann"));
  EXPECT_EQ(job.size(), 36u);
  EXPECT_EQ(Must("GetServiceLastAccessedDetails", {{"JobId", job}}).Members(""),
            "JobStatus JobCreationDate IsTruncated");
  const Answer done = Must("GetServiceLastAccessedDetails", {{"JobId", job}});
  EXPECT_EQ(done.Text("JobStatus"), "COMPLETED");
  EXPECT_EQ(done.Text("JobType"), "SERVICE_LEVEL");
  EXPECT_EQ(done.Count("ServicesLastAccessed"), 2);
  EXPECT_EQ(done.Text("ServicesLastAccessed.0.ServiceNamespace"), "iam");
  EXPECT_EQ(done.Text("ServicesLastAccessed.0.LastAuthenticatedEntity"), Arn("user/Ann"));
  EXPECT_EQ(done.Text("ServicesLastAccessed.0.LastAuthenticated"), "2026-01-02T03:04:05.000Z");
  EXPECT_EQ(done.Text("ServicesLastAccessed.0.TotalAuthenticatedEntities"), "1");
  EXPECT_EQ(done.Members("ServicesLastAccessed.1"),
            "ServiceName ServiceNamespace TotalAuthenticatedEntities");
}

TEST_F(LastAccessTest, ActionsAreToldOneByOneAndUnconditionalDeniesTakeAway) {
  const SigningCredentials ann = NewUser("Ann", kIamAndS3);
  EXPECT_OUTCOME(Call("GetAccountSummary", {}, ann), "ok");
  const Answer done = Get(Generate(Arn("user/Ann"), {{"Granularity", "ACTION_LEVEL"}}));
  EXPECT_EQ(done.Text("JobType"), "ACTION_LEVEL");
  EXPECT_TRUE(done.body.find("<ActionName>ListRoles</ActionName>") != std::string::npos);
  EXPECT_TRUE(done.body.find("<ActionName>ListUsers</ActionName>") == std::string::npos);
  EXPECT_TRUE(done.body.find("<LastAccessedEntity>" + Arn("user/Ann")) != std::string::npos);
}

TEST_F(LastAccessTest, EntitiesOfAGroupAndOfAPolicy) {
  const SigningCredentials ann = NewUser("Ann");
  NewUser("Ben");
  Must("CreateGroup", {{"GroupName", "g"}});
  const std::string policy = "arn:aws:iam::aws:policy/IAMReadOnlyAccess";
  Must("AttachGroupPolicy", {{"GroupName", "g"}, {"PolicyArn", policy}});
  for (const char* name : {"Ann", "Ben"}) {
    Must("AddUserToGroup", {{"GroupName", "g"}, {"UserName", name}});
  }
  EXPECT_OUTCOME(Call("ListUsers", {}, ann), "ok");
  for (const std::string& arn : {Arn("group/g"), policy}) {
    const std::string job = Generate(arn);
    Get(job);
    const Answer entities = Must("GetServiceLastAccessedDetailsWithEntities",
                                 {{"JobId", job}, {"ServiceNamespace", "iam"}});
    EXPECT_EQ(entities.Count("EntityDetailsList"), 2) << arn;
    EXPECT_EQ(entities.Text("EntityDetailsList.0.EntityInfo.Name"), "Ann");
    EXPECT_TRUE(entities.Has("EntityDetailsList.0.LastAuthenticated"));
    EXPECT_FALSE(entities.Has("EntityDetailsList.1.LastAuthenticated"));
  }
}

TEST_F(LastAccessTest, ResultsAreFrozenAndJobsBelongToTheirMaker) {
  NewUser("Ann", kIamAndS3);
  const std::string job = Generate(Arn("user/Ann"));
  Must("DeleteUserPolicy", {{"UserName", "Ann"}, {"PolicyName", "given"}});
  EXPECT_EQ(Get(job).Count("ServicesLastAccessed"), 2);
  const SigningCredentials other = NewUser("other", std::string(kAllowAll));
  EXPECT_OUTCOME(Call("GetServiceLastAccessedDetails", {{"JobId", job}}, other),
                 "NoSuchEntity (404): Job " + job + " does not exist.");
}

TEST_F(LastAccessTest, PagesAreBoundToTheirJob) {
  NewUser("Ann", kIamAndS3);
  const std::string job = Generate(Arn("user/Ann"));
  Get(job);
  const Answer first = Must("GetServiceLastAccessedDetails", {{"JobId", job}, {"MaxItems", "1"}});
  EXPECT_EQ(first.Text("IsTruncated"), "true");
  const Answer second =
      Must("GetServiceLastAccessedDetails", {{"JobId", job}, {"Marker", first.Text("Marker")}});
  EXPECT_EQ(second.Text("ServicesLastAccessed.0.ServiceNamespace"), "s3");
  const std::string another = Generate(Arn("user/Ann"));
  Get(another);
  EXPECT_OUTCOME(
      Call("GetServiceLastAccessedDetails", {{"JobId", another}, {"Marker", first.Text("Marker")}}),
      "InvalidInput (400): The marker passed in the request was invalid.");
}

TEST_F(LastAccessTest, WhatIsNoEntityOfTheAccountIsRefused) {
  const auto generate = [&](const std::string& arn) {
    return Call("GenerateServiceLastAccessedDetails", {{"Arn", arn}});
  };
  const std::string theirs = "arn:aws:iam::444455556666:user/u";
  EXPECT_OUTCOME(generate(theirs), "AccessDenied (403): User: " + Arn("root") +
                                       " is not authorized to perform the operation on " + theirs);
  EXPECT_OUTCOME(generate(Arn("root")),
                 "InvalidInput (400): Invalid Entity Arn: " + Arn("root") + " is not supported.");
  EXPECT_OUTCOME(generate(Arn("user/none")),
                 "NoSuchEntity (404): ARN " + Arn("user/none") + " does not exist.");
  NewUser("Ann", kIamAndS3);
  const std::string job = Generate(Arn("user/Ann"));
  EXPECT_OUTCOME(Call("GetServiceLastAccessedDetailsWithEntities",
                      {{"JobId", job}, {"ServiceNamespace", "IAM"}}),
                 "InvalidInput (400): Service namepace IAM is either invalid or unsupported.");
}

TEST_F(LastAccessTest, PoliciesGrantingAccessInRequestOrder) {
  NewUser("Ann", kIamAndS3);
  Must("AttachUserPolicy",
       {{"UserName", "Ann"}, {"PolicyArn", "arn:aws:iam::aws:policy/IAMReadOnlyAccess"}});
  const auto list = [&](const std::vector<std::string>& services) {
    Parameters parameters = {{"Arn", Arn("user/Ann")}};
    for (size_t i = 0; i < services.size(); ++i) {
      parameters.push_back({"ServiceNamespaces.member." + std::to_string(i + 1), services[i]});
    }
    return Call("ListPoliciesGrantingServiceAccess", parameters);
  };
  const Answer answer = list({"s3", "iam", "s3", "ec2"});
  const std::string root = "PoliciesGrantingServiceAccess";
  EXPECT_EQ(answer.Count(root), 3);
  EXPECT_EQ(answer.Text(root + ".0.ServiceNamespace"), "s3");
  EXPECT_EQ(answer.Members(root + ".0.Policies.0"), "PolicyName PolicyType EntityType EntityName");
  EXPECT_EQ(answer.Count(root + ".1.Policies"), 2);
  EXPECT_EQ(answer.Count(root + ".2.Policies"), 0);
  EXPECT_OUTCOME(list({"nonsense"}), "InvalidInput (400): Invalid service namespace: [nonsense]");
}

}  // namespace
}  // namespace mockaws
