#include "mockaws/catalog/pack/policy_summary.h"

#include <gtest/gtest.h>

namespace mockaws {
namespace {

using policy_engine::Json;
using policy_engine::ParseJson;

std::string Summary(const std::string& statements) {
  const auto services = ParseJson(R"({
    "s3":{"name":"Amazon S3",
      "actions":{"GetObject":{"level":"Read"},"PutObject":{"level":"Write"}}},
    "ec2":{"name":"Amazon EC2","actions":{"DescribeVpcs":{"level":"List"},
      "RunInstances":{"level":"Write"},"StopInstances":{"level":"Write"}}},
    "iam":{"name":"IAM","actions":{"CreateUser":{"level":"Write"}}},
    "sqs":{"name":"Amazon SQS","actions":{"SendMessage":{"level":"Write"}}}})");
  const auto document = ParseJson(R"({"Statement":)" + statements + "}");
  EXPECT_TRUE(services.ok());
  EXPECT_TRUE(document.ok());
  return PolicySummarizer(*services).Summarize(*document);
}

std::string Allowing(const std::string& actions) {
  return Summary(R"([{"Effect":"Allow","Action":)" + actions + R"(,"Resource":"*"}])");
}

TEST(PolicySummary, TellsFullWriteAndReadAccessApart) {
  EXPECT_EQ(Allowing(R"("*")"), "Full access to all services.");
  EXPECT_EQ(Allowing(R"(["S3:*","ec2:describe*","iam:CreateUser"])"),
            "Full access to Amazon S3; write access to IAM; read access to Amazon EC2.");
  EXPECT_EQ(Allowing(R"(["s3:*Object"])"), "Read and write access to Amazon S3.");
}

TEST(PolicySummary, NamesThreeServicesThoseWithMostActionsFirst) {
  EXPECT_EQ(Allowing(R"(["sqs:*","iam:*","s3:*","ec2:*"])"),
            "Full access to Amazon EC2, Amazon S3, IAM and 1 more.");
  EXPECT_EQ(Allowing(R"(["s3:*","ec2:*"])"), "Full access to Amazon EC2 and Amazon S3.");
}

TEST(PolicySummary, GuessesTheLevelOfUnknownActionsByTheirVerb) {
  EXPECT_EQ(Allowing(R"(["gone:GetThing"])"), "Read access to gone.");
  EXPECT_EQ(Allowing(R"(["gone:MakeThing"])"), "Write access to gone.");
}

TEST(PolicySummary, TellsExceptions) {
  EXPECT_EQ(Summary(R"([{"Effect":"Allow","NotAction":["iam:*","ec2:*"],"Resource":"*"},
                        {"Effect":"Allow","Action":["s3:GetObject","ec2:DescribeVpcs"],
                         "Resource":"*"}])"),
            "Full access to all services but Amazon EC2 and IAM, of those read access to "
            "Amazon EC2.");
}

TEST(PolicySummary, TellsDenials) {
  EXPECT_EQ(Summary(R"({"Effect":"Deny","Action":"*","Resource":"*"})"),
            "Denies actions of any service.");
  EXPECT_EQ(Summary(R"([{"Effect":"Allow","Action":"s3:*","Resource":"*"},
                        {"Effect":"Deny","Action":"s3:PutObject","Resource":"*"}])"),
            "Full access to Amazon S3; denies actions of Amazon S3.");
}

}  // namespace
}  // namespace mockaws
