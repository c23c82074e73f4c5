#include "mockaws/operation/pagination.h"

#include <algorithm>

#include "mockaws/crypto/digest.h"
#include "mockaws/crypto/encoding.h"
#include "mockaws/model/service_model.h"
#include "mockaws/operation/tagging.h"

namespace mockaws {
namespace {

constexpr size_t kTagBytes = 9;

// Ties a marker to its operation, caller's account and filters (MaxItems and Marker aside).
std::string MarkerTag(const OpContext& context, std::string_view key) {
  std::string text = context.operation.name + '\0' + context.caller.account_id;
  if (context.in.is_struct()) {
    for (const Value::Member& member : context.in.members()) {
      if (member.name == "Marker" || member.name == "MaxItems") continue;
      if (member.value.is_list() || member.value.is_struct() || member.value.is_null()) continue;
      text += '\0' + member.name + '=' + member.value.ScalarText();
    }
  }
  text += '\0';
  text += key;
  const Sha256Digest digest = Sha256(text);
  return std::string(AsView(digest).substr(0, kTagBytes));
}

}  // namespace

ApiResult<std::string> PageStart(const OpContext& context) {
  const auto marker = context.in.OptStr("Marker");
  if (!marker) return std::string();
  const auto bytes = Base64Decode(*marker);
  if (!bytes || bytes->size() <= kTagBytes) return ValidationError("Invalid Marker.");
  std::string key = bytes->substr(kTagBytes);
  if (MarkerTag(context, key) != bytes->substr(0, kTagBytes)) {
    return ValidationError("Invalid Marker.");
  }
  return key;
}

size_t PageSize(const OpContext& context) {
  return static_cast<size_t>(context.in.OptInt("MaxItems").value_or(100));
}

std::string MakeMarker(const OpContext& context, std::string_view last_key) {
  return Base64Encode(MarkerTag(context, last_key) + std::string(last_key));
}

ApiResult<Value> PageOfTags(const OpContext& context, const Tags& tags) {
  std::vector<PageItem> items;
  const Value rendered = RenderTags(tags);
  for (const Value& tag : rendered.items()) items.push_back({tag.Str("Key"), tag});
  return PageOfItems(context, "Tags", std::move(items));
}

ApiResult<Value> PageOfItems(const OpContext& context, std::string_view list_name,
                             std::vector<PageItem> items) {
  ASSIGN_OR_RETURN(const std::string start, PageStart(context));
  const auto by_key = [](const PageItem& a, const PageItem& b) { return a.key < b.key; };
  std::sort(items.begin(), items.end(), by_key);
  const size_t size = PageSize(context);
  auto item = items.begin();
  if (!start.empty()) {
    item = std::upper_bound(items.begin(), items.end(), start,
                            [](const std::string& key, const PageItem& b) { return key < b.key; });
  }
  Value list = Value::MakeList();
  std::string last;
  for (; item != items.end() && list.items().size() < size; ++item) {
    list.Append(std::move(item->value));
    last = item->key;
  }
  const bool truncated = item != items.end();
  Value result;
  result.Set(list_name, std::move(list));
  result.Set("IsTruncated", truncated);
  if (truncated) result.Set("Marker", MakeMarker(context, last));
  return result;
}

}  // namespace mockaws
