// Where each field lies in the two packed tables: written by mockaws/catalog/pack, read by
// mockaws/catalog. Words are numbers, texts (PackedData::Text) or indexes of other words.
#pragma once

#include <cstdint>

namespace mockaws {

// A header, then one record a policy, sorted by the name in lower case.
struct ManagedPolicyLayout {
  static constexpr uint32_t kKind = 0x4C4F504D;  // "MPOL"
  enum Header : uint32_t { kCount, kDictionary, kDictionaryBytes, kHeaderWords };
  enum Record : uint32_t {
    kName,
    kPath,
    kArn,
    kId,
    kVersion,
    kCreateSeconds,
    kUpdateSeconds,
    kSummary,
    kDocument,
    kDocumentPackedBytes,
    kDocumentBytes,
    kRecordWords
  };
};

// Lists of names are one word, their length, and a text each; equal lists are stored once.
struct ServiceAuthorizationLayout {
  static constexpr uint32_t kKind = 0x48545541;  // "AUTH"
  // Services are sorted by prefix, all else by name in lower case. A key prefix's record is its
  // text and a list of services.
  enum Header : uint32_t { kServiceCount, kServices, kKeyPrefixCount, kKeyPrefixes, kHeaderWords };
  enum Service : uint32_t {
    kPrefix,
    kName,
    kSupportsRcps,
    kActionCount,
    kActions,
    kResourceTypeCount,
    kResourceTypes,
    kConditionKeyCount,
    kConditionKeys,
    kServiceWords
  };
  enum Action : uint32_t {
    kActionName,
    kActionLevel,
    kActionUseCount,
    kActionUses,
    kActionKeys,
    kActionWords
  };
  // The resource type is the index of its record.
  enum Use : uint32_t { kUseResourceType, kUseRequired, kUseKeys, kUseWords };
  enum ResourceType : uint32_t { kTypeName, kTypeArn, kTypeKeys, kTypeWords };
  enum ConditionKey : uint32_t { kKeyName, kKeyType, kKeyWords };
};

}  // namespace mockaws
