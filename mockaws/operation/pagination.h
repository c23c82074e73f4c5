// Pagination: IsTruncated, Marker, MaxItems, stable while other calls change the set.
//
// A marker names the last key that was shown, so entities created or deleted between two calls
// neither repeat nor hide others. It is bound to its operation and filters (recorded behaviour):
// any other use answers `Invalid Marker.`
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "mockaws/model/api_error.h"
#include "mockaws/operation/context.h"
#include "mockaws/wire/value.h"

namespace mockaws {

// Where the page that `context`'s input asks for begins: the last key shown before, or empty.
ApiResult<std::string> PageStart(const OpContext& context);

// MaxItems of the input, else 100.
size_t PageSize(const OpContext& context);

// Marker for the page after `last_key`.
std::string MakeMarker(const OpContext& context, std::string_view last_key);

// Builds a page from a keyed table: takes the entries that `accept` keeps, renders each, and sets
// `list_name`, IsTruncated and Marker in the result.
template <typename T>
ApiResult<Value> PageOfTable(const OpContext& context, std::string_view list_name,
                             const Table<T>& table, const std::function<bool(const T&)>& accept,
                             const std::function<Value(const T&)>& render);

// The same for a list made on the spot: (key, rendered) pairs, sorted here by key.
struct PageItem {
  std::string key;
  Value value;
};
ApiResult<Value> PageOfItems(const OpContext& context, std::string_view list_name,
                             std::vector<PageItem> items);

// The same for an entity's tags, sorted by key.
ApiResult<Value> PageOfTags(const OpContext& context, const Tags& tags);

// --- implementation of the template ---

template <typename T>
ApiResult<Value> PageOfTable(const OpContext& context, std::string_view list_name,
                             const Table<T>& table, const std::function<bool(const T&)>& accept,
                             const std::function<Value(const T&)>& render) {
  ASSIGN_OR_RETURN(const std::string start, PageStart(context));
  const size_t size = PageSize(context);
  Value list = Value::MakeList();
  std::string last;
  bool truncated = false;
  const auto& entries = table.entries();
  auto entry = start.empty() ? entries.begin() : entries.upper_bound(start);
  for (; entry != entries.end(); ++entry) {
    if (!accept(*entry->second)) continue;
    if (list.items().size() == size) {
      truncated = true;
      break;
    }
    list.Append(render(*entry->second));
    last = entry->first;
  }
  Value result;
  result.Set(list_name, std::move(list));
  result.Set("IsTruncated", truncated);
  if (truncated) result.Set("Marker", MakeMarker(context, last));
  return result;
}

}  // namespace mockaws
