#include "mockaws/model/service_model.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

namespace mockaws {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;

TEST(ServiceModel, HoldsEveryOperation) {
  EXPECT_EQ(IamModel().operations.size(), 180u);
  EXPECT_EQ(StsModel().operations.size(), 12u);
  EXPECT_EQ(IamModel().name, "iam");
  EXPECT_EQ(StsModel().name, "sts");
  EXPECT_EQ(IamModel().xml_namespace, "https://iam.amazonaws.com/doc/2010-05-08/");
  EXPECT_EQ(StsModel().xml_namespace, "https://sts.amazonaws.com/doc/2011-06-15/");
}

TEST(ServiceModel, IsFoundByVersion) {
  EXPECT_EQ(ModelByVersion("2010-05-08"), &IamModel());
  EXPECT_EQ(ModelByVersion("2011-06-15"), &StsModel());
  EXPECT_EQ(ModelByVersion(""), nullptr);
  EXPECT_EQ(ModelByVersion("2012-10-17"), nullptr);
}

TEST(ServiceModel, KnowsMembersConstraintsAndErrors) {
  const OperationModel* create_user = IamModel().Find("CreateUser");
  ASSERT_NE(create_user, nullptr);
  const ShapeMember* name = create_user->input->FindMember("UserName");
  ASSERT_NE(name, nullptr);
  EXPECT_TRUE(name->required);
  EXPECT_EQ(name->shape->max, 64);
  EXPECT_FALSE(create_user->input->FindMember("Path")->required);
  EXPECT_THAT(create_user->errors, Contains("EntityAlreadyExistsException"));
  const ModelledError& error = IamModel().errors.at("EntityAlreadyExistsException");
  EXPECT_EQ(error.code, "EntityAlreadyExists");
  EXPECT_EQ(error.status, 409);
  EXPECT_TRUE(error.sender);
  EXPECT_EQ(IamModel().Find("createuser"), nullptr);
  EXPECT_EQ(IamModel().Find("DeleteUser")->output, nullptr);
  EXPECT_EQ(IamModel().Find("GetAccountSummary")->input, nullptr);
}

TEST(ServiceModel, KnowsWhatIsPaged) {
  EXPECT_THAT(IamModel().Find("ListUsers")->paginate->result_keys, ElementsAre("Users"));
  EXPECT_THAT(IamModel().Find("GetAccountAuthorizationDetails")->paginate->result_keys,
              ElementsAre("UserDetailList", "GroupDetailList", "RoleDetailList", "Policies"));
  EXPECT_FALSE(IamModel().Find("GetUser")->paginate.has_value());
}

TEST(ServiceModel, HoldsWhatRecordingsCorrect) {
  EXPECT_EQ(StsModel().shapes.at("sourceIdentityType").max, 256);
  EXPECT_EQ(IamModel().shapes.at("policyDocumentType").pattern,
            "[\\u0009\\u000A\\u000D\\u0020-\\u007E\\u00A1-\\u00FF]+");
}

TEST(ServiceModel, EveryPatternCompiles) {
  for (const ServiceModel* service : {&IamModel(), &StsModel()}) {
    for (const auto& [name, shape] : service->shapes) {
      if (shape.pattern.empty()) continue;
      EXPECT_TRUE(policy_engine::Regex::Check(shape.pattern).ok()) << name << shape.pattern;
    }
  }
}

// What the binder relies on.
void ExpectBindable(const Shape& shape, std::set<const Shape*>* above) {
  ASSERT_TRUE(above->insert(&shape).second) << shape.name << " contains itself";
  EXPECT_NE(shape.kind, Shape::Kind::kBlob) << shape.name;
  EXPECT_NE(shape.kind, Shape::Kind::kTimestamp) << shape.name;
  for (const ShapeMember& member : shape.members) ExpectBindable(*member.shape, above);
  if (shape.element != nullptr) ExpectBindable(*shape.element, above);
  if (shape.kind == Shape::Kind::kList) {
    EXPECT_NE(shape.element->kind, Shape::Kind::kList) << shape.name;
    EXPECT_NE(shape.element->kind, Shape::Kind::kMap) << shape.name;
  }
  above->erase(&shape);
}

TEST(ServiceModel, InputsAreTreesOfTypesThatCanBeBound) {
  for (const ServiceModel* service : {&IamModel(), &StsModel()}) {
    for (const auto& [name, operation] : service->operations) {
      std::set<const Shape*> above;
      if (operation.input != nullptr) ExpectBindable(*operation.input, &above);
    }
  }
}

}  // namespace
}  // namespace mockaws
