#include "mockaws/catalog/managed_policies.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <fstream>
#include <iterator>
#include <set>
#include <thread>

#include "policy_engine/base/json.h"

namespace mockaws {
namespace {

using policy_engine::FormatIso8601;
using policy_engine::Json;
using policy_engine::ParseJson;

TEST(ManagedPolicies, EachPolicyOfTheDataIsThereWithItsDocument) {
  std::ifstream file(IAMSIM_SOURCE_DIR "/data/managed_policies.json");
  const std::string text((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  const auto source = ParseJson(text);
  ASSERT_TRUE(source.ok());
  EXPECT_EQ(ManagedPolicyCount(), source->items().size());
  for (const Json& expected : source->items()) {
    const std::string& name = expected.Find("PolicyName")->AsString();
    const std::string& path = expected.Find("Path")->AsString();
    const auto policy = FindManagedPolicy("arn:aws:iam::aws:policy" + path + name);
    ASSERT_TRUE(policy) << name;
    EXPECT_EQ(policy->name, name);
    EXPECT_EQ(policy->path, path);
    EXPECT_EQ(policy->default_version_id, expected.Find("DefaultVersionId")->AsString());
    const auto document = ParseJson(*ManagedPolicyDocument(*policy));
    ASSERT_TRUE(document.ok()) << name;
    EXPECT_EQ(*document, *expected.Find("Document")) << name;
  }
}

TEST(ManagedPolicies, CarryTheirDates) {
  const auto policy = FindManagedPolicy("arn:aws:iam::aws:policy/PowerUserAccess");
  ASSERT_TRUE(policy);
  EXPECT_EQ(policy->default_version_id, "v12");
  EXPECT_EQ(FormatIso8601(policy->create_date), "2015-02-06T18:39:47Z");
  EXPECT_EQ(FormatIso8601(policy->update_date), "2026-02-12T17:59:14Z");
}

TEST(ManagedPolicies, AreNumberedByName) {
  std::string before;
  for (size_t i = 0; i < ManagedPolicyCount(); ++i) {
    const ManagedPolicy policy = ManagedPolicyAt(i);
    EXPECT_EQ(policy.index, i);
    EXPECT_LT(strcasecmp(before.c_str(), std::string(policy.name).c_str()), 0) << policy.name;
    before = policy.name;
  }
}

TEST(ManagedPolicies, IdsAreUniqueAndOfAwsForm) {
  std::set<std::string_view> ids;
  for (size_t i = 0; i < ManagedPolicyCount(); ++i) {
    const ManagedPolicy policy = ManagedPolicyAt(i);
    EXPECT_TRUE(ids.insert(policy.id).second) << policy.id;
    EXPECT_EQ(policy.id.size(), 21u);
    EXPECT_EQ(policy.id.substr(0, 4), "ANPA");
    EXPECT_EQ(policy.id.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"),
              std::string_view::npos);
  }
}

TEST(ManagedPolicies, ArnsMatchExactlyAndNamesInAnyCase) {
  EXPECT_FALSE(FindManagedPolicy("arn:aws:iam::aws:policy/poweruseraccess"));
  EXPECT_FALSE(FindManagedPolicy("arn:aws:iam::111122223333:policy/PowerUserAccess"));
  EXPECT_FALSE(FindManagedPolicy("arn:aws:iam::aws:policy/Billing"));
  EXPECT_TRUE(FindManagedPolicy("arn:aws:iam::aws:policy/job-function/Billing"));
  EXPECT_FALSE(FindManagedPolicy("PowerUserAccess"));
  EXPECT_FALSE(FindManagedPolicy(""));
  EXPECT_EQ(FindManagedPolicyByName("readonlyaccess")->name, "ReadOnlyAccess");
  EXPECT_FALSE(FindManagedPolicyByName("NoSuchPolicy"));
}

TEST(ManagedPolicies, OnlyServiceLinkedRolesAndRootTasksPoliciesAreReserved) {
  EXPECT_FALSE(FindManagedPolicyByName("AdministratorAccess")->reserved());
  EXPECT_FALSE(FindManagedPolicyByName("AWSLambdaBasicExecutionRole")->reserved());
  EXPECT_TRUE(FindManagedPolicyByName("AWSSupportServiceRolePolicy")->reserved());
  EXPECT_TRUE(FindManagedPolicyByName("IAMAuditRootUserCredentials")->reserved());
}

TEST(ManagedPolicyDocument, IsSharedByThreadsThatHoldIt) {
  const auto policy = FindManagedPolicyByName("ReadOnlyAccess");
  ASSERT_TRUE(policy);
  const auto held = ManagedPolicyDocument(*policy);
  std::vector<std::thread> threads;
  threads.reserve(4);
  std::atomic<int> same{0};
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&] {
      if (ManagedPolicyDocument(*policy) == held) ++same;
      for (size_t j = 0; j < 50; ++j) ManagedPolicyDocument(ManagedPolicyAt(j));
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(same, 4);
}

std::vector<std::string_view> NamesFound(std::string_view words) {
  std::vector<std::string_view> names;
  for (const ManagedPolicy& policy : SearchManagedPolicies(words)) names.push_back(policy.name);
  return names;
}

TEST(SearchManagedPolicies, FindsWordsInAnyCaseAndOrder) {
  EXPECT_THAT(NamesFound("power"), testing::Contains("PowerUserAccess"));
  EXPECT_THAT(NamesFound("readonly"), testing::Contains("ReadOnlyAccess"));
  EXPECT_THAT(NamesFound("readonly EC2"), testing::Contains("AmazonEC2ReadOnlyAccess"));
  EXPECT_THAT(NamesFound("ec2  read only"), testing::Contains("AmazonEC2ReadOnlyAccess"));
  EXPECT_THAT(NamesFound("ec2 readonly"), testing::Not(testing::Contains("AmazonEC2FullAccess")));
}

TEST(SearchManagedPolicies, FindsServicesThatOnlyTheSummaryNames) {
  EXPECT_THAT(NamesFound("full access to all services"), testing::Contains("AdministratorAccess"));
  // Not "Amazon Bedrock Powered by AWS Mantle", whose word is another.
  EXPECT_THAT(NamesFound("power"), testing::Not(testing::Contains("AmazonBedrockFullAccess")));
}

TEST(SearchManagedPolicies, PutsMatchesOfTheNameFirst) {
  const auto names = NamesFound("security token");
  for (size_t i = 1; i < names.size(); ++i) {
    const auto in_name = [](std::string_view name) {
      return name.find("Security") != name.npos && name.find("Token") != name.npos;
    };
    EXPECT_GE(in_name(names[i - 1]), in_name(names[i]));
  }
}

TEST(SearchManagedPolicies, FindsNothingWithoutWords) {
  EXPECT_TRUE(NamesFound("").empty());
  EXPECT_TRUE(NamesFound("  ").empty());
  EXPECT_TRUE(NamesFound("zebra-crossing").empty());
}

}  // namespace
}  // namespace mockaws
