// One database for any number of servers. Writers take turns by an advisory lock; each commit adds
// its rows to a list of changes, by which the other servers catch up.
#include <charconv>
#include <mutex>
#include <utility>

#include "mockaws/storage/libpq.h"
#include "mockaws/storage/storage.h"
#include "policy_engine/base/json.h"

namespace mockaws {
namespace {

using policy_engine::Json;

constexpr int kSchemaVersion = 1;
// "iams": of the advisory locks, beside which other programs may have theirs.
constexpr const char* kTakeLock = "SELECT pg_advisory_xact_lock(1767992691)";
// Servers that are further behind load everything anew.
constexpr const char* kVersionsKept = "10000";

constexpr const char* kCreateTables = R"(
  CREATE TABLE IF NOT EXISTS iamsim_meta (
    name text PRIMARY KEY,
    value bigint NOT NULL
  );
  CREATE TABLE IF NOT EXISTS iamsim_entity (
    account text COLLATE "C" NOT NULL,
    kind text COLLATE "C" NOT NULL,
    key text COLLATE "C" NOT NULL,
    data text NOT NULL,
    "check" text NOT NULL,
    PRIMARY KEY (account, kind, key)
  );
  CREATE TABLE IF NOT EXISTS iamsim_change (
    version bigint NOT NULL,
    account text NOT NULL,
    kind text NOT NULL,
    key text NOT NULL,
    data text,
    "check" text
  );
  CREATE INDEX IF NOT EXISTS iamsim_change_version ON iamsim_change (version);
  INSERT INTO iamsim_meta VALUES ('schema', 1), ('version', 0) ON CONFLICT DO NOTHING)";

// $1: the changes as JSON; data is null where a row is erased.
constexpr const char* kCommit = R"(
  WITH changed AS (
    SELECT * FROM json_to_recordset($1::json)
      AS c(account text, kind text, key text, data text, "check" text)
  ), put AS (
    INSERT INTO iamsim_entity (account, kind, key, data, "check")
      SELECT account, kind, key, data, "check" FROM changed WHERE data IS NOT NULL
      ON CONFLICT (account, kind, key)
        DO UPDATE SET data = excluded.data, "check" = excluded."check"
  ), erased AS (
    DELETE FROM iamsim_entity e USING changed c
      WHERE c.data IS NULL AND e.account = c.account AND e.kind = c.kind AND e.key = c.key
  ), stepped AS (
    UPDATE iamsim_meta SET value = value + 1 WHERE name = 'version' RETURNING value
  ), forgotten AS (
    DELETE FROM iamsim_change USING stepped
      WHERE iamsim_change.version < stepped.value - $2::bigint
  ), noted AS (
    INSERT INTO iamsim_change (version, account, kind, key, data, "check")
      SELECT stepped.value, account, kind, key, data, "check" FROM changed, stepped
  )
  SELECT value FROM stepped)";

struct FinishConnection {
  void operator()(PGconn* connection) const { Pq().finish(connection); }
};
struct ClearResult {
  void operator()(PGresult* result) const { Pq().clear(result); }
};
using PgConnection = std::unique_ptr<PGconn, FinishConnection>;
using PgResult = std::unique_ptr<PGresult, ClearResult>;

// One connection, opened anew when it broke. Not thread-safe.
class Session {
 public:
  explicit Session(std::string url) : url_(std::move(url)) {}

  // Connects if need be.
  Result<void> Ready() {
    if (connection_ != nullptr && Pq().status(connection_.get()) == CONNECTION_OK) return {};
    connection_.reset(Pq().connectdb(url_.c_str()));
    if (Pq().status(connection_.get()) == CONNECTION_OK) {
      Pq().setNoticeProcessor(
          connection_.get(), [](void*, const char*) {}, nullptr);
      return {};
    }
    return Failure("cannot connect to the database");
  }

  Result<PgResult> Run(const char* text) { return Checked(Pq().exec(connection_.get(), text)); }

