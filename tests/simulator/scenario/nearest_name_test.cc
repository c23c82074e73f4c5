#include "simulator/scenario/nearest_name.h"

#include <gtest/gtest.h>

namespace simulator {
namespace {

const std::vector<std::string> kKeys = {"scenario", "name", "story", "clock", "steps", "accounts"};

TEST(NearestName, IsTheOneFewestEditsAway) {
  EXPECT_EQ(NearestName("step", kKeys), "steps");
  EXPECT_EQ(NearestName("stpes", kKeys), "steps");
  EXPECT_EQ(NearestName("acounts", kKeys), "accounts");
  EXPECT_EQ(NearestName("Accounts", kKeys), "accounts");
  EXPECT_EQ(NearestName("nmae", kKeys), "name");
}

TEST(NearestName, IsNothingWhenNoneIsNear) {
  EXPECT_EQ(NearestName("zebra", kKeys), "");
  EXPECT_EQ(NearestName("", kKeys), "");
  EXPECT_EQ(NearestName(std::string(100'000, 'a'), kKeys), "");
}

TEST(DidYouMean, IsAHintOrNothing) {
  EXPECT_EQ(DidYouMean("clok", kKeys), "; did you mean \"clock\"?");
  EXPECT_EQ(DidYouMean("zebra", kKeys), "");
}

}  // namespace
}  // namespace simulator
