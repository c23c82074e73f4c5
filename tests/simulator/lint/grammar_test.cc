#include "simulator/lint/grammar.h"

#include <gtest/gtest.h>

namespace simulator {
namespace {

using policy_engine::PolicyType;

constexpr std::string_view kIdentity =
    R"({"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:*","Resource":"*"}})";
constexpr std::string_view kTrust =
    R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow",)"
    R"("Principal":{"AWS":"111122223333"},"Action":"sts:AssumeRole"}]})";

TEST(Grammar, GoodDocumentsHaveNoFault) {
  EXPECT_TRUE(CheckGrammar(kIdentity, std::nullopt).faults.empty());
  EXPECT_TRUE(CheckGrammar(kTrust, std::nullopt).faults.empty());
}

TEST(Grammar, TheTypeFollowsFromTheShape) {
  EXPECT_EQ(GuessPolicyType(kIdentity), PolicyType::kManaged);
  EXPECT_EQ(GuessPolicyType(kTrust), PolicyType::kTrust);
  EXPECT_EQ(GuessPolicyType(R"({"Statement":[{"Principal":"*","Resource":"*"}]})"),
            PolicyType::kResource);
  EXPECT_EQ(GuessPolicyType("no json"), PolicyType::kManaged);
}

// The opening brace got lost in copying.
TEST(Grammar, ALostOpeningBraceIsFoundWhereTheTextStopsBeingJson) {
  const std::string pasted =
      "    \"Version\": \"2012-10-17\",\n"
      "    \"Statement\": [\n"
      "        {\"Effect\": \"Allow\", \"Action\": \"s3:GetObject\", \"Resource\": \"*\"}\n"
      "    ]\n"
      "}\n";
  const GrammarResult result = CheckGrammar(pasted, std::nullopt);
  ASSERT_FALSE(result.faults.empty());
  EXPECT_EQ(result.faults[0].position.line, 1U);
  EXPECT_EQ(result.faults[0].position.column, 14U);
  EXPECT_EQ(result.faults[0].aws_message, "Syntax errors in policy.");
  // IAM says it otherwise of trust policies.
  EXPECT_EQ(CheckGrammar(pasted, PolicyType::kTrust).faults.at(0).aws_message,
            "This policy contains invalid Json");
}

TEST(Grammar, UnknownServicesAreFaults) {
  const GrammarResult result = CheckGrammar(
      R"({"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s4:*","Resource":"*"}})",
      std::nullopt);
  ASSERT_EQ(result.faults.size(), 1U);
  EXPECT_EQ(result.faults[0].aws_message, "Vendor s4 is not valid");
}

TEST(Grammar, TypesHaveWords) {
  EXPECT_EQ(PolicyTypeOfWord("trust"), PolicyType::kTrust);
  EXPECT_EQ(PolicyTypeOfWord(""), std::nullopt);
}

}  // namespace
}  // namespace simulator
