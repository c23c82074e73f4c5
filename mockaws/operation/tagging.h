// Tags: checks and edits that every taggable entity shares.
#pragma once

#include "mockaws/model/api_error.h"
#include "mockaws/state/entities.h"
#include "mockaws/wire/value.h"

namespace mockaws {

// How an entity tells tag keys apart (recorded): users and roles ignore case, all others don't.
enum class TagCase { kIgnored, kSignificant };

// The `Tags` member of an input, in its order.
Tags TagsOf(const Value& input, std::string_view member = "Tags");
// [{Key, Value}] as responses show it.
Value RenderTags(const Tags& tags);
// By key.
Tags SortedTags(Tags tags);

// IAM's own rules for tags that are to be set: reserved keys, duplicates.
ApiResult<void> CheckNewTags(const Tags& tags, TagCase tag_case);

// The Tags of a Tag… operation, checked as above; refuses none at all.
ApiResult<Tags> TagsToAdd(const Value& input, TagCase tag_case);

// Adds or replaces; refuses more than 50 in all and changes nothing then.
ApiResult<Tags> MergeTags(Tags present, const Tags& added, TagCase tag_case);
// Removes the keys that are there.
Tags WithoutTags(Tags present, const Value::List& keys, TagCase tag_case);

}  // namespace mockaws
