#include "mockaws/catalog/format/kinds.h"

namespace mockaws {

std::string_view AccessLevelName(AccessLevel level) {
  switch (level) {
    case AccessLevel::kList:
      return "List";
    case AccessLevel::kRead:
      return "Read";
    case AccessLevel::kWrite:
      return "Write";
    case AccessLevel::kTagging:
      return "Tagging";
    case AccessLevel::kPermissionsManagement:
      return "Permissions management";
  }
  return "";
}

std::string_view ConditionKeyTypeName(ConditionKeyType type) {
  switch (type) {
    case ConditionKeyType::kString:
      return "String";
    case ConditionKeyType::kNumeric:
      return "Numeric";
    case ConditionKeyType::kDate:
      return "Date";
    case ConditionKeyType::kBool:
      return "Bool";
    case ConditionKeyType::kArn:
      return "ARN";
    case ConditionKeyType::kIpAddress:
      return "IPAddress";
    case ConditionKeyType::kArrayOfString:
      return "ArrayOfString";
    case ConditionKeyType::kArrayOfArn:
      return "ArrayOfARN";
    case ConditionKeyType::kArrayOfBool:
      return "ArrayOfBool";
  }
  return "";
}

bool IsMultivalued(ConditionKeyType type) { return type >= ConditionKeyType::kArrayOfString; }

}  // namespace mockaws
