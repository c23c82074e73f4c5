#include "mockaws/authz/access_usage.h"

#include "mockaws/authz/decision_record.h"
#include "mockaws/state/entry_of.h"

namespace mockaws {

using policy_engine::Principal;
using policy_engine::PrincipalType;

namespace {

constexpr size_t kEntriesMax = 200'000;

std::string_view HolderOf(const Principal& principal) {
  switch (principal.type) {
    case PrincipalType::kUser:
      return principal.arn;
    case PrincipalType::kRole:
      return principal.role_arn;
    case PrincipalType::kFederatedUser:
      return principal.federating_user_arn;
    default:
      return "";
  }
}

}  // namespace

void AccessUsage::Note(const DecisionRecord& record) {
  if (!record.is_use) return;
  for (const Judgement& judgement : record.judgements) {
    if (!judgement.decision.allowed()) continue;
    const std::string_view holder = HolderOf(judgement.request.principal);
    if (holder.empty()) continue;
    const std::string& resource = judgement.request.resource.text();
    const std::lock_guard lock(mutex_);
    Actions& actions = EntryOf(&principals_, holder);
    Resources& resources = EntryOf(&actions, judgement.request.action.text());
    const auto found = resources.find(resource);
    if (found != resources.end()) {
      ++found->second;
    } else if (entries_ < kEntriesMax) {
      resources.emplace(resource, 1);
      ++entries_;
    } else {
      truncated_ = true;
    }
  }
}

std::map<std::string, AccessUsage::Actions, std::less<>> AccessUsage::All() const {
  const std::lock_guard lock(mutex_);
  return principals_;
}

bool AccessUsage::truncated() const {
  const std::lock_guard lock(mutex_);
  return truncated_;
}

void AccessUsage::Clear() {
  const std::lock_guard lock(mutex_);
  principals_.clear();
  entries_ = 0;
  truncated_ = false;
}

}  // namespace mockaws
