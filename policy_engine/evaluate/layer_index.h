// Which statements of a layer a request can concern: by action, then by the resource's literal
// prefix. An index narrows; whether a statement matches is still decided statement by statement.
//
// Statements that differ in nothing but Sid and place are kept once: they can only decide alike.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "policy_engine/compile/compiled_statement.h"
#include "policy_engine/pattern/hash.h"

namespace policy_engine {

// A statement, by the part of it that an index entry stands for.
struct Candidate {
  const CompiledStatement* statement = nullptr;
  // Null: the whole Resource or NotResource element must be asked.
  const TextPattern* resource = nullptr;
  const CompiledPolicy* policy = nullptr;
  uint32_t index = 0;

  bool MatchesResource(const AuthorizationRequest& request) const {
    if (resource != nullptr) return CompiledStatement::MatchesResourcePattern(*resource, request);
    return statement->MatchesResource(request);
  }
};

// Candidates by resource. Patterns are filed under their literal prefix; the request's resource is
// looked up once for each prefix length in use.
class ResourceTable {
 public:
  void Add(const Candidate& candidate);
  // Call once, after the last Add.
  void Seal();

  bool empty() const { return unkeyed_.empty() && keyed_.empty(); }

  // Calls `visit(candidate)` for each candidate whose resource matches, until it returns true.
  template <typename Visit>
  bool Find(const AuthorizationRequest& request, Visit&& visit) const {
    for (const Candidate& candidate : unkeyed_) {
      if (candidate.MatchesResource(request) && visit(candidate)) return true;
    }
    if (keyed_.empty()) return false;
    if (slots_.empty()) return VisitRange(0, keyed_.size(), request, visit);
    const size_t mask = slots_.size() - 1;
    const size_t size = request.resource.text().size();
    for (const uint32_t length : lengths_) {
      if (length > size) break;
      const uint64_t hash = request.resource.PrefixHash(length);
      for (size_t at = HashSlot(hash, mask); slots_[at].end != 0; at = (at + 1) & mask) {
        if (slots_[at].hash != hash) continue;
        if (VisitRange(slots_[at].begin, slots_[at].end, request, visit)) return true;
        break;
      }
    }
    return false;
  }

 private:
  struct Slot {
    uint64_t hash = 0;
    uint32_t begin = 0;
    uint32_t end = 0;  // 0: free
  };

  template <typename Visit>
  bool VisitRange(size_t begin, size_t end, const AuthorizationRequest& request,
                  Visit& visit) const {
    for (size_t i = begin; i < end; ++i) {
      if (keyed_[i].MatchesResource(request) && visit(keyed_[i])) return true;
    }
    return false;
  }

  std::vector<Candidate> unkeyed_;
  std::vector<Candidate> keyed_;   // once sealed, sorted by prefix
  std::vector<uint32_t> lengths_;  // of prefixes, ascending
  std::vector<Slot> slots_;        // open addressing; empty if few candidates
};

// The statements of one action pattern.
struct ActionGroup {
  std::string encoded;  // lower-cased pattern
  size_t literal_length = 0;
  bool is_prefix = false;  // text and a final `*`
  // For NotAction: a statement with the list, which decides whether the action matches.
  const CompiledStatement* not_action = nullptr;
  ResourceTable denies;
  ResourceTable allows;

  const ResourceTable& table(Effect effect) const {
    return effect == Effect::kDeny ? denies : allows;
  }
  bool Matches(const RequestAction& action) const {
    if (not_action != nullptr) return not_action->MatchesAction(action);
    const std::string_view prefix(encoded.data(), literal_length);
    if (!HasTextPrefix(action.lower(), prefix)) return false;
    return is_prefix || GlobMatch(std::string_view(encoded).substr(literal_length),
                                  std::string_view(action.lower()).substr(literal_length));
  }
};

class LayerIndex {
 public:
  explicit LayerIndex(const std::vector<CompiledPolicyPtr>& policies);

