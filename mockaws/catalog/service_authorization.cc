#include "mockaws/catalog/service_authorization.h"

#include "mockaws/catalog/format/layout.h"
#include "mockaws/catalog/format/packed_data.h"
#include "mockaws/wire/ascii.h"

// The embedded table (mockaws/CMakeLists.txt).
extern "C" {
extern const unsigned char iamsim_service_authorization[];
extern const unsigned char iamsim_service_authorization_end[];
}

namespace mockaws {

namespace {

using Layout = ServiceAuthorizationLayout;

static_assert(ServiceReference::kWords == Layout::kServiceWords);
static_assert(ActionReference::kWords == Layout::kActionWords);
static_assert(ResourceUse::kWords == Layout::kUseWords);
static_assert(ResourceTypeReference::kWords == Layout::kTypeWords);
static_assert(ConditionKeyReference::kWords == Layout::kKeyWords);

const PackedData& Data() {
  static const PackedData data(iamsim_service_authorization, iamsim_service_authorization_end,
                               Layout::kKind);
  return data;
}

std::string_view TextAt(uint32_t word) { return Data().Text(Data().Word(word)); }

Names NamesAt(uint32_t word) {
  const uint32_t list = Data().Word(word);
  return {list + 1, Data().Word(list)};
}

// Negative, 0 or positive as `a` is before, equal to or after `b`, letter case aside.
int CompareIgnoringCase(std::string_view a, std::string_view b) {
  for (size_t i = 0; i < a.size() && i < b.size(); ++i) {
    const auto x = static_cast<unsigned char>(LowerAscii(a[i]));
    const auto y = static_cast<unsigned char>(LowerAscii(b[i]));
    if (x != y) return x < y ? -1 : 1;
  }
  return a.size() == b.size() ? 0 : a.size() < b.size() ? -1 : 1;
}

// `rows` are sorted by `name_of` in lower case.
template <typename Row, typename NameOf>
std::optional<Row> FindRow(const PackedRows<Row>& rows, std::string_view name, NameOf name_of) {
  size_t begin = 0;
  size_t end = rows.size();
  while (begin < end) {
    const size_t middle = begin + (end - begin) / 2;
    const Row row = rows[middle];
    const int order = CompareIgnoringCase(name_of(row), name);
    if (order == 0) return row;
    if (order < 0) {
      begin = middle + 1;
    } else {
      end = middle;
    }
  }
  return std::nullopt;
}

bool StartsWith(std::string_view text, std::string_view start) {
  return EqualsIgnoringCase(text.substr(0, start.size()), start);
}

// Whether `key` is one of those that `name` with its `${...}` stands for. The placeholders stand
// for at least one character.
bool KeyMatches(std::string_view name, std::string_view key) {
  const size_t open = name.find("${");
  if (open == std::string_view::npos) return EqualsIgnoringCase(name, key);
  const size_t close = name.find('}', open);
  if (!StartsWith(key, name.substr(0, open)) || close == std::string_view::npos) return false;
  const std::string_view rest = name.substr(close + 1);
  for (size_t at = open + 1; at <= key.size(); ++at) {
    if (KeyMatches(rest, key.substr(at))) return true;
  }
  return false;
}

}  // namespace

std::string_view PackedText::At(uint32_t word) { return TextAt(word); }

std::string_view ConditionKeyReference::name() const { return TextAt(word_ + Layout::kKeyName); }

ConditionKeyType ConditionKeyReference::type() const {
  return static_cast<ConditionKeyType>(Data().Word(word_ + Layout::kKeyType));
}

std::string_view ResourceTypeReference::name() const { return TextAt(word_ + Layout::kTypeName); }

std::string_view ResourceTypeReference::arn_format() const {
  return TextAt(word_ + Layout::kTypeArn);
}

Names ResourceTypeReference::condition_keys() const { return NamesAt(word_ + Layout::kTypeKeys); }

ResourceTypeReference ResourceUse::resource_type() const {
  return ResourceTypeReference::At(Data().Word(word_ + Layout::kUseResourceType));
}

bool ResourceUse::required() const { return Data().Word(word_ + Layout::kUseRequired) != 0; }

Names ResourceUse::condition_keys() const { return NamesAt(word_ + Layout::kUseKeys); }

std::string_view ActionReference::name() const { return TextAt(word_ + Layout::kActionName); }

AccessLevel ActionReference::level() const {
  return static_cast<AccessLevel>(Data().Word(word_ + Layout::kActionLevel));
}

PackedRows<ResourceUse> ActionReference::resources() const {
  return {Data().Word(word_ + Layout::kActionUses), Data().Word(word_ + Layout::kActionUseCount)};
}

Names ActionReference::condition_keys() const { return NamesAt(word_ + Layout::kActionKeys); }

std::string_view ServiceReference::prefix() const { return TextAt(word_ + Layout::kPrefix); }

std::string_view ServiceReference::name() const { return TextAt(word_ + Layout::kName); }

bool ServiceReference::supports_rcps() const {
  return Data().Word(word_ + Layout::kSupportsRcps) != 0;
}

PackedRows<ActionReference> ServiceReference::actions() const {
  return {Data().Word(word_ + Layout::kActions), Data().Word(word_ + Layout::kActionCount)};
}

PackedRows<ResourceTypeReference> ServiceReference::resource_types() const {
  return {Data().Word(word_ + Layout::kResourceTypes),
          Data().Word(word_ + Layout::kResourceTypeCount)};
}

PackedRows<ConditionKeyReference> ServiceReference::condition_keys() const {
  return {Data().Word(word_ + Layout::kConditionKeys),
          Data().Word(word_ + Layout::kConditionKeyCount)};
}

std::optional<ActionReference> ServiceReference::FindAction(std::string_view name) const {
  return FindRow(actions(), name, [](const ActionReference& row) { return row.name(); });
}

std::optional<ResourceTypeReference> ServiceReference::FindResourceType(
    std::string_view name) const {
  return FindRow(resource_types(), name,
                 [](const ResourceTypeReference& row) { return row.name(); });
}

std::optional<ConditionKeyReference> ServiceReference::FindConditionKey(
    std::string_view key) const {
  const auto exact =
      FindRow(condition_keys(), key, [](const ConditionKeyReference& row) { return row.name(); });
  if (exact) return exact;
  for (const ConditionKeyReference row : condition_keys()) {
    if (KeyMatches(row.name(), key)) return row;
  }
  return std::nullopt;
}

PackedRows<ServiceReference> Services() {
  return {Data().Word(Layout::kServices), Data().Word(Layout::kServiceCount)};
}

std::optional<ServiceReference> FindService(std::string_view prefix) {
  return FindRow(Services(), prefix, [](const ServiceReference& row) { return row.prefix(); });
}

Names ServicesOfKeyPrefix(std::string_view key_prefix) {
  constexpr uint32_t kRecordWords = 2;
  const uint32_t first = Data().Word(Layout::kKeyPrefixes);
  for (uint32_t i = 0; i < Data().Word(Layout::kKeyPrefixCount); ++i) {
    const uint32_t record = first + i * kRecordWords;
    if (KeyMatches(TextAt(record), key_prefix)) return NamesAt(record + 1);
  }
  return {0, 0};
}

}  // namespace mockaws
