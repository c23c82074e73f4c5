#include "mockaws/operation/tagging.h"

#include <algorithm>

#include "mockaws/wire/ascii.h"

namespace mockaws {
namespace {

constexpr size_t kTagsMax = 50;

bool SameKey(std::string_view a, std::string_view b, TagCase tag_case) {
  return tag_case == TagCase::kIgnored ? EqualsIgnoringCase(a, b) : a == b;
}

}  // namespace

Tags TagsOf(const Value& input, std::string_view member) {
  Tags tags;
  for (const Value& tag : input.ListOf(member)) tags.push_back({tag.Str("Key"), tag.Str("Value")});
  return tags;
}

Value RenderTags(const Tags& tags) {
  Value list = Value::MakeList();
  for (const Tag& tag : tags) {
    Value item;
    item.Set("Key", tag.key);
    item.Set("Value", tag.value);
    list.Append(std::move(item));
  }
  return list;
}

Tags SortedTags(Tags tags) {
  std::sort(tags.begin(), tags.end(), [](const Tag& a, const Tag& b) { return a.key < b.key; });
  return tags;
}

ApiResult<void> CheckNewTags(const Tags& tags, TagCase tag_case) {
  for (const Tag& tag : tags) {
    if (EqualsIgnoringCase(std::string_view(tag.key).substr(0, 4), "aws:")) {
      return InvalidInput("Tag keys beginning with aws: are reserved for system use.");
    }
  }
  for (size_t i = 0; i < tags.size(); ++i) {
    for (size_t j = 0; j < i; ++j) {
      if (SameKey(tags[i].key, tags[j].key, tag_case)) {
        return InvalidInput(
            "Duplicate tag keys found. Please note that Tag keys are case insensitive.");
      }
    }
  }
  return {};
}

ApiResult<Tags> TagsToAdd(const Value& input, TagCase tag_case) {
  Tags tags = TagsOf(input);
  if (tags.empty()) return InvalidInput("Error occurred while validating input. ");
  RETURN_IF_ERROR(CheckNewTags(tags, tag_case));
  return tags;
}

ApiResult<Tags> MergeTags(Tags present, const Tags& added, TagCase tag_case) {
  for (const Tag& tag : added) {
    const auto same = std::find_if(present.begin(), present.end(), [&](const Tag& other) {
      return SameKey(other.key, tag.key, tag_case);
    });
    if (same == present.end()) {
      present.push_back(tag);
    } else {
      *same = tag;
    }
  }
  if (present.size() > kTagsMax) {
    return LimitExceededText("The number of tags has reached the maximum limit.");
  }
  return present;
}

Tags WithoutTags(Tags present, const Value::List& keys, TagCase tag_case) {
  std::erase_if(present, [&](const Tag& tag) {
    return std::any_of(keys.begin(), keys.end(), [&](const Value& key) {
      return SameKey(tag.key, key.AsString(), tag_case);
    });
  });
  return present;
}

}  // namespace mockaws