  // Calls `visit(candidate)` for each Deny whose action and resource match, then for each Allow,
  // until it returns true. A statement may be visited more than once.
  template <typename Visit>
  void Find(const AuthorizationRequest& request, Visit&& visit) const {
    if (!linear_.empty()) {
      if (has_denies_ && FindLinear(request, Effect::kDeny, visit)) return;
      FindLinear(request, Effect::kAllow, visit);
      return;
    }
    // The groups that the denies ask are kept for the allows; more than fit are searched anew.
    Groups groups;
    if (has_denies_) {
      if (FindInGroups(request, Effect::kDeny, visit, &groups)) return;
      if (groups.count <= kGroupsMax) {
        for (size_t i = 0; i < groups.count; ++i) {
          if (groups.found[i]->allows.Find(request, visit)) return;
        }
        return;
      }
    }
    FindInGroups(request, Effect::kAllow, visit, nullptr);
  }

 private:
  struct Slot {
    uint64_t hash = 0;
    uint32_t first = 0;  // group
    uint32_t count = 0;  // 0: free
  };
  static constexpr size_t kGroupsMax = 12;
  // Groups whose action matches.
  struct Groups {
    size_t count = 0;  // beyond kGroupsMax: not all are kept
    const ActionGroup* found[kGroupsMax];

    void Add(const ActionGroup& group) {
      if (count < kGroupsMax) found[count] = &group;
      ++count;
    }
  };

  template <typename Visit>
  bool FindLinear(const AuthorizationRequest& request, Effect effect, Visit& visit) const {
    for (const Candidate& candidate : linear_) {
      const CompiledStatement& statement = *candidate.statement;
      if (statement.effect == effect && statement.MatchesAction(request.action) &&
          candidate.MatchesResource(request) && visit(candidate)) {
        return true;
      }
    }
    return false;
  }

  // `groups`: null, or gets those with allows.
  template <typename Visit>
  bool FindInGroups(const AuthorizationRequest& request, Effect effect, Visit& visit,
                    Groups* groups) const {
    const RequestAction& action = request.action;
    if (!exact_.empty()) {
      const size_t mask = exact_.size() - 1;
      for (size_t at = HashSlot(action.hash(), mask); exact_[at].count != 0; at = (at + 1) & mask) {
        const ActionGroup& group = groups_[exact_[at].first];
        if (exact_[at].hash != action.hash()) continue;
        if (!TextsEqual(group.encoded, action.lower())) continue;
        if (FindInGroup(group, request, effect, visit, groups)) return true;
        break;
      }
    }
    if (!services_.empty()) {
      const size_t mask = services_.size() - 1;
      const uint64_t hash = action.service_hash();
      for (size_t at = HashSlot(hash, mask); services_[at].count != 0; at = (at + 1) & mask) {
        // Two services of one hash are both asked: the patterns tell them apart.
        if (services_[at].hash == hash &&
            FindInRange(services_[at].first, services_[at].count, request, effect, visit, groups)) {
          return true;
        }
      }
    }
    return FindInRange(global_begin_, global_count_, request, effect, visit, groups);
  }

  template <typename Visit>
  bool FindInRange(size_t first, size_t count, const AuthorizationRequest& request, Effect effect,
                   Visit& visit, Groups* groups) const {
    for (size_t i = first; i < first + count; ++i) {
      const ActionGroup& group = groups_[i];
      if (groups == nullptr && group.table(effect).empty()) continue;
      if (group.Matches(request.action) && FindInGroup(group, request, effect, visit, groups)) {
        return true;
      }
    }
    return false;
  }

  template <typename Visit>
  static bool FindInGroup(const ActionGroup& group, const AuthorizationRequest& request,
                          Effect effect, Visit& visit, Groups* groups) {
    if (groups != nullptr && !group.allows.empty()) groups->Add(group);
    const ResourceTable& table = group.table(effect);
    return !table.empty() && table.Find(request, visit);
  }

  friend class LayerIndexBuilder;
  bool has_denies_ = false;
  std::vector<Candidate> linear_;    // all of a small layer
  std::vector<ActionGroup> groups_;  // exact ones, then by service, then global ones
  std::vector<Slot> exact_;
  std::vector<Slot> services_;
  size_t global_begin_ = 0;
  size_t global_count_ = 0;
};

}  // namespace policy_engine
