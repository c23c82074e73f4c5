// Which operations of the models the server lacks: none.
#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>

#include "mockaws/model/service_model.h"
#include "mockaws/service/registry.h"

namespace mockaws {
namespace {

// Operations that are known to be missing; the list may only shrink.
const std::set<std::string> kMissing = {};

std::string Lacking(const ServiceModel& model) {
  std::string names;
  for (const auto& [name, operation] : model.operations) {
    if (FindOperation(model.name, name) != nullptr) continue;
    if (kMissing.count(name) == 0) names += name + "\n";
  }
  return names;
}

TEST(OperationCoverage, IamLacksNoOperationOfTheModel) { EXPECT_EQ(Lacking(IamModel()), ""); }

TEST(OperationCoverage, StsLacksNoOperationOfTheModel) { EXPECT_EQ(Lacking(StsModel()), ""); }

TEST(OperationCoverage, NoOperationIsMissingThatIsThere) {
  for (const std::string& name : kMissing) {
    EXPECT_EQ(FindOperation("iam", name), nullptr) << name << " is there: strike it off";
  }
}

}  // namespace
}  // namespace mockaws
