#include <gtest/gtest.h>
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
