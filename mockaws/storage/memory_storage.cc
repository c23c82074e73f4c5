#include <map>
#include <mutex>
#include <tuple>

#include "mockaws/storage/storage.h"

namespace mockaws {

struct MemoryRows {
  std::mutex mutex;
  std::map<std::tuple<std::string, std::string, std::string>, StoredRow> rows;
  uint64_t version = 0;
  std::string failure;
};

namespace {

class MemoryStorage : public Storage {
 public:
  explicit MemoryStorage(std::shared_ptr<MemoryRows> rows) : rows_(std::move(rows)) {}

  Result<uint64_t> Load(const RowSink& take) override {
    const std::lock_guard lock(rows_->mutex);
    for (const auto& [name, row] : rows_->rows) RETURN_IF_ERROR(take(row));
    return rows_->version;
  }

  Result<uint64_t> Commit(const std::vector<RowChange>& changes) override {
    const std::lock_guard lock(rows_->mutex);
    if (!rows_->failure.empty()) return Error{rows_->failure};
    for (const RowChange& change : changes) {
      const StoredRow& row = change.row;
      auto name = std::tuple(row.account_id, row.kind, row.key);
      if (change.erased) {
        rows_->rows.erase(name);
      } else {
        rows_->rows.insert_or_assign(std::move(name), row);
      }
    }
    return ++rows_->version;
  }

 private:
  const std::shared_ptr<MemoryRows> rows_;
};

}  // namespace

std::shared_ptr<MemoryRows> MakeMemoryRows() { return std::make_shared<MemoryRows>(); }

std::shared_ptr<MemoryRows> CopyRows(const std::shared_ptr<MemoryRows>& rows) {
  const std::lock_guard lock(rows->mutex);
  auto copy = MakeMemoryRows();
  copy->rows = rows->rows;
  copy->version = rows->version;
  return copy;
}

void FailCommits(MemoryRows* rows, std::string message) {
  const std::lock_guard lock(rows->mutex);
  rows->failure = std::move(message);
}

std::unique_ptr<Storage> OpenMemoryStorage(std::shared_ptr<MemoryRows> rows) {
  return std::make_unique<MemoryStorage>(std::move(rows));
}

}  // namespace mockaws
