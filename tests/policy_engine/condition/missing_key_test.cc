// Conditions on keys that are absent, empty or lists.
#include <gtest/gtest.h>

#include "tests/policy_engine/support/scene.h"

namespace policy_engine {
namespace {

const char* const kPositive[] = {
    R"("StringEquals":{"k:a":"v"})",        R"("StringEqualsIgnoreCase":{"k:a":"v"})",
    R"("StringLike":{"k:a":"*"})",          R"("NumericEquals":{"k:a":"1"})",
    R"("NumericLessThan":{"k:a":"1"})",     R"("DateEquals":{"k:a":"2026"})",
    R"("DateGreaterThan":{"k:a":"2026"})",  R"("Bool":{"k:a":"false"})",
    R"("BinaryEquals":{"k:a":"YQ=="})",     R"("IpAddress":{"k:a":"0.0.0.0/0"})",
    R"("ArnLike":{"k:a":"arn:*:*:*:*:*"})", R"("ArnEquals":{"k:a":"arn:*:*:*:*:*"})"};

const char* const kNegated[] = {
    R"("StringNotEquals":{"k:a":"v"})",        R"("StringNotEqualsIgnoreCase":{"k:a":"v"})",
    R"("StringNotLike":{"k:a":"*"})",          R"("NumericNotEquals":{"k:a":"1"})",
    R"("DateNotEquals":{"k:a":"2026"})",       R"("NotIpAddress":{"k:a":"0.0.0.0/0"})",
    R"("ArnNotLike":{"k:a":"arn:*:*:*:*:*"})", R"("ArnNotEquals":{"k:a":"arn:*:*:*:*:*"})"};

// `"Op":{…}` → `"PREFIXOpSUFFIX":{…}`.
std::string Named(const std::string& prefix, std::string condition, const std::string& suffix) {
  condition.insert(condition.find("\":"), suffix);
  return condition.insert(1, prefix);
}

TEST(AbsentKey, PositiveOperatorIsFalse) {
  for (const char* condition : kPositive) EXPECT_FALSE(Meets(condition, {})) << condition;
}

TEST(AbsentKey, NegatedOperatorIsTrue) {
  for (const char* condition : kNegated) EXPECT_TRUE(Meets(condition, {})) << condition;
}

TEST(AbsentKey, IfExistsIsTrue) {
  for (const char* condition : kPositive) {
    EXPECT_TRUE(Meets(Named("", condition, "IfExists"), {})) << condition;
  }
  for (const char* condition : kNegated) {
    EXPECT_TRUE(Meets(Named("", condition, "IfExists"), {})) << condition;
  }
}

TEST(AbsentKey, NullAsksForIt) {
  EXPECT_TRUE(Meets(R"("Null":{"k:a":"true"})", {}));
  EXPECT_FALSE(Meets(R"("Null":{"k:a":"false"})", {}));
  EXPECT_FALSE(Meets(R"("Null":{"k:a":"true"})", {{"k:a", "v"}}));
  EXPECT_TRUE(Meets(R"("Null":{"k:a":"false"})", {{"k:a", "v"}}));
}

TEST(AbsentKey, ForAllValuesIsTrueAndForAnyValueFalse) {
  for (const auto* conditions : {&kPositive[0], &kNegated[0]}) {
    for (size_t i = 0; i < 8; ++i) {
      EXPECT_TRUE(Meets(Named("ForAllValues:", conditions[i], ""), {})) << conditions[i];
      EXPECT_FALSE(Meets(Named("ForAnyValue:", conditions[i], ""), {})) << conditions[i];
    }
  }
}

TEST(AbsentKey, ForAnyValueIfExistsIsTrue) {
  EXPECT_TRUE(Meets(R"("ForAnyValue:StringEqualsIfExists":{"aws:TagKeys":"a"})", {}));
  EXPECT_TRUE(Meets(R"("ForAllValues:StringEqualsIfExists":{"aws:TagKeys":"a"})", {}));
}

TEST(AbsentKey, DenyWithNegatedIfExistsStillDenies) {
  EXPECT_TRUE(DenyMeets(R"("StringNotEqualsIfExists":{"k:a":"v"})", {}));
}

TEST(IfExists, AsksThePresentValue) {
  EXPECT_FALSE(Meets(R"("StringEqualsIfExists":{"k:a":"v"})", {{"k:a", "w"}}));
  EXPECT_TRUE(Meets(R"("StringEqualsIfExists":{"k:a":"v"})", {{"k:a", "v"}}));
}

TEST(EmptyTagValue, IsPresentForNull) {
  EXPECT_TRUE(Meets(R"("Null":{"aws:RequestTag/k":"false"})", {{"aws:RequestTag/k", ""}}));
}

TEST(EmptyList, IsPresentForNull) {
  EXPECT_TRUE(Meets(R"("Null":{"aws:TagKeys":"false"})", {}, {{"aws:TagKeys", {}}}));
}

TEST(EmptyList, MeetsForAllValuesAndNotForAnyValue) {
  EXPECT_TRUE(
      Meets(R"("ForAllValues:StringEquals":{"aws:TagKeys":"a"})", {}, {{"aws:TagKeys", {}}}));
  EXPECT_FALSE(
      Meets(R"("ForAnyValue:StringNotEquals":{"aws:TagKeys":"a"})", {}, {{"aws:TagKeys", {}}}));
}

TEST(ForAllValues, AnEmptyTextIsAValueLikeAnyOther) {
  EXPECT_FALSE(Meets(R"("ForAllValues:StringEquals":{"k:a":"capture"})", {{"k:a", ""}}));
  EXPECT_TRUE(Meets(R"("ForAllValues:StringEquals":{"k:a":""})", {{"k:a", ""}}));
}

TEST(ForAllValues, EveryRequestValueMustMeetTheList) {
  const std::string positive = R"("ForAllValues:StringEquals":{"aws:TagKeys":["a","b"]})";
  EXPECT_TRUE(Meets(positive, {}, {{"aws:TagKeys", {"a", "b", "a"}}}));
  EXPECT_FALSE(Meets(positive, {}, {{"aws:TagKeys", {"a", "c"}}}));
  const std::string negated = R"("ForAllValues:StringNotEquals":{"aws:TagKeys":["a","b"]})";
  EXPECT_TRUE(Meets(negated, {}, {{"aws:TagKeys", {"c", "d"}}}));
  EXPECT_FALSE(Meets(negated, {}, {{"aws:TagKeys", {"c", "a"}}}));
}

TEST(ForAnyValue, OneRequestValueIsEnough) {
  const std::string positive = R"("ForAnyValue:StringEquals":{"aws:TagKeys":["a","b"]})";
  EXPECT_TRUE(Meets(positive, {}, {{"aws:TagKeys", {"c", "b"}}}));
  EXPECT_FALSE(Meets(positive, {}, {{"aws:TagKeys", {"c"}}}));
  const std::string negated = R"("ForAnyValue:StringNotEquals":{"aws:TagKeys":["a","b"]})";
  EXPECT_TRUE(Meets(negated, {}, {{"aws:TagKeys", {"a", "c"}}}));
  EXPECT_FALSE(Meets(negated, {}, {{"aws:TagKeys", {"a", "b"}}}));
}

TEST(SetOperators, TakeASingleValuedKeyAsAListOfOne) {
  EXPECT_TRUE(Meets(R"("ForAnyValue:StringEquals":{"k:a":"v"})", {{"k:a", "v"}}));
  EXPECT_FALSE(Meets(R"("ForAllValues:StringEquals":{"k:a":"v"})", {{"k:a", "w"}}));
}

TEST(MultivaluedKey, NeverMeetsAnOperatorWithoutSetPrefix) {
  const Lists one = {{"aws:TagKeys", {"a"}}};
  for (const char* condition :
       {R"("StringEquals":{"aws:TagKeys":"a"})", R"("StringNotEquals":{"aws:TagKeys":"b"})",
        R"("StringLike":{"aws:TagKeys":"*"})", R"("StringEqualsIfExists":{"aws:TagKeys":"a"})",
        R"("StringNotLikeIfExists":{"aws:TagKeys":"b"})"}) {
    EXPECT_FALSE(Meets(condition, {}, one)) << condition;
  }
}

TEST(MultivaluedKey, IsKnownByItsNameNotByTheCountOfValues) {
  // Set as a single value, the catalogue's keys are lists all the same.
  EXPECT_FALSE(Meets(R"("StringEquals":{"aws:TagKeys":"a"})", {{"aws:TagKeys", "a"}}));
  EXPECT_FALSE(Meets(R"("StringNotEquals":{"aws:CalledVia":"a"})", {{"aws:CalledVia", "b"}}));
  EXPECT_TRUE(IsMultivaluedKey("AWS:tagkeys"));
  EXPECT_FALSE(IsMultivaluedKey("aws:username"));
}

TEST(MultivaluedKey, AbsentIsAsEveryAbsentKey) {
  EXPECT_TRUE(DenyMeets(R"("StringNotEquals":{"aws:TagKeys":"a"})", {}));
  EXPECT_FALSE(Meets(R"("StringEquals":{"aws:TagKeys":"a"})", {}));
}

TEST(EmptyValueList, NeverMatchesAndNegatedAlwaysDoes) {
  EXPECT_FALSE(Meets(R"("StringEquals":{"k:a":[]})", {{"k:a", ""}}));
  EXPECT_TRUE(Meets(R"("StringNotEquals":{"k:a":[]})", {{"k:a", "v"}}));
}

}  // namespace
}  // namespace policy_engine
