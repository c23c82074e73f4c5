// One directory: iamsim.db in SQLite's WAL mode with synchronous=FULL, so that a commit that has
// returned is on disk.
#include <sqlite3.h>
#include <sys/stat.h>

#include <array>
#include <cstdlib>
#include <utility>

#include "mockaws/storage/files.h"
#include "mockaws/storage/storage.h"

namespace mockaws {
namespace {

constexpr int kApplicationId = 0x69616d73;  // "iams"

// What brings a database of version n to version n + 1, from an empty one (0) on. Steps that were
// released never change; new ones are added at the end.
constexpr std::array kMigrations = {
    R"(CREATE TABLE entity (
         account TEXT NOT NULL,
         kind TEXT NOT NULL,
         key TEXT NOT NULL,
         data TEXT NOT NULL,
         "check" TEXT NOT NULL,
         PRIMARY KEY (account, kind, key)
       ) WITHOUT ROWID;)",
};
constexpr int kSchemaVersion = static_cast<int>(kMigrations.size());

struct CloseDatabase {
  void operator()(sqlite3* database) const { sqlite3_close_v2(database); }
};
struct FinalizeStatement {
  void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
using Database = std::unique_ptr<sqlite3, CloseDatabase>;
using Statement = std::unique_ptr<sqlite3_stmt, FinalizeStatement>;

class SqliteStorage : public Storage {
 public:
  explicit SqliteStorage(std::string directory)
      : directory_(std::move(directory)), path_(directory_ + "/iamsim.db") {}

