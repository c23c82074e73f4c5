#include "mockaws/observe/event_stream.h"

#include <string>
#include <utility>

namespace mockaws {

void EventStream::Subscribe(Taker taker) {
  const std::lock_guard lock(mutex_);
  takers_.push_back(std::move(taker));
  listeners_ = takers_.size();
}

void EventStream::Publish(std::string_view event, std::string_view id, std::string_view data) {
  std::string text = "event: ";
  text.append(event).append("\nid: ").append(id).append("\ndata: ").append(data).append("\n\n");
  const std::lock_guard lock(mutex_);
  std::erase_if(takers_, [&](const Taker& taker) { return !taker(text); });
  listeners_ = takers_.size();
}

}  // namespace mockaws
