// Journal: carries what write transactions changed to the storage, many of them in one commit.
//
// Transactions change the state in memory first; a thread commits what has gathered, and whoever
// waits for a group then knows that all it holds is on disk. A group that can't be committed is
// undone in memory, with all that was built on it.
//
// Last uses (UsageLedger) are written some seconds late and at the end, beside whatever else is
// committed; nobody waits for them. What was forgotten goes with the commit that made it so.
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "mockaws/runtime/clock.h"
#include "mockaws/state/table.h"
#include "mockaws/state/usage_ledger.h"
#include "mockaws/storage/storage.h"

namespace mockaws {

// What is committed at once. Thread-safe where it says so.
class CommitGroup {
 public:
  // Until the group is on disk. Thread-safe. Error: it never will be, and the state is as before.
  Result<void> Wait() const;
  // Thread-safe.
  bool pending() const { return outcome_.load() == kPending; }

 private:
  friend class Journal;
  enum Outcome : int { kPending, kDurable, kLost };

  // A row as it shall be; encoded by the committing thread.
  struct Row {
    std::string account_id;
    std::string_view kind;
    std::string key;
    EntityPtr value;
    const EntityCodec* codec = nullptr;
  };

  void Finish(const Result<void>& committed);

  std::vector<Row> rows_;
  ChangeLog::Changes undo_;
  size_t transactions_ = 0;
  std::string error_;
  std::atomic<int> outcome_ = kPending;
};
using CommitGroupPtr = std::shared_ptr<CommitGroup>;

// A row that was read from the storage. A null value: it is gone.
struct LoadedRow {
  std::string account_id;
  std::string kind;
  std::string key;
  EntityPtr value;
};

// What the journal needs of the store around it. All are called without the store's lock held.
struct JournalHooks {
  // The codec of the rows of a kind; null: there is no such kind.
  std::function<const EntityCodec*(const std::string& account_id, const std::string& kind)> codec;
  // Puts rows in place. `whole`: they are all there are.
  std::function<void(const std::vector<LoadedRow>& rows, bool whole)> apply;
  // Undoes groups' changes, newest first.
  std::function<void(std::vector<ChangeLog::Changes>)> undo;
  // Simulated time, noted with each commit.
  std::function<Instant()> now;
  // Outlives the journal.
  UsageLedger* usage = nullptr;
};

class Journal {
 public:
  using WriterLock = std::unique_lock<std::mutex>;

  // `master_key`: of the key file.
  Journal(std::unique_ptr<Storage> storage, std::string_view master_key, JournalHooks hooks);
  // Commits what is pending.
  ~Journal();
  Journal(const Journal&) = delete;
  Journal& operator=(const Journal&) = delete;

  // Gives all rows to the apply hook and starts the committing thread. Call once. Errors: rows that
  // can't be read; another key than the one they were sealed with.
  Result<void> Open();

  // Writers go one after another; the store's lock comes after this one.
  WriterLock LockWriters();
  // Makes ready for a transaction: the state is the newest of all servers'. Called before the
  // transaction, under the writers' lock, which is let go of meanwhile.
  Result<void> Prepare(WriterLock& lock);
  // Takes a transaction's changes; under the writers' and the store's lock. Returns its group.
  CommitGroupPtr Append(ChangeLog::Changes changes);
  // The group that holds the newest changes; null if they are on disk. Thread-safe under the
  // store's lock.
  CommitGroupPtr pending() const;

  // Returns once the state is no older than any commit that was acknowledged before the call, by
  // whichever server.
  Result<void> Refresh();

  // The newest simulated time that is known from before the start; the epoch if none is.
  Instant last_known_time() const { return last_known_time_; }

 private:
  void Run();
  void CommitOpenGroup(WriterLock& lock);
  Result<uint64_t> Store(CommitGroup& group);
  std::vector<RowChange> Encode(const CommitGroup& group, const std::vector<UsageRow>& uses) const;
  // Makes an empty group for the uses that wait. False: there are none, or the storage fails.
  bool OpenGroupForUses(WriterLock& lock);
  // Those that are due.
  std::vector<UsageRow> TakeUses();
  // Gives uses to the ledger, others to `rows`.
  void TakeIn(LoadedRow row, std::vector<LoadedRow>* rows);
  Result<LoadedRow> Decode(const RowChange& change);
  Result<void> ReadOwnRow(const StoredRow& row);
  Result<void> CatchUpWith(uint64_t version);
  Result<uint64_t> FreshVersion();
  StoredRow OwnRow(std::string key, std::string data) const;
  std::string CheckOf(const StoredRow& row) const;

  const std::unique_ptr<Storage> storage_;
  const Aead aead_;
  const std::string check_key_;
  const std::string key_name_;  // tells this key from others
  const JournalHooks hooks_;
  Instant last_known_time_{};
  bool key_is_noted_ = false;

  std::mutex writers_;
  std::condition_variable changed_;
  // Under writers_:
  bool stopping_ = false;
  bool committing_ = false;
  bool locked_ = false;  // the storage's lock, held for the open group
  CommitGroupPtr open_;  // takes transactions
  std::atomic<int> waiting_writers_ = 0;
  std::atomic<uint64_t> version_ = 0;  // that the state is of
  // When uses are due; of the thread alone.
  std::chrono::steady_clock::time_point uses_due_;
  // Newest group, under the store's lock.
  CommitGroupPtr newest_;

  // Rounds of asking for the newest version; whoever comes during one waits for the next.
  std::mutex rounds_;
  std::condition_variable round_ended_;
  bool asking_ = false;
  uint64_t rounds_started_ = 0;
  uint64_t rounds_ended_ = 0;
  Result<uint64_t> newest_version_{uint64_t{0}};

  std::thread thread_;
};

}  // namespace mockaws
