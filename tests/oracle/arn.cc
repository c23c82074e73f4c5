#include "tests/oracle/arn.h"

namespace oracle {

bool IsArn(std::u16string_view text) {
  const auto fields = Split(text, u':', 6);
  return fields.size() == 6 && fields[0] == u"arn";
}

bool IsArnPattern(const Pattern& pattern) {
  const auto fields = Split(pattern, u':', 6);
  return fields.size() == 6 && Matches(fields[0], u"arn");
}

bool ArnMatches(const Pattern& pattern, std::u16string_view text) {
  if (!IsArnPattern(pattern) || !IsArn(text)) return false;
  const auto patterns = Split(pattern, u':', 6);
  const auto fields = Split(text, u':', 6);
  for (size_t i = 0; i < 6; ++i) {
    if (!Matches(patterns[i], fields[i])) return false;
  }
  return true;
}

std::string ArnField(std::string_view arn, size_t field) {
  std::vector<std::string> fields(1);
  for (const char c : arn) {
    if (c == ':' && fields.size() < 6) {
      fields.emplace_back();
    } else {
      fields.back().push_back(c);
    }
  }
  return fields.size() == 6 && fields[0] == "arn" ? fields[field] : "";
}

}  // namespace oracle
