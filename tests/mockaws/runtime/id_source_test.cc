#include "mockaws/runtime/id_source.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

namespace mockaws {
namespace {

using ::testing::MatchesRegex;

// Two ids whose accounts their finders published.
TEST(AccessKeyId, HoldsTheAccountAsPublishedKeysDo) {
  EXPECT_EQ(AccountIdOfAccessKey("ASIAY34FZKBOKMUTVV7A"), "609629065308");
  EXPECT_EQ(AccountIdOfAccessKey("ASIAQNZGKIQY56JQ7WML"), "029608264753");
}

TEST(AccessKeyId, GivesBackTheAccountItWasMadeFor) {
  SeededIdSource ids(1);
  for (const char* account : {"000000000000", "000000000001", "111122223333", "999999999999"}) {
    for (int i = 0; i < 20; ++i) {
      const std::string id = NewAccessKeyId(ids, "AKIA", account);
      EXPECT_THAT(id, MatchesRegex("AKIA[Q-Z2-7][A-Z2-7]{15}"));
      EXPECT_EQ(AccountIdOfAccessKey(id), account) << id;
    }
  }
}

TEST(AccessKeyId, GivesNoAccountWhereThereIsNone) {
  EXPECT_EQ(AccountIdOfAccessKey(""), "");
  EXPECT_EQ(AccountIdOfAccessKey("111122223333"), "");
  EXPECT_EQ(AccountIdOfAccessKey("AKIAIOSFODNN7EXAMPLE"), "") << "of the old kind";
  EXPECT_EQ(AccountIdOfAccessKey("AKIA7777777777777777"), "") << "more than twelve digits";
  EXPECT_EQ(AccountIdOfAccessKey("AKIAQ1Z8KIQY56JQ7WML"), "") << "no base32";
  EXPECT_EQ(AccountIdOfAccessKey("ASIAQNZGKIQY56JQ7WMLA"), "");
}

TEST(Ids, HaveTheFormsOfAws) {
  RandomIdSource ids;
  EXPECT_THAT(NewUniqueId(ids, "AIDA"), MatchesRegex("AIDA[A-Z2-7]{17}"));
  EXPECT_THAT(NewSecretAccessKey(ids), MatchesRegex("[A-Za-z0-9+/]{40}"));
  EXPECT_THAT(NewUuid(ids),
              MatchesRegex("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"));
}

TEST(Ids, DontRepeat) {
  SeededIdSource seeded(7);
  RandomIdSource random;
  std::set<std::string> seen;
  for (int i = 0; i < 500; ++i) {
    EXPECT_TRUE(seen.insert(NewUniqueId(seeded, "AROA")).second);
    EXPECT_TRUE(seen.insert(NewUniqueId(random, "AROA")).second);
  }
}

TEST(SeededIdSource, RepeatsItselfAndKeepsOneCounterForEachKind) {
  SeededIdSource one(42);
  SeededIdSource two(42);
  SeededIdSource other(43);
  const std::string first = NewUniqueId(one, "AIDA");
  EXPECT_NE(NewUniqueId(other, "AIDA"), first);
  NewUuid(two);
  NewUniqueId(two, "AROA");
  EXPECT_EQ(NewUniqueId(two, "AIDA"), first) << "ids of other kinds don't shift it";
  EXPECT_NE(NewUniqueId(one, "AIDA"), first);
}

}  // namespace
}  // namespace mockaws
