// Tag…, Untag… and List…Tags for any kind of entity. Traits of a kind:
//
//   static constexpr TagCase kTagCase;
//   static ApiResult<const T*> Find(const OpContext&);         // T has `tags`
//   static T* Edit(OpContext&, const T&);
#pragma once

#include <utility>

#include "mockaws/operation/pagination.h"
#include "mockaws/operation/tagging.h"

namespace mockaws {

template <typename Traits>
ApiResult<Value> TagEntity(OpContext& context) {
  ASSIGN_OR_RETURN(const Tags tags, TagsToAdd(context.in, Traits::kTagCase));
  ASSIGN_OR_RETURN(const auto* entity, Traits::Find(context));
  ASSIGN_OR_RETURN(Tags merged, MergeTags(entity->tags, tags, Traits::kTagCase));
  Traits::Edit(context, *entity)->tags = std::move(merged);
  return Value();
}

template <typename Traits>
ApiResult<Value> UntagEntity(OpContext& context) {
  ASSIGN_OR_RETURN(const auto* entity, Traits::Find(context));
  Tags left = WithoutTags(entity->tags, context.in.ListOf("TagKeys"), Traits::kTagCase);
  Traits::Edit(context, *entity)->tags = std::move(left);
  return Value();
}

template <typename Traits>
ApiResult<Value> ListEntityTags(OpContext& context) {
  ASSIGN_OR_RETURN(const auto* entity, Traits::Find(context));
  return PageOfTags(context, entity->tags);
}

}  // namespace mockaws
