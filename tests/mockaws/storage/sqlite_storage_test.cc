#include <gtest/gtest.h>
#include <sqlite3.h>
#include <sys/stat.h>

#include <fstream>

#include "mockaws/storage/files.h"
#include "mockaws/storage/open_data.h"
#include "storage_conformance.h"
#include "temporary_directory.h"

namespace mockaws {
namespace {

Backend Memory() {
  return {"memory", [] {
            return [rows = MakeMemoryRows()]() -> Result<std::unique_ptr<Storage>> {
              return OpenMemoryStorage(rows);
            };
          }};
}

Backend Sqlite() {
  return {"sqlite", [] {
            auto directory = std::make_shared<TemporaryDirectory>();
            return [directory] { return OpenSqliteStorage(directory->path() + "/data"); };
          }};
}

INSTANTIATE_TEST_SUITE_P(Backends, StorageConformance, testing::Values(Memory(), Sqlite()),
                         [](const auto& test) { return test.param.name; });

std::string ErrorOf(const Result<std::unique_ptr<Storage>>& opened) {
  return opened.ok() ? "ok" : opened.error().message;
}

TEST(SqliteStorage, IsRefusedToASecondServer) {
  const TemporaryDirectory directory;
  const auto first = OpenSqliteStorage(directory.path());
  ASSERT_TRUE(first.ok());
  EXPECT_EQ(ErrorOf(OpenSqliteStorage(directory.path())),
            "another iamsim server (process " + std::to_string(getpid()) + ") uses " +
                directory.path() + "; stop it or take another directory");
}

TEST(SqliteStorage, RefusesWhatIsNoDatabase) {
  const TemporaryDirectory directory;
  std::ofstream(directory.path() + "/iamsim.db") << "this is a text that a person wrote, and "
                                                    "certainly no database of any kind at all";
  EXPECT_NE(ErrorOf(OpenSqliteStorage(directory.path())).find("file is not a database"),
            std::string::npos);
}

// Runs SQL on a database that no server has open.
void RunSql(const std::string& path, const std::string& text) {
  sqlite3* database = nullptr;
  ASSERT_EQ(sqlite3_open(path.c_str(), &database), SQLITE_OK);
  EXPECT_EQ(sqlite3_exec(database, text.c_str(), nullptr, nullptr, nullptr), SQLITE_OK)
      << sqlite3_errmsg(database);
  sqlite3_close(database);
}

// What version 1 of the schema was: it stays as it is here when later versions come.
TEST(SqliteStorage, OpensWhatVersion1Wrote) {
  const TemporaryDirectory directory;
  RunSql(directory.path() + "/iamsim.db",
         R"(PRAGMA journal_mode=WAL;
            CREATE TABLE entity (account TEXT NOT NULL, kind TEXT NOT NULL, key TEXT NOT NULL,
              data TEXT NOT NULL, "check" TEXT NOT NULL, PRIMARY KEY (account, kind, key)
            ) WITHOUT ROWID;
            INSERT INTO entity VALUES ('111122223333', 'user', 'ana', '{}', 'c');
            PRAGMA application_id=1767992691;
            PRAGMA user_version=1)");
  const auto opened = OpenSqliteStorage(directory.path());
  ASSERT_EQ(ErrorOf(opened), "ok");
  std::vector<StoredRow> rows;
  ASSERT_TRUE((*opened)
                  ->Load([&](StoredRow row) -> Result<void> {
                    rows.push_back(std::move(row));
                    return {};
                  })
                  .ok());
  ASSERT_EQ(rows.size(), 1u);
  EXPECT_EQ(rows[0].key, "ana");
  EXPECT_EQ(rows[0].check, "c");
}

TEST(SqliteStorage, RefusesDatabasesOfNewerServersAndOfOtherPrograms) {
  const TemporaryDirectory directory;
  ASSERT_EQ(ErrorOf(OpenSqliteStorage(directory.path())), "ok");
  const std::string path = directory.path() + "/iamsim.db";
  RunSql(path, "PRAGMA user_version=1000");
  EXPECT_NE(ErrorOf(OpenSqliteStorage(directory.path())).find("is of a newer iamsim (schema 1000"),
            std::string::npos);
  RunSql(path, "PRAGMA user_version=1; PRAGMA application_id=5");
  EXPECT_EQ(ErrorOf(OpenSqliteStorage(directory.path())),
            path + " is no database of iamsim; take another directory");
}

TEST(SqliteStorage, RefusesADamagedDatabase) {
  const TemporaryDirectory directory;
  {
    const auto storage = OpenSqliteStorage(directory.path());
    std::vector<RowChange> changes;
    for (int i = 0; i < 2'000; ++i) {
      changes.push_back({{"", "user", std::to_string(i), std::string(100, 'x'), ""}, false});
    }
    ASSERT_TRUE((*storage)->Commit(changes).ok());
  }
  {
    std::fstream file(directory.path() + "/iamsim.db",
                      std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(3 * 4096);
    file << std::string(4096, '\xa5');
  }
  const std::string error = ErrorOf(OpenSqliteStorage(directory.path()));
  EXPECT_NE(error.find("restore it from a copy"), std::string::npos) << error;
}

TEST(SqliteStorage, RefusesADirectoryThatIsAFile) {
  const TemporaryDirectory directory;
  std::ofstream(directory.path() + "/file") << "x";
  EXPECT_EQ(ErrorOf(OpenSqliteStorage(directory.path() + "/file")),
            directory.path() + "/file is no directory; --data takes a directory or postgresql://…");
}

TEST(SqliteStorage, LetsOnlyItsOwnerRead) {
  const TemporaryDirectory directory;
  const auto opened = OpenData(directory.path() + "/data", "");
  ASSERT_TRUE(opened.ok());
  for (const char* name : {"/data/iamsim.db", "/data/key", "/data/lock"}) {
    struct stat found {};
    ASSERT_EQ(stat((directory.path() + name).c_str(), &found), 0) << name;
    EXPECT_EQ(found.st_mode & 0777, 0600u) << name;
  }
}

TEST(KeyFile, IsMadeOnceAndReadThen) {
  const TemporaryDirectory directory;
  const std::string path = directory.path() + "/key";
  const auto made = LoadOrMakeKeyFile(path);
  ASSERT_TRUE(made.ok());
  EXPECT_EQ(made->size(), 32u);
  const auto read = LoadOrMakeKeyFile(path);
  ASSERT_TRUE(read.ok());
  EXPECT_EQ(*read, *made);
}

TEST(KeyFile, IsRefusedWhenOthersMayReadIt) {
  const TemporaryDirectory directory;
  const std::string path = directory.path() + "/key";
  ASSERT_TRUE(LoadOrMakeKeyFile(path).ok());
  ASSERT_EQ(chmod(path.c_str(), 0644), 0);
  const auto read = LoadOrMakeKeyFile(path);
  ASSERT_FALSE(read.ok());
  EXPECT_EQ(read.error().message, "the key file " + path +
                                      " can be read by others than its owner; run `chmod 600 " +
                                      path + "`");
}

TEST(KeyFile, IsRefusedWhenItIsNone) {
  const TemporaryDirectory directory;
  const std::string path = directory.path() + "/key";
  std::ofstream(path) << "secret\n";
  ASSERT_EQ(chmod(path.c_str(), 0600), 0);
  const auto read = LoadOrMakeKeyFile(path);
  ASSERT_FALSE(read.ok());
  EXPECT_EQ(read.error().message, path + " is no key file of iamsim: 64 hex digits belong there");
}

TEST(OpenData, AsksForAKeyFileWithADatabase) {
  const auto opened = OpenData("postgresql://localhost/iamsim", "");
  ASSERT_FALSE(opened.ok());
  EXPECT_NE(opened.error().message.find("--key-file FILE is needed"), std::string::npos);
}

}  // namespace
}  // namespace mockaws