  Result<void> Open() {
    RETURN_IF_ERROR(EnsureDirectory(directory_));
    RETURN_IF_ERROR(lock_.Take(directory_ + "/lock"));
    sqlite3* opened = nullptr;
    const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX;
    const int code = sqlite3_open_v2(path_.c_str(), &opened, flags, nullptr);
    database_.reset(opened);
    if (code != SQLITE_OK) return Failure("open");
    sqlite3_extended_result_codes(opened, 1);
    sqlite3_busy_timeout(opened, 5'000);
    RETURN_IF_ERROR(CheckIsOurs());
    RETURN_IF_ERROR(Execute("PRAGMA journal_mode=WAL"));
    // Access keys and password hashes are in there, sealed or salted; still nobody else's business.
    if (chmod(path_.c_str(), 0600) != 0) return SystemError("cannot write " + path_);
    RETURN_IF_ERROR(Execute("PRAGMA synchronous=FULL"));
    RETURN_IF_ERROR(CheckIsWhole());
    RETURN_IF_ERROR(Migrate());
    RETURN_IF_ERROR(SyncDirectory(directory_));
    ASSIGN_OR_RETURN(put_, Prepare("INSERT OR REPLACE INTO entity (account, kind, key, data, "
                                   "\"check\") VALUES (?, ?, ?, ?, ?)"));
    ASSIGN_OR_RETURN(erase_,
                     Prepare("DELETE FROM entity WHERE account = ? AND kind = ? AND key = ?"));
    return {};
  }

  Result<uint64_t> Load(const RowSink& take) override {
    ASSIGN_OR_RETURN(const Statement rows,
                     Prepare("SELECT account, kind, key, data, \"check\" FROM entity"));
    while (true) {
      const int code = sqlite3_step(rows.get());
      if (code == SQLITE_DONE) return uint64_t{0};
      if (code != SQLITE_ROW) return Failure("read");
      RETURN_IF_ERROR(
          take({Text(rows, 0), Text(rows, 1), Text(rows, 2), Text(rows, 3), Text(rows, 4)}));
    }
  }

  Result<uint64_t> Commit(const std::vector<RowChange>& changes) override {
    auto written = Write(changes);
    if (written.ok()) return uint64_t{0};
    sqlite3_exec(database_.get(), "ROLLBACK", nullptr, nullptr, nullptr);
    return std::move(written).error();
  }

 private:
  Result<void> Write(const std::vector<RowChange>& changes) {
    RETURN_IF_ERROR(Execute("BEGIN IMMEDIATE"));
    for (const RowChange& change : changes) {
      sqlite3_stmt* statement = change.erased ? erase_.get() : put_.get();
      Bind(statement, 1, change.row.account_id);
      Bind(statement, 2, change.row.kind);
      Bind(statement, 3, change.row.key);
      if (!change.erased) {
        Bind(statement, 4, change.row.data);
        Bind(statement, 5, change.row.check);
      }
      const int code = sqlite3_step(statement);
      const Error failure = Failure("write");
      sqlite3_reset(statement);
      if (code != SQLITE_DONE) return failure;
    }
    return Execute("COMMIT");
  }

  Result<void> CheckIsOurs() {
    auto application = Number("PRAGMA application_id");
    auto version = Number("PRAGMA user_version");
    auto tables = Number("SELECT count(*) FROM sqlite_master");
    for (const auto* number : {&application, &version, &tables}) {
      if (!number->ok()) return number->error();
    }
    if (*application == kApplicationId) {
      if (*version <= kSchemaVersion) return {};
      return Error{path_ + " is of a newer iamsim (schema " + std::to_string(*version) +
                   ", this one knows " + std::to_string(kSchemaVersion) + "); use that one"};
    }
    if (*application == 0 && *version == 0 && *tables == 0) return {};
    return Error{path_ + " is no database of iamsim; take another directory"};
  }

  Result<void> CheckIsWhole() {
    ASSIGN_OR_RETURN(const Statement check, Prepare("PRAGMA quick_check(1)"));
    if (sqlite3_step(check.get()) != SQLITE_ROW) return Failure("read");
    if (const std::string found = Text(check, 0); found != "ok") {
      return Error{path_ + " is damaged (" + found + "); restore it from a copy, or try `sqlite3 " +
                   path_ + " .recover`"};
    }
    return {};
  }

  Result<void> Migrate() {
    ASSIGN_OR_RETURN(const int64_t version, Number("PRAGMA user_version"));
    for (int64_t step = version; step < kSchemaVersion; ++step) {
      const std::string text = "BEGIN IMMEDIATE;" +
                               std::string(kMigrations.at(static_cast<size_t>(step))) +
                               "PRAGMA application_id=" + std::to_string(kApplicationId) +
                               ";PRAGMA user_version=" + std::to_string(step + 1) + ";COMMIT";
      auto migrated = Execute(text);
      if (migrated.ok()) continue;
      sqlite3_exec(database_.get(), "ROLLBACK", nullptr, nullptr, nullptr);
      return migrated;
    }
    return {};
  }

  Result<void> Execute(const std::string& text) {
    if (sqlite3_exec(database_.get(), text.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) {
      return Failure("write");
    }
    return {};
  }

  Result<Statement> Prepare(const std::string& text) {
    sqlite3_stmt* prepared = nullptr;
    if (sqlite3_prepare_v2(database_.get(), text.c_str(), -1, &prepared, nullptr) != SQLITE_OK) {
      return Failure("read");
    }
    return Statement(prepared);
  }

  Result<int64_t> Number(const std::string& text) {
    ASSIGN_OR_RETURN(const Statement statement, Prepare(text));
    if (sqlite3_step(statement.get()) != SQLITE_ROW) return Failure("read");
    return int64_t{sqlite3_column_int64(statement.get(), 0)};
  }

  static void Bind(sqlite3_stmt* statement, int index, const std::string& text) {
    sqlite3_bind_text64(statement, index, text.data(), text.size(), SQLITE_STATIC, SQLITE_UTF8);
  }

  static std::string Text(const Statement& row, int column) {
    const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(row.get(), column));
    const int bytes = sqlite3_column_bytes(row.get(), column);
    return text == nullptr ? std::string() : std::string(text, static_cast<size_t>(bytes));
  }

  // What SQLite said last, in words that help.
  Error Failure(const std::string& what) const {
    const int code = sqlite3_extended_errcode(database_.get());
    std::string text = "cannot " + what + " " + path_ + ": " + sqlite3_errmsg(database_.get());
    switch (code & 0xff) {
      case SQLITE_READONLY:
      case SQLITE_CANTOPEN:
        return Error{text + "; the directory and its files must be writable"};
      case SQLITE_FULL:
        return Error{text + "; free some space"};
      case SQLITE_CORRUPT:
      case SQLITE_NOTADB:
        return Error{text + "; restore it from a copy, or try `sqlite3 " + path_ + " .recover`"};
      default:
        return Error{text};
    }
  }

  const std::string directory_;
  const std::string path_;
  FileLock lock_;
  Database database_;
  Statement put_;
  Statement erase_;
};

}  // namespace

Result<std::unique_ptr<Storage>> OpenSqliteStorage(const std::string& directory) {
  auto storage = std::make_unique<SqliteStorage>(directory);
  RETURN_IF_ERROR(storage->Open());
  return std::unique_ptr<Storage>(std::move(storage));
}

}  // namespace mockaws
