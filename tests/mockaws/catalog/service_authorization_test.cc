#include "mockaws/catalog/service_authorization.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace mockaws {
namespace {

std::vector<std::string_view> Listed(const Names& names) {
  return std::vector<std::string_view>(names.begin(), names.end());
}

TEST(ServiceAuthorization, HasEveryServiceAndAction) {
  EXPECT_EQ(Services().size(), 456u);
  size_t actions = 0;
  for (const ServiceReference service : Services()) actions += service.actions().size();
  EXPECT_EQ(actions, 22'091u);
}

// Walks everything once: each row must be found again by its name, in any case.
TEST(ServiceAuthorization, EachRowIsFoundByItsName) {
  for (const ServiceReference service : Services()) {
    ASSERT_EQ(FindService(service.prefix())->name(), service.name());
    for (const ActionReference action : service.actions()) {
      ASSERT_EQ(service.FindAction(action.name())->name(), action.name());
      for (const ResourceUse use : action.resources()) {
        ASSERT_EQ(service.FindResourceType(use.resource_type().name())->arn_format(),
                  use.resource_type().arn_format());
      }
    }
    for (const ConditionKeyReference key : service.condition_keys()) {
      ASSERT_EQ(service.FindConditionKey(key.name())->name(), key.name());
    }
  }
}

// https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html
TEST(ServiceAuthorization, TellsWhatAnActionNeeds) {
  const auto iam = FindService("IAM");
  ASSERT_TRUE(iam);
  EXPECT_EQ(iam->name(), "AWS Identity and Access Management (IAM)");
  const auto action = iam->FindAction("createrole");
  ASSERT_TRUE(action);
  EXPECT_EQ(action->name(), "CreateRole");
  EXPECT_EQ(action->level(), AccessLevel::kWrite);
  ASSERT_EQ(action->resources().size(), 1u);
  const ResourceUse use = action->resources()[0];
  EXPECT_TRUE(use.required());
  EXPECT_EQ(use.resource_type().name(), "role");
  EXPECT_EQ(use.resource_type().arn_format(),
            "arn:${Partition}:iam::${Account}:role/${RoleNameWithPath}");
  EXPECT_THAT(Listed(action->condition_keys()),
              testing::IsSupersetOf(
                  {"aws:RequestTag/${TagKey}", "aws:TagKeys", "iam:PermissionsBoundary"}));
}

TEST(ServiceAuthorization, TellsActionsWithoutResources) {
  const auto action = FindService("sts")->FindAction("GetCallerIdentity");
  ASSERT_TRUE(action);
  EXPECT_TRUE(action->resources().empty());
  EXPECT_TRUE(action->condition_keys().empty());
}

TEST(ServiceAuthorization, TellsAccessLevels) {
  const auto level = [](std::string_view service, std::string_view action) {
    return AccessLevelName(FindService(service)->FindAction(action)->level());
  };
  EXPECT_EQ(level("iam", "ListUsers"), "List");
  EXPECT_EQ(level("iam", "GetUser"), "Read");
  EXPECT_EQ(level("iam", "TagUser"), "Tagging");
  EXPECT_EQ(level("iam", "AttachUserPolicy"), "Permissions management");
  EXPECT_EQ(level("sts", "AssumeRole"), "Write");
}

TEST(ServiceAuthorization, FindsConditionKeysByTheirForm) {
  const auto iam = FindService("iam");
  EXPECT_EQ(iam->FindConditionKey("iam:passedtoservice")->name(), "iam:PassedToService");
  EXPECT_EQ(iam->FindConditionKey("AWS:RequestTag/team")->name(), "aws:RequestTag/${TagKey}");
  EXPECT_FALSE(iam->FindConditionKey("aws:RequestTag/"));
  EXPECT_FALSE(iam->FindConditionKey("iam:NoSuchKey"));
  EXPECT_TRUE(IsMultivalued(iam->FindConditionKey("aws:TagKeys")->type()));
  EXPECT_FALSE(IsMultivalued(iam->FindConditionKey("iam:PolicyARN")->type()));
  EXPECT_EQ(ConditionKeyTypeName(iam->FindConditionKey("iam:PolicyARN")->type()), "ARN");
}

TEST(ServiceAuthorization, KnowsWhichServicesResourceControlPoliciesBind) {
  EXPECT_TRUE(FindService("sts")->supports_rcps());
  EXPECT_TRUE(FindService("s3")->supports_rcps());
  EXPECT_FALSE(FindService("iam")->supports_rcps());
}

TEST(ServiceAuthorization, KnowsKeyPrefixesThatAreNoServices) {
  EXPECT_THAT(Listed(ServicesOfKeyPrefix("saml")), testing::ElementsAre("sts"));
  EXPECT_THAT(Listed(ServicesOfKeyPrefix("token.actions.acme.ghe.com")),
              testing::ElementsAre("sts"));
  EXPECT_TRUE(ServicesOfKeyPrefix("iam").empty());
}

TEST(ServiceAuthorization, UnknownNamesAreNotFound) {
  EXPECT_FALSE(FindService("nosuch"));
  EXPECT_FALSE(FindService(""));
  EXPECT_FALSE(FindService("iam")->FindAction("CreateUsers"));
  EXPECT_FALSE(FindService("iam")->FindResourceType("planet"));
}

}  // namespace
}  // namespace mockaws
