#include "mockaws/catalog/managed_policies.h"

#include <chrono>
#include <mutex>

#include "mockaws/catalog/format/document_codec.h"
#include "mockaws/catalog/format/layout.h"
#include "mockaws/catalog/format/packed_data.h"
#include "mockaws/wire/ascii.h"
#include "policy_engine/check.h"

// The embedded table (mockaws/CMakeLists.txt).
extern "C" {
extern const unsigned char iamsim_managed_policies[];
extern const unsigned char iamsim_managed_policies_end[];
}

namespace mockaws {

namespace {

using Layout = ManagedPolicyLayout;

const PackedData& Data() {
  static const PackedData data(iamsim_managed_policies, iamsim_managed_policies_end, Layout::kKind);
  return data;
}

uint32_t Field(uint32_t index, Layout::Record field) {
  return Data().Word(Layout::kHeaderWords + index * Layout::kRecordWords + field);
}

policy_engine::Instant InstantOf(uint32_t seconds) {
  return policy_engine::Instant{std::chrono::seconds(seconds)};
}

// Documents that somebody holds, by index.
struct SharedDocuments {
  std::mutex mutex;
  std::vector<std::weak_ptr<const std::string>> documents;
};

std::vector<std::string> Words(std::string_view text) {
  std::vector<std::string> words;
  const std::string lower = LowerAscii(text);
  for (size_t at = lower.find_first_not_of(' '); at != std::string::npos;) {
    const size_t end = std::min(lower.find(' ', at), lower.size());
    words.push_back(lower.substr(at, end - at));
    at = lower.find_first_not_of(' ', end);
  }
  return words;
}

bool IsAlphanumeric(char c) {
  const char lower = LowerAscii(c);
  return (lower >= 'a' && lower <= 'z') || (c >= '0' && c <= '9');
}

bool HasWholeWord(std::string_view text, std::string_view word) {
  for (size_t at = text.find(word); at != text.npos; at = text.find(word, at + 1)) {
    const size_t end = at + word.size();
    const bool starts = at == 0 || !IsAlphanumeric(text[at - 1]);
    if (starts && (end == text.size() || !IsAlphanumeric(text[end]))) return true;
  }
  return false;
}

enum class Match { kNone, kInSummary, kInName };

Match MatchOf(const ManagedPolicy& policy, const std::vector<std::string>& words) {
  const std::string name = LowerAscii(policy.name);
  const std::string summary = LowerAscii(policy.summary);
  Match match = Match::kInName;
  for (const std::string& word : words) {
    if (name.find(word) != name.npos) continue;
    if (!HasWholeWord(summary, word)) return Match::kNone;
    match = Match::kInSummary;
  }
  return match;
}

}  // namespace

bool ManagedPolicy::reserved() const {
  return path.substr(0, 18) == "/aws-service-role/" || path.substr(0, 11) == "/root-task/";
}

size_t ManagedPolicyCount() { return Data().Word(Layout::kCount); }

ManagedPolicy ManagedPolicyAt(size_t index) {
  CHECK(index < ManagedPolicyCount(), "no such managed policy");
  const auto at = static_cast<uint32_t>(index);
  ManagedPolicy policy;
  policy.name = Data().Text(Field(at, Layout::kName));
  policy.path = Data().Text(Field(at, Layout::kPath));
  policy.arn = Data().Text(Field(at, Layout::kArn));
  policy.id = Data().Text(Field(at, Layout::kId));
  policy.default_version_id = Data().Text(Field(at, Layout::kVersion));
  policy.create_date = InstantOf(Field(at, Layout::kCreateSeconds));
  policy.update_date = InstantOf(Field(at, Layout::kUpdateSeconds));
  policy.summary = Data().Text(Field(at, Layout::kSummary));
  policy.index = at;
  return policy;
}

std::optional<ManagedPolicy> FindManagedPolicy(std::string_view arn) {
  const size_t slash = arn.rfind('/');
  if (slash == std::string_view::npos) return std::nullopt;
  auto policy = FindManagedPolicyByName(arn.substr(slash + 1));
  if (policy && policy->arn != arn) return std::nullopt;
  return policy;
}

std::optional<ManagedPolicy> FindManagedPolicyByName(std::string_view name) {
  const std::string wanted = LowerAscii(name);
  uint32_t begin = 0;
  auto end = static_cast<uint32_t>(ManagedPolicyCount());
  while (begin < end) {
    const uint32_t middle = begin + (end - begin) / 2;
    const std::string found = LowerAscii(Data().Text(Field(middle, Layout::kName)));
    if (found == wanted) return ManagedPolicyAt(middle);
    if (found < wanted) {
      begin = middle + 1;
    } else {
      end = middle;
    }
  }
  return std::nullopt;
}

std::shared_ptr<const std::string> ManagedPolicyDocument(const ManagedPolicy& policy) {
  static SharedDocuments shared;
  const std::lock_guard lock(shared.mutex);
  shared.documents.resize(ManagedPolicyCount());
  std::weak_ptr<const std::string>& slot = shared.documents.at(policy.index);
  if (auto held = slot.lock()) return held;
  const auto packed = Data().Bytes(Field(policy.index, Layout::kDocument),
                                   Field(policy.index, Layout::kDocumentPackedBytes));
  const auto dictionary =
      Data().Bytes(Data().Word(Layout::kDictionary), Data().Word(Layout::kDictionaryBytes));
  auto document = std::make_shared<const std::string>(
      Decompress(packed, Field(policy.index, Layout::kDocumentBytes), dictionary));
  slot = document;
  return document;
}

std::vector<ManagedPolicy> SearchManagedPolicies(std::string_view words) {
  std::vector<ManagedPolicy> by_name;
  std::vector<ManagedPolicy> by_summary;
  const std::vector<std::string> wanted = Words(words);
  if (wanted.empty()) return by_name;
  for (size_t i = 0; i < ManagedPolicyCount(); ++i) {
    const ManagedPolicy policy = ManagedPolicyAt(i);
    const Match match = MatchOf(policy, wanted);
    if (match == Match::kInName) by_name.push_back(policy);
    if (match == Match::kInSummary) by_summary.push_back(policy);
  }
  by_name.insert(by_name.end(), by_summary.begin(), by_summary.end());
  return by_name;
}

}  // namespace mockaws
