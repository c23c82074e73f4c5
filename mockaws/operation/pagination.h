// Pagination: IsTruncated, Marker, MaxItems, stable while other calls change the set.
//
// A marker names the last key that was shown, so entities created or deleted between two calls
// neither repeat nor hide others. It is bound to its operation and filters (recorded behaviour):
// any other use answers `Invalid Marker.`
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "mockaws/model/api_error.h"
#include "mockaws/operation/context.h"
#include "mockaws/wire/value.h"

namespace mockaws {

// One page of a list, filled entry by entry in the order of its keys.
//
//   ASSIGN_OR_RETURN(PageBuilder page, PageBuilder::Start(context));
//   for (each entry in key order, from the first after page.after())
//     if (!page.Add(key, [&] { return Render(entry); })) break;
//   return page.Finish("Users");
class PageBuilder {
 public:
  // Error: `Invalid Marker.` for a marker of another operation, account or filter.
  // `filter` stands for filters that aren't scalar members of the input.
  static ApiResult<PageBuilder> Start(const OpContext& context, std::string_view filter = {});

  // The last key shown before this page; empty for the first page. Keys aren't empty.
  const std::string& after() const { return after_; }
  // Appends the entry unless its key lies before the page. False: the page is full, and there is
  // more.
  bool Add(std::string_view key, const std::function<Value()>& render);
  // `list_name`, IsTruncated and Marker.
  Value Finish(std::string_view list_name);
  // For pages of several lists: what was appended since the last call, and at the end IsTruncated
  // and Marker, set in `result`.
  Value::List TakeItems() { return std::exchange(items_, {}); }
  void FinishInto(Value* result) const;

 private:
  PageBuilder(const OpContext& context, std::string filter, std::string after);

  const OpContext* context_;
  std::string filter_;
  std::string after_;
  size_t size_;
  size_t count_ = 0;
  Value::List items_;
  std::string last_;
  bool truncated_ = false;
};

// A page of a keyed table: the entries that `accept` keeps, rendered.
template <typename T>
ApiResult<Value> PageOfTable(const OpContext& context, std::string_view list_name,
                             const Table<T>& table, const std::function<bool(const T&)>& accept,
                             const std::function<Value(const T&)>& render) {
  ASSIGN_OR_RETURN(PageBuilder page, PageBuilder::Start(context));
  const auto& entries = table.entries();
  for (auto entry = entries.upper_bound(page.after()); entry != entries.end(); ++entry) {
    if (!accept(*entry->second)) continue;
    if (!page.Add(entry->first, [&] { return render(*entry->second); })) break;
  }
  return page.Finish(list_name);
}

// The same for a list made on the spot: (key, rendered) pairs, sorted here by key.
struct PageItem {
  std::string key;
  Value value;
};
ApiResult<Value> PageOfItems(const OpContext& context, std::string_view list_name,
                             std::vector<PageItem> items);

// The same for an entity's tags, sorted by key.
ApiResult<Value> PageOfTags(const OpContext& context, const Tags& tags);

}  // namespace mockaws
