// The kinds of things in the service authorization reference, and AWS's names for them.
#pragma once

#include <cstdint>
#include <string_view>

namespace mockaws {

enum class AccessLevel : uint8_t { kList, kRead, kWrite, kTagging, kPermissionsManagement };
// "Permissions management", as AWS prints it.
std::string_view AccessLevelName(AccessLevel level);

enum class ConditionKeyType : uint8_t {
  kString,
  kNumeric,
  kDate,
  kBool,
  kArn,
  kIpAddress,
  kArrayOfString,
  kArrayOfArn,
  kArrayOfBool
};
// "ArrayOfString", as the reference prints it.
std::string_view ConditionKeyTypeName(ConditionKeyType type);
bool IsMultivalued(ConditionKeyType type);

}  // namespace mockaws
