// The six fields of an ARN: `arn:partition:service:region:account:resource`.
#pragma once

#include <cstdint>
#include <string_view>

namespace policy_engine {

// Where the first five colons stand.
struct ArnFields {
  uint32_t colons[5] = {};

  std::string_view Field(std::string_view text, int index) const {
    const uint32_t begin = index == 0 ? 0 : colons[index - 1] + 1;
    const uint32_t end = index == 5 ? static_cast<uint32_t>(text.size()) : colons[index];
    return text.substr(begin, end - begin);
  }
};

// False if the text has fewer than six fields.
bool SplitArn(std::string_view text, ArnFields* fields);

// Six fields, the first of them `arn`.
bool ReadArn(std::string_view text, ArnFields* fields);

// Whether an encoded pattern (glob.h) has six fields, of which the first may be `arn`.
bool ReadArnPattern(std::string_view encoded, ArnFields* fields);

// Field by field: wildcards never cross the first five colons.
bool ArnFieldsMatch(std::string_view encoded, const ArnFields& pattern_fields,
                    std::string_view text, const ArnFields& fields);

}  // namespace policy_engine
