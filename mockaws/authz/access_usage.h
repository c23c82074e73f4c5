// AccessUsage: which allowed actions each user and role has made use of, and on what: what a policy
// of least privilege has to grant.
#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <string>

namespace mockaws {

struct DecisionRecord;

// Thread-safe.
class AccessUsage {
 public:
  // How often, by action ("s3:GetObject") and resource.
  using Resources = std::map<std::string, uint64_t, std::less<>>;
  using Actions = std::map<std::string, Resources, std::less<>>;

  // Notes what the record's judgements allowed. A role's sessions count for the role, federated
  // users for the user behind; root users and services don't count.
  void Note(const DecisionRecord& record);
  // By the ARN of the user or role.
  std::map<std::string, Actions, std::less<>> All() const;
  // More kinds of use came than are kept: what All() gives is not everything.
  bool truncated() const;
  void Clear();

 private:
  mutable std::mutex mutex_;
  std::map<std::string, Actions, std::less<>> principals_;
  size_t entries_ = 0;
  bool truncated_ = false;
};

}  // namespace mockaws
