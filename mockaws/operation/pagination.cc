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
std::string MarkerTag(const OpContext& context, std::string_view filter, std::string_view key) {
  std::string text = context.operation.name + '\0' + context.caller.account_id;
  if (context.in.is_struct()) {
    for (const Value::Member& member : context.in.members()) {
      if (member.name == "Marker" || member.name == "MaxItems") continue;
      if (member.value.is_list() || member.value.is_struct() || member.value.is_null()) continue;
      text += '\0' + member.name + '=' + member.value.ScalarText();
    }
  }
  text += '\0';
  text += filter;
  text += '\0';
  text += key;
  const Sha256Digest digest = Sha256(text);
  return std::string(AsView(digest).substr(0, kTagBytes));
}

// The last key shown before the page that `context`'s input asks for, or empty.
ApiResult<std::string> KeyBeforePage(const OpContext& context, std::string_view filter) {
  const auto marker = context.in.OptStr("Marker");
  if (!marker) return std::string();
  const auto bytes = Base64Decode(*marker);
  if (!bytes || bytes->size() <= kTagBytes) return ValidationError("Invalid Marker.");
  std::string key = bytes->substr(kTagBytes);
  if (MarkerTag(context, filter, key) != bytes->substr(0, kTagBytes)) {
    return ValidationError("Invalid Marker.");
  }
  return key;
}

constexpr int64_t kDefaultPageSize = 100;

}  // namespace

PageBuilder::PageBuilder(const OpContext& context, std::string filter, std::string after)
    : context_(&context),
      filter_(std::move(filter)),
      after_(std::move(after)),
      size_(static_cast<size_t>(context.in.OptInt("MaxItems").value_or(kDefaultPageSize))) {}

ApiResult<PageBuilder> PageBuilder::Start(const OpContext& context, std::string_view filter) {
  ASSIGN_OR_RETURN(std::string after, KeyBeforePage(context, filter));
  return PageBuilder(context, std::string(filter), std::move(after));
}

bool PageBuilder::Add(std::string_view key, const std::function<Value()>& render) {
  if (key <= after_) return true;
  if (count_ == size_) {
    truncated_ = true;
    return false;
  }
  items_.push_back(render());
  ++count_;
  last_ = key;
  return true;
}

void PageBuilder::FinishInto(Value* result) const {
  result->Set("IsTruncated", truncated_);
  if (!truncated_) return;
  result->Set("Marker", Base64Encode(MarkerTag(*context_, filter_, last_) + last_));
}

Value PageBuilder::Finish(std::string_view list_name) {
  Value result;
  result.Set(list_name, Value::MakeList(std::move(items_)));
  FinishInto(&result);
  return result;
}

ApiResult<Value> PageOfTags(const OpContext& context, const Tags& tags) {
  std::vector<PageItem> items;
  const Value rendered = RenderTags(tags);
  for (const Value& tag : rendered.items()) items.push_back({tag.Str("Key"), tag});
  return PageOfItems(context, "Tags", std::move(items));
}

ApiResult<Value> PageOfItems(const OpContext& context, std::string_view list_name,
                             std::vector<PageItem> items) {
  ASSIGN_OR_RETURN(PageBuilder page, PageBuilder::Start(context));
  std::sort(items.begin(), items.end(),
            [](const PageItem& a, const PageItem& b) { return a.key < b.key; });
  for (PageItem& item : items) {
    if (!page.Add(item.key, [&] { return std::move(item.value); })) break;
  }
  return page.Finish(list_name);
}

}  // namespace mockaws
