// The suite that every storage passes, on PostgreSQL, and what only a shared one must do.
#include "tests/mockaws/storage/storage_conformance.h"
#include "tests/postgres/postgres_server.h"

namespace mockaws {
namespace {

Backend Postgres() {
  return {"postgres", [] {
            return [url = PostgresServer::Get().NewDatabase()] { return OpenPostgresStorage(url); };
          }};
}

INSTANTIATE_TEST_SUITE_P(Shared, StorageConformance, testing::Values(Postgres()),
                         [](const auto& test) { return test.param.name; });

RowChange Put(const std::string& key) { return {{"", "user", key, "data", ""}, false}; }

TEST(PostgresStorage, NamesADatabaseThatIsNotThere) {
  const auto opened = OpenPostgresStorage("postgresql:///nothing?host=/nowhere");
  ASSERT_FALSE(opened.ok());
  EXPECT_NE(opened.error().message.find("/nowhere"), std::string::npos) << opened.error().message;
}

TEST(PostgresStorage, CommitsAreOnDiskWhenTheyAreAcknowledged) {
  const std::string url = PostgresServer::Get().NewDatabase();
  auto storage = OpenPostgresStorage(url);
  ASSERT_TRUE(storage.ok()) << storage.error().message;
  ASSERT_TRUE((*storage)->Commit({Put("ana")}).ok());
  PostgresServer::Get().Kill();
  PostgresServer::Get().Start();
  auto again = OpenPostgresStorage(url);
  ASSERT_TRUE(again.ok()) << again.error().message;
  size_t rows = 0;
  ASSERT_TRUE((*again)
                  ->Load([&](const StoredRow&) -> Result<void> {
                    ++rows;
                    return {};
                  })
                  .ok());
  EXPECT_EQ(rows, 1u);
}

TEST(PostgresStorage, ALostConnectionIsAnErrorAndThenMadeAnew) {
  auto storage = OpenPostgresStorage(PostgresServer::Get().NewDatabase());
  ASSERT_TRUE(storage.ok());
  PostgresServer::Get().Kill();
  EXPECT_FALSE((*storage)->Commit({Put("ana")}).ok());
  PostgresServer::Get().Start();
  EXPECT_TRUE((*storage)->Commit({Put("ben")}).ok());
}

}  // namespace
}  // namespace mockaws
