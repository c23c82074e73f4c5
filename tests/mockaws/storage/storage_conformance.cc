#include "storage_conformance.h"

#include <map>

namespace mockaws {
namespace {

GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(StorageConformance);

RowChange Put(const std::string& key, const std::string& data) {
  return {{"111122223333", "user", key, data, "check of " + data}, false};
}
RowChange Erase(const std::string& key) { return {{"111122223333", "user", key, "", ""}, true}; }

using Rows = std::map<std::string, std::string>;

// Key → data, with checks verified.
Rows RowsIn(Storage& storage) {
  Rows rows;
  const auto loaded = storage.Load([&](StoredRow row) -> Result<void> {
    EXPECT_EQ(row.account_id, "111122223333");
    EXPECT_EQ(row.kind, "user");
    EXPECT_EQ(row.check, "check of " + row.data);
    rows[row.key] = row.data;
    return {};
  });
  EXPECT_TRUE(loaded.ok());
  return rows;
}

TEST_P(StorageConformance, HoldsNothingAtFirst) {
  const auto open = GetParam().fresh();
  const auto storage = open();
  ASSERT_TRUE(storage.ok()) << storage.error().message;
  EXPECT_EQ(RowsIn(**storage), Rows());
}

TEST_P(StorageConformance, KeepsCommittedRowsWhenItIsOpenedAgain) {
  const auto open = GetParam().fresh();
  {
    const auto storage = open();
    ASSERT_TRUE(storage.ok());
    ASSERT_TRUE((*storage)->Commit({Put("ana", "1"), Put("ben", "2")}).ok());
    ASSERT_TRUE((*storage)->Commit({Put("ana", "3"), Erase("ben"), Put("cam", "4")}).ok());
  }
  const auto storage = open();
  ASSERT_TRUE(storage.ok());
  EXPECT_EQ(RowsIn(**storage), (Rows{{"ana", "3"}, {"cam", "4"}}));
}

TEST_P(StorageConformance, TakesAnyTextForKeysAndData) {
  const auto open = GetParam().fresh();
  const std::string odd = "it's \"odd\" \\ \n\t{} $1 ? % \xc3\xa9\xe2\x82\xac\xf0\x9f\x94\x91";
  {
    const auto storage = open();
    ASSERT_TRUE(storage.ok());
    ASSERT_TRUE((*storage)->Commit({Put(odd, odd), Put("", "")}).ok());
  }
  const auto storage = open();
  ASSERT_TRUE(storage.ok());
  EXPECT_EQ(RowsIn(**storage), (Rows{{odd, odd}, {"", ""}}));
}

TEST_P(StorageConformance, TellsKeysOfDifferentCaseApart) {
  const auto storage = GetParam().fresh()();
  ASSERT_TRUE(storage.ok());
  ASSERT_TRUE((*storage)->Commit({Put("a", "1"), Put("A", "2")}).ok());
  EXPECT_EQ(RowsIn(**storage), (Rows{{"a", "1"}, {"A", "2"}}));
}

TEST_P(StorageConformance, ErasingWhatIsNotThereIsNoError) {
  const auto storage = GetParam().fresh()();
  ASSERT_TRUE(storage.ok());
  EXPECT_TRUE((*storage)->Commit({Erase("nobody")}).ok());
}

TEST_P(StorageConformance, StopsLoadingAtTheFirstError) {
  const auto storage = GetParam().fresh()();
  ASSERT_TRUE(storage.ok());
  ASSERT_TRUE((*storage)->Commit({Put("a", "1"), Put("b", "2")}).ok());
  int taken = 0;
  const auto loaded = (*storage)->Load([&](const StoredRow&) -> Result<void> {
    ++taken;
    return Error{"enough"};
  });
  ASSERT_FALSE(loaded.ok());
  EXPECT_EQ(loaded.error().message, "enough");
  EXPECT_EQ(taken, 1);
  // And is of use afterwards.
  EXPECT_TRUE((*storage)->Commit({Put("c", "3")}).ok());
  EXPECT_EQ(RowsIn(**storage).size(), 3u);
}

TEST_P(StorageConformance, HoldsManyRows) {
  const auto storage = GetParam().fresh()();
  ASSERT_TRUE(storage.ok());
  std::vector<RowChange> changes;
  for (int i = 0; i < 20'000; ++i) changes.push_back(Put("user" + std::to_string(i), "data"));
  ASSERT_TRUE((*storage)->Commit(changes).ok());
  EXPECT_EQ(RowsIn(**storage).size(), 20'000u);
}

TEST_P(StorageConformance, GivesSharedChangesSinceAVersion) {
  const auto storage = GetParam().fresh()();
  ASSERT_TRUE(storage.ok());
  if (!(*storage)->shared()) GTEST_SKIP() << "one server alone uses this storage";
  const auto first = (*storage)->Commit({Put("ana", "1")});
  ASSERT_TRUE(first.ok());
  ASSERT_TRUE((*storage)->Commit({Put("ana", "2"), Put("ben", "3")}).ok());
  const auto third = (*storage)->Commit({Erase("ben")});
  ASSERT_TRUE(third.ok());
  EXPECT_EQ(*(*storage)->Version(), *third);
  const auto since = (*storage)->ChangesSince(*first);
  ASSERT_TRUE(since.ok());
  EXPECT_EQ(since->version, *third);
  EXPECT_FALSE(since->whole);
  ASSERT_EQ(since->changes.size(), 2u);
  EXPECT_EQ(since->changes[0].row.data, "2");
  EXPECT_EQ(since->changes[1].row.key, "ben");
  EXPECT_TRUE(since->changes[1].erased);
}

}  // namespace
}  // namespace mockaws