  Result<PgResult> Run(const char* text, const std::vector<std::string>& parameters) {
    std::vector<const char*> values;
    for (const std::string& parameter : parameters) values.push_back(parameter.c_str());
    return Checked(Pq().execParams(connection_.get(), text, static_cast<int>(values.size()),
                                   nullptr, values.data(), nullptr, nullptr, 0));
  }

  // One whole number.
  Result<uint64_t> Number(const char* text) {
    ASSIGN_OR_RETURN(const PgResult result, Run(text));
    return NumberIn(result);
  }

  static Result<uint64_t> NumberIn(const PgResult& result) {
    if (Pq().ntuples(result.get()) != 1) return Error{"the database's answer has no number"};
    return ToNumber(Pq().getvalue(result.get(), 0, 0));
  }

  static uint64_t ToNumber(std::string_view text) {
    uint64_t number = 0;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
  }

  void RollBack() { PgResult(Pq().exec(connection_.get(), "ROLLBACK")); }
  // After an error of which nobody knows what it left behind.
  void Drop() { connection_.reset(); }

 private:
  Result<PgResult> Checked(PGresult* raw) {
    PgResult result(raw);
    const ExecStatusType status = Pq().resultStatus(raw);
    if (status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK) return result;
    return Failure("the database refuses");
  }

  Error Failure(const std::string& what) const {
    std::string text = Pq().errorMessage(connection_.get());
    while (!text.empty() && text.back() == '\n') text.pop_back();
    return Error{what + ": " + text};
  }

  const std::string url_;
  PgConnection connection_;
};

class PostgresStorage : public Storage {
 public:
  explicit PostgresStorage(const std::string& url) : writer_(url), reader_(url) {}

  Result<void> Open() {
    RETURN_IF_ERROR(writer_.Ready());
    RETURN_IF_ERROR(reader_.Ready());
    RETURN_IF_ERROR(writer_.Run("BEGIN"));
    auto made = MakeTables();
    if (made.ok()) {
      RETURN_IF_ERROR(writer_.Run("COMMIT"));
    } else {
      writer_.RollBack();
    }
    return made;
  }

  Result<uint64_t> Load(const RowSink& take) override {
    RETURN_IF_ERROR(writer_.Ready());
    RETURN_IF_ERROR(writer_.Run("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"));
    auto loaded = LoadInTransaction(take);
    writer_.RollBack();
    return loaded;
  }

  Result<uint64_t> Commit(const std::vector<RowChange>& changes) override {
    const bool locked = std::exchange(locked_, false);
    if (!locked) RETURN_IF_ERROR(TakeLock());
    locked_ = false;
    auto committed = CommitLocked(changes);
    if (!committed.ok()) writer_.Drop();
    return committed;
  }

  bool shared() const override { return true; }

  Result<uint64_t> Lock() override {
    RETURN_IF_ERROR(TakeLock());
    auto version = writer_.Number(kReadVersion);
    if (!version.ok()) Unlock();
    return version;
  }

  void Unlock() override {
    locked_ = false;
    writer_.RollBack();
  }

  Result<uint64_t> Version() override {
    const std::lock_guard lock(reader_mutex_);
    RETURN_IF_ERROR(reader_.Ready());
    return reader_.Number(kReadVersion);
  }

  Result<CatchUp> ChangesSince(uint64_t version) override {
    if (locked_) return ReadChanges(version);
    RETURN_IF_ERROR(writer_.Ready());
    RETURN_IF_ERROR(writer_.Run("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"));
    auto changes = ReadChanges(version);
    writer_.RollBack();
    return changes;
  }

 private:
  static constexpr const char* kReadVersion = "SELECT value FROM iamsim_meta WHERE name='version'";

  Result<void> MakeTables() {
    RETURN_IF_ERROR(writer_.Run(kTakeLock));
    RETURN_IF_ERROR(writer_.Run(kCreateTables));
    ASSIGN_OR_RETURN(const uint64_t schema,
                     writer_.Number("SELECT value FROM iamsim_meta WHERE name='schema'"));
    if (schema > kSchemaVersion) {
      return Error{"the database is of a newer iamsim (schema " + std::to_string(schema) +
                   ", this one knows " + std::to_string(kSchemaVersion) + "); use that one"};
    }
    return {};
  }

