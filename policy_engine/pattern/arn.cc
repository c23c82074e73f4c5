#include "policy_engine/pattern/arn.h"

#include "policy_engine/pattern/glob.h"

namespace policy_engine {

bool SplitArn(std::string_view text, ArnFields* fields) {
  size_t at = 0;
  for (uint32_t& colon : fields->colons) {
    at = text.find(':', at);
    if (at == std::string_view::npos) return false;
    colon = static_cast<uint32_t>(at++);
  }
  return true;
}

bool ReadArn(std::string_view text, ArnFields* fields) {
  return text.substr(0, 4) == "arn:" && SplitArn(text, fields);
}

bool ReadArnPattern(std::string_view encoded, ArnFields* fields) {
  return SplitArn(encoded, fields) && GlobMatch(fields->Field(encoded, 0), "arn");
}

bool ArnFieldsMatch(std::string_view encoded, const ArnFields& pattern_fields,
                    std::string_view text, const ArnFields& fields) {
  for (int i = 0; i < 6; ++i) {
    if (!GlobMatch(pattern_fields.Field(encoded, i), fields.Field(text, i))) return false;
  }
  return true;
}

}  // namespace policy_engine
