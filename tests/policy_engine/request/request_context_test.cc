#include <gtest/gtest.h>

#include <string>

#include "policy_engine/request.h"

namespace policy_engine {
namespace {

constexpr ContextKey kSourceIp("aws:SourceIp");

bool Finds(const RequestContext& context, std::string_view lower) {
  RequestContext::View view;
  return context.Find(lower, KeyHash(lower), &view);
}

TEST(ContextKey, IsWhatItsNameAsTextIs) {
  RequestContext by_key;
  by_key.Set(kSourceIp, "192.0.2.1");
  RequestContext by_text;
  by_text.Set("aws:SourceIp", "192.0.2.1");
  for (const RequestContext* context : {&by_key, &by_text}) {
    EXPECT_TRUE(Finds(*context, "aws:sourceip"));
    EXPECT_EQ(context->Get("AWS:SOURCEIP"), "192.0.2.1");
    EXPECT_EQ(context->At(0).key(), "aws:SourceIp");
    EXPECT_FALSE(context->At(0).multivalued());
    EXPECT_NE(context->At(0).address(0), nullptr);
  }
}

TEST(ContextKey, ReplacesWhatTheTextSetAndTheOtherWayRound) {
  RequestContext context;
  context.Set("AWS:sourceip", "192.0.2.1");
  context.Set(kSourceIp, "192.0.2.2");
  EXPECT_EQ(context.size(), 1u);
  EXPECT_EQ(context.Get("aws:SourceIp"), "192.0.2.2");
  context.Set("aws:sourceIP", "192.0.2.3");
  EXPECT_EQ(context.size(), 1u);
  EXPECT_EQ(context.Get("aws:SourceIp"), "192.0.2.3");
}

TEST(RequestContext, FindsEveryOfManyKeysAndAfterRemoval) {
  RequestContext context;
  for (int i = 0; i < 300; ++i) context.Set("k:Key" + std::to_string(i), std::to_string(i));
  for (int i = 0; i < 300; i += 2) context.Remove("K:key" + std::to_string(i));
  EXPECT_EQ(context.size(), 150u);
  for (int i = 0; i < 300; ++i) {
    EXPECT_EQ(context.Has("k:key" + std::to_string(i)), i % 2 == 1) << i;
  }
}

TEST(RequestContext, AKeySetAgainHasTheTypeOfTheLastTime) {
  RequestContext context;
  context.SetList("my:key", {"a", "b"});
  context.Set("my:key", "c");
  EXPECT_FALSE(context.At(0).multivalued());
  EXPECT_EQ(context.At(0).size(), 1u);
  context.Set("aws:TagKeys", "one");
  EXPECT_TRUE(context.At(1).multivalued());
}

}  // namespace
}  // namespace policy_engine
