#include "simulator/lint/patterns.h"

#include <gtest/gtest.h>

namespace simulator {
namespace {

TEST(PatternCovers, AWildcardCoversWhatItMatchesAndNoMore) {
  EXPECT_TRUE(PatternCovers("s3:*", "s3:Get*"));
  EXPECT_TRUE(PatternCovers("s3:Get*", "s3:GetObject"));
  EXPECT_TRUE(PatternCovers("a?c", "a?c"));
  EXPECT_TRUE(PatternCovers("*", ""));
  EXPECT_FALSE(PatternCovers("s3:Get*", "s3:G*"));
  EXPECT_FALSE(PatternCovers("a?c", "a*c"));
  EXPECT_FALSE(PatternCovers("abc", "a?c"));
}

TEST(PatternCovers, VariablesAreCoveredByThemselvesAndByWildcards) {
  EXPECT_TRUE(PatternCovers("home/*", "home/${aws:username}"));
  EXPECT_TRUE(PatternCovers("home/${aws:username}", "home/${aws:username}"));
  EXPECT_FALSE(PatternCovers("home/${aws:username}", "home/ana"));
  EXPECT_FALSE(PatternCovers("home/${*}", "home/ana"));
}

TEST(PatternsMeet, TwoPatternsMeetIfOneTextIsOfBoth) {
  EXPECT_TRUE(PatternsMeet("a*c", "*b*"));
  EXPECT_TRUE(PatternsMeet("a*", "*z"));
  EXPECT_TRUE(PatternsMeet("", "*"));
  EXPECT_FALSE(PatternsMeet("a*", "b*"));
  EXPECT_FALSE(PatternsMeet("a?", "abc"));
}

TEST(ResourceMeetsFormat, ABucketIsNoObjectAndAnObjectNoBucket) {
  const char* bucket = "arn:${Partition}:s3:::${BucketName}";
  const char* object = "arn:${Partition}:s3:::${BucketName}/${ObjectName}";
  EXPECT_TRUE(ResourceMeetsFormat("arn:aws:s3:::b", bucket));
  EXPECT_FALSE(ResourceMeetsFormat("arn:aws:s3:::b", object));
  EXPECT_FALSE(ResourceMeetsFormat("arn:aws:s3:::b/*", bucket));
  EXPECT_TRUE(ResourceMeetsFormat("arn:aws:s3:::b/*", object));
  EXPECT_TRUE(ResourceMeetsFormat("arn:aws:s3:::b*", object));
  EXPECT_TRUE(ResourceMeetsFormat("*", object));
}

TEST(ResourceMeetsFormat, WildcardsStayWithinTheirField) {
  const char* user = "arn:${Partition}:iam::${Account}:user/${UserNameWithPath}";
  EXPECT_TRUE(ResourceMeetsFormat("arn:aws:iam::*:user/*", user));
  EXPECT_TRUE(ResourceMeetsFormat("arn:aws:iam::111122223333:user/${aws:username}", user));
  EXPECT_FALSE(ResourceMeetsFormat("arn:aws:iam:*:*:role/x", user));
  EXPECT_FALSE(ResourceMeetsFormat("arn:aws:iam:eu-west-1:111122223333:user/x", user));
}

}  // namespace
}  // namespace simulator
