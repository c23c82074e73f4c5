// AWS's managed policies, from data/managed_policies.json: default versions only.
//
// All texts are views of the program's read-only data, valid for ever; nothing is loaded before it
// is read, and a document is decompressed when it is asked for. Thread-safe.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "policy_engine/base/time.h"

namespace mockaws {

// The account that AWS's policies belong to (aws:ResourceAccount in requests for them).
inline constexpr std::string_view kManagedPolicyAccount = "639982225848";

struct ManagedPolicy {
  std::string_view name;
  std::string_view path;                // "/", "/service-role/", ...
  std::string_view arn;                 // arn:aws:iam::aws:policy/...
  std::string_view id;                  // ANPA...; derived from the ARN (docs/fidelity.md)
  std::string_view default_version_id;  // "v12"; earlier versions are not in the data
  policy_engine::Instant create_date;
  policy_engine::Instant update_date;  // the default version's create date, too
  // What it grants, in a line of ours derived from its document; AWS's description is not in the
  // data.
  std::string_view summary;
  uint32_t index = 0;  // in the order of names

  // Only AWS itself attaches those below /aws-service-role/ and /root-task/ (PolicyNotAttachable),
  // although their IsAttachable is true as all others'.
  bool reserved() const;
};

// Policies are numbered in the order of their names, letter case aside.
size_t ManagedPolicyCount();
// CHECKs index < ManagedPolicyCount().
ManagedPolicy ManagedPolicyAt(size_t index);

// By the exact ARN.
std::optional<ManagedPolicy> FindManagedPolicy(std::string_view arn);
// By name, in any letter case, without path.
std::optional<ManagedPolicy> FindManagedPolicyByName(std::string_view name);

// The default version's document as JSON without white space. One copy is shared by all who hold it
// and goes away with the last of them.
std::shared_ptr<const std::string> ManagedPolicyDocument(const ManagedPolicy& policy);

// Policies that have each of the words (separated by spaces, any letter case) somewhere in their
// name or as a word of their summary: first those with all in the name, by name. No words: none.
std::vector<ManagedPolicy> SearchManagedPolicies(std::string_view words);

}  // namespace mockaws
