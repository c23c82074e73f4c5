// Storage: where a server's state outlives it. It knows rows, not what is in them.
//
//   memory      in this process, for tests and as the plainest statement of what a backend does
//   SQLite      one directory, one server
//   PostgreSQL  one database, any number of servers
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "policy_engine/result.h"

namespace mockaws {

using policy_engine::Error;
using policy_engine::Result;

// One row's name and its data; `check` tells whether they still belong together.
struct StoredRow {
  std::string account_id;  // empty: of no account
  std::string kind;
  std::string key;
  std::string data;
  std::string check;
};

// A row that is to be as given here, or gone.
struct RowChange {
  StoredRow row;
  bool erased = false;
};

// What was committed since a version.
struct CatchUp {
  uint64_t version = 0;
  // `changes` are all rows there are, instead of what changed.
  bool whole = false;
  std::vector<RowChange> changes;
};

using RowSink = std::function<Result<void>(StoredRow)>;

// Not thread-safe, but for Version. Errors are whole sentences that name the place and how to mend
// it.
class Storage {
 public:
  virtual ~Storage() = default;

  // Gives every row to `take`, in any order, and returns the version that they are of. An error of
  // `take` ends it.
  virtual Result<uint64_t> Load(const RowSink& take) = 0;

  // Makes all of `changes` at once, each row at most once among them; on return they are on disk.
  // On an error none of them is, unless the connection broke just then. Returns the new version.
  virtual Result<uint64_t> Commit(const std::vector<RowChange>& changes) = 0;

  // ---- of storages that several servers share

  virtual bool shared() const { return false; }
  // Waits until no other server writes; from then on until Commit or Unlock none does. Returns the
  // version.
  virtual Result<uint64_t> Lock() { return uint64_t{0}; }
  virtual void Unlock() {}
  // The newest committed version. Thread-safe, beside the other functions too.
  virtual Result<uint64_t> Version() { return uint64_t{0}; }
  // Works while locked, and while not.
  virtual Result<CatchUp> ChangesSince(uint64_t version) { return CatchUp{.version = version}; }
};

// Keeps rows in memory. `rows` outlives the storage, as a disk would.
struct MemoryRows;
std::shared_ptr<MemoryRows> MakeMemoryRows();
// What a crash at this moment would leave.
std::shared_ptr<MemoryRows> CopyRows(const std::shared_ptr<MemoryRows>& rows);
// From now on Commit fails with this text; empty: no more.
void FailCommits(MemoryRows* rows, std::string message);
std::unique_ptr<Storage> OpenMemoryStorage(std::shared_ptr<MemoryRows> rows);

// Opens the directory, making it and its database if need be: `iamsim.db` (SQLite, WAL), `lock`.
// Errors: another server uses it; it can't be written; the database is damaged, no database of
// iamsim, or of a newer one.
Result<std::unique_ptr<Storage>> OpenSqliteStorage(const std::string& directory);

// Connects to `postgresql://…`, making the tables if need be. Errors as above.
Result<std::unique_ptr<Storage>> OpenPostgresStorage(const std::string& url);

}  // namespace mockaws
