#include "mockaws/catalog/pack/pack_managed_policies.h"

#include <algorithm>
#include <chrono>
#include <optional>
#include <vector>

#include "mockaws/catalog/format/document_codec.h"
#include "mockaws/catalog/format/layout.h"
#include "mockaws/catalog/format/packed_data.h"
#include "mockaws/catalog/pack/policy_summary.h"
#include "mockaws/wire/ascii.h"
#include "policy_engine/base/time.h"

namespace mockaws {

namespace {

using Layout = ManagedPolicyLayout;
using policy_engine::Error;
using policy_engine::Json;
using policy_engine::Result;

constexpr size_t kDictionaryBytesMax = 64 << 10;

struct Source {
  std::string sort_key;
  const Json* policy = nullptr;
  std::string document;
};

Result<std::vector<Source>> ReadSources(const Json& policies) {
  std::vector<Source> sources;
  for (const Json& policy : policies.items()) {
    for (const char* member :
         {"PolicyName", "Path", "DefaultVersionId", "CreateDate", "UpdateDate", "Document"}) {
      if (policy.Find(member) == nullptr) {
        return Error{std::string("a policy lacks its member ") + member + ": " + policy.Dump()};
      }
    }
    sources.push_back({LowerAscii(std::string_view(policy.Find("PolicyName")->AsString())), &policy,
                       policy.Find("Document")->Dump()});
  }
  std::sort(sources.begin(), sources.end(),
            [](const Source& a, const Source& b) { return a.sort_key < b.sort_key; });
  return sources;
}

Result<uint32_t> Seconds(const Json& policy, const char* member) {
  const std::string& text = policy.Find(member)->AsString();
  const auto instant = policy_engine::ParseIso8601(text);
  if (!instant) return Error{std::string(member) + " is no time: " + text};
  const auto since_epoch =
      std::chrono::duration_cast<std::chrono::seconds>(instant->time_since_epoch());
  return static_cast<uint32_t>(since_epoch.count());
}

}  // namespace

std::string ManagedPolicyId(std::string_view arn) {
  constexpr std::string_view kPrefix = "ANPAZKAPJZG4";
  constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  constexpr int kDigits = 9;
  uint64_t hash = 14695981039346656037u;  // FNV-1a
  for (const char c : arn) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211u;
  std::string id(kPrefix);
  // The first of these digits holds the account number's last bit, a zero, and four of ours.
  id += kAlphabet[hash & 15];
  hash >>= 4;
  for (int i = 1; i < kDigits; ++i, hash >>= 5) id += kAlphabet[hash & 31];
  return id;
}

Result<std::string> PackManagedPolicies(const Json& policies, const Json& services) {
  ASSIGN_OR_RETURN(const std::vector<Source> sources, ReadSources(policies));
  std::vector<std::string> documents;
  documents.reserve(sources.size());
  for (const Source& source : sources) documents.push_back(source.document);
  ASSIGN_OR_RETURN(const std::string dictionary, TrainDictionary(documents, kDictionaryBytesMax));

  const PolicySummarizer summarizer(services);
  PackedWriter out;
  out.AddWords(Layout::kHeaderWords);
  for (const Source& source : sources) {
    const Json& policy = *source.policy;
    const std::string& name = policy.Find("PolicyName")->AsString();
    const std::string& path = policy.Find("Path")->AsString();
    const std::string arn = "arn:aws:iam::aws:policy" + path + name;
    ASSIGN_OR_RETURN(const uint32_t create_seconds, Seconds(policy, "CreateDate"));
    ASSIGN_OR_RETURN(const uint32_t update_seconds, Seconds(policy, "UpdateDate"));
    const uint32_t at = out.AddWords(Layout::kRecordWords);
    out.SetWord(at + Layout::kName, out.AddText(name));
    out.SetWord(at + Layout::kPath, out.AddText(path));
    out.SetWord(at + Layout::kArn, out.AddText(arn));
    out.SetWord(at + Layout::kId, out.AddText(ManagedPolicyId(arn)));
    out.SetWord(at + Layout::kVersion, out.AddText(policy.Find("DefaultVersionId")->AsString()));
    out.SetWord(at + Layout::kCreateSeconds, create_seconds);
    out.SetWord(at + Layout::kUpdateSeconds, update_seconds);
    out.SetWord(at + Layout::kSummary, out.AddText(summarizer.Summarize(*policy.Find("Document"))));
  }
  // After the texts, so that the pages of a listing lie together.
  const DocumentCompressor compressor(dictionary);
  for (size_t i = 0; i < sources.size(); ++i) {
    const auto at = static_cast<uint32_t>(Layout::kHeaderWords + i * Layout::kRecordWords);
    const std::string packed = compressor.Compress(sources[i].document);
    out.SetWord(at + Layout::kDocument, out.AddBytes(packed));
    out.SetWord(at + Layout::kDocumentPackedBytes, static_cast<uint32_t>(packed.size()));
    out.SetWord(at + Layout::kDocumentBytes, static_cast<uint32_t>(sources[i].document.size()));
  }
  out.SetWord(Layout::kCount, static_cast<uint32_t>(sources.size()));
  out.SetWord(Layout::kDictionary, out.AddBytes(dictionary));
  out.SetWord(Layout::kDictionaryBytes, static_cast<uint32_t>(dictionary.size()));
  return out.Finish(Layout::kKind);
}

}  // namespace mockaws