  Result<void> TakeLock() {
    RETURN_IF_ERROR(writer_.Ready());
    auto taken = writer_.Run((std::string("BEGIN;") + kTakeLock).c_str());
    if (!taken.ok()) {
      // The server may have ended the connection while it was idle: once more on a new one.
      writer_.Drop();
      RETURN_IF_ERROR(writer_.Ready());
      RETURN_IF_ERROR(writer_.Run((std::string("BEGIN;") + kTakeLock).c_str()));
    }
    locked_ = true;
    return {};
  }

  Result<uint64_t> CommitLocked(const std::vector<RowChange>& changes) {
    Json list = Json::MakeArray();
    for (const RowChange& change : changes) {
      Json row = Json::MakeObject();
      row.Set("account", Json::String(change.row.account_id));
      row.Set("kind", Json::String(change.row.kind));
      row.Set("key", Json::String(change.row.key));
      if (!change.erased) {
        row.Set("data", Json::String(change.row.data));
        row.Set("check", Json::String(change.row.check));
      }
      list.Append(std::move(row));
    }
    ASSIGN_OR_RETURN(const PgResult result, writer_.Run(kCommit, {list.Dump(), kVersionsKept}));
    ASSIGN_OR_RETURN(const uint64_t version, Session::NumberIn(result));
    RETURN_IF_ERROR(writer_.Run("COMMIT"));
    return version;
  }

  Result<uint64_t> LoadInTransaction(const RowSink& take) {
    ASSIGN_OR_RETURN(const uint64_t version, writer_.Number(kReadVersion));
    RETURN_IF_ERROR(writer_.Run(
        "DECLARE every CURSOR FOR SELECT account, kind, key, data, \"check\" FROM iamsim_entity"));
    while (true) {
      ASSIGN_OR_RETURN(const PgResult rows, writer_.Run("FETCH 10000 FROM every"));
      const int count = Pq().ntuples(rows.get());
      if (count == 0) return version;
      for (int i = 0; i < count; ++i) RETURN_IF_ERROR(take(Row(rows, i)));
    }
  }

  Result<CatchUp> ReadChanges(uint64_t version) {
    CatchUp caught_up;
    ASSIGN_OR_RETURN(caught_up.version, writer_.Number(kReadVersion));
    ASSIGN_OR_RETURN(const uint64_t oldest,
                     writer_.Number("SELECT coalesce(min(version), 0) FROM iamsim_change"));
    if (oldest > version + 1) {
      caught_up.whole = true;
      RETURN_IF_ERROR(LoadInTransaction([&](StoredRow row) -> Result<void> {
        caught_up.changes.push_back({std::move(row), false});
        return {};
      }));
      return caught_up;
    }
    // The last change of each row alone counts.
    ASSIGN_OR_RETURN(
        const PgResult rows,
        writer_.Run("SELECT DISTINCT ON (account, kind, key) account, kind, key, data, \"check\" "
                    "FROM iamsim_change WHERE version > $1 "
                    "ORDER BY account, kind, key, version DESC",
                    {std::to_string(version)}));
    for (int i = 0; i < Pq().ntuples(rows.get()); ++i) {
      caught_up.changes.push_back({Row(rows, i), Pq().getisnull(rows.get(), i, 3) != 0});
    }
    return caught_up;
  }

  static StoredRow Row(const PgResult& rows, int index) {
    const auto text = [&](int column) {
      return std::string(Pq().getvalue(rows.get(), index, column),
                         static_cast<size_t>(Pq().getlength(rows.get(), index, column)));
    };
    return {text(0), text(1), text(2), text(3), text(4)};
  }

  Session writer_;
  bool locked_ = false;
  std::mutex reader_mutex_;
  Session reader_;
};

}  // namespace

Result<std::unique_ptr<Storage>> OpenPostgresStorage(const std::string& url) {
  RETURN_IF_ERROR(LoadLibpq());
  auto storage = std::make_unique<PostgresStorage>(url);
  RETURN_IF_ERROR(storage->Open());
  return std::unique_ptr<Storage>(std::move(storage));
}

}  // namespace mockaws
